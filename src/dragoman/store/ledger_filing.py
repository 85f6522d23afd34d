"""Records filed where the ledgers look for them, in the transaction that adds them.

What is filed follows from the readings alone: what people set right is laid over what is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, delete, insert, select

from dragoman.ledger.bare import TAKEN, Light
from dragoman.ledger.positions import day_of, names_something
from dragoman.ledger.questions import Ask, asks_in
from dragoman.model import Event, Interval, Position
from dragoman.store.ledger_keys import EVERYBODY, keys_of, of_side
from dragoman.store.schema.folds import ledger_asks, ledger_keys, ledger_stances
from dragoman.store.schema.press import readings, records, versions
from dragoman.store.values.press import KINDS

BATCH = 500
"""Readings in one question."""
OF_LEDGERS = ("entity", "event", "meeting", "position")
"""Kinds of records that are filed."""
FILES: tuple[Table, ...] = (ledger_keys, ledger_stances, ledger_asks)

Row = dict[str, Any]


def file_records(connection: Connection, numbers: Iterable[int]) -> None:
    """Files all records of these readings."""
    wanted = sorted(numbers)
    for start in range(0, len(wanted), BATCH):
        asked: Any = select(records.c.number, records.c.reading, records.c.kind, records.c.quote, records.c.body)
        asked = asked.add_columns(versions.c.added, versions.c.body.label("article"))
        asked = asked.select_from(records.join(readings).join(versions))
        asked = asked.where(records.c.reading.in_(wanted[start : start + BATCH]), records.c.kind.in_(OF_LEDGERS))
        filed = _filed(connection.execute(asked))
        for table in FILES:
            if filed[table]:
                connection.execute(insert(table), filed[table])


def lose_files(connection: Connection, several: Sequence[int]) -> None:
    """Takes the records of these readings out of the files."""
    for table in FILES:
        connection.execute(delete(table).where(table.c.reading.in_(several)))


def _filed(found: Iterable[Any]) -> dict[Table, list[Row]]:
    """What goes into each table."""
    filed: dict[Table, list[Row]] = {table: [] for table in FILES}
    homes: dict[int, tuple[str, date]] = {}
    told: dict[int, list[Light]] = {}
    for row in found:
        if row.reading not in homes:
            head = msgspec.json.decode(row.article, type=_Head)
            homes[row.reading] = head.id, _told_on(head.published, row.added)
        record, (article, told_on) = msgspec.json.decode(row.body, type=KINDS[row.kind]), homes[row.reading]
        for number, day in keys_of(record, row.quote, article, told_on):
            place = {"key": number, "day": day.toordinal(), "reading": row.reading, "record": row.number}
            filed[ledger_keys].append(place)
        if isinstance(record, Event | Position):
            light = Light(row.number, record, row.quote, str(row.reading), told_on)
            told.setdefault(row.reading, []).append(light)
    for reading, several in told.items():
        filed[ledger_stances] += _stances(reading, several)
        filed[ledger_asks] += _asks(reading, several)
    return filed


def _stances(reading: int, told: Iterable[Light]) -> Iterator[Row]:
    for one in told:
        if isinstance(one.record, TAKEN) and names_something(one.record.stance, one.record.issue):
            yield {
                "side": of_side(one.record.holder),
                **_place(reading, one),
                "taken": day_of(one.record, one.day).toordinal(),
                "holder": one.record.holder,
                "stance": str(one.record.stance),
                "issue": one.record.issue,
            }


def _asks(reading: int, told: Sequence[Light]) -> Iterator[Row]:
    nth: dict[int, int] = {}
    for ask in asks_in(told):
        at = nth[ask.told.number] = nth.get(ask.told.number, -1) + 1
        row = _place(reading, ask.told) | {"nth": at} | _asked(ask)
        yield from ({"side": side, **row} for side in {EVERYBODY, *map(of_side, (ask.asker, *ask.addressees))})


def _asked(ask: Ask[Light]) -> Row:
    return {
        "asked": ask.day.toordinal(),
        "asker": ask.asker,
        "addressees": msgspec.json.encode(sorted(ask.addressees)).decode(),
        "phrase": ask.phrase,
        "words": ask.words,
    }


def _place(reading: int, one: Light) -> Row:
    return {"day": one.day.toordinal(), "record": one.number, "reading": reading, "id": one.record.id}


class _Head(msgspec.Struct):
    id: str
    published: Interval | None


def _told_on(published: Interval | None, added: datetime) -> date:
    """The day on which an article was told, as `Told.day` has it."""
    return (published and (published.latest or published.earliest)) or added.date()
