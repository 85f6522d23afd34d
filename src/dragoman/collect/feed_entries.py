"""RSS and Atom as XML → `Feed`, by feedparser.

feedparser opens what it is given as a URL or a file name, even where that is bytes: it only ever gets a stream.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import feedparser  # type: ignore[import-untyped]

from dragoman.collect.feed_links import BadLink, address_of, address_or_none
from dragoman.collect.feed_words import language_of, plain
from dragoman.collect.items import Feed, FeedKind, Item, Skipped
from dragoman.model import Unreadable

GAVE_UP = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
TEXTS = ("text/html", "application/xhtml+xml", "text/plain")


def parsed(text: str, *, url: str) -> Feed:
    """The RSS or Atom feed in *text*, with all its entries. Raises `Unreadable`."""
    found = _by_feedparser(text, url)
    version, head = str(found.get("version") or ""), found["feed"]
    if not (version or found["entries"]):
        raise Unreadable("collect", "this is no feed: neither RSS nor Atom, JSON Feed or sitemap")
    kind = FeedKind.ATOM if version.startswith("atom") else FeedKind.RSS
    language = language_of(_own(head, "language"))
    read = [
        _item(entry, number, kind=kind, language=language, url=url) for number, entry in enumerate(found["entries"])
    ]
    return Feed(
        kind=kind,
        title=plain(_own(head, "title")),
        home=address_or_none(_own(head, "link"), url),
        language=language,
        items=tuple(item for item, _ in read),
        more=tuple(_following(head, url)),
        skipped=tuple(fault for _, fault in read if fault),
    )


def _by_feedparser(text: str, url: str) -> Mapping[str, Any]:
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        found: Mapping[str, Any] = feedparser.parse(
            io.BytesIO(text.encode()), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except GAVE_UP as error:
        raise Unreadable("collect", f"the feed cannot be read: {type(error).__name__}: {error}") from None
    return found


def _own(entry: Any, name: str) -> Any:
    """What the entry itself says; feedparser answers for missing fields with others."""
    return dict.get(entry, name)


def _following(head: Any, url: str) -> Iterator[str]:
    """The next page of a feed that comes in pages (RFC 5005)."""
    for link in _own(head, "links") or ():
        address = address_or_none(link.get("href"), url) if link.get("rel") == "next" else None
        if address:
            yield address


def _item(entry: Any, number: int, *, kind: FeedKind, language: str | None, url: str) -> tuple[Item, Skipped | None]:
    """The item, and why its link is left out, where it is."""
    address, fault = _address(entry, url)
    published = _moment(_own(entry, "published_parsed")) or _moment(_own(entry, "created_parsed"))
    updated = _moment(_own(entry, "updated_parsed"))
    if published is None and kind is FeedKind.RSS:
        published = updated  # RSS 1.0 has but one date, and feedparser calls it the update
    item = Item(
        address=address,
        guid=_own(entry, "id") or None,
        title=plain(_own(entry, "title")),
        published=published,
        updated=updated,
        content=_content(entry),
        language=_language(entry) or language,
    )
    return item, Skipped(at=number, reason=fault) if fault else None


def _address(entry: Any, url: str) -> tuple[str | None, str | None]:
    """The first usable link (the one that FeedBurner hides, the entry's own, a guid that is one), or what is wrong."""
    faults = ["the item's link is empty or no URL"] if _own(entry, "link") == "" else []
    for link in _links(entry):
        try:
            return address_of(link, url), None
        except BadLink as error:
            faults.append(str(error))
    return None, faults[0] if faults else None


def _links(entry: Any) -> Iterator[str]:
    links = _own(entry, "links") or ()
    alternates = [link.get("href") for link in links if link.get("rel") == "alternate"]
    yield from filter(None, [_own(entry, "feedburner_origlink"), _own(entry, "link"), *alternates])


def _content(entry: Any) -> str | None:
    """The fullest text that the entry carries."""
    texts = [one.get("value") for one in _own(entry, "content") or () if one.get("type", TEXTS[0]) in TEXTS]
    return max(filter(None, texts), key=len, default=None) or _own(entry, "summary") or None


def _language(entry: Any) -> str | None:
    details = [*(_own(entry, "content") or ()), _own(entry, "summary_detail"), _own(entry, "title_detail")]
    stated = [_own(entry, "language"), *(detail.get("language") for detail in details if detail)]
    return next(filter(None, map(language_of, stated)), None)


def _moment(stated: Any) -> datetime | None:
    """feedparser's time, which is UTC; nothing where the calendar has no such day."""
    try:
        year, month, day, hour, minute, second = stated[:6]
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except (TypeError, ValueError, OverflowError):
        return None
