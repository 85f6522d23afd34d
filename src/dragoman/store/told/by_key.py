"""Records found by key and day for the ledgers, and what the same article tells at another place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select

from dragoman.ledger.told import Told
from dragoman.store.schema.folds import ledger_keys
from dragoman.store.schema.press import readings, records, versions
from dragoman.store.told.folded import batches
from dragoman.store.told.records import _told
from dragoman.store.told.respected import respected_told

COLUMNS = (
    *(records.c.number, records.c.id, records.c.kind),
    *(records.c.quote, records.c.body, records.c.current, records.c.reading),
)
Rows = dict[int, Any]
"""Rows of records by number."""


def rows_under(connection: Connection, keys: Iterable[int], first: date, last: date) -> Rows:
    """The records that stand under one of the *keys* on the days from the *first* to the *last*."""
    found: Rows = {}
    for some in batches(set(keys)):
        on_days = ledger_keys.c.day.between(first.toordinal(), last.toordinal())
        under = select(ledger_keys.c.record).where(ledger_keys.c.key.in_(some), on_days)
        found |= _rows(connection, records.c.number.in_(under))
    return found


def rows_of_ids(connection: Connection, kinds: Sequence[str], ids: Iterable[str]) -> Rows:
    """All records of these *kinds* and *ids*."""
    found: Rows = {}
    for some in batches(set(ids)):
        found |= _rows(connection, and_(records.c.kind.in_(kinds), records.c.id.in_(some)))
    return found


def rows_of_readings(connection: Connection, kinds: Sequence[str], several: Iterable[int]) -> Rows:
    """The records of these *kinds* in *several* readings."""
    found: Rows = {}
    for some in batches(set(several)):
        found |= _rows(connection, and_(records.c.kind.in_(kinds), records.c.reading.in_(some)))
    return found


def rows_numbered(connection: Connection, numbers: Iterable[int]) -> Rows:
    """The records with these *numbers*."""
    found: Rows = {}
    for some in batches(set(numbers)):
        found |= _rows(connection, records.c.number.in_(some))
    return found


def with_twins(connection: Connection, kinds: Sequence[str], found: Rows) -> Rows:
    """These records, and what stands in the very same words at another place: only the last of those counts."""
    ids: set[str] = set()
    for some in batches({row.id for row in found.values()}):
        several = select(records.c.id).where(records.c.kind.in_(kinds), records.c.id.in_(some))
        ids |= set(connection.execute(several.group_by(records.c.id).having(func.count() > 1)).scalars())
    return found | rows_of_ids(connection, kinds, ids)


def told_of_rows(connection: Connection, kinds: Sequence[str], found: Rows) -> list[Told]:
    """What the ledgers take of these rows, as people set it right, and all that they corrected or added."""
    made = partial(_told, connection)
    several = list(made([found[number] for number in sorted(found)]))
    return respected_told(connection, several, made, lambda one: one["kind"] in kinds, earlier_versions=True)


def _rows(connection: Connection, condition: ColumnElement[bool]) -> Rows:
    found = connection.execute(select(*COLUMNS).where(condition, counts(records.c))).all()
    return {row.number: row for row in found}


def counts(columns: Any) -> ColumnElement[bool]:
    """Of records of each version those of its newest reading."""
    reading, later = readings.alias(), readings.alias()
    newest = select(func.max(later.c.number)).where(later.c.version == reading.c.version).scalar_subquery()
    own = select(reading.c.number).join(versions, versions.c.number == reading.c.version)
    own = own.where(reading.c.number == columns.reading, ~versions.c.current, reading.c.number == newest)
    return or_(columns.current, exists(own.correlate_except(reading, versions)))
