"""The people of stored articles, newest first, and the articles that name them: whom somebody may introduce."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import select

from dragoman.model import Article, Entity, EntityKind
from dragoman.store.database import Database
from dragoman.store.numbers import TAIL
from dragoman.store.rows import key
from dragoman.store.schema.press import readings, records, sides, versions
from dragoman.store.searches.respecting import said_in

MOST = 200_000
"""Mentions of people that are looked through, from the newest article on."""
BATCH = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Somebody as an article of *day* names them; *reading* is where."""

    entity: Entity
    reading: int
    day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """An *article* that names somebody, the id of its *page*, and the entities that people called wrong there."""

    article: Article
    page: str
    wrong: frozenset[str]


def people_named(database: Database, *, name: str | None = None, since: date | None = None) -> Iterator[Named]:
    """The people whom current readings name, the newest first; only those of a *name*, or of articles *since* a day."""
    asked: Any = select(records.c.number, records.c.reading, records.c.body)
    if name is not None:
        asked = asked.join(sides, sides.c.record == records.c.number).where(sides.c.side == key(name))
        asked = asked.where(sides.c.type == key(EntityKind.PERSON))
    asked = asked.where(records.c.type == key(EntityKind.PERSON), records.c.kind == "entity", records.c.current)
    if since is not None:
        asked = asked.where(records.c.number >= since.toordinal() << TAIL)
    asked = asked.order_by(records.c.number.desc()).limit(MOST).execution_options(yield_per=BATCH)
    with database.reads() as connection:
        for row in connection.execute(asked):
            day = row.number >> TAIL
            entity = msgspec.json.decode(row.body, type=Entity)
            yield Named(entity=entity, reading=row.reading, day=date.fromordinal(day) if day else None)


def naming(database: Database, several: Iterable[int]) -> dict[int, Naming]:
    """The articles of *several* readings, by their numbers."""
    asked = select(readings.c.number, versions.c.article, versions.c.body).select_from(readings.join(versions))
    with database.reads() as connection:
        said = said_in(connection)
        found = connection.execute(asked.where(readings.c.number.in_(sorted(set(several))))).all()
    told: dict[int, Naming] = {}
    for row in found:
        article = msgspec.json.decode(row.body, type=Article)
        wrong = frozenset(id for home, id in said.judged if home == article.id and said.judged[home, id].wrong)
        told[row.number] = Naming(article=article, page=row.article, wrong=wrong)
    return told
