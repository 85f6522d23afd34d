"""Articles, each version of what an address said. Added once, never overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import msgspec
from sqlalchemy import Column, Connection, func, insert, select, update

from dragoman.model import Article
from dragoman.store import rows, words
from dragoman.store.database import Database, hold
from dragoman.store.numbers import numbers
from dragoman.store.schema.press import articles, readings, records, versions
from dragoman.store.values.press import Version

Value = TypeVar("Value")
MOST_ASKED = 10_000
"""Values in one question; both databases have a limit."""


@dataclass(frozen=True, slots=True)
class Row:
    """A version's row: its number, its id, whether it is the newest of its article, and whether it is *new*."""

    number: int
    id: str
    current: bool
    new: bool


def add_article(database: Database, article: Article, *, now: datetime) -> Version:
    """The version of *article*, added where it is not there yet."""
    with database.writes() as connection:
        row = put_article(connection, article, now=now)
        found = connection.execute(select(versions).where(versions.c.number == row.number)).one()
    return Version(id=found.id, nth=found.nth, added=found.added, article=article)


def versions_of(database: Database, address: str) -> tuple[Version, ...]:
    """All that *address* (a URL, or the path of a file) has said, oldest first."""
    where = select(versions).where(versions.c.article == rows.article_id(address))
    with database.reads() as connection:
        found = connection.execute(where.order_by(versions.c.nth)).all()
    return tuple(
        Version(id=row.id, nth=row.nth, added=row.added, article=msgspec.json.decode(row.body, type=Article))
        for row in found
    )


def put_article(connection: Connection, article: Article, *, now: datetime) -> Row:
    """The same within a transaction."""
    home, derived = rows.article_row(article), rows.version_row(article)
    hold(connection, home["id"])
    found = connection.execute(
        select(versions.c.number, versions.c.id, versions.c.current).where(versions.c.id == derived["id"])
    ).first()
    if found is not None:
        return Row(found.number, found.id, found.current, False)
    nth = connection.execute(select(func.max(versions.c.nth)).where(versions.c.article == home["id"])).scalar() or 0
    if not nth:
        (row,) = put_unknown(connection, [article], now=now)
        return row
    _supersede(connection, home["id"])
    (row,) = _put_versions(connection, [(article, nth + 1)], now)
    return row


def put_unknown(connection: Connection, several: Sequence[Article], *, now: datetime) -> list[Row]:
    """The same for *several* of which no version is there yet."""
    if several:
        connection.execute(insert(articles), [rows.article_row(article) for article in several])
    return _put_versions(connection, [(article, 1) for article in several], now)


def unknown(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Those of the articles of which no version is there yet."""
    wanted = set(ids)
    return wanted - taken(connection, articles.c.id, wanted)


def _put_versions(connection: Connection, several: Sequence[tuple[Article, int]], now: datetime) -> list[Row]:
    """Adds the nth version of each article as its newest."""
    made = [rows.version_row(article) for article, _ in several]
    found = numbers(
        ((row["first"], row["id"]) for row in made), lambda some: taken(connection, versions.c.number, some)
    )
    for row, place, (article, nth) in zip(made, found, several, strict=True):
        row.update(number=place, article=rows.article_row(article)["id"], nth=nth, current=True, added=now)
    if made:
        connection.execute(insert(versions), made)
    words.index(
        connection, words.VERSIONS, [(place, article.text) for place, (article, _) in zip(found, several, strict=True)]
    )
    return [Row(row["number"], row["id"], True, True) for row in made]


def taken(connection: Connection, known: Column[Value], wanted: Iterable[Value]) -> set[Value]:
    """Which of the *wanted* values a column has."""
    several = list(wanted)
    found: set[Value] = set()
    for start in range(0, len(several), MOST_ASKED):
        asked = select(known).where(known.in_(several[start : start + MOST_ASKED]))
        found.update(connection.execute(asked).scalars())
    return found


def _supersede(connection: Connection, article: str) -> None:
    """The versions of *article*, their readings and records are no longer the newest."""
    older = select(versions.c.number).where(versions.c.article == article, versions.c.current)
    read = select(readings.c.number).where(readings.c.version.in_(older), readings.c.current)
    connection.execute(update(records).where(records.c.reading.in_(read)).values(current=False))
    connection.execute(update(readings).where(readings.c.version.in_(older)).values(current=False))
    connection.execute(update(versions).where(versions.c.article == article, versions.c.current).values(current=False))
