"""Articles that tell no day of publication, with when they came in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import select

from dragoman.model import Article
from dragoman.store.database import Database
from dragoman.store.schema.press import articles, versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """An *article* without a date, its *address*, and when it was *added*."""

    article: Article
    address: str
    added: datetime


def without_date(database: Database, *, most: int) -> Iterator[Without]:
    """The newest versions of articles that tell no date, those that were added last first, at most so many."""
    asked = select(versions.c.body, versions.c.added, articles.c.address).select_from(versions.join(articles))
    asked = asked.where(versions.c.last.is_(None), versions.c.current)
    with database.reads() as connection:
        found = connection.execute(asked.order_by(versions.c.added.desc(), versions.c.id).limit(most)).all()
    for row in found:
        yield Without(article=msgspec.json.decode(row.body, type=Article), address=row.address, added=row.added)
