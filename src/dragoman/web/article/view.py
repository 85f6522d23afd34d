"""All that an article's page shows: its words with what rests on them, and where else the same is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import msgspec

from dragoman.model import Article, LeftOut, Reader
from dragoman.publish.wording import HOW_WE_KNOW, days
from dragoman.store import KINDS, Database, Record, Said, reading_of
from dragoman.store.article_page import ArticlePage, article_page
from dragoman.store.copies.kinship import articles_of, kin
from dragoman.web.article.cards import Card, cards
from dragoman.web.article.highlights import Passage, passages


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A paragraph of the article with the records whose words begin in it. *heading* is the title."""

    passage: Passage
    cards: tuple[Card, ...]
    heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """How many *copies* of this report there are and how many *others* tell the story; *origin* where it is a copy."""

    copies: int = 0
    others: int = 0
    origin: Article | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """An article's page."""

    page: ArticlePage
    cards: tuple[Card, ...]
    entities: tuple[Card, ...]
    rows: tuple[Row, ...]
    left_out: tuple[tuple[str, tuple[LeftOut, ...]], ...]
    kin: Kin
    reader: Reader | None

    @property
    def title(self) -> str:
        return self.page.article.title or "(no title)"

    @property
    def published(self) -> str:
        """`22 January 2022, as the page says`."""
        told = self.page.article.published
        return f"{days(told)}, {HOW_WE_KNOW.get(told.basis, told.basis)}" if told else "date unknown"


def view(store: Database, id: str) -> View:
    """The page of the article with this *id*. Raises `Unknown` where there is none."""
    page = article_page(store, id)
    reading = reading_of(store, page.edition.id)
    every = cards(reading, page.article.id, _added(page.said, page.article.id), page.said) if reading else ()
    told = tuple(one for one in every if one.kind != "entity")
    return View(
        page=page,
        cards=told,
        entities=tuple(one for one in every if one.kind == "entity"),
        rows=_rows(page, told),
        left_out=_by_kind(page.article.left_out),
        kin=_kin(store, page.article.id),
        reader=reading.reader if reading else None,
    )


def _added(said: Said, article: str) -> tuple[Record, ...]:
    """The records that people added to this article."""
    own = (one for one in said.added if one.article == article and one.kind is not None)
    return tuple(msgspec.convert(one.value, KINDS[one.kind or ""]) for one in own)


def _rows(page: ArticlePage, told: Sequence[Card]) -> tuple[Row, ...]:
    """The paragraphs in order, each with its records: those whose words begin in it."""
    text, title = page.article.text, page.article.title
    found = passages(text, (lit for card in told for lit in card.lit))
    starts = [*(one.start for one in found[1:]), len(text) + 1]
    beside = [[card for card in told if one.start <= card.start < end] for one, end in zip(found, starts, strict=True)]
    return tuple(
        Row(passage=one, cards=tuple(some), heading=nth == 0 and title is not None and one.text == title)
        for nth, (one, some) in enumerate(zip(found, beside, strict=True))
    )


def _by_kind(parts: Iterable[LeftOut]) -> tuple[tuple[str, tuple[LeftOut, ...]], ...]:
    """What was left out, kind by kind."""
    ordered = sorted(parts, key=lambda one: one.kind)
    return tuple((kind, tuple(some)) for kind, some in groupby(ordered, key=lambda one: str(one.kind)))


def _kin(store: Database, article: str) -> Kin:
    story = kin(store, article)
    own = next((one for one in story if one.article == article), None)
    if own is None:
        return Kin()
    copies = sum(one.origin == own.origin for one in story) - 1
    others = len({one.origin for one in story} - {own.origin})
    origin = None if own.origin == article else articles_of(store, [own.origin]).get(own.origin)
    return Kin(copies=copies, others=others, origin=origin[1] if origin else None)
