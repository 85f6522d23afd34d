"""An article without a date → the distribution of its day; from a page, or from the store with what that knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman import clean
from dragoman.annotate import annotate
from dragoman.annotate.annotation import publication_day
from dragoman.annotate.dating import Dating, dating
from dragoman.annotate.dating_clues import Clue, Days, copied, known_by
from dragoman.app.sources import Page
from dragoman.knowledge import Holder
from dragoman.model import Article, Interval
from dragoman.store import Database, taught
from dragoman.store.copies.copying import report_of
from dragoman.store.press.undated import Without, without_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Undated:
    """An article and when it may have been published; *published* where it tells that, and no *dating* then.

    Neither is there where nothing tells.
    """

    source: str
    title: str | None
    outlet: str | None
    published: Interval | None
    dating: Dating | None


def of_page(page: Page) -> Undated:
    """A *page*, by its words alone. Raises `Unreadable` where it holds no article."""
    article = clean.article_from(page.content, source=page.source, url=page.url, charset=page.charset)
    return undated(article, None if article.published else dating_of(article))


def of_store(database: Database, *, most: int) -> Iterator[Undated]:
    """The articles of a store that tell no date, those that came last first, at most so many."""
    known = taught(database)
    for one in without_date(database, most=most):
        yield undated(one.article, dating_of(one.article, taught=known, stored=_Stored(database, one)))


def undated(article: Article, found: Dating | None) -> Undated:
    return Undated(
        source=article.url or article.source, title=article.title, outlet=article.outlet,
        published=article.published, dating=found,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Stored:
    """What a *database* knows of an article: when it came in, and where dated copies of it stand."""

    database: Database
    one: Without

    def clues(self, days: Days) -> Iterator[Clue]:
        yield known_by(self.one.added.date(), days)
        group = report_of(self.database, self.one.address)
        several = (group.group.origin, *(copy.article for copy in group.group.copies)) if group else ()
        for article in several:
            if (day := publication_day(article)) is not None:
                yield copied(day, article.outlet or article.url or article.source, days)


def dating_of(article: Article, *, taught: tuple[Holder, ...] = (), stored: _Stored | None = None) -> Dating | None:
    """When an *article* may have been published."""
    return dating(annotate(article, heads=False, taught=taught), stored.clues if stored else None)
