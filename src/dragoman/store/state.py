"""Where a store has come to: the same as long as nothing in it has changed that a page shows."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from dragoman.store.database import Database
from dragoman.store.schema.copies import copy_index
from dragoman.store.schema.corrections import corrections, redactions, tombstones
from dragoman.store.schema.press import readings, rejected

READ = (readings.c.number, copy_index.c.covered)
"""Numbers that rise with what is read, and with that in which copies were looked for."""
SAID = (readings, corrections, tombstones, redactions, rejected)
"""What people add to, or what is taken away."""


@dataclass(frozen=True, slots=True)
class State:
    """Numbers that change with the press, and those that change with what people say, forget or are refused."""

    press: tuple[int, ...]
    people: tuple[int, ...]


def state_of(database: Database) -> State:
    """How a store stands: what was worked out from it before still holds, or not."""
    highest = [select(func.coalesce(func.max(column), 0)) for column in READ]
    counted = [select(func.count()).select_from(table) for table in SAID]
    with database.reads() as connection:
        newest, covered, held, *said = (int(connection.execute(one).scalar_one()) for one in (*highest, *counted))
    return State(press=(newest, covered), people=(newest - held, *said))
