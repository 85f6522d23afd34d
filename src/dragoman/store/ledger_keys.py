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

from dragoman.ledger import days
from dragoman.ledger.briefing import said_in
from dragoman.ledger.dyads import done_on
from dragoman.ledger.silence import LONG, NO_WEEK, weeks_of
from dragoman.model import Entity, Event, EventStatus, Interval, Meeting, digest
from dragoman.store.rows import key, searchable
from dragoman.store.schema.folds import ledger_keys
from dragoman.store.schema.press import readings, records, versions
from dragoman.store.values.press import KINDS, Record

BATCH = 500
"""Readings in one question."""
OF_LEDGERS = ("entity", "event", "meeting", "position")
"""Kinds of records that have keys."""


def between(one: str, other: str) -> int:
    """The key of what is done between two sides."""
    return key_number("between", *sorted((key(one), key(other))))


def naming(side: str) -> int:
    """The key of the articles that name a side."""
    return key_number("names", key(side))


def telling(kind: str, type: str) -> int:
    """The key of all records of a *kind* and a *type*, by the day on which they were told."""
    return key_number("tells", kind, key(type))


def of_article(id: str) -> int:
    """The key of all that an article tells, by the day on which it was told: by its id, which versions may share."""
    return _number("article", id)


def saying(record: Record, quote: str) -> int:
    """The key of what says the very same as a *record* in the words of *quote*, by the day on which it was told."""
    return _number("says", *(said_in(record, quote) if not isinstance(record, Entity) else ()))


def meeting_in(week: int) -> int:
    """The key of reports of meetings in a *week*, by the day on which they were told; of long ones, in `NO_WEEK`."""
    return key_number("meets", str(week))


def due_in(week: int) -> int:
    """The same of acts that are told to come."""
    return key_number("due", str(week))


@lru_cache(maxsize=1 << 16)
def key_number(*parts: str) -> int:
    """What a key is known by."""
    return int(digest("key", *parts)[:15], 16)


def _number(*parts: object) -> int:
    return int(digest("key", *parts)[:15], 16)


def keys_of(record: Record, quote: str, article: str, told_on: date) -> Iterator[tuple[int, date]]:
    """The keys of a *record* that an *article* told on a day, each with the day on which it counts there."""
    if isinstance(record, Entity):
        for side in {key(side) for side in searchable(record).sides if side}:
            yield naming(side), told_on
        return
    known = searchable(record)
    yield telling(known.kind, known.type), told_on
    yield of_article(article), told_on
    yield saying(record, quote), told_on
    if isinstance(record, Event) and record.status is EventStatus.ACTUAL:
        for number in {between(*pair) for pair in _pairs(record)}:
            yield number, done_on(record, told_on)
    if isinstance(record, Event) and record.status is EventStatus.FUTURE:
        yield from ((due_in(week), told_on) for week in weeks_kept(record.date))
    if isinstance(record, Meeting):
        yield from ((meeting_in(week), told_on) for week in weeks_kept(record.date))


def weeks_kept(date: Interval | None) -> Iterable[int]:
    """The weeks under which a stretch of days is filed; none without a day."""
    known = days.known(date)
    weeks = weeks_of(known, 0) if known else range(0)
    return weeks if len(weeks) <= LONG else [NO_WEEK]


def _pairs(event: Event) -> Iterator[tuple[str, str]]:
    """Who acts upon whom, or with whom on nobody."""
    return product(event.actors, event.recipients) if event.recipients else combinations(event.actors, 2)


def add_keys(connection: Connection, numbers: Iterable[int]) -> None:
    """Files all records of these readings."""
    wanted = sorted(numbers)
    for start in range(0, len(wanted), BATCH):
        asked: Any = select(records.c.number, records.c.reading, records.c.kind, records.c.quote, records.c.body)
        asked = asked.add_columns(versions.c.added, versions.c.body.label("article"))
        asked = asked.select_from(records.join(readings).join(versions))
        asked = asked.where(records.c.reading.in_(wanted[start : start + BATCH]), records.c.kind.in_(OF_LEDGERS))
        made = list(_rows(connection.execute(asked)))
        if made:
            connection.execute(insert(ledger_keys), made)


def _rows(found: Iterable[Any]) -> Iterator[dict[str, int]]:
    homes: dict[int, tuple[str, date]] = {}
    for row in found:
        if row.reading not in homes:
            head = msgspec.json.decode(row.article, type=_Head)
            homes[row.reading] = head.id, _told_on(head.published, row.added)
        record = msgspec.json.decode(row.body, type=KINDS[row.kind])
        for number, day in keys_of(record, row.quote, *homes[row.reading]):
            yield {"key": number, "day": day.toordinal(), "reading": row.reading, "record": row.number}


class _Head(msgspec.Struct):
    id: str
    published: Interval | None


def _told_on(published: Interval | None, added: datetime) -> date:
    """The day on which an article was told, as `Told.day` has it."""
    return (published and (published.latest or published.earliest)) or added.date()


def lose_keys(connection: Connection, reading: int) -> None:
    """Takes out the keys of a reading's records."""
    connection.execute(delete(ledger_keys).where(ledger_keys.c.reading == reading))
