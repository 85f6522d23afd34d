"""What an HTML page says of itself: JSON-LD, OpenGraph, meta tags."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import html

from dragoman.clean.blocks import folded, size_of, squeezed
from dragoman.clean.dated import Candidate, Source
from dragoman.clean.dates import date_in_metadata, hour_of_utc
from dragoman.clean.names import byline_in
from dragoman.clean.titles import SUFFIX

ARTICLES = re.compile(r"Article|Posting|Report|Review$")
PUBLISHERS = ("og:site_name", "dc.publisher", "dcterms.publisher", "application-name", "publisher", "copyright-holder")
TITLES = ("og:title", "twitter:title", "dc.title", "headline", "parsely-title", "title")
DATES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.issued",
    "dc.date.created",
    "dcterms.date",
    "dc.date",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publishdate",
    "pubdate",
    "publication_date",
    "date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "rnews:datepublished",
    "originalpublicationdate",
    "release_date",
)
AUTHORS = (
    "author",
    "article:author",
    "article:author_name",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "creator",
)


OPENING = re.compile(r"^by:?\s+", re.IGNORECASE)
ADDRESS = re.compile(r"https?://[^/\s]+\.[^\s]+$", re.IGNORECASE)
TIERS = frozenset(("locked", "metered"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """A page's own statements. *headlines* holds the best first; *metered*: it says that it is not free to read."""

    headlines: tuple[str, ...] = ()
    page_title: str = ""
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    told: tuple[Candidate, ...] = ()
    description: str = ""
    english_us: bool = False
    language: str = ""
    canonical: str | None = None
    metered: bool = False


@dataclass(slots=True)
class _Found:
    headlines: list[str] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    told: list[Candidate] = field(default_factory=list)
    metered: bool = False


def metadata_of(tree: html.HtmlElement) -> Metadata:
    """The page's statements about itself, JSON-LD before meta tags."""
    found = _Found()
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "") and script.text:
            _read_linked(script.text, found)
    metas = _metas(tree)
    _read_metas(metas, found)
    page_title = folded(tree.findtext(".//title") or "")
    language = (tree.get("lang") or "").lower()
    return Metadata(
        headlines=tuple(dict.fromkeys(found.headlines)),
        page_title=page_title,
        outlet=found.outlets[0] if found.outlets else None,
        authors=tuple(dict.fromkeys(found.authors)),
        told=(*found.told, *_timed(tree)),
        description=metas.get("og:description") or metas.get("description") or "",
        english_us=language == "en-us" or metas.get("og:locale", "").lower() == "en_us",
        language=language[:2],
        canonical=_canonical(tree, metas),
        metered=found.metered or metas.get("article:content_tier", "").lower() in TIERS,
    )


def _canonical(tree: html.HtmlElement, metas: dict[str, str]) -> str | None:
    """The address that the page calls its own."""
    links = (link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    named = (address.strip() for address in (*links, metas.get("og:url", "")))
    return next((address for address in named if ADDRESS.match(address)), None)


def _metas(tree: html.HtmlElement) -> dict[str, str]:
    """The meta tags' contents by lower-case name, the first of each."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower().strip()
        content = folded(meta.get("content") or "")
        if name and content:
            metas.setdefault(name, content)
    return metas


def _read_metas(metas: dict[str, str], found: _Found) -> None:
    found.headlines += [metas[name] for name in TITLES if name in metas]
    found.outlets += [metas[name] for name in PUBLISHERS if name in metas and not metas[name].startswith(("@", "http"))]
    found.authors += [name for key in AUTHORS if key in metas for name in _person(metas[key])]
    found.told += [one for name in DATES if name in metas for one in _days(Source.META, metas[name])]


def _days(source: Source, value: str | None) -> list[Candidate]:
    day = date_in_metadata(value) if value else None
    return [Candidate(source=source, day=day, hour=hour_of_utc(value))] if value and day else []


def _timed(tree: html.HtmlElement) -> list[Candidate]:
    """The day of an element marked as the publication date, else of the page's one `<time datetime>`."""
    for element in tree.iter("time", "span", "abbr", "div", "p"):
        if "datepublished" not in (element.get("itemprop") or "").lower() and element.get("pubdate") is None:
            continue
        title = element.get("title") if element.tag == "abbr" else ""
        value = element.get("datetime") or element.get("content") or title
        if value:
            return _days(Source.TIMED, value)
    values = [element.get("datetime") for element in tree.iter("time") if element.get("datetime")]
    found = [one for value in values for one in _days(Source.TIMED, value)]
    return found[:1] if len({one.day for one in found}) == 1 else []


def _read_linked(script: str, found: _Found) -> None:
    try:
        data = json.loads(script.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return
    for node in _nodes(data):
        kind = " ".join(_texts(node.get("@type")))
        if ARTICLES.search(kind):
            found.headlines += _texts(node.get("headline") or node.get("name"))
            found.outlets += _names(node.get("publisher"))
            found.authors += [
                name for text in _names(node.get("author") or node.get("creator")) for name in _person(text)
            ]
            found.told += [
                one
                for key in ("datePublished", "dateCreated")
                for text in _texts(node.get(key))[:1]
                for one in _days(Source.LINKED, text)
            ][:1]
            found.metered |= str(node.get("isAccessibleForFree")).lower() == "false"


def _nodes(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD document, its graph and its pages' main things."""
    if isinstance(data, list) and depth < 6:
        for item in data[:200]:
            yield from _nodes(item, depth + 1)
    elif isinstance(data, dict) and depth < 6:
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            yield from _nodes(data.get(key), depth + 1)


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [folded(item) for item in values if isinstance(item, str) and item.strip()]


def _names(value: Any) -> list[str]:
    """The names of a JSON-LD person or organisation, or of a list of them."""
    values = value if isinstance(value, list) else [value]
    return [text for item in values for text in _texts(item.get("name") if isinstance(item, dict) else item)]


def _person(text: str) -> list[str]:
    """*text* where it can name a person: no address, no handle."""
    if text.startswith(("@", "http", "/")) or "@" in text or size_of(text) > 12 or len(text) < 3:
        return []
    name = OPENING.sub("", text)
    return [byline_in(f"By {name}") or name]


def outlet_in_title(page_title: str, visible: frozenset[str]) -> str | None:
    """The outlet that the page's `<title>` ends or begins with, where the page shows the name as a line of its own.

    *visible* holds the squeezed short lines.
    """
    pieces = [piece.strip() for piece in SUFFIX.split(page_title) if piece.strip()]
    if len(pieces) < 2:
        head, colon, _ = page_title.partition(": ")
        return head if colon and squeezed(head) in visible and size_of(head) < 7 else None
    shown = [piece for piece in (pieces[-1], pieces[0]) if squeezed(piece) in visible and size_of(piece) < 10]
    if shown:
        return min(shown, key=lambda piece: size_of(piece))
    return pieces[-1] if size_of(pieces[-1]) <= 5 and size_of(pieces[0]) > size_of(pieces[-1]) else None
