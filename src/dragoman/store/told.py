"""Records for the ledgers: each with its article's head, who claims it and the words that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from dragoman.ledger.dyads import Mention
from dragoman.ledger.told import Record, Told
from dragoman.model import (
    EntityKind,
    Event,
    EventType,
    Form,
    Interval,
    Meeting,
    MeetingStatus,
    Position,
    Speaker,
    Stance,
    Statement,
)
from dragoman.store.database import Database
from dragoman.store.numbers import TAIL
from dragoman.store.rows import key
from dragoman.store.schema import articles, readings, records, sides, versions

BATCH = 500
"""Values in one question."""

FOLDED: dict[str, type[Record]] = {"event": Event, "meeting": Meeting, "position": Position, "statement": Statement}
TYPES: dict[str, tuple[str, ...]] = {
    "event": tuple(map(key, EventType)),
    "meeting": tuple(map(key, MeetingStatus)),
    "position": tuple(map(key, Stance)),
    "statement": tuple(map(key, Form)),
}
"""The types under which records of a kind stand in the indexes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What a ledger needs of an article: all but its text."""

    id: str
    source: str
    url: str | None
    title: str | None
    outlet: str | None
    published: Interval | None


@dataclass(frozen=True, slots=True)
class _Home:
    """The version that a reading is of."""

    page: str
    nth: int
    added: datetime
    head: _Head


def told(
    database: Database,
    *kinds: str,
    sides: Sequence[str] = (),
    types: Iterable[str] = (),
    channel: str | None = None,
    since: date | None = None,
    until: date | None = None,
    earlier_versions: bool = False,
) -> list[Told]:
    """Every record of the *kinds* (event, meeting, position, statement), oldest first.

    All *sides* must be among its own, its type one of *types*; *since* and *until* ask for what touches those days.
    With *earlier_versions* also what a page said before it was changed.
    """
    wanted = [key(type) for type in types] or [type for kind in kinds or TYPES for type in TYPES[kind]]
    asked = _asked(list(kinds or TYPES), [key(side) for side in sides], wanted)
    asked = asked.where(*_days(since, until), *([records.c.channel == key(channel)] if channel else []))
    asked = asked.where(_newest_of_its_version() if earlier_versions else records.c.current)
    with database.reads() as connection:
        return list(_told(connection, connection.execute(asked.order_by(records.c.number)).all()))


def mentions(
    database: Database, one: str, other: str, *, since: date | None = None, until: date | None = None
) -> list[Mention]:
    """The articles that name both sides, as stored now: how much was read about the two."""
    both = _naming(one).intersect(_naming(other))
    asked: Select[Any] = select(versions.c.body, versions.c.added, articles.c.address)
    asked = asked.select_from(versions.join(readings).join(articles)).where(readings.c.number.in_(both))
    if since:
        asked = asked.where(versions.c.last >= since)
    if until:
        asked = asked.where(versions.c.first <= until)
    with database.reads() as connection:
        return [_mention(row) for row in connection.execute(asked.order_by(versions.c.number)).all()]


def is_side(database: Database, name: str) -> bool:
    """Whether anybody of this code or name is in the store."""
    with database.reads() as connection:
        asked = select(sides.c.record).where(sides.c.side == key(name)).limit(1)
        return connection.execute(asked).first() is not None


def _asked(kinds: Sequence[str], named: Sequence[str], types: Sequence[str]) -> Select[Any]:
    """The question that the fitting index answers: of sides and type, else of type alone."""
    source: Any = records
    conditions: list[ColumnElement[bool]] = [records.c.kind.in_(kinds)]
    for at, side in enumerate(named):
        one = sides.alias(f"side{at}")
        source = source.join(one, one.c.record == records.c.number)
        conditions += [one.c.side == side, one.c.type.in_(types)]
    if not named:
        conditions.append(records.c.type.in_(types))
    columns = (records.c.kind, records.c.quote, records.c.body, records.c.current, records.c.reading)
    return select(*columns).select_from(source).where(*conditions)


def _days(since: date | None, until: date | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if since:
        conditions.append(records.c.last >= since)
    if until:
        conditions += [records.c.number < (until.toordinal() + 1) << TAIL, records.c.first <= until]
    return conditions


def _newest_of_its_version() -> ColumnElement[bool]:
    """Of each version the newest reading, older versions' among them."""
    return records.c.reading.in_(select(func.max(readings.c.number)).group_by(readings.c.version))


def _naming(side: str) -> Select[Any]:
    """The readings of today whose articles name *side*."""
    kinds = [key(kind) for kind in EntityKind]
    held = sides.join(records, records.c.number == sides.c.record)
    named = (sides.c.side == key(side), sides.c.type.in_(kinds), records.c.kind == "entity", records.c.current)
    return select(records.c.reading).select_from(held).where(*named)


def _told(connection: Connection, found: Sequence[Row[Any]]) -> Iterator[Told]:
    made = [(row, _record(row)) for row in found]
    homes = _homes(connection, sorted({row.reading for row in found}))
    speakers = _speakers(connection, [(row.reading, _statement(record)) for row, record in made])
    for row, record in made:
        home = homes[row.reading]
        yield Told(
            record=record,
            article=home.head.id,
            page=home.page,
            quote=row.quote,
            seen=home.added,
            origin=home.head.id,
            nth=home.nth,
            current=row.current,
            title=home.head.title,
            outlet=home.head.outlet,
            url=home.head.url,
            source=home.head.source,
            published=home.head.published,
            claimant=speakers.get((row.reading, _statement(record) or "")),
        )


def _record(row: Row[Any]) -> Record:
    return msgspec.json.decode(row.body, type=FOLDED[row.kind])


def _statement(record: Record) -> str | None:
    return None if isinstance(record, Statement) else record.statement


def _homes(connection: Connection, numbers: Sequence[int]) -> dict[int, _Home]:
    """The version of each reading; an article is decoded once."""
    columns = (readings.c.number, versions.c.nth, versions.c.added, versions.c.body, articles.c.address)
    asked = select(*columns).select_from(readings.join(versions).join(articles))
    return {
        row.number: _Home(row.address, row.nth, row.added, msgspec.json.decode(row.body, type=_Head))
        for some in _batches(numbers)
        for row in connection.execute(asked.where(readings.c.number.in_(some)))
    }


def _speakers(
    connection: Connection, wanted: Iterable[tuple[int, str | None]]
) -> dict[tuple[int, str], Speaker | None]:
    """Who makes each statement in whose content a record is told, by reading and id."""
    ids = sorted({id for _, id in wanted if id})
    asked = select(records.c.reading, records.c.id, records.c.body).where(records.c.kind == "statement")
    return {
        (row.reading, row.id): msgspec.json.decode(row.body, type=Statement).speaker
        for some in _batches(ids)
        for row in connection.execute(asked.where(records.c.id.in_(some)))
    }


def _batches(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (values[start : start + BATCH] for start in range(0, len(values), BATCH))


def _mention(row: Row[Any]) -> Mention:
    head = msgspec.json.decode(row.body, type=_Head)
    published = head.published
    day = (published and (published.latest or published.earliest)) or row.added.date()
    return Mention(page=row.address, day=day, origin=head.id, outlet=head.outlet)
