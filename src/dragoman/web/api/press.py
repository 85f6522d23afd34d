"""The press through the API: articles with their readings, records and the words they rest on, who copied whom."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from dragoman.model import Reading, encode
from dragoman.store import Database, Head, Hit, reading_of, respected, respected_reading
from dragoman.store import words as full_text
from dragoman.store.article_page import article_page
from dragoman.store.copies.stories import story_of
from dragoman.store.corrections.parts import kind_of
from dragoman.store.forgetting.blanking import only_evidence
from dragoman.store.rows import records, searchable
from dragoman.store.searches.articles import article_list
from dragoman.store.searches.pages import search_page
from dragoman.stories import Copy
from dragoman.web.api import fields as field
from dragoman.web.api.answers import Listed, answered, of
from dragoman.web.asking import Ask
from dragoman.web.search.fields import Fields, query_of

routes = APIRouter(tags=["Press"])


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyTold:
    """A copy of a report; *lag* is how much later it was printed, in days, at least and at most."""

    article: str
    outlet: str | None
    title: str | None
    url: str
    kind: str
    lag: tuple[int | None, int | None] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTold:
    """A report by its likely origin, and why that is it; its *copies*; and the same *story* as others tell it."""

    article: str
    outlet: str | None
    title: str | None
    url: str
    reason: str
    copies: tuple[CopyTold, ...]
    story: tuple[str, ...]


@routes.get("/articles", response_model=None, responses=of(Listed[Head]))
def articles(
    ask: Ask,
    since: field.Since = None,
    until: field.Until = None,
    limit: field.Limit = field.USUAL,
    cursor: field.Numbered = None,
) -> Response:
    """The articles as they stand now, newest first, without their text."""
    before = int(cursor, 16) if cursor else None
    found = article_list(ask.store, since=since, until=until, cursor=before, most=limit)
    return answered(ask, Listed(items=found.articles, next=found.cursor))


@routes.get("/articles/{article}", response_model=None, responses=of(Reading))
def article(ask: Ask, article: field.Id, raw: field.Raw = False) -> Response:
    """One article with all that was read in it: the codebook's JSON, as `dragoman read --format json` prints it.

    Whoever has no account on a public site gets the words that records rest on; a block (█) stands for every other
    character of the text, so that all offsets hold.
    """
    reading = reading_for(ask.store, article, raw=raw)
    return answered(ask, encode(reading if ask.viewer.whole_text else only_evidence((reading,))[0]))


@routes.get("/articles/{article}/records/{record}", response_model=None, responses=of(Hit))
def record(ask: Ask, article: field.Id, record: field.Id) -> Response:
    """One record with the words that it rests on, and what people said of it."""
    return answered(ask, hit_of(ask.store, article, record))


@routes.get("/records", response_model=None, responses=of(Listed[Hit]))
def search(
    ask: Ask,
    words: field.Words = None,
    kind: field.Kind = None,
    actor: field.Actor = None,
    type: field.Type = None,
    channel: field.Channel = None,
    place: field.Where = None,
    since: field.Since = None,
    until: field.Until = None,
    all: field.Every = False,
    limit: field.Limit = field.USUAL,
    cursor: field.Numbered = None,
) -> Response:
    """What a search finds, newest day first: records with their evidence, as people set them right.

    With `words` alone whole articles are found, each with the passage that holds most of the words.
    """
    if words and not full_text.asked(words):
        return answered(ask, Listed(items=(), next=None))
    fields = Fields(
        words=words, kind=kind, actor=actor, type=type, channel=channel, place=place,
        since=since.isoformat() if since else None, until=until.isoformat() if until else None,
    )  # fmt: skip
    query = query_of(ask.store, fields, limit=limit)
    found = search_page(ask.store, query, cursor=cursor, every=all)
    return answered(ask, Listed(items=found.hits, next=found.cursor))


@routes.get("/stories/{article}", response_model=None, responses=of(ReportTold))
def story(ask: Ask, article: field.Id) -> Response:
    """The report that an article is: its origin, who copied it how much later, and who else tells the story."""
    known = story_of(ask.store, article_page(ask.store, article).article)
    origin = known.group.origin
    told = ReportTold(
        article=origin.id,
        outlet=origin.outlet,
        title=origin.title,
        url=origin.url or origin.source,
        reason=known.group.reason,
        copies=tuple(_copy(one) for one in known.group.copies),
        story=tuple(one.url or one.source for one in known.related),
    )
    return answered(ask, told)


def reading_for(store: Database, article: str, *, raw: bool = False) -> Reading:
    """What was read in the article with this id, as people set it right unless *raw*."""
    page = article_page(store, article)
    reading = reading_of(store, page.edition.id)
    if reading is None:
        raise HTTPException(404, "This article is stored and has not been read yet.")
    return reading if raw else respected_reading(reading, page.said)


def hit_of(store: Database, article: str, record: str) -> Hit:
    """The record of an article with these ids, with its words."""
    page = article_page(store, article)
    reading = reading_for(store, article)
    found = next((one for one in records(reading) if one.id == record), None)
    if found is None:
        raise HTTPException(404, "The article has no such record. Its records are in its reading.")
    read = page.article
    head = Head(
        id=read.id, version=page.edition.id, source=read.source, url=read.url, title=read.title, outlet=read.outlet,
        published=read.published,
    )  # fmt: skip
    quote = " … ".join(span.of(read.text) for span in searchable(found).evidence)
    original = next((one for one in records(reading_for(store, article, raw=True)) if one.id == record), found)
    marks = respected(original, read.id, page.said)[1]
    return Hit(article=head, kind=kind_of(found), quote=quote, record=found, marks=marks)


def _copy(copy: Copy) -> CopyTold:
    article, lag = copy.article, copy.lag
    return CopyTold(
        article=article.id,
        outlet=article.outlet,
        title=article.title,
        url=article.url or article.source,
        kind=copy.kind,
        lag=(lag.least, lag.most) if lag else None,
    )
