"""One article by its id, with the versions of its page and all that people said of it: what its page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, func, select

from dragoman.model import Article
from dragoman.store.corrections.folds import added, by_record
from dragoman.store.corrections.records import every_correction
from dragoman.store.database import Database
from dragoman.store.naming import Unknown
from dragoman.store.schema.copies import copies, copy_index
from dragoman.store.schema.corrections import corrections
from dragoman.store.schema.press import articles, readings, versions
from dragoman.store.searches.respecting import Said

MOST = 20_000
"""Articles that are looked through where no one has looked for their copies yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A version of a page: the *nth*, and the *article* that it is."""

    id: str
    article: str
    nth: int
    added: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """An *article* as one *edition* of the page at *address*, all *editions*, oldest first, and what people *said*."""

    article: Article
    address: str
    edition: Edition
    editions: tuple[Edition, ...]
    said: Said

    @property
    def current(self) -> bool:
        return self.edition == self.editions[-1]

    @property
    def earlier(self) -> Edition | None:
        """The edition before this one."""
        return next((one for one in reversed(self.editions) if one.nth < self.edition.nth), None)


def article_page(database: Database, id: str) -> ArticlePage:
    """The page of the article with this *id*. Raises `Unknown` where there is none."""
    with database.reads() as connection:
        number = _number(connection, id)
        if number is None:
            raise Unknown(f"there is no article {id[:40]!r} in the store")
        own = connection.execute(_versions().where(versions.c.number == number)).one()
        every = connection.execute(_versions().where(versions.c.article == own.page).order_by(versions.c.nth)).all()
        said = every_correction(connection, corrections.c.page == own.page)
    return ArticlePage(
        article=msgspec.json.decode(own.body, type=Article),
        address=own.address,
        edition=_edition(own),
        editions=tuple(map(_edition, every)),
        said=Said(by_record(said), tuple(added(said))),
    )


def _number(connection: Connection, id: str) -> int | None:
    """The number of the version that is the article *id*: known with its copies, else among what was read since."""
    known = connection.execute(select(copies.c.version).where(copies.c.article == id)).scalar()
    if known is not None:
        return int(known)
    covered = connection.execute(select(func.max(copy_index.c.covered))).scalar() or 0
    asked = select(versions.c.number, versions.c.body).join(readings).where(readings.c.number > covered)
    asked = asked.order_by(readings.c.number.desc()).limit(MOST).execution_options(yield_per=500)
    return next((int(row.number) for row in connection.execute(asked) if _id(row.body) == id), None)


def _versions() -> Any:
    shown = (versions.c.id, versions.c.nth, versions.c.added, versions.c.body, versions.c.article.label("page"))
    return select(*shown, articles.c.address).join(articles, articles.c.id == versions.c.article)


def _edition(row: Row[Any]) -> Edition:
    return Edition(id=row.id, article=_id(row.body), nth=row.nth, added=row.added)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Id:
    """All that is read of an article to know it."""

    id: str


def _id(body: bytes) -> str:
    return msgspec.json.decode(body, type=_Id).id
