"""Copies among what is stored: every article that was read since is looked at, and what changed is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.model import Article
from dragoman.store.copies.kinship import (
    Kinship,
    Read,
    article_ids,
    articles_of,
    copied,
    copies_behind,
    copy_state,
    keep_copy_state,
    keep_kinship,
    kin,
    read_after,
)
from dragoman.store.database import Database
from dragoman.stories import CopyGroup, Index, copy_group
from dragoman.stories.state import BadState

BATCH = 200
"""Articles whose kinship is kept together."""


@dataclass(slots=True)
class Copies:
    """The index of one store, kept in memory between looks. It goes on where the store's own has come to."""

    index: Index
    covered: int

    @classmethod
    def of(cls, database: Database) -> Copies:
        """As the store has it; where it is damaged, from the beginning."""
        state, covered = copy_state(database)
        try:
            return cls(Index.from_bytes(state), covered) if state else cls(Index(), 0)
        except BadState:
            return cls(Index(), 0)

    def look(self, database: Database) -> Iterator[int]:
        """Looks at all that was read since; how many articles were looked at, batch by batch."""
        before = self.covered
        while some := read_after(database, self.covered, most=BATCH):
            for one in some:
                self.index.add(one.article)
            stories = {self.index.story(one.article.id) for one in some}
            keep_kinship(database, list(self._kinship(database, some)), sorted(stories))
            self.covered = some[-1].reading
            yield len(some)
        if self.covered > before:
            keep_copy_state(database, self.index.to_bytes(), self.covered)

    def _kinship(self, database: Database, some: list[Read]) -> Iterator[Kinship]:
        """The kinship of every article whose report has grown."""
        new = {one.article.id: (one.version, one.article) for one in some}
        reports = sorted({self.index.copies(id) for id in new})
        grown = {id for report in reports for id in report}
        known = {**articles_of(database, grown - new.keys()), **new}
        for report in reports:
            there = _articles(report, known)
            group = copy_group(there)
            for one in there:
                yield Kinship(one.id, known[one.id][0], group.origin.id, group.reason, self.index.story(one.id)[0])


def _articles(ids: Iterable[str], known: dict[str, tuple[int, Article]]) -> list[Article]:
    """What is still stored of them: an article may have been forgotten."""
    return [known[id][1] for id in ids if id in known]


def look_for_copies(database: Database) -> int:
    """Looks at all that was read since the last time; how many articles those were."""
    return sum(Copies.of(database).look(database)) if copies_behind(database) else 0


@dataclass(frozen=True, slots=True)
class Known:
    """The report that an article is, and the *related* articles: the same story, told by others."""

    group: CopyGroup
    related: tuple[Article, ...]


def reports(database: Database, *, most: int) -> list[CopyGroup]:
    """The reports that were copied, those with most copies first."""
    members: dict[str, list[str]] = {}
    for one in copied(database, most=most):
        members.setdefault(one.origin, []).append(one.article)
    known = articles_of(database, (id for report in members.values() for id in report))
    return [copy_group(_articles(report, known)) for report in members.values()]


def report_of(database: Database, where: str) -> Known | None:
    """The report that the newest article at *where* is; null where nothing is stored from there."""
    ids = article_ids(database, where)
    if not ids:
        return None
    story = kin(database, ids[-1])
    origin = next(one.origin for one in story if one.article == ids[-1])
    known = articles_of(database, (one.article for one in story))
    report = [one.article for one in story if one.origin == origin]
    heads = sorted({one.origin for one in story if one.origin != origin})
    return Known(copy_group(_articles(report, known)), tuple(_articles(heads, known)))
