"""A page's article, its words fixed for good."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.ids import digest
from dragoman.model.spans import Interval
from dragoman.model.words import LeftOutKind


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A part of the page that is not the article's own words."""

    kind: LeftOutKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article. *text* is the title, a blank line, then paragraphs parted by blank lines.

    *source* is the path, URL or name that it was read from; *language* an ISO 639-1 code;
    *digest* the SHA-256 of *text* in UTF-8, hexadecimal.
    """

    id: str
    source: str
    url: str | None
    title: str | None
    byline: str | None
    outlet: str | None
    language: str | None
    published: Interval | None
    digest: str
    text: str
    left_out: tuple[LeftOut, ...] = ()


def article_of(
    *,
    source: str,
    title: str | None,
    paragraphs: tuple[str, ...],
    url: str | None = None,
    byline: str | None = None,
    outlet: str | None = None,
    language: str | None = None,
    published: Interval | None = None,
    left_out: tuple[LeftOut, ...] = (),
) -> Article:
    """An article of *title* and body *paragraphs*; its text, digest and id follow from them."""
    text = "\n\n".join(part for part in (title, *paragraphs) if part)
    return Article(
        id=digest("article", url or "", text),
        source=source,
        url=url,
        title=title,
        byline=byline,
        outlet=outlet,
        language=language,
        published=published,
        digest=digest(text, size=64),
        text=text,
        left_out=left_out,
    )
