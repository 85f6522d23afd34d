"""What was stored before there were the files of the ledgers, filed once; anew by other rows, and when somebody asks for that."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Connection, delete, select

from dragoman.knowledge.issues import issues
from dragoman.model import digest
from dragoman.store.database import Database, hold
from dragoman.store.folds.marks import Mark, keep_mark, mark_of
from dragoman.store.ledger_filing import FILES, file_records, lose_files
from dragoman.store.schema.folds import fold_marks
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
    """Whether all that the store holds has its keys, by the issues of today."""
    mark = mark_of(connection, LEDGER)
    return mark.covered == ALL and _issues() in mark.said


@cache
def _issues() -> str:
    """The digest of the rows of issues: by other rows, what is asked and answered is found by other keys."""
    return digest("issues", *(" ".join((row.name, *row.words)) for row in issues()))


def _some(database: Database) -> int:
    with database.reads() as connection:
        if filed(connection):
            return 0
    with database.writes() as connection:
        hold(connection, digest("fold", LEDGER))
        mark = mark_of(connection, LEDGER)
        covered = mark.covered if _issues() in mark.said else 0
        asked = select(readings.c.number).where(readings.c.number > covered)
        coming = list(connection.execute(asked.order_by(readings.c.number).limit(CHUNK)).scalars())
        for start in range(0, len(coming), CHUNK // 10):
            some = coming[start : start + CHUNK // 10]
            lose_files(connection, some)
            file_records(connection, some)
        done = coming[-1] if len(coming) == CHUNK else ALL
        keep_mark(connection, LEDGER, Mark(done, {_issues(): 0}, None))
    return len(coming)


def rebuild_keys(database: Database) -> int:
    """Files everything anew, whatever is kept; how many readings that was."""
    with database.writes() as connection:
        connection.execute(delete(fold_marks).where(fold_marks.c.ledger == LEDGER))
        for table in FILES:
            connection.execute(delete(table))
    return look_for_keys(database)
