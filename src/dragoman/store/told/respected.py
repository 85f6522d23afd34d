"""What the ledgers are told, as people set it right: wrong records gone, parts replaced, added ones in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from dragoman.ledger.told import Told
from dragoman.model import Statement
from dragoman.store import rows
from dragoman.store.corrections.folds import Key
from dragoman.store.corrections.marking import as_judged
from dragoman.store.corrections.records import Found, found_added, stored_records
from dragoman.store.schema.press import readings, versions
from dragoman.store.searches.respecting import Said, respected, said_in

Made = Callable[[Sequence[Any]], Iterable[Told]]
"""What makes of rows (kind, quote, body, current, reading) what the ledgers take."""
Fits = Callable[[dict[str, Any]], bool]
"""Whether a record is asked for, by the columns that it is searched by."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as `Made` takes it."""

    kind: str
    quote: str
    body: bytes
    current: bool
    reading: int


def respected_told(
    connection: Connection, found: list[Told], made: Made, fits: Fits, *, earlier_versions: bool
) -> list[Told]:
    """What was *found*, as people set it right; what they said of others may bring those in. *earlier_versions* too."""
    said = said_in(connection)
    if said.nothing:
        return found
    statements = _statements(connection, said)
    untouched = [one for one in found if (one.article, one.record.id) not in said.judged]
    changed = [one for one in made(_changed(connection, said, fits)) if one.current or earlier_versions]
    return [_claimed(one, statements) for one in (*untouched, *changed)]


def _changed(connection: Connection, said: Said, fits: Fits) -> list[_Row]:
    """Every record that *fits* and of which people said something, but the wrong ones."""
    several = stored_records(connection, set(said.judged))
    several += [found for one in said.added for found in found_added(connection, one)]
    several = [one for one in several if one.kind != "entity"]
    places = _readings(connection, several)
    found = []
    for one in several:
        record, _, wrong = respected(one.record, one.article.id, said)
        number = places.get((one.article.id, one.record.id))
        if not wrong and number is not None and fits(rows.record_row(record, one.article)):
            found.append(_Row(one.kind, one.quote, msgspec.json.encode(record), one.current, number))
    return found


def _readings(connection: Connection, several: list[Found]) -> dict[Key, int]:
    """The reading that each record stands in, or beside which somebody added it: the newest of its version."""
    newest = select(func.max(readings.c.number)).group_by(readings.c.version)
    ids = {one.version for one in several}
    wanted = select(versions.c.id, readings.c.number).join(readings).where(readings.c.number.in_(newest))
    of_version = {row.id: row.number for row in connection.execute(wanted.where(versions.c.id.in_(ids)))}
    found = {(one.article.id, one.record.id): of_version.get(one.version) for one in several}
    return {key: number for key, number in found.items() if number is not None}


def _statements(connection: Connection, said: Said) -> dict[Key, Statement]:
    """The statements that people set right: they are who claims what is told in them."""
    found: dict[Key, Statement] = {}
    for one in stored_records(connection, set(said.judged)):
        judged = said.judged[one.article.id, one.record.id]
        if one.kind == "statement" and judged.parts and isinstance(one.record, Statement):
            right = as_judged(one.record, judged)
            found |= {(one.article.id, one.record.id): right} if isinstance(right, Statement) else {}
    return found


def _claimed(told: Told, statements: dict[Key, Statement]) -> Told:
    """*told* with its claimant as people set them right."""
    if isinstance(told.record, Statement) or told.record.statement is None:
        return told
    said = statements.get((told.article, told.record.statement))
    return told if said is None else replace(told, claimant=said.speaker)
