"""By what the ledgers find a record, and on which day it counts there: kept in the transaction that adds the record.

The keys follow from the readings alone: what people set right is laid over what is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from itertools import combinations, product
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select

from dragoman.ledger.dyads import done_on
from dragoman.model import Entity, Event, EventStatus, Interval, digest
from dragoman.store.rows import key, searchable
from dragoman.store.schema import readings, records, versions
from dragoman.store.schema_folds import ledger_keys
from dragoman.store.values import KINDS, Record

BATCH = 500
"""Readings in one question."""
OF_LEDGERS = ("entity", "event")
"""Kinds of records that have keys."""


def between(one: str, other: str) -> int:
    """The key of what is done between two sides."""
    return key_number("between", *sorted((key(one), key(other))))


def naming(side: str) -> int:
    """The key of the articles that name a side."""
    return key_number("names", key(side))


@lru_cache(maxsize=1 << 16)
def key_number(*parts: str) -> int:
    """What a key is known by."""
    return int(digest("key", *parts)[:15], 16)


def keys_of(record: Record, told_on: date) -> Iterator[tuple[int, date]]:
    """The keys of a *record* that was told on a day, each with the day on which it counts there."""
    if isinstance(record, Entity):
        for side in {key(side) for side in searchable(record).sides if side}:
            yield naming(side), told_on
    if isinstance(record, Event) and record.status is EventStatus.ACTUAL:
        for number in {between(*pair) for pair in _pairs(record)}:
            yield number, done_on(record, told_on)


def _pairs(event: Event) -> Iterator[tuple[str, str]]:
    """Who acts upon whom, or with whom on nobody."""
    return product(event.actors, event.recipients) if event.recipients else combinations(event.actors, 2)


def add_keys(connection: Connection, numbers: Iterable[int]) -> None:
    """Files all records of these readings."""
    wanted = sorted(numbers)
    for start in range(0, len(wanted), BATCH):
        asked: Any = select(records.c.number, records.c.reading, records.c.kind, records.c.body)
        asked = asked.add_columns(versions.c.added, versions.c.body.label("article"))
        asked = asked.select_from(records.join(readings).join(versions))
        asked = asked.where(records.c.reading.in_(wanted[start : start + BATCH]), records.c.kind.in_(OF_LEDGERS))
        made = list(_rows(connection.execute(asked)))
        if made:
            connection.execute(insert(ledger_keys), made)


def _rows(found: Iterable[Any]) -> Iterator[dict[str, int]]:
    days: dict[int, date] = {}
    for row in found:
        if row.reading not in days:
            days[row.reading] = told_on(row.article, row.added)
        record = msgspec.json.decode(row.body, type=KINDS[row.kind])
        for number, day in keys_of(record, days[row.reading]):
            yield {"key": number, "day": day.toordinal(), "reading": row.reading, "record": row.number}


class _Head(msgspec.Struct):
    published: Interval | None


def told_on(article: bytes, added: datetime) -> date:
    """The day on which an article was told, as `Told.day` has it."""
    published = msgspec.json.decode(article, type=_Head).published
    return (published and (published.latest or published.earliest)) or added.date()


def lose_keys(connection: Connection, reading: int) -> None:
    """Takes out the keys of a reading's records."""
    connection.execute(delete(ledger_keys).where(ledger_keys.c.reading == reading))
