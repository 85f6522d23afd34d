"""What a ledger reads as a whole beside the files: what people said something of, and what stands elsewhere, too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Connection, func, select

from dragoman.ledger.told import Told, in_order
from dragoman.store.schema.press import readings, records, versions
from dragoman.store.searches.respecting import Said, said_in
from dragoman.store.told.by_key import counts, rows_of_ids, rows_of_readings, told_of_rows, with_twins
from dragoman.store.told.folded import batches

Row = TypeVar("Row", bound=Any)


@dataclass(frozen=True, slots=True)
class Apart:
    """Records that are told as a *whole*, in order, of which the files' rows do not count: those of these *readings*
    and *ids*."""

    whole: list[Told]
    readings: set[int]
    ids: set[str]

    def others(self, rows: list[Row]) -> list[Row]:
        """Those of the *rows* that count."""
        if not (self.readings or self.ids):
            return rows
        return [row for row in rows if row.reading not in self.readings and row.id not in self.ids]


def apart(connection: Connection, kinds: Sequence[str], found: Iterable[Any], first: date, last: date) -> Apart:
    """What of these *kinds* is to be told as a whole, of the days from the *first* to the *last*, beside what was *found*
    in the files for these days."""
    said = said_in(connection)
    ids = told_again(connection, kinds, found, last)
    if not ids and said.nothing:
        return Apart([], set(), set())
    ids |= {record for _, record in said.judged}
    whole = _read_whole(connection, ids, said)
    rows = rows_of_readings(connection, kinds, whole) | rows_of_ids(connection, kinds, ids)
    rows = with_twins(connection, kinds, rows)
    told = in_order(told_of_rows(connection, kinds, rows))
    return Apart([one for one in told if first <= one.day <= last], whole, ids | {row.id for row in rows.values()})


def told_again(connection: Connection, kinds: Sequence[str], found: Iterable[Any], last: date) -> set[str]:
    """What stands in the very same words at another place: on days to the *last*, or, where that is no end, in what was
    found."""
    if last == date.max:
        every = [(row.id, row.record) for row in found]
        places = dict(every)
        return {id for id, record in every if places[id] != record}
    asked = select(records.c.id).where(records.c.kind.in_(kinds), counts(records.c))
    asked = asked.group_by(records.c.id).having(func.count() > 1)
    return {
        id
        for some in batches({row.id for row in found})
        for id in connection.execute(asked.where(records.c.id.in_(some))).scalars()
    }


def _read_whole(connection: Connection, ids: set[str], said: Said) -> set[int]:
    """The readings in which one of these records stands, or beside which somebody added one."""
    pages = select(readings.c.number).join(versions).where(versions.c.article.in_({one.page for one in said.added}))
    found = set(connection.execute(pages).scalars())
    for some in batches(ids):
        found |= set(connection.execute(select(records.c.reading).where(records.c.id.in_(some))).scalars())
    return found
