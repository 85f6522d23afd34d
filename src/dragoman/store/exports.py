"""What leaves the house: current readings with those of their records that are asked for, a batch at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, func, select

from dragoman.store import words
from dragoman.store.database import Database
from dragoman.store.errors import StoreError
from dragoman.store.press.readings import READING, whole
from dragoman.store.rows import key, record_row
from dragoman.store.rows import records as records_of
from dragoman.store.schema.press import readings, records, sides, versions
from dragoman.store.searches.hits import _conditions, _days
from dragoman.store.searches.respecting import Said, fits, respected_reading, said_in
from dragoman.store.values.press import Kept, Query, Record

BATCH = 200
"""Readings in memory at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToExport:
    """A stored reading, and those of its *records* that were asked for."""

    kept: Kept
    records: tuple[Record, ...]


def to_export(database: Database, query: Query) -> Iterator[ToExport]:
    """Every current reading that holds a record which *query* asks for, oldest day first; its limit does not count.

    Where the query asks for nothing of records, every reading of its days is given with all its records. What people
    corrected leaves as they set it right; every reading is then looked at. One state of the store is read throughout,
    and no more than a batch of it at a time.
    """
    if query.words is not None and not words.asked(query.words):
        raise StoreError(database.where, f"{query.words!r} holds no word", "write a word to search for")
    with database.reads() as connection:
        said = said_in(connection)
        ordered = _readings(connection, query, said).order_by(versions.c.number, readings.c.number)
        for batch in connection.execute(ordered.execution_options(yield_per=BATCH)).partitions():
            yield from _chosen(connection, query, batch) if said.nothing else _corrected(connection, query, said, batch)


def how_many_to_export(database: Database, query: Query) -> int:
    """How many readings `to_export` looks at."""
    with database.reads() as connection:
        counted = select(func.count()).select_from(_readings(connection, query, said_in(connection)).subquery())
        return connection.execute(counted).scalar_one()


def of_records(query: Query) -> bool:
    """Whether *query* asks for some records, and not for whole articles."""
    return any((query.words, query.kind, query.actor, query.type, query.channel, query.place))


def _readings(connection: Connection, query: Query, said: Said) -> Select[Any]:
    found = select(*READING, versions.c.body).join(versions).where(readings.c.current)
    if of_records(query) and said.nothing:
        return found.where(readings.c.number.in_(_matching(connection, query, records.c.reading)))
    if of_records(query):
        return found
    return found.where(*_days(query, versions.c.first, versions.c.last, versions.c.number))


def _corrected(connection: Connection, query: Query, said: Said, batch: Sequence[Row[Any]]) -> Iterator[ToExport]:
    """The readings of a *batch* as people set them right, with those of their records that are then asked for."""
    for kept in whole(connection, batch):
        reading = respected_reading(kept.reading, said)
        every = records_of(reading)
        some = tuple(one for one in every if fits(record_row(one, reading.article), query))
        if some or not of_records(query):
            yield ToExport(kept=replace(kept, reading=reading), records=some if of_records(query) else every)


def _chosen(connection: Connection, query: Query, batch: Sequence[Row[Any]]) -> Iterator[ToExport]:
    """The readings of a *batch* with their records."""
    places = _places(connection, query, [row.number for row in batch]) if of_records(query) else None
    for row, kept in zip(batch, whole(connection, batch), strict=True):
        every = records_of(kept.reading)
        some = every if places is None else tuple(every[at] for at in places.get(row.number, ()))
        yield ToExport(kept=kept, records=some)


def _places(connection: Connection, query: Query, numbers: Sequence[int]) -> dict[int, list[int]]:
    """Where in each reading the records stand that *query* asks for."""
    asked = _matching(connection, query, records.c.reading, records.c.place_in)
    asked = asked.where(records.c.reading.in_(numbers)).order_by(records.c.reading, records.c.place_in)
    found: dict[int, list[int]] = {}
    for reading, place in connection.execute(asked):
        found.setdefault(reading, []).append(place)
    return found


def _matching(connection: Connection, query: Query, *columns: Column[Any]) -> Select[Any]:
    """The current records that *query* asks for, as a search finds them."""
    source: Any = records
    conditions = [records.c.current, *_conditions(query)]
    if query.actor:
        source = source.join(sides, sides.c.record == records.c.number)
        conditions.append(sides.c.side == key(query.actor))
        conditions += [sides.c.type == key(query.type)] if query.type else []
    if query.words:
        indexed = words.indexed(connection, words.RECORDS, query.words)
        source = source.join(indexed.table, indexed.number == records.c.number)
        conditions.append(indexed.holds)
    return select(*columns).select_from(source).where(*conditions)
