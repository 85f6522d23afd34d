"""Records for the ledgers: each with its article's head, who claims it and the words that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import partial
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select

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
from dragoman.store.copies.kinship import kinship
from dragoman.store.database import Database
from dragoman.store.numbers import TAIL
from dragoman.store.rows import key
from dragoman.store.schema.press import articles, readings, records, versions
from dragoman.store.schema.press import sides as table
from dragoman.store.told.respected import respected_told

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
class Home:
    """The version that a reading is of."""

    page: str
    nth: int
    added: datetime
    head: _Head


NO_HOMES: Mapping[int, Home] = {}


@dataclass(frozen=True, slots=True)
class _Asks:
    """The same question, asked of a record that people have added or set right."""

    kinds: tuple[str, ...]
    sides: frozenset[str]
    types: frozenset[str]
    channel: str | None
    since: date | None
    until: date | None
    begun: date | None

    def fits(self, one: dict[str, Any]) -> bool:
        kind = one["kind"] in self.kinds and one["type"] in self.types and self.sides <= set(one["sides"])
        through = self.channel is None or one["channel"] == key(self.channel)
        begun = self.until is None or (one["first"] is not None and one["first"] <= self.until)
        over = self.since is not None and (one["last"] is None or one["last"] < self.since)
        early = self.begun is not None and (one["first"] is None or one["first"] < self.begun)
        return kind and through and begun and not over and not early


def told(
    database: Database,
    *kinds: str,
    sides: Sequence[str] = (),
    types: Iterable[str] = (),
    channel: str | None = None,
    since: date | None = None,
    until: date | None = None,
    told_since: date | None = None,
    begun: date | None = None,
    earlier_versions: bool = False,
) -> list[Told]:
    """Every record of the *kinds* (event, meeting, position, statement), oldest first.

    All *sides* must be among its own, its type one of *types*; *since* and *until* ask for what touches those days,
    *told_since* for what was published since then; what people have set right may come from before. *begun* asks for
    what is of a day since then, or of a stretch that begins since then.
    With *earlier_versions* also what a page said before it was changed.
    """
    wanted = [key(type) for type in types] or [type for kind in kinds or TYPES for type in TYPES[kind]]
    asked = _asked(list(kinds or TYPES), [key(side) for side in sides], wanted, begun, late=told_since is not None)
    asked = asked.where(*_days(since, until), *([records.c.channel == key(channel)] if channel else []))
    asked = asked.where(_told_since(told_since)) if told_since else asked
    asked = asked.where(_newest_of_its_version() if earlier_versions else records.c.current)
    asks = _Asks(tuple(kinds or TYPES), frozenset(map(key, sides)), frozenset(wanted), channel, since, until, begun)
    with database.reads() as connection:
        made = partial(_told, connection)
        found = list(made(connection.execute(asked.order_by(records.c.number)).all()))
        return respected_told(connection, found, made, asks.fits, earlier_versions=earlier_versions)


def fits(kind: str, sides: frozenset[str], one: dict[str, Any]) -> bool:
    """Whether a record that people have added or set right is of a *kind* and of all these *sides*."""
    return bool(one["kind"] == kind and sides <= set(one["sides"]))


def begun_lately(database: Database, side: str, types: Iterable[str], *, most: int) -> date | None:
    """The day since which about the last *most* records of these *types* with a *side* begin; none where all do."""
    found: list[int] = []
    with database.reads() as connection:
        for type in types:
            asked = select(table.c.record).where(table.c.side == key(side), table.c.type == key(type))
            asked = asked.order_by(table.c.record.desc()).limit(most + 1)
            found += connection.execute(asked).scalars()
    newest = sorted(found, reverse=True)[: most + 1]
    day = newest[-1] >> TAIL if len(newest) > most else 0
    return date.fromordinal(day) if day else None


def mentions(
    database: Database, one: str, other: str, *, since: date | None = None, until: date | None = None
) -> list[Mention]:
    """The articles that name both sides, as stored now: how much was read about the two."""
    both = _naming(one).intersect(_naming(other))
    asked = select(readings.c.number).select_from(versions.join(readings)).where(readings.c.number.in_(both))
    if since:
        asked = asked.where(versions.c.last >= since)
    if until:
        asked = asked.where(versions.c.first <= until)
    with database.reads() as connection:
        return mentioned(connection, homes_of(connection, connection.execute(asked).scalars()).values())


def mentioned(connection: Connection, homes: Iterable[Home]) -> list[Mention]:
    """The articles of these versions as who names both sides."""
    every = [_mention(home) for home in homes]
    origins = kinship(connection, (one.origin for one in every))
    return [replace(one, origin=origins[one.origin].origin) if one.origin in origins else one for one in every]


def is_side(database: Database, name: str) -> bool:
    """Whether anybody of this code or name is in the store."""
    with database.reads() as connection:
        asked = select(table.c.record).where(table.c.side == key(name)).limit(1)
        return connection.execute(asked).first() is not None


def newest_until(database: Database, day: date) -> date | None:
    """The newest day to *day* of which an article with a record is there."""
    told = select(records.c.number).where(records.c.reading == readings.c.number, records.c.kind != "entity").exists()
    asked = select(versions.c.last).join(readings).where(readings.c.current, versions.c.last <= day, told)
    asked = asked.order_by(versions.c.last.desc()).limit(1)
    with database.reads() as connection:
        found: date | None = connection.execute(asked).scalar()
    return found


def _asked(
    kinds: Sequence[str], named: Sequence[str], types: Sequence[str], begun: date | None, *, late: bool
) -> Select[Any]:
    """The question that the fitting index answers: of sides and type, else of type alone; *late* ones, of readings."""
    source: Any = records
    conditions: list[ColumnElement[bool]] = [records.c.kind.in_(kinds)]
    for at, side in enumerate(named):
        one = table.alias(f"side{at}")
        source = source.join(one, one.c.record == records.c.number)
        conditions += [one.c.side == side, one.c.type.in_(types)]
        conditions += [one.c.record >= begun.toordinal() << TAIL] if begun else []
    if begun:
        conditions.append(records.c.number >= begun.toordinal() << TAIL)
    if not named:
        type = records.c.type.concat("") if late else records.c.type  # no index of types, which would be asked first
        conditions.append(type.in_(types))
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
    """Of each version the newest reading, older versions' among them: of the current one that is the current one."""
    replaced = readings.c.version.in_(select(versions.c.number).where(~versions.c.current))
    older = select(func.max(readings.c.number)).where(replaced).group_by(readings.c.version)
    return or_(records.c.current, records.c.reading.in_(older))


def _told_since(day: date) -> ColumnElement[bool]:
    """Of articles that were published since *day*, or whenever that was, added since."""
    begun = datetime.combine(day, time(), UTC)
    unknown = and_(versions.c.last.is_(None), versions.c.added >= begun)
    return records.c.reading.in_(select(readings.c.number).join(versions).where(or_(versions.c.last >= day, unknown)))


def _naming(side: str) -> Select[Any]:
    """The readings of today whose articles name *side*."""
    kinds = [key(kind) for kind in EntityKind]
    held = table.join(records, records.c.number == table.c.record)
    named = (table.c.side == key(side), table.c.type.in_(kinds), records.c.kind == "entity", records.c.current)
    return select(records.c.reading).select_from(held).where(*named)


def _told(connection: Connection, found: Sequence[Row[Any]], known: Mapping[int, Home] = NO_HOMES) -> Iterator[Told]:
    """The records of these rows; the versions that their readings are of are read, where they are not *known*."""
    made = [(row, row.reading, _record(row)) for row in found]
    missing = {reading for _, reading, _ in made} - known.keys()
    homes = {**known, **homes_of(connection, missing)} if missing else known
    speakers = _speakers(connection, [(reading, _statement(record)) for _, reading, record in made])
    origins = kinship(connection, (homes[reading].head.id for _, reading, _ in made))
    for row, reading, record in made:
        home = homes[reading]
        copied = origins.get(home.head.id)
        yield Told(
            record=record,
            article=home.head.id,
            page=home.page,
            quote=row.quote,
            seen=home.added,
            origin=copied.origin if copied else home.head.id,
            nth=home.nth,
            current=row.current,
            title=home.head.title,
            outlet=home.head.outlet,
            url=home.head.url,
            source=home.head.source,
            published=home.head.published,
            claimant=speakers.get((reading, _statement(record) or "")),
        )


def _record(row: Row[Any]) -> Record:
    return msgspec.json.decode(row.body, type=FOLDED[row.kind])


def _statement(record: Record) -> str | None:
    return None if isinstance(record, Statement) else record.statement


def homes_of(connection: Connection, numbers: Iterable[int]) -> dict[int, Home]:
    """The version of each reading; an article is decoded once."""
    columns = (readings.c.number, versions.c.nth, versions.c.added, versions.c.body, articles.c.address)
    asked = select(*columns).select_from(readings.join(versions).join(articles))
    return {
        number: Home(address, nth, added, msgspec.json.decode(body, type=_Head))
        for some in _batches(sorted(numbers))
        for number, nth, added, body, address in connection.execute(asked.where(readings.c.number.in_(some))).all()
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


def _mention(home: Home) -> Mention:
    published = home.head.published
    day = (published and (published.latest or published.earliest)) or home.added.date()
    return Mention(page=home.page, day=day, origin=home.head.id, outlet=home.head.outlet)
