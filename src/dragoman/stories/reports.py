"""One report in many papers: where it comes from, and what each of the others did to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from dragoman.model import Article
from dragoman.stories.credits import credited, first_reporter, is_agency, same_outlet
from dragoman.stories.differing import Change, ChangeKind, differences
from dragoman.stories.index import Index

WHOLE = 0.85
"""Share of a text's words from which all of it counts as copied: wrappers differ."""


class OriginReason(StrEnum):
    """Why an article is taken for the one that the others copied."""

    CREDITED = "credited"  # others credit its outlet in byline, dateline or brackets
    NAMED_FIRST = "named first"  # others say that its outlet had it first
    AGENCY = "agency"  # its outlet is an agency, whose trade it is
    EARLIEST = "earliest"  # no other can have come out before it
    FULLEST = "fullest"  # dates do not tell; it has the most words
    ALONE = "alone"  # there is no other


class CopyKind(StrEnum):
    """What a paper did to the report."""

    REPRINT = "reprint"  # whole, perhaps in another wrapper
    TRUNCATED = "truncated"  # nothing but the report's words, not all of them
    EXTENDED = "extended"  # all of the report's words, and others
    REWRITTEN = "rewritten"  # some kept, some changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """Days from the origin's publication to the copy's: at least and at most, None where an end is open."""

    least: int | None
    most: int | None


@dataclass(frozen=True, kw_only=True)
class Copy:
    """*article* is a copy of *origin*, *lag* later; None where one of the dates is unknown."""

    article: Article
    origin: Article
    lag: Lag | None

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What was kept, cut, added and changed, as spans of both texts."""
        return differences(self.origin.text, self.article.text)

    @cached_property
    def kind(self) -> CopyKind:
        whole, only = _kept(self.changes, self.origin.text), _kept(self.changes, self.article.text, after=True)
        if whole >= WHOLE:
            return CopyKind.REPRINT if only >= WHOLE else CopyKind.EXTENDED
        return CopyKind.TRUNCATED if only >= WHOLE else CopyKind.REWRITTEN


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyGroup:
    """Articles that are one report. *credit* is the source that they name, though it may not be among them."""

    origin: Article
    reason: OriginReason
    credit: str | None
    copies: tuple[Copy, ...]


def copy_group(articles: Sequence[Article]) -> CopyGroup:
    """The group that *articles*, all copies of one report, form: whichever way they are ordered, the same.

    Called again with one more, it may find another origin. Nothing is kept, so nothing must be undone.
    """
    if not articles:
        raise ValueError("copy_group needs at least one article: give it those of one `Index.copies`")
    ordered = sorted(articles, key=_rank)
    origin, reason = _origin(ordered)
    credits = [name for one in ordered if (name := credited(one) or first_reporter(one))]
    copies = (Copy(article=one, origin=origin, lag=_lag(origin, one)) for one in ordered if one is not origin)
    credit = max(credits, key=credits.count) if credits else None
    return CopyGroup(origin=origin, reason=reason, credit=credit, copies=tuple(copies))


def copy_groups(articles: Sequence[Article]) -> tuple[CopyGroup, ...]:
    """All reports among *articles*, those that were never copied too."""
    known = {article.id: article for article in articles}
    index = Index()
    for article in known.values():
        index.add(article)
    return tuple(copy_group([known[id] for id in group]) for group in index.groups())


def origins(articles: Sequence[Article]) -> int:
    """How many independent reports *articles* are: copies of one report are one origin."""
    return len(copy_groups(articles))


def _origin(ordered: Sequence[Article]) -> tuple[Article, OriginReason]:
    if len(ordered) == 1:
        return ordered[0], OriginReason.ALONE
    asked: tuple[tuple[OriginReason, Callable[[Article], bool]], ...] = (
        (OriginReason.CREDITED, lambda one: _named(one, ordered, credited)),
        (OriginReason.NAMED_FIRST, lambda one: _named(one, ordered, first_reporter)),
        (OriginReason.AGENCY, lambda one: is_agency(one.outlet)),
        (OriginReason.EARLIEST, lambda one: _came_first(one, ordered)),
    )
    found = ((one, reason) for reason, holds in asked for one in ordered if holds(one))
    fullest = max(ordered, key=lambda one: len(one.text.split()))
    return next(found, (fullest, OriginReason.FULLEST))


def _rank(article: Article) -> tuple[date, date, str]:
    """By publication, the earliest first and those without a date last; then by id, so that order never tells."""
    when = article.published
    earliest, latest = (when.earliest, when.latest) if when else (None, None)
    return earliest or latest or date.max, latest or date.max, article.id


def _named(article: Article, group: Sequence[Article], named: Callable[[Article], str | None]) -> bool:
    """Whether another outlet's article names this one's."""
    others = (one for one in group if not same_outlet(one.outlet, article.outlet))
    return any(same_outlet(named(one), article.outlet) for one in others)


def _came_first(article: Article, group: Sequence[Article]) -> bool:
    """Whether every other article of a known date came out on a later day."""
    when = article.published
    dates = (one.published.earliest for one in group if one is not article and one.published)
    known = [day for day in dates if day]
    return bool(known) and when is not None and when.latest is not None and when.latest < min(known)


def _lag(origin: Article, copy: Article) -> Lag | None:
    if origin.published is None or copy.published is None:
        return None
    least = _days(origin.published.latest, copy.published.earliest)
    most = _days(origin.published.earliest, copy.published.latest)
    return None if least is None and most is None else Lag(least=least, most=most)


def _days(start: date | None, end: date | None) -> int | None:
    return (end - start).days if start and end else None


def _kept(changes: Sequence[Change], text: str, *, after: bool = False) -> float:
    """The share of *text*'s words that were kept."""
    spans = (one.after if after else one.before for one in changes if one.kind is ChangeKind.KEPT)
    return sum(len(span.of(text).split()) for span in spans) / max(1, len(text.split()))
