"""The meetings that a brief tells of, from the ledger that is kept: as they were known on its day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from dragoman.ledger import days
from dragoman.ledger.briefing import COMING
from dragoman.ledger.history import MeetingHistory, grown
from dragoman.ledger.meetings import by_day
from dragoman.ledger.silence import NEAR, NO_WEEK, Sitting, passed, sittings, weeks_of
from dragoman.model import Basis, Interval
from dragoman.store.folds.meetings import reports_of, together
from dragoman.store.ledger_keys import meeting_in
from dragoman.store.schema.folds import ledger_keys, meeting_folds, meeting_parties, meeting_reports
from dragoman.store.schema.press import records
from dragoman.store.searches.respecting import said_in
from dragoman.store.told.folded import batches

Numbers = set[int]
"""Meetings, by number."""


def meetings_for(connection: Connection, since: date, day: date) -> tuple[list[MeetingHistory], list[Sitting]]:
    """The meetings that are told of in the days *since* to *day*, are to come, or whose day passed then; and those that
    were held about the days of these."""
    told_here = meeting_reports.c.day.between(since.toordinal(), day.toordinal())
    told = set(connection.execute(select(meeting_reports.c.meeting).where(told_here)).scalars())
    over = days.later(since, -1)
    weeks = range(over.toordinal() // 7, days.later(day, COMING).toordinal() // 7 + 1)
    near = _of_weeks(connection, weeks, day)
    later = _told_after(connection, near, day)
    held = _histories(connection, told | later | _open(connection, near - later, over, day), day)
    gone = [one.date for one in held if passed(one, since, day) and one.date]
    return held, _sittings(connection, gone, since, day) if gone else []


def _of_weeks(connection: Connection, weeks: Iterable[int], day: date) -> Numbers:
    """The meetings one of whose reports, told until *day*, is of these weeks, and all of which people said something."""
    reported = ledger_keys.join(meeting_reports, meeting_reports.c.record == ledger_keys.c.record)
    asked = select(meeting_reports.c.meeting).select_from(reported)
    asked = asked.where(ledger_keys.c.key.in_(map(meeting_in, (*weeks, NO_WEEK))), ledger_keys.c.day <= day.toordinal())
    return set(connection.execute(asked).scalars()) | _set_right(connection)


def _set_right(connection: Connection) -> Numbers:
    said = said_in(connection)
    if said.nothing:
        return set()
    found = set(connection.execute(select(meeting_reports.c.meeting).where(meeting_reports.c.record < 0)).scalars())
    for some in batches({record for _, record in (*said.judged, *together(connection))}):
        asked = select(meeting_reports.c.meeting).join(records, records.c.number == meeting_reports.c.record)
        found |= set(connection.execute(asked.where(records.c.id.in_(some))).scalars())
    return found


def _told_after(connection: Connection, numbers: Numbers, day: date) -> Numbers:
    """Those of which more was told later: where they stand now is not where they stood on *day*."""
    after = meeting_reports.c.day > day.toordinal()
    if connection.execute(select(meeting_reports.c.record).where(after).limit(1)).first() is None:
        return set()
    found: Numbers = set()
    for some in batches(numbers):
        asked = select(meeting_reports.c.meeting).where(meeting_reports.c.meeting.in_(some), after)
        found |= set(connection.execute(asked).scalars())
    return found


def _open(connection: Connection, numbers: Numbers, over: date, day: date) -> Numbers:
    """Those that are to come within the days that are shown, and those that were to be over on the day *over* or later."""
    folds, today = meeting_folds.c, day.toordinal()
    gone = folds.last.between(over.toordinal(), today - 1)
    coming = and_(folds.first <= today + COMING, folds.last > today)
    found: Numbers = set()
    for some in batches(numbers):
        asked = select(folds.number).where(folds.number.in_(some), folds.ahead, or_(gone, coming))
        found |= set(connection.execute(asked).scalars())
    return found


def _histories(connection: Connection, numbers: Numbers, day: date) -> list[MeetingHistory]:
    """These meetings as they were known on *day*."""
    known = (
        [(told, tuple(one for one in replaced if one.day <= day)) for told, replaced in reports if told.day <= day]
        for reports in reports_of(connection, numbers).values()
    )
    return sorted((grown(reports) for reports in known if reports), key=by_day)


def _sittings(connection: Connection, gone: Iterable[Interval], since: date, day: date) -> list[Sitting]:
    """The meetings that were held about the days that are *gone*."""
    lately = days.later(since, -days.LATELY)
    about = [weeks_of(one, NEAR) for one in gone]
    first = lately.toordinal() // 7
    weeks = {week for some in about for week in range(max(some.start, first), some.stop)}
    near = _of_weeks(connection, weeks, day)
    later = _told_after(connection, near, day)
    then = [one for meeting in _histories(connection, later, day) for one in sittings(meeting, since)]
    return [*then, *_kept(connection, near - later, lately)]


def _kept(connection: Connection, numbers: Numbers, since: date) -> Iterator[Sitting]:
    """Those that were held *since* a day."""
    folds = meeting_folds.c
    for some in batches(numbers):
        asked: Any = select(folds.number, folds.channel, folds.first, folds.last)
        asked = asked.where(folds.number.in_(some), ~folds.ahead, folds.last >= since.toordinal())
        rows = connection.execute(asked).all()
        parties = _parties(connection, [row.number for row in rows])
        for row in rows:
            when = Interval(
                earliest=date.fromordinal(row.first), latest=date.fromordinal(row.last), basis=Basis.EXPLICIT
            )
            yield Sitting(parties=frozenset(parties.get(row.number, ())), channel=row.channel, date=when)


def _parties(connection: Connection, numbers: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    asked = select(meeting_parties.c.meeting, meeting_parties.c.side).where(meeting_parties.c.meeting.in_(numbers))
    for row in connection.execute(asked):
        found.setdefault(row.meeting, []).append(row.side)
    return found
