"""The open questions that a side asks or is asked: the newest first, and no further than they are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from dragoman.ledger.bare import Light
from dragoman.ledger.questions import (
    ANYBODY,
    SHARED,
    Ask,
    Group,
    Heard,
    Question,
    asked_first,
    asks_in,
    first_of,
    grouped,
    in_line,
    question,
    sought_by,
)
from dragoman.ledger.sides import key as known_by
from dragoman.ledger.told import Told, in_order
from dragoman.model import Position
from dragoman.store.ledger_keys import EVERYBODY, answering, of_side
from dragoman.store.schema.folds import ledger_asks, ledger_keys
from dragoman.store.schema.press import readings, records, versions
from dragoman.store.told.apart import Apart, apart
from dragoman.store.told.by_key import rows_numbered, told_of_rows
from dragoman.store.told.folded import batches, day_of
from dragoman.store.told.lightly import BARE
from dragoman.store.told.questions import is_open, may_be_open

KINDS = ("event", "position")
TOGETHER = 64
"""Questions whose answers are looked for at once."""

Groups = Sequence[tuple[Group, list[Ask[Any]]]]


@dataclass(frozen=True, slots=True)
class _Row:
    """An ask in the files, by the *number* of its record."""

    number: int


def questions_since(
    connection: Connection, side: str | None, since: date, *, limit: int | None = None
) -> list[Question]:
    """The open questions that a *side* asks or is asked, or any, of what was told *since* a day; with *limit* the last
    so many."""
    rows = _rows(connection, EVERYBODY if side is None else of_side(side), since)
    set_apart = apart(connection, KINDS, rows, since, date.max)
    asks = [_ask(row) for row in rows if not set_apart.holds(row)]
    every = grouped([*asks, *asks_in(set_apart.whole)]).items()
    wanted = (item for item in every if side is None or known_by(side) in {item[0][0], *item[0][1]})
    newest = iter(sorted(wanted, key=_place, reverse=True))
    found: list[Question] = []
    while (limit is None or len(found) < limit) and (some := list(islice(newest, TOGETHER))):
        found += _open(connection, some, set_apart, since)
    return list(in_line(found))[-(limit or 0) :]


def _rows(connection: Connection, side: int, since: date) -> Sequence[Any]:
    """What is asked by and of a side, in articles that count today."""
    table = ledger_asks.c
    columns = (table.record, table.reading, table.id, table.asked, table.asker, table.addressees, table.phrase)
    asked = select(*columns, table.words).join(readings, readings.c.number == table.reading)
    asked = asked.where(table.side == side, table.day >= since.toordinal(), readings.c.current)
    return connection.execute(asked.order_by(table.day, table.record, table.nth)).all()


def _ask(row: Any) -> Ask[Any]:
    return Ask(
        asker=row.asker,
        addressees=frozenset(msgspec.json.decode(row.addressees, type=list[str])),
        phrase=row.phrase,
        words=row.words,
        day=date.fromordinal(row.asked),
        told=_Row(row.record),
    )


def _place(item: tuple[Group, list[Ask[Any]]]) -> tuple[Any, ...]:
    """Where a question stands in line."""
    (_, addressees, issue), asks = item
    first = first_of(asks)
    return first.day, first.asker, issue, sorted(addressees)


def _open(connection: Connection, groups: Groups, set_apart: Apart, since: date) -> Iterator[Question]:
    """Those of these questions that nobody has answered."""
    first = [ask for _, asks in groups for ask in asked_first(asks)]
    heard: Heard[Any] = Heard([*_answers(connection, first, set_apart, since), *set_apart.whole], first)
    unheard = [ask for _, asks in groups if may_be_open(asks, heard) for ask in asks]
    for asks in grouped(_whole(connection, unheard, set_apart)).values():
        if is_open(asks, heard):
            yield question(asks, Heard[Told]((), ()))


def _answers(connection: Connection, first: Sequence[Ask[Any]], set_apart: Apart, since: date) -> list[Light]:
    """What may be an answer to what was asked *first*, told *since* a day in articles that count today."""
    sought = [keys for ask in first for keys in _sought(ask)]
    there = _records_under(connection, sought, min(ask.day for ask in first))
    near: set[int] = set()
    for filed, *worded in sought:
        near.update(there.get(filed, ()))
        times = Counter(record for key in worded for record in there.get(key, ()))
        near |= {record for record, count in times.items() if count >= SHARED}
    return [one for one in _light(connection, near) if one.day >= since and one.record.id not in set_apart.ids]


def _sought(ask: Ask[Any]) -> Iterator[list[int]]:
    """The keys of its answers, for each who may give one: that of its issue, then those of its words."""
    for who in sorted(ask.addressees) or [ANYBODY]:
        yield [answering(who, topic) for topic in sought_by(ask)]


def _records_under(connection: Connection, sought: Iterable[list[int]], since: date) -> dict[int, list[int]]:
    """The records under each of these keys of the day *since* or later."""
    found: dict[int, list[int]] = {}
    for some in batches({key for keys in sought for key in keys}):
        asked = select(ledger_keys.c.key, ledger_keys.c.record)
        asked = asked.where(ledger_keys.c.key.in_(some), ledger_keys.c.day >= since.toordinal())
        for key, record in connection.execute(asked):
            found.setdefault(key, []).append(record)
    return found


def _light(connection: Connection, numbers: Iterable[int]) -> Iterator[Light]:
    columns = (records.c.number, records.c.kind, records.c.quote, records.c.body, records.c.reading)
    asked: Any = select(*columns, versions.c.first, versions.c.last, versions.c.added)
    asked = asked.select_from(records.join(readings).join(versions))
    for some in batches(numbers):
        for row in connection.execute(asked.where(records.c.number.in_(some), records.c.current)):
            day = date.fromordinal(day_of(row.first, row.last, row.added))
            yield Light(row.number, BARE[row.kind].decode(row.body), row.quote, str(row.reading), day)


def _whole(connection: Connection, asks: Sequence[Ask[Any]], set_apart: Apart) -> list[Ask[Told]]:
    """The same *asks*, each as an article tells it, in order: acts, then stances."""
    numbers = {ask.told.number for ask in asks if isinstance(ask.told, _Row)}
    rows = rows_numbered(connection, numbers)
    ids = {row.id for row in rows.values()}
    read = [one for one in told_of_rows(connection, KINDS, rows) if one.record.id in ids] if rows else []
    ordered = in_order([*set_apart.whole, *(one for one in read if one.record.id not in set_apart.ids)])
    by_id = {one.record.id: (at, one) for at, one in enumerate(ordered)}
    made = []
    for ask in asks:
        id = rows[ask.told.number].id if isinstance(ask.told, _Row) else ask.told.record.id
        if id in by_id:
            at, told = by_id[id]
            made.append((isinstance(told.record, Position), at, replace(ask, told=told)))
    return [ask for _, _, ask in sorted(made, key=lambda one: one[:2])]
