"""Articles one after another, the newest day first, page by page; and when versions came in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import msgspec
from sqlalchemy import select

from dragoman.model import Article
from dragoman.store.database import Database
from dragoman.store.schema.press import versions
from dragoman.store.searches import hits
from dragoman.store.values.press import Head, Query

BATCH = 400
"""Values in one question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleList:
    """Some articles, and where the next begin; none after the last."""

    articles: tuple[Head, ...]
    cursor: str | None


def article_list(
    database: Database, *, since: date | None, until: date | None, cursor: int | None, most: int
) -> ArticleList:
    """The articles as they stand now that are of the days *since* to *until*, after the one of this number."""
    days = hits._days(Query(since=since, until=until), versions.c.first, versions.c.last, versions.c.number)
    asked = select(versions.c.number, versions.c.id, versions.c.body)
    asked = asked.where(versions.c.current, *days, *hits._before(cursor, versions.c.number))
    with database.reads() as connection:
        found = connection.execute(asked.order_by(versions.c.number.desc()).limit(most + 1)).all()
    heads = [hits._head(msgspec.json.decode(row.body, type=Article), row.id) for row in found[:most]]
    return ArticleList(articles=tuple(heads), cursor=f"{found[most - 1].number:x}" if len(found) > most else None)


def added(database: Database, ids: Iterable[str]) -> dict[str, datetime]:
    """When each of these versions came in."""
    wanted = sorted(set(ids))
    with database.reads() as connection:
        return {
            row.id: row.added
            for start in range(0, len(wanted), BATCH)
            for row in connection.execute(
                select(versions.c.id, versions.c.added).where(versions.c.id.in_(wanted[start : start + BATCH]))
            )
        }
