"""A story: the report with its likely origin, who copied it how much later, what was cut, and who else tells it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from dragoman.model import Article
from dragoman.publish.copies import REASONS, lag_told
from dragoman.publish.wording import days
from dragoman.store.article_page import article_page
from dragoman.store.copies.stories import story_of
from dragoman.stories import Change, ChangeKind, Copy
from dragoman.web.asking import Ask
from dragoman.web.fields import written
from dragoman.web.pages import page
from dragoman.web.remembered import remembered_page

routes = APIRouter()

LONGEST = 60
"""Kept words that are shown whole; of more only the first and last."""
ENDS = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article of the story, in the words of a list."""

    id: str
    outlet: str
    title: str
    published: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyTold:
    """A copy: what it did to the report, how much later, and how many words it kept, cut and added."""

    article: Told
    kind: str
    later: str
    kept: int
    cut: int
    added: int
    chosen: bool

    @property
    def share(self) -> int:
        """Words kept, in hundredths of the origin's."""
        return round(100 * self.kept / max(1, self.kept + self.cut))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of the two texts: *kept* of both, or *cut* from the one and *added* in the other; *left* is not shown."""

    kept: str = ""
    left: int = 0
    end: str = ""
    cut: str = ""
    added: str = ""


@routes.get("/story/{article}", include_in_schema=False)
@remembered_page
def story(ask: Ask, article: str) -> Response:
    """The story of an article, with one copy (`?beside=`) word by word."""
    here = article_page(ask.store, article).article
    known = story_of(ask.store, here)
    beside = written(ask.request.query_params.get("beside")) or here.id
    copies = known.group.copies
    chosen = next((one for one in copies if one.article.id == beside), copies[0] if copies else None)
    return page(
        ask,
        "story.html",
        here=_told(here),
        origin=_told(known.group.origin),
        reason=REASONS[known.group.reason],
        credit=known.group.credit,
        copies=[_copy(one, chosen=one is chosen) for one in copies],
        chosen=_told(chosen.article) if chosen else None,
        stretches=list(_stretches(chosen)) if chosen and ask.viewer.whole_text else [],
        related=sorted((_told(one) for one in known.related), key=lambda one: (one.published, one.outlet)),
    )


def _told(article: Article) -> Told:
    return Told(
        id=article.id,
        outlet=article.outlet or "no outlet told",
        title=article.title or "(no title)",
        published=days(article.published) if article.published else "date unknown",
        url=article.url,
    )


def _copy(copy: Copy, *, chosen: bool) -> CopyTold:
    origin, text = copy.origin.text, copy.article.text
    kept = [one for one in copy.changes if one.kind is ChangeKind.KEPT]
    others = [one for one in copy.changes if one.kind is not ChangeKind.KEPT]
    return CopyTold(
        article=_told(copy.article),
        kind=str(copy.kind),
        later=lag_told(copy.lag) or "not known when",
        kept=sum(len(one.before.of(origin).split()) for one in kept),
        cut=sum(len(one.before.of(origin).split()) for one in others),
        added=sum(len(one.after.of(text).split()) for one in others),
        chosen=chosen,
    )


def _stretches(copy: Copy) -> Iterator[Stretch]:
    """Both texts as one, in reading order; of long stretches that both have only the ends."""
    for change in copy.changes:
        yield _kept(change, copy) if change.kind is ChangeKind.KEPT else _changed(change, copy)


def _kept(change: Change, copy: Copy) -> Stretch:
    text = change.after.of(copy.article.text)
    words = text.split()
    if len(words) <= LONGEST:
        return Stretch(kept=text)
    return Stretch(kept=" ".join(words[:ENDS]), left=len(words) - 2 * ENDS, end=f"{' '.join(words[-ENDS:])} ")


def _changed(change: Change, copy: Copy) -> Stretch:
    return Stretch(cut=change.before.of(copy.origin.text), added=change.after.of(copy.article.text))
