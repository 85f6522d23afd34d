"""Records without their articles: what a ledger needs of very many to find the few that it shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, and_, exists, select

from dragoman.ledger.bare import BareEvent, BarePosition, Light
from dragoman.ledger.told import Record, Told, in_order
from dragoman.store.ledger_keys import telling
from dragoman.store.rows import key, searchable
from dragoman.store.schema.folds import ledger_keys
from dragoman.store.schema.press import readings, records, versions
from dragoman.store.searches.respecting import Said, said_in
from dragoman.store.told.by_key import counts, rows_of_ids, told_of_rows

Types = Mapping[str, Sequence[str]]
"""Types of records by kind."""


BARE: dict[str, msgspec.json.Decoder[Any]] = {
    "event": msgspec.json.Decoder(BareEvent),
    "position": msgspec.json.Decoder(BarePosition),
}


def lightly_told(connection: Connection, types: Types, first: date, last: date) -> tuple[list[Light], list[Told]]:
    """The records of these *types* that were told on these days and count today.

    Articles of which people said something, and those that stand in the same words elsewhere, come whole.
    """
    found = _rows(connection, types, first, last)
    said = said_in(connection)
    ids = {row.id for row in found if row.twin} | {record for _, record in said.judged}
    ids |= _beside(connection, found, list(types), ids, said)
    light = [
        Light(number, BARE[kind].decode(body), quote, str(reading), date.fromordinal(day))
        for number, id, kind, quote, body, reading, day, _ in map(tuple, found)
        if id not in ids
    ]
    if not ids and not said.added:
        return light, []
    every = told_of_rows(connection, list(types), rows_of_ids(connection, list(types), ids))
    whole = (one for one in in_order(every) if first <= one.day <= last)
    return light, [one for one in whole if _type(one.record) in map(key, types[searchable(one.record).kind])]


def _rows(connection: Connection, types: Types, first: date, last: date) -> Sequence[Row[Any]]:
    twin = records.alias()
    same = and_(twin.c.id == records.c.id, twin.c.kind == records.c.kind, twin.c.number != records.c.number)
    elsewhere = exists(select(twin.c.number).where(same, counts(twin.c)).correlate_except(twin))
    columns = (records.c.number, records.c.id, records.c.kind, records.c.quote, records.c.body, records.c.reading)
    asked: Any = select(*columns, ledger_keys.c.day, elsewhere.label("twin"))
    asked = asked.select_from(ledger_keys.join(records, records.c.number == ledger_keys.c.record))
    wanted = [telling(kind, type) for kind, some in types.items() for type in some]
    on_days = ledger_keys.c.day.between(first.toordinal(), last.toordinal())
    return connection.execute(asked.where(ledger_keys.c.key.in_(wanted), on_days, records.c.current)).all()


def _beside(
    connection: Connection, found: Iterable[Row[Any]], kinds: Sequence[str], ids: set[str], said: Said
) -> set[str]:
    """What stands in one article with the records of these *ids*, or beside what somebody added."""
    if not ids and not said.added:
        return set()
    pages = select(readings.c.number).join(versions).where(versions.c.article.in_({one.page for one in said.added}))
    whole = set(connection.execute(pages).scalars())
    whole |= {row.reading for row in rows_of_ids(connection, kinds, ids).values()}
    return {row.id for row in found if row.reading in whole}


def _type(record: Record) -> str:
    return key(searchable(record).type)
