"""Copies and origins as stored: found by `stories`, kept here, and worked out again whenever they are lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from dragoman.model import Article
from dragoman.store.database import Database
from dragoman.store.press.articles import versions_of
from dragoman.store.schema.copies import copies, copy_index
from dragoman.store.schema.press import readings, versions

PART = 1 << 20
"""Bytes of the index in one row."""
BATCH = 500
"""Values in one question."""


@dataclass(frozen=True, slots=True)
class Kinship:
    """An *article*, the number of its *version*, its likely *origin* and why it is that, and the *story* that it tells."""

    article: str
    version: int
    origin: str
    reason: str
    story: str


@dataclass(frozen=True, slots=True)
class Read:
    """An *article* that was read: the numbers of the reading and of the version that it is of."""

    reading: int
    version: int
    article: Article


def copy_state(database: Database) -> tuple[bytes | None, int]:
    """The index as it was kept, and the number of the last reading in it; none and 0 where nothing is."""
    with database.reads() as connection:
        found = connection.execute(select(copy_index).order_by(copy_index.c.part)).all()
    return (b"".join(row.body for row in found), found[0].covered) if found else (None, 0)


def copies_behind(database: Database) -> bool:
    """Whether something was read in which copies were not looked for yet."""
    with database.reads() as connection:
        covered = connection.execute(select(func.max(copy_index.c.covered))).scalar() or 0
        return bool((connection.execute(select(func.max(readings.c.number))).scalar() or 0) > covered)


def read_after(database: Database, covered: int, *, most: int) -> list[Read]:
    """What was read after the reading *covered*, in order, at most *most*."""
    asked = select(readings.c.number, readings.c.version, versions.c.body).join(versions)
    asked = asked.where(readings.c.number > covered).order_by(readings.c.number).limit(most)
    with database.reads() as connection:
        found = connection.execute(asked).all()
    return [Read(row.number, row.version, msgspec.json.decode(row.body, type=Article)) for row in found]


def keep_kinship(database: Database, changed: Sequence[Kinship], stories: Iterable[Sequence[str]]) -> None:
    """Puts what has changed in the place of what was known; of *stories* each goes by its first article now."""
    with database.writes() as connection:
        for some in _batches(changed):
            connection.execute(delete(copies).where(copies.c.article.in_([one.article for one in some])))
            connection.execute(insert(copies), [asdict(one) for one in some])
        for story in stories:
            for members in _batches(story):
                others = (copies.c.article.in_(members), copies.c.story != story[0])
                connection.execute(update(copies).where(*others).values(story=story[0]))


def keep_copy_state(database: Database, state: bytes, covered: int) -> None:
    """Keeps the index, for the next run to go on from; one that has come further is left alone."""
    parts = [
        {"part": at // PART, "covered": covered, "body": state[at : at + PART]} for at in range(0, len(state), PART)
    ]
    with database.writes() as connection:
        if covered < (connection.execute(select(func.max(copy_index.c.covered))).scalar() or 0):
            return
        connection.execute(delete(copy_index))
        connection.execute(insert(copy_index), parts)


def lose_copies(connection: Connection) -> None:
    """Forgets within a transaction all that was found; the next run finds it again from what is stored then."""
    connection.execute(delete(copy_index))
    connection.execute(delete(copies))


def kinship(connection: Connection, articles: Iterable[str]) -> Mapping[str, Kinship]:
    """What is known of the *articles*, by id."""
    found: dict[str, Kinship] = {}
    for some in _batches(sorted(set(articles))):
        for row in connection.execute(select(copies).where(copies.c.article.in_(some))):
            found[row.article] = Kinship(*row)
    return found


def kin(database: Database, article: str) -> tuple[Kinship, ...]:
    """All that tell the story of *article*, itself among them; none where it is not known."""
    with database.reads() as connection:
        own = kinship(connection, [article]).get(article)
        asked = select(copies).where(copies.c.story == (own.story if own else ""))
        return tuple(Kinship(*row) for row in connection.execute(asked.order_by(copies.c.article)))


def copied(database: Database, *, most: int) -> tuple[Kinship, ...]:
    """The articles of reports that were copied, those with most copies first; at most *most* reports."""
    counted = select(copies.c.origin, func.count().label("size")).group_by(copies.c.origin)
    chosen = counted.having(func.count() > 1).order_by(func.count().desc(), copies.c.origin).limit(most).subquery()
    asked = select(copies).join(chosen, chosen.c.origin == copies.c.origin)
    with database.reads() as connection:
        ordered = asked.order_by(chosen.c.size.desc(), copies.c.origin, copies.c.article)
        return tuple(Kinship(*row) for row in connection.execute(ordered))


def articles_of(database: Database, ids: Iterable[str]) -> dict[str, tuple[int, Article]]:
    """The articles with these ids, as far as copies were looked for in them, each with its version's number."""
    found: dict[str, tuple[int, Article]] = {}
    asked = select(copies.c.article, copies.c.version, versions.c.body).join(versions)
    with database.reads() as connection:
        for some in _batches(sorted(set(ids))):
            for row in connection.execute(asked.where(copies.c.article.in_(some))):
                found[row.article] = row.version, msgspec.json.decode(row.body, type=Article)
    return found


def article_ids(database: Database, where: str) -> tuple[str, ...]:
    """The ids of what the address *where* has said, newest last."""
    return tuple(one.article.id for one in versions_of(database, where))


def _batches(values: Sequence[Any]) -> Iterator[list[Any]]:
    rest = iter(values)
    while some := list(islice(rest, BATCH)):
        yield some
