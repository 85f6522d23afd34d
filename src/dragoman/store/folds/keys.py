"""The keys of what was stored before there were keys: made once, and made again when somebody asks for that."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from dragoman.model import digest
from dragoman.store.database import Database, hold
from dragoman.store.folds.marks import Mark, keep_mark, mark_of
from dragoman.store.ledger_keys import add_keys
from dragoman.store.schema.folds import fold_marks, ledger_keys
from dragoman.store.schema.press import readings

LEDGER = "keys"
CHUNK = 5_000
"""Readings that are filed in one transaction: others who write wait for no more than that."""
ALL = 1 << 62
"""The number of a reading after all that there are."""


def look_for_keys(database: Database) -> int:
    """Files what was stored before there were keys; how many readings those were."""
    filed = 0
    while more := _some(database):
        filed += more
    return filed


def filed(connection: Connection) -> bool:
    """Whether all that the store holds has its keys."""
    return mark_of(connection, LEDGER).covered == ALL


def _some(database: Database) -> int:
    with database.reads() as connection:
        if filed(connection):
            return 0
    with database.writes() as connection:
        hold(connection, digest("fold", LEDGER))
        covered = mark_of(connection, LEDGER).covered
        asked = select(readings.c.number).where(readings.c.number > covered)
        coming = list(connection.execute(asked.order_by(readings.c.number).limit(CHUNK)).scalars())
        for start in range(0, len(coming), CHUNK // 10):
            some = coming[start : start + CHUNK // 10]
            connection.execute(delete(ledger_keys).where(ledger_keys.c.reading.in_(some)))
            add_keys(connection, some)
        keep_mark(connection, LEDGER, Mark(coming[-1] if len(coming) == CHUNK else ALL, {}, None))
    return len(coming)


def rebuild_keys(database: Database) -> int:
    """Files everything anew, whatever is kept; how many readings that was."""
    with database.writes() as connection:
        connection.execute(delete(fold_marks).where(fold_marks.c.ledger == LEDGER))
        connection.execute(delete(ledger_keys))
    return look_for_keys(database)
