"""Readings straight into an SQLite store, by the thousand: the same rows as the store's own, without its round trips."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import Table, create_engine

from dragoman.model import Reading, digest
from dragoman.store import opened, rows, words
from dragoman.store.numbers import numbers
from dragoman.store.schema.press import articles, metadata, readings, records, versions

BATCH = 2000
QUICK = (
    *("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE"),
    *("cache_size = -524288", "temp_store = MEMORY", "foreign_keys = OFF"),
)
"""Settings of a file that nobody else reads and that is thrown away where filling it fails."""

Rows = list[dict[str, Any]]


def fill(file: Path, coming: Iterable[Reading], *, now: datetime) -> int:
    """Makes the store *file* of readings, each of an article of its own; how many records those are."""
    with opened(str(file), create=True):
        pass
    every, count = iter(coming), 0
    indexes = [index for table in metadata.sorted_tables for index in table.indexes]
    with closing(sqlite3.connect(file, isolation_level=None)) as connection, _names_kept():
        for setting in QUICK:
            connection.execute(f"PRAGMA {setting}").fetchall()
        for index in indexes:
            connection.execute(f"DROP INDEX {index.name}")
        first = 1
        connection.execute("BEGIN")
        while batch := list(islice(every, BATCH)):
            count += _put(connection, batch, first, now)
            first += len(batch)
        connection.execute("COMMIT")
    _indexed(file)
    return count


@contextmanager
def _names_kept() -> Iterator[None]:
    """What a name is found by is worked out once: a few hundred names recur by the million."""
    with patch.object(rows, "key", lru_cache(maxsize=None)(rows.key)):
        yield


def _indexed(file: Path) -> None:
    """Makes the indexes and tells SQLite's planner as little as the store does."""
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            for index in sorted(table.indexes, key=lambda one: str(one.name)):
                index.create(connection)
    engine.dispose()


def _put(connection: sqlite3.Connection, batch: Sequence[Reading], first: int, now: datetime) -> int:
    """Adds the readings of a *batch*, the *first* by that number; how many records."""
    moment = now.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")
    homes = [rows.article_row(one.article) for one in batch]
    made = [rows.version_row(one.article) for one in batch]
    placed = _numbers(connection, versions, [(row["first"], row["id"]) for row in made])
    for row, number, home in zip(made, placed, homes, strict=True):
        row.update(number=number, article=home["id"], nth=1, current=True, added=moment)
    read = [rows.reading_row(one) for one in batch]
    for at, (row, version) in enumerate(zip(read, made, strict=True)):
        row.update(number=first + at, version=version["number"], current=True, added=moment)
    told = list(_records(batch, read))
    keys = [(row["first"], digest(row.pop("of"), row["place_in"])) for row in told]
    for row, number in zip(told, _numbers(connection, records, keys), strict=True):
        row["number"] = number
    for table, some in ((articles, homes), (versions, made), (readings, read), (records, told)):
        _insert(connection, table, some)
    acting = ((side, row["number"], row["type"]) for row in told for side in row["sides"])
    connection.executemany("INSERT INTO sides (side, record, type) VALUES (?, ?, ?)", acting)
    texts = [(row["number"], one.article.text) for row, one in zip(made, batch, strict=True)]
    _words(connection, words.VERSIONS, texts)
    _words(connection, words.RECORDS, [(row["number"], row["quote"]) for row in told])
    return len(told)


def _records(batch: Sequence[Reading], read: Rows) -> Iterator[dict[str, Any]]:
    for one, row in zip(batch, read, strict=True):
        for at, record in enumerate(rows.records(one)):
            found = rows.record_row(record, one.article)
            found.update(reading=row["number"], place_in=at, current=True, of=row["id"])
            yield found


def _numbers(connection: sqlite3.Connection, table: Table, keys: list[tuple[date | None, str]]) -> list[int]:
    """The numbers that the store would give; it is asked only about those of them that clash."""
    asked = f"SELECT number FROM {table.name} WHERE number IN (%s)"

    def taken(some: Iterable[int]) -> set[int]:
        every = list(some)
        parts = (every[start : start + BATCH] for start in range(0, len(every), BATCH))
        return {one for part in parts for (one,) in connection.execute(asked % ",".join(map(str, part)))}

    return numbers(keys, taken)


def _insert(connection: sqlite3.Connection, table: Table, some: Rows) -> None:
    """Adds rows, their days as text, which is how SQLite keeps them."""
    names = [column.name for column in table.c]
    for row in some:
        if row.get("first"):
            row["first"], row["last"] = _text(row["first"]), _text(row["last"])
    holes = ", ".join("?" * len(names))
    connection.executemany(
        f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({holes})", map(itemgetter(*names), some)
    )


@cache
def _text(day: date) -> str:
    return day.isoformat()


def _words(connection: sqlite3.Connection, name: str, texts: list[tuple[int, str]]) -> None:
    found = ((number, " ".join(words.words(one))) for number, one in sorted(texts))
    connection.executemany(f"INSERT INTO {name} (rowid, words) VALUES (?, ?)", found)
