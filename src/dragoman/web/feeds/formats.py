"""The three formats of a feed, by hand: Atom, RSS 2.0 and JSON Feed 1.1. A tree is built, so nothing breaks out of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import msgspec
from lxml import etree

from dragoman.publish.wording import plain
from dragoman.web.feeds.entries import Entry

ATOM = "http://www.w3.org/2005/Atom"
CREATOR = "http://purl.org/dc/elements/1.1/"
TYPES = {
    "atom": "application/atom+xml; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}
"""Formats, and how each is called on the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: *address* is its own, *page* shows the same to people; *updated* is when the newest entry came."""

    id: str
    title: str
    about: str
    address: str
    page: str
    updated: datetime
    entries: Sequence[Entry]


def written(feed: Feed, format: str) -> bytes:
    """*feed* as a file of one of the formats."""
    return {"atom": atom, "rss": rss, "json": json_feed}[format](feed)


def atom(feed: Feed) -> bytes:
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    _texts(root, title=feed.title, subtitle=feed.about, id=feed.id, updated=_moment(feed.updated), generator="Dragoman")
    _link(root, "self", feed.address, "application/atom+xml")
    _link(root, "alternate", feed.page, "text/html")
    for one in feed.entries:
        _atom_entry(etree.SubElement(root, f"{{{ATOM}}}entry"), one)
    return _file(root)


def _atom_entry(entry: etree._Element, one: Entry) -> None:
    _texts(entry, title=one.title, id=one.id, updated=_moment(one.updated))
    if one.published:
        _texts(entry, published=_moment(one.published))
    _texts(etree.SubElement(entry, f"{{{ATOM}}}author"), name=one.outlet)
    _link(entry, "alternate", one.address, "text/html")
    if one.original:
        _link(entry, "via", one.original, "text/html")
    etree.SubElement(entry, f"{{{ATOM}}}category", term=one.kind)
    _texts(entry, summary=one.quote)
    content = etree.SubElement(entry, f"{{{ATOM}}}content", type="html")
    content.text = one.html


def _texts(parent: etree._Element, **several: str) -> None:
    for name, text in several.items():
        etree.SubElement(parent, f"{{{ATOM}}}{name}").text = text


def _link(parent: etree._Element, rel: str, address: str, type: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}link", rel=rel, type=type, href=address)


def rss(feed: Feed) -> bytes:
    root = etree.Element("rss", version="2.0", nsmap={"atom": ATOM, "dc": CREATOR})
    channel = etree.SubElement(root, "channel")
    for name, text in (("title", feed.title), ("link", feed.page), ("description", feed.about),
                       ("lastBuildDate", format_datetime(feed.updated)), ("generator", "Dragoman")):  # fmt: skip
        etree.SubElement(channel, name).text = text
    _link(channel, "self", feed.address, "application/rss+xml")
    for one in feed.entries:
        _rss_item(etree.SubElement(channel, "item"), one)
    return _file(root)


def _rss_item(item: etree._Element, one: Entry) -> None:
    for name, text in (("title", one.title), ("link", one.address), ("description", one.html), ("category", one.kind)):
        etree.SubElement(item, name).text = text
    etree.SubElement(item, "guid", isPermaLink="false").text = one.id
    etree.SubElement(item, "pubDate").text = format_datetime(one.published or one.updated)
    etree.SubElement(item, f"{{{CREATOR}}}creator").text = one.outlet


def json_feed(feed: Feed) -> bytes:
    return msgspec.json.encode({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.about,
        "home_page_url": feed.page,
        "feed_url": feed.address,
        "items": [_json_item(one) for one in feed.entries],
    })  # fmt: skip


def _json_item(one: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": one.id,
        "url": one.address,
        "title": one.title,
        "summary": one.quote,
        "content_text": one.text,
        "content_html": one.html,
        "date_modified": _moment(one.updated),
        "authors": [{"name": one.outlet}],
        "tags": [one.kind],
    }
    item |= {"external_url": one.original} if one.original else {}
    return item | ({"date_published": _moment(one.published)} if one.published else {})


def feed_title(*parts: str) -> str:
    """`Dragoman: Russia, meeting`."""
    named = plain(", ".join(part for part in parts if part))
    return f"Dragoman: {named}" if named else "Dragoman: everything"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _file(root: etree._Element) -> bytes:
    made: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"
