"""The entries of the calendar, kept: which meeting has which, written down only where something is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, delete, insert, select

from dragoman.ledger.entries import Assigned, Entry, Kept, assigned, marks
from dragoman.ledger.history import MeetingHistory
from dragoman.model import digest
from dragoman.store.database import Database, hold
from dragoman.store.schema.calendar import calendar_entries, calendar_reports

Value = TypeVar("Value")

BATCH = 400
"""Values in one question."""
LOCK = digest("calendar")


class EntryLine(msgspec.Struct, frozen=True, tag="calendar entry"):
    """An entry as it was last shown, in a backup."""

    entry: Kept


class ReportLine(msgspec.Struct, frozen=True, tag="calendar report"):
    """Which entry a report belongs to, in a backup."""

    report: str
    uid: str


Followed = EntryLine | ReportLine
"""Lines of what others follow."""


def entries_of(
    database: Database,
    meetings: Sequence[MeetingHistory],
    *,
    now: datetime,
    since: date = date.min,
    until: date = date.max,
) -> tuple[Entry, ...]:
    """The entry of each of *meetings*, which are all that touch the days *since* to *until*, and those that are gone.

    What is new is kept in a transaction of its own; as a rule there is nothing.
    """
    with database.reads() as connection:
        found = _assigned(connection, meetings, since, until, now)
    if not (found.changed or found.reports):
        return found.entries
    with database.writes() as connection:
        hold(connection, LOCK)
        found = _assigned(connection, meetings, since, until, now)
        _keep(connection, found)
    return found.entries


def _assigned(
    connection: Connection, meetings: Sequence[MeetingHistory], since: date, until: date, now: datetime
) -> Assigned:
    reports: dict[str, str] = {}
    for some in _batches({mark for one in meetings for mark in marks(one)}):
        asked = select(calendar_reports).where(calendar_reports.c.report.in_(some))
        reports.update((row.report, row.uid) for row in connection.execute(asked))
    return assigned(meetings, _kept(connection, set(reports.values()), since, until), reports, now=now)


def _kept(connection: Connection, named: Iterable[str], since: date, until: date) -> list[Kept]:
    """The entries of some days, and those *named*."""
    there = calendar_entries.c
    within = (there.last >= since) & (there.first <= until)
    found = {row.uid: _entry(row._asdict()) for row in connection.execute(select(calendar_entries).where(within))}
    for some in _batches(set(named) - set(found)):
        asked = select(calendar_entries).where(there.uid.in_(some))
        found |= {row.uid: _entry(row._asdict()) for row in connection.execute(asked)}
    return list(found.values())


def _keep(connection: Connection, found: Assigned) -> None:
    for some in _batches({one.uid for one in found.changed}):
        connection.execute(delete(calendar_entries).where(calendar_entries.c.uid.in_(some)))
    for entries in _batches(found.changed):
        connection.execute(insert(calendar_entries), [_row(one) for one in entries])
    for some in _batches(found.reports):
        connection.execute(delete(calendar_reports).where(calendar_reports.c.report.in_(some)))
        connection.execute(insert(calendar_reports), [{"report": one, "uid": found.reports[one]} for one in some])


def followed_lines(connection: Connection) -> Iterator[Followed]:
    """All entries and their reports, for a backup."""
    for row in connection.execute(select(calendar_entries).order_by(calendar_entries.c.uid)).all():
        yield EntryLine(entry=_entry(row._asdict()))
    for row in connection.execute(select(calendar_reports).order_by(calendar_reports.c.report)).all():
        yield ReportLine(report=row.report, uid=row.uid)


def put_followed(connection: Connection, line: Followed) -> None:
    """Adds what a line of a backup holds."""
    match line:
        case EntryLine():
            connection.execute(insert(calendar_entries), _row(line.entry))
        case ReportLine():
            connection.execute(insert(calendar_reports), {"report": line.report, "uid": line.uid})


def _row(one: Kept) -> dict[str, object]:
    return {**asdict(one), "seats": msgspec.json.encode(one.seats)}


def _entry(row: Mapping[str, Any]) -> Kept:
    return Kept(**{**row, "seats": msgspec.json.decode(row["seats"], type=tuple[str, ...])})


def _batches(values: Iterable[Value]) -> Iterator[list[Value]]:
    every = list(values)
    return (every[start : start + BATCH] for start in range(0, len(every), BATCH))
