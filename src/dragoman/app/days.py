"""Days of publication: as a user writes them, and none that is still to come."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from dragoman.model import Interval, Unreadable

WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
FIRST_TO_WAKE = timedelta(hours=14)
"""How far the earliest clocks on earth (Kiritimati's) run ahead of UTC."""


def day(written: str) -> date:
    """The day that a user wrote. Raises `ValueError` with the remedy."""
    remedy = "write the day of publication as YEAR-MONTH-DAY, such as 2021-12-23"
    if not WRITTEN.fullmatch(written.strip()):
        raise ValueError(f"{written!r} is no date: {remedy}")
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        raise ValueError(f"{written!r} is not in the calendar: {remedy}") from None


def refuse_future(published: Interval | None, now: datetime) -> None:
    """Raises `Unreadable` where an article is published on a day that has begun nowhere on earth yet.

    *now* is in UTC. A press that seems to come from tomorrow is a wrong date, and would put every
    "yesterday" of the article on a wrong day.
    """
    today = (now + FIRST_TO_WAKE).date()
    if published is None or published.earliest is None or published.earliest <= today:
        return
    raise Unreadable(
        "app",
        f"published on {published.earliest}, which is in the future ({published.basis}): "
        "give the right day with --published YYYY-MM-DD",
    )
