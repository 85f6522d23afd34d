"""An issue is due from its hour on, for half a day, where its readers are."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from tests.newsletter.readers import EDITION

from dragoman.newsletter.sending_issue import due_day, today

KYIV = replace(EDITION, at=time(6, 30), zone="Europe/Kyiv", weekdays=(0, 1, 2, 3, 4))
LATE = replace(EDITION, at=time(22, 0), zone="UTC")


@pytest.mark.parametrize(
    ("edition", "now", "day"),
    [
        (KYIV, datetime(2024, 5, 14, 3, 29, tzinfo=UTC), None),
        (KYIV, datetime(2024, 5, 14, 3, 30, tzinfo=UTC), date(2024, 5, 14)),
        (KYIV, datetime(2024, 5, 14, 15, 30, tzinfo=UTC), date(2024, 5, 14)),
        (KYIV, datetime(2024, 5, 14, 15, 31, tzinfo=UTC), None),
        (KYIV, datetime(2024, 5, 18, 5, 0, tzinfo=UTC), None),  # a Saturday
        (LATE, datetime(2024, 5, 15, 9, 0, tzinfo=UTC), date(2024, 5, 14)),
        (LATE, datetime(2024, 5, 15, 10, 1, tzinfo=UTC), None),
    ],
)
def test_an_issue_is_due_for_half_a_day(edition: object, now: datetime, day: date | None) -> None:
    assert due_day(edition, now) == day  # type: ignore[arg-type]


def test_today_is_where_the_readers_are() -> None:
    assert today(replace(EDITION, zone="Pacific/Auckland"), datetime(2024, 5, 14, 13, tzinfo=UTC)) == date(2024, 5, 15)
