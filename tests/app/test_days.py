"""Days are written in one way, and none lies ahead."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from dragoman.app.days import day, refuse_future
from dragoman.model import Basis, Interval, Unreadable

NOON = datetime(2024, 3, 5, 12, 0, tzinfo=UTC)


def test_a_day_is_year_month_day() -> None:
    assert day(" 2021-12-23 ") == date(2021, 12, 23)


@pytest.mark.parametrize("written", ["23.12.2021", "20211223", "2021-W51-4", "yesterday", "", "٢٠٢١-12-23"])
def test_any_other_writing_is_refused_with_the_remedy(written: str) -> None:
    with pytest.raises(ValueError, match="is no date: write the day of publication as YEAR-MONTH-DAY"):
        day(written)


def test_a_day_that_no_calendar_has_is_refused() -> None:
    with pytest.raises(ValueError, match="'2021-02-30' is not in the calendar"):
        day("2021-02-30")


def test_today_is_no_future() -> None:
    refuse_future(Interval.day(NOON.date(), Basis.PAGE), NOON)


def test_what_is_tomorrow_here_and_today_in_kiribati_is_no_future() -> None:
    refuse_future(Interval.day(date(2024, 3, 6), Basis.PAGE), NOON)


def test_a_day_that_has_begun_nowhere_is_refused_with_its_basis() -> None:
    morning = NOON - timedelta(hours=4)

    with pytest.raises(Unreadable, match=r"published on 2024-03-06, which is in the future \(page\)") as caught:
        refuse_future(Interval.day(date(2024, 3, 6), Basis.PAGE), morning)

    assert caught.value.stage == "app"


@pytest.mark.parametrize("open_end", [None, Interval(earliest=None, latest=None, basis=Basis.TEXT)])
def test_an_unknown_day_is_no_future(open_end: Interval | None) -> None:
    refuse_future(open_end, NOON)
