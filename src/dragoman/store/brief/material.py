"""What a brief is written from, found by key and day: no more is read than its lines rest on."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, false, select

from dragoman.ledger import days
from dragoman.ledger.briefing import COMING, QUIET, Material, Wanted, fresh_in, material_of
from dragoman.ledger.silence import NO_WEEK
from dragoman.ledger.told import Told, in_order
from dragoman.model import Position
from dragoman.store.brief.meetings import meetings_for
from dragoman.store.database import Database
from dragoman.store.errors import StoreError
from dragoman.store.folds.keys import filed, look_for_keys
from dragoman.store.folds.marks import settled
from dragoman.store.folds.meetings import LEDGER, look_for_meetings, together
from dragoman.store.ledger_keys import due_in, of_article, saying, telling
from dragoman.store.schema.press import versions
from dragoman.store.told.asked import quiet_questions
from dragoman.store.told.by_key import rows_under, told_of_rows, with_twins
from dragoman.store.told.folded import told_between
from dragoman.store.told.records import TYPES, told
from dragoman.store.told.threads import Stances

KINDS = ("event", "meeting", "position")
"""Kinds of records that a brief tells of."""


def brief_material(database: Database, *, since: date, day: date, wanted: Wanted) -> Material:
    """What the brief of the days *since* to *day* is written from; where only some sources are heard, these alone."""
    if wanted.sources:
        return from_records(database, since=since, day=day, wanted=wanted)
    try:
        look_for_keys(database)
        look_for_meetings(database)
    except StoreError:  # read only, or somebody else writes for long
        return from_records(database, since=since, day=day, wanted=wanted)
    with database.reads() as connection:
        if filed(connection) and settled(connection, LEDGER):
            return _kept(connection, since, day)
    return from_records(database, since=since, day=day, wanted=wanted)


def from_records(database: Database, *, since: date, day: date, wanted: Wanted) -> Material:
    """The same from the records themselves; of some sources what they told of meetings lately."""
    lately = days.later(since, -days.LATELY)
    of_meetings = [
        *told(database, "meeting", told_since=lately if wanted.sources else None, earlier_versions=True),
        *(told(database, "meeting", since=lately, earlier_versions=True) if wanted.sources else ()),
    ]
    every = [*told(database, "event", "position", told_since=lately, earlier_versions=True), *of_meetings]
    with database.reads() as connection:
        one = together(connection)
    return material_of(every, day=day, since=since, wanted=wanted, together=one)


def _kept(connection: Connection, since: date, day: date) -> Material:
    known = _known(connection, since, day)
    held, sat = meetings_for(connection, since, day)
    lately = days.later(since, -days.LATELY)
    fresh = fresh_in(known, since)
    new = [one.record for one in known if isinstance(one.record, Position) and (one.article, one.record.id) in fresh]
    last = _end(connection, day)
    stances = Stances(connection, {one.holder for one in new}, lately, last)
    places = {place for one in new if (place := stances.place(one))}
    return Material(
        told=known,
        meetings=held,
        sittings=sat,
        threads=stances.threads(places, answered=False),
        questions=quiet_questions(connection, lately, last, told=_asked_on(since, day)),
    )


def _end(connection: Connection, day: date) -> date:
    """The last of all days, where nothing was told after *day*: then it need not be asked whether what was found is told
    again later."""
    later = told_between(day.toordinal() + 1, None) if day < date.max else false()
    return date.max if connection.execute(select(versions.c.number).where(later).limit(1)).first() is None else day


def _known(connection: Connection, since: date, day: date) -> list[Told]:
    """What is told on these days, what said the same lately, what is copied, and what is due."""
    lately = days.later(since, -days.LATELY)
    types = {telling(kind, type) for kind in KINDS for type in TYPES[kind]}
    then = rows_under(connection, types, since, day)
    told_then = told_of_rows(connection, KINDS, then)
    here = [one for one in told_then if since <= one.day <= day]
    before = {saying(one.record, one.quote) for one in here if one.current}
    before |= {of_article(one.origin) for one in here if one.origin != one.article}
    found = then | rows_under(connection, before, lately, days.later(since, -1))
    found |= rows_under(connection, _due(day), lately, day)
    more = {number: row for number, row in with_twins(connection, KINDS, found).items() if number not in then}
    every = [*told_then, *(told_of_rows(connection, KINDS, more) if more else ())]
    return [one for one in in_order(every, earlier_versions=True) if lately <= one.day <= day]


def _due(day: date) -> set[int]:
    """The keys of what is told to come within the days that are shown."""
    first, last = days.later(day, 1).toordinal() // 7, days.later(day, COMING).toordinal() // 7
    return {due_in(week) for week in (*range(first, last + 1), NO_WEEK)}


def _asked_on(since: date, day: date) -> tuple[date, date]:
    """The days on which was last told of what goes quiet in the days *since* to *day*."""
    return days.later(since, -QUIET), days.later(day, -QUIET)
