"""A page → its attributions in the wide sense: what is said, and what is told to be wanted, believed or felt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dragoman import clean
from dragoman.annotate import Annotation, annotate
from dragoman.app.sources import Page
from dragoman.extract import attitudes, attributions, source_span, speaker_of
from dragoman.extract.attribution import Attribution
from dragoman.model import Span


class Kind(StrEnum):
    """Whether something was said, or only told to be in somebody's mind."""

    SAID = "said"
    HELD = "held"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words of the article and where in its text they stand."""

    span: Span
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One attribution. *name* and *code* are the source's, resolved through the article; null where that fails."""

    kind: Kind
    source: Words | None
    name: str | None
    code: str | None
    cue: Words | None
    content: tuple[Words, ...]
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """An article with its attributions, in reading order."""

    source: str
    title: str | None
    outlet: str | None
    attributions: tuple[Found, ...]


def of_page(page: Page, *, published: date | None = None, heads: bool = True) -> Attributed:
    """The attributions of a *page*. Raises `Unreadable` where it holds no article."""
    article = clean.article_from(
        page.content, source=page.source, url=page.url, published=published, charset=page.charset
    )
    annotation = annotate(article, heads=heads)
    said = attributions(annotation)
    held = attitudes(annotation, said)
    found = [(Kind.SAID, one) for one in said] + [(Kind.HELD, one) for one in held]
    return Attributed(
        source=article.url or article.source,
        title=article.title,
        outlet=article.outlet,
        attributions=tuple(
            _found(annotation, kind, one) for kind, one in sorted(found, key=lambda one: _start(one[1]))
        ),
    )


def _start(one: Attribution) -> int:
    return min(one.start, one.start if one.cue is None else one.cue.start)


def _found(annotation: Annotation, kind: Kind, one: Attribution) -> Found:
    speaker = speaker_of(annotation, one.source)
    return Found(
        kind=kind,
        source=None if one.source is None else _words(annotation, source_span(annotation, one.source)),
        name=None if speaker is None else speaker[0].name,
        code=None if speaker is None else speaker[0].code,
        cue=None if one.cue is None else _words(annotation, one.cue),
        content=tuple(_words(annotation, span) for span in one.content),
        rule=one.rule,
    )


def _words(annotation: Annotation, span: Span) -> Words:
    return Words(span=span, words=span.of(annotation.text))
