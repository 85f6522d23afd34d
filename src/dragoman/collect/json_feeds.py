"""JSON Feed 1 and 1.1 → `Feed`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec

from dragoman.collect.feed_links import BadLink, address_of, address_or_none
from dragoman.collect.feed_words import language_of, moment_of, plain
from dragoman.collect.items import Feed, FeedKind, Item, Skipped
from dragoman.model import Unreadable

VERSION = "https://jsonfeed.org/version/"
FAULTS = (ValueError, RecursionError)


def is_json(text: str) -> bool:
    """Whether *text* is a JSON object, as far as its first character tells."""
    return text.startswith("{")


def json_feed(text: str, *, url: str, most: int) -> Feed:
    """The JSON Feed in *text*. Only the items that are kept are built. Raises `Unreadable`."""
    parts = _parts(text)
    version = str(_value(parts, "version") or "")
    if "items" not in parts or not (VERSION in version or "feed_url" in parts or "home_page_url" in parts):
        raise Unreadable("collect", "this is JSON, but no JSON Feed: it has no version and items")
    if not bytes(parts["items"]).startswith(b"["):
        raise Unreadable("collect", "this is JSON, but no JSON Feed: its items are no list")
    language = language_of(_value(parts, "language"))
    elements = islice(enumerate(_items(bytes(parts["items"]).decode())), most + 1)
    read = [_read(one, number, url, language) for number, one in elements]
    notes = [Skipped(reason=f"the feed has more items; the first {most:,} are read")] if len(read) > most else []
    return Feed(
        kind=FeedKind.JSON,
        title=plain(_text(_value(parts, "title"))),
        home=address_or_none(_text(_value(parts, "home_page_url")), url),
        language=language,
        items=tuple(item for item, _ in read[:most] if item),
        more=tuple(filter(None, [address_or_none(_text(_value(parts, "next_url")), url)])),
        skipped=(*(fault for _, fault in read[:most] if fault), *notes),
    )


def _parts(text: str) -> dict[str, msgspec.Raw]:
    try:
        return msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, *FAULTS) as error:
        raise Unreadable("collect", f"the JSON cannot be read: {error}") from None


def _value(parts: dict[str, msgspec.Raw], name: str) -> Any:
    try:
        return msgspec.json.decode(parts[name]) if name in parts else None
    except (msgspec.DecodeError, *FAULTS):
        return None


def _items(array: str) -> Iterator[Any]:
    """The elements of a JSON array, one by one. Raises `Unreadable`."""
    decoder, at = json.JSONDecoder(), _next(array, 0, "[")
    while at < len(array) and array[at] != "]":
        try:
            one, at = decoder.raw_decode(array, at)
        except FAULTS as error:
            raise Unreadable("collect", f"the JSON cannot be read: {error}") from None
        yield one
        at = _next(array, at, ",")


def _next(array: str, at: int, mark: str) -> int:
    """Where the value after *mark* begins."""
    while at < len(array) and array[at] in " \t\n\r":
        at += 1
    at += 1 if array[at : at + 1] == mark else 0
    while at < len(array) and array[at] in " \t\n\r":
        at += 1
    return at


def _read(one: Any, number: int, url: str, language: str | None) -> tuple[Item | None, Skipped | None]:
    """The item, and what of it cannot be used."""
    if not isinstance(one, dict):
        return None, Skipped(at=number, reason=f"item {number} is no object")
    texts = [_text(one.get(name)) for name in ("content_html", "content_text", "summary")]
    address, fault = _address(one, url)
    item = Item(
        address=address,
        guid=_text(one.get("id")),
        title=plain(_text(one.get("title"))),
        published=moment_of(one.get("date_published")),
        updated=moment_of(one.get("date_modified")),
        content=next(filter(None, texts), None),
        language=language_of(one.get("language")) or language,
    )
    return item, Skipped(at=number, reason=fault) if fault else None


def _address(one: dict[str, Any], url: str) -> tuple[str | None, str | None]:
    """The item's own page; else the page that it is about; else its id, where that is a URL; or what is wrong."""
    faults = []
    for name in ("url", "external_url"):
        try:
            if link := _text(one.get(name)):
                return address_of(link, url), None
        except BadLink as error:
            faults.append(str(error))
    address = address_or_none(_text(one.get("id")))
    return address, faults[0] if faults and not address else None


def _text(value: object) -> str | None:
    """A string, or a number as one, without surrogates; nothing for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).encode("utf-8", "ignore").decode().strip() or None
