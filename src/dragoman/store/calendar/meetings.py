"""Meetings for the calendar: those of some days, of a channel, and the one that is asked for by its id."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dragoman.ledger import days
from dragoman.ledger.history import MeetingHistory, opened
from dragoman.ledger.meetings import meetings
from dragoman.ledger.told import Told
from dragoman.store.database import Database
from dragoman.store.folds.meetings import together
from dragoman.store.ledgers.answers import LATELY
from dragoman.store.told.records import told


def meetings_about(database: Database, *, since: date, until: date, today: date) -> tuple[MeetingHistory, ...]:
    """Meetings of the days *since* to *until*, by all that was told to *today* of them and of days near them."""
    first, last = days.later(since, -LATELY), days.later(until, LATELY)
    return _folded(database, told(database, "meeting", since=first, until=last, earlier_versions=True), today)


def all_meetings(database: Database, *, today: date) -> tuple[MeetingHistory, ...]:
    """Every meeting that was told of to *today*."""
    return _folded(database, told(database, "meeting", earlier_versions=True), today)


def meeting_with(histories: Iterable[MeetingHistory], id: str) -> MeetingHistory | None:
    """The meeting of that id, or the one a report of which would have that id by itself.

    What is folded from fewer days may begin with a later report, and is then known by that.
    """
    every = list(histories)
    exact = next((one for one in every if one.id == id), None)
    return exact or next((one for one in every if any(opened(report).id == id for report in one.told)), None)


def _folded(database: Database, reports: Iterable[Told], today: date) -> tuple[MeetingHistory, ...]:
    """The meetings that *reports* tell of; what people say is one meeting is one."""
    with database.reads() as connection:
        one = together(connection)
    return meetings((report for report in reports if report.day <= today), together=one)
