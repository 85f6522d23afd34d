"""The doctor: is everything that the store needs there and well?"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DBAPIError

from dragoman.store import words
from dragoman.store.backups.files import counts
from dragoman.store.database import Database, revision
from dragoman.store.schema.press import jobs
from dragoman.store.values.press import Finding

OLDEST_SQLITE, OLDEST_POSTGRES = (3, 40), 140_000
LEAST_FREE = 1_000_000_000
"""Bytes free on the disk under which the doctor warns."""


def doctor(database: Database, *, now: datetime) -> tuple[Finding, ...]:
    """What was looked at, and what is to do where something is not well."""
    return tuple(_findings(database, now))


def _findings(database: Database, now: datetime) -> Iterator[Finding]:
    yield from _sqlite(database) if database.sqlite else _postgres(database)
    with database.reads() as connection:
        yield Finding(name="schema", said=str(revision(connection)))
        stuck = connection.execute(select(jobs.c.id).where(jobs.c.state == "failed")).all()
    held = counts(database)
    yield Finding(name="holds", said=", ".join(f"{getattr(held, name)} {name}" for name in held.__slots__))
    if stuck:
        yield Finding(name="jobs", said=f"{len(stuck)} failed", remedy="see why in their rows, then add them again")
    yield from _full_text(database)
    if now < datetime(2026, 1, 1, tzinfo=UTC):
        yield Finding(name="clock", said=f"{now:%Y-%m-%d}", remedy="set the clock: it is before this program was made")


def _sqlite(database: Database) -> Iterator[Finding]:
    old = sqlite3.sqlite_version_info < OLDEST_SQLITE
    remedy = "use a Python whose SQLite is 3.40 or newer" if old else None
    yield Finding(name="SQLite", said=sqlite3.sqlite_version, remedy=remedy)
    with database.reads() as connection:
        mode = connection.execute(text("PRAGMA journal_mode")).scalar()
        found = connection.execute(text("PRAGMA quick_check(1)")).scalar()
    wal = None if mode == "wal" else "put the file on a local disk: this one cannot write ahead"
    yield Finding(name="journal", said=str(mode), remedy=wal)
    damaged = None if found == "ok" else "keep a copy and restore a backup into a new file"
    yield Finding(name="file", said=f"{database.where}: {found}", remedy=damaged)
    if database.file:
        folder = database.file.absolute().parent
        free = shutil.disk_usage(folder).free
        low = None if free >= LEAST_FREE else "make room: a store grows with what it reads"
        yield Finding(name="disk", said=f"{free // 1_000_000:,} MB free", remedy=low)
        closed = None if os.access(folder, os.W_OK) else f"make {folder} writable"
        yield Finding(name="folder", said=str(folder), remedy=closed)


def _postgres(database: Database) -> Iterator[Finding]:
    with database.reads() as connection:
        number = int(str(connection.execute(text("SHOW server_version_num")).scalar()))
        encoding = connection.execute(text("SHOW server_encoding")).scalar()
    old = None if number >= OLDEST_POSTGRES else "upgrade the server to PostgreSQL 14 or newer"
    yield Finding(name="PostgreSQL", said=f"{number // 10_000}", remedy=old)
    other = None if encoding == "UTF8" else "make the database anew: createdb --encoding UTF8 NAME"
    yield Finding(name="encoding", said=str(encoding), remedy=other)


def _full_text(database: Database) -> Iterator[Finding]:
    """Whether full text is whole in itself, and has as many rows as there are texts."""
    with database.writes() as connection:
        wrong = [name for name, of in words.INDEXES.items() if not _well(connection, name, of)]
    remedy = "back up and restore into a new database: full text is made anew" if wrong else None
    yield Finding(name="full text", said=", ".join(wrong) or "ok", remedy=remedy)


def _well(connection: Connection, name: str, of: str) -> bool:
    if connection.dialect.name == "sqlite":
        try:
            connection.execute(text(f"INSERT INTO {name} ({name}) VALUES ('integrity-check')"))
        except DBAPIError:
            return False
    column = "rowid" if connection.dialect.name == "sqlite" else "number"
    missing = text(f"SELECT number FROM {of} EXCEPT SELECT {column} FROM {name} LIMIT 1")
    return connection.execute(missing).first() is None
