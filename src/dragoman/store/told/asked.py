"""The open questions: found among all that is asked, the newest first, and no further than they are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, select

from dragoman.ledger.bare import BareEvent, BarePosition, Light
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
from dragoman.store.told.apart import Apart, apart, told_again
from dragoman.store.told.by_key import rows_numbered, rows_of_ids, told_of_rows
from dragoman.store.told.folded import batches, day_of

KINDS = ("event", "position")
TOGETHER = 64
"""Questions whose answers are looked for at once."""

BARE: dict[str, msgspec.json.Decoder[Any]] = {
    "event": msgspec.json.Decoder(BareEvent),
    "position": msgspec.json.Decoder(BarePosition),
}
Days = tuple[date, date]
"""The first of some days and the last."""
Groups = Sequence[tuple[Group, list[Ask[Any]]]]


class _Row(NamedTuple):
    """An ask in the files, by the number of its *record*, which was *told* on a day."""

    record: int
    reading: int
    id: str
    asked: int
    asker: str
    addressees: str
    phrase: str | None
    words: str
    told: int

    @property
    def day(self) -> date:
        return date.fromordinal(self.told)


def open_questions(
    connection: Connection, first: date, last: date = date.max, *, side: str | None = None, limit: int | None = None
) -> tuple[Question, ...]:
    """The questions that nobody has answered, of what was told on the days from the *first* to the *last*: those that a
    *side* asks or is asked; with *limit* the last so many."""
    days = first, last
    rows = _rows(connection, EVERYBODY if side is None else of_side(side), *days)
    set_apart = apart(connection, KINDS, rows, *days)
    every = grouped(_asks(rows, set_apart)).items()
    asked = (item for item in every if side is None or known_by(side) in {item[0][0], *item[0][1]})
    newest = iter(sorted(asked, key=_place, reverse=True))
    found: list[Question] = []
    while (limit is None or len(found) < limit) and (some := list(islice(newest, TOGETHER))):
        found += _open(connection, some, set_apart, *days)
    return in_line(found)[-(limit or 0) :]


def quiet_questions(connection: Connection, first: date, last: date, *, told: Days) -> tuple[Question, ...]:
    """The questions that nobody has answered, of what was told on the days from the *first* to the *last*, and that were
    last *told* of on some of them."""
    days, (begun, over) = (first, last), (day.toordinal() for day in told)
    every = _rows(connection, EVERYBODY, *days)
    then = [row for row in every if begun <= row.told <= over]
    between = {_between(ask) for ask in _asks(then, apart(connection, KINDS, (), *days))}
    rows = [row for row in every if (known_by(row.asker), _addressees(row.addressees)) in between]
    set_apart = apart(connection, KINDS, rows, *days)
    asks = (ask for ask in _asks(rows, set_apart) if _between(ask) in between)
    quiet = [(group, asked) for group, asked in grouped(asks).items() if _last_told(asked, *told)]
    return in_line(_open(connection, quiet, set_apart, *days)) if quiet else ()


def _between(ask: Ask[Any]) -> tuple[str, frozenset[str]]:
    """Who asks whom: phrases are filed beside others of the same."""
    return known_by(ask.asker), ask.addressees


def _last_told(asks: Iterable[Ask[Any]], first: date, last: date) -> bool:
    """Whether something of it was told on some days, and nothing later."""
    newest: date = max(ask.told.day for ask in asks)
    return first <= newest <= last


def _rows(connection: Connection, side: int, first: date, last: date) -> list[_Row]:
    """What is asked by and of a side on these days, in articles that count today."""
    table = ledger_asks.c
    columns = (table.record, table.reading, table.id, table.asked, table.asker, table.addressees, table.phrase)
    asked = select(*columns, table.words, table.day).join(readings, readings.c.number == table.reading)
    on_days = table.day.between(first.toordinal(), last.toordinal())
    asked = asked.where(table.side == side, on_days, readings.c.current)
    return [_Row(*row) for row in connection.execute(asked.order_by(table.day, table.record, table.nth)).all()]


def _asks(rows: list[_Row], set_apart: Apart) -> list[Ask[Any]]:
    """What these *rows* ask for, but those that are told as a whole, and these."""
    return [*map(_ask, set_apart.others(rows)), *asks_in(set_apart.whole)]


def _ask(row: _Row) -> Ask[Any]:
    addressees = _addressees(row.addressees)
    return Ask(row.asker, addressees, row.phrase, row.words, date.fromordinal(row.asked), row)


@lru_cache(maxsize=1 << 14)
def _addressees(kept: str) -> frozenset[str]:
    return frozenset(msgspec.json.decode(kept, type=list[str]))


def _place(item: tuple[Group, list[Ask[Any]]]) -> tuple[Any, ...]:
    """Where a question stands in line."""
    (_, addressees, issue), asks = item
    first = first_of(asks)
    return first.day, first.asker, issue, sorted(addressees)


def _open(connection: Connection, groups: Groups, set_apart: Apart, first: date, last: date) -> Iterator[Question]:
    """Those of these questions that nobody has answered."""
    begun = [ask for _, asks in groups for ask in asked_first(asks)]
    heard: Heard[Any] = Heard([*_answers(connection, begun, set_apart, first, last), *set_apart.whole], begun)
    unheard = [ask for _, asks in groups if _may_be_open(asks, heard) for ask in asks]
    for asks in grouped(_whole(connection, unheard, set_apart)).values():
        if not _is_heard(first_of(asks), heard):
            yield question(asks, Heard[Told]((), ()))


def _may_be_open(asks: Sequence[Ask[Any]], heard: Heard[Any]) -> bool:
    """Whether one of those that were asked first has no answer: whichever of them that is, its articles decide."""
    return not all(_is_heard(ask, heard) for ask in asked_first(asks))


def _is_heard(ask: Ask[Any], heard: Heard[Any]) -> bool:
    return next(heard.answers(ask), None) is not None


def _answers(
    connection: Connection, asks: Sequence[Ask[Any]], set_apart: Apart, first: date, last: date
) -> list[Light | Told]:
    """What may be an answer to these *asks*, told on these days in articles that count today."""
    sought = [keys for ask in asks for keys in _sought(ask)]
    there = _records_under(connection, sought, min(ask.day for ask in asks))
    near: set[int] = set()
    for filed, *worded in sought:
        near.update(there.get(filed, ()))
        times = Counter(record for key in worded for record in there.get(key, ()))
        near |= {record for record, count in times.items() if count >= SHARED}
    rows = _answering(connection, near)
    again = told_again(connection, KINDS, rows, last)
    whole = in_order(told_of_rows(connection, KINDS, rows_of_ids(connection, KINDS, again))) if again else []
    once = (_light(row) for row in rows if row.id not in again | set_apart.ids)
    every: list[Light | Told] = [*once, *whole]
    return [one for one in every if first <= one.day <= last]


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
        for key, record in connection.execute(asked).all():
            found.setdefault(key, []).append(record)
    return found


def _answering(connection: Connection, numbers: Iterable[int]) -> list[Any]:
    """The records with these *numbers* that count today."""
    columns = (records.c.number.label("record"), records.c.id, records.c.kind, records.c.quote, records.c.body)
    asked: Any = select(*columns, records.c.reading, versions.c.first, versions.c.last, versions.c.added)
    asked = asked.select_from(records.join(readings).join(versions)).where(records.c.current)
    several = (connection.execute(asked.where(records.c.number.in_(some))).all() for some in batches(numbers))
    return [row for rows in several for row in rows]


def _light(row: Any) -> Light:
    record, _, kind, quote, body, reading, first, last, added = row
    return Light(record, BARE[kind].decode(body), quote, str(reading), date.fromordinal(day_of(first, last, added)))


def _whole(connection: Connection, asks: Sequence[Ask[Any]], set_apart: Apart) -> list[Ask[Told]]:
    """The same *asks*, each as an article tells it, in order: acts, then stances."""
    numbers = {ask.told.record for ask in asks if isinstance(ask.told, _Row)}
    rows = rows_numbered(connection, numbers)
    ids = {row.id for row in rows.values()}
    read = [one for one in told_of_rows(connection, KINDS, rows) if one.record.id in ids] if rows else []
    ordered = in_order([*set_apart.whole, *(one for one in read if one.record.id not in set_apart.ids)])
    by_id = {one.record.id: (at, one) for at, one in enumerate(ordered)}
    made = []
    for ask in asks:
        id = ask.told.id if isinstance(ask.told, _Row) else ask.told.record.id
        if id in by_id:
            at, told = by_id[id]
            made.append((isinstance(told.record, Position), at, replace(ask, told=told)))
    return [ask for _, _, ask in sorted(made, key=lambda one: one[:2])]
