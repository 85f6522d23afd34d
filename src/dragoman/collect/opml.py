"""Subscription lists (OPML), in and out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from dragoman.collect.feed_guard import document, well_formed
from dragoman.collect.feed_repair import repaired
from dragoman.collect.feed_text import text_of, unpacked
from dragoman.model import Unreadable

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\ufeff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One subscription: a feed's address as the list states it, and the folders that it lies in, outermost first."""

    feed: str
    title: str | None = None
    home: str | None = None
    folder: tuple[str, ...] = ()


def outlines(content: bytes) -> tuple[Outline, ...]:
    """The subscriptions in an OPML file, in its order. Raises `Unreadable`."""
    whole = document(text_of(unpacked(content)), url="")
    if whole.root != "opml":
        raise Unreadable("collect", "this is no subscription list: its first element should be <opml>")
    text = whole.text if well_formed(whole.text) else repaired(whole)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        tree = etree.fromstring(text.encode(), parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable("collect", f"the subscription list cannot be read: {error}") from None
    body = None if tree is None else tree.find("{*}body")
    return () if body is None else tuple(_in(body, ()))


def _in(folder: etree._Element, names: tuple[str, ...]) -> Iterator[Outline]:
    """The subscriptions in *folder* and in the folders in it."""
    for one in folder.iterchildren("{*}outline"):
        said = {name.lower(): _line(value) for name, value in one.attrib.items()}
        title = said.get("title") or said.get("text") or None
        if address := said.get("xmlurl"):
            home = said.get("htmlurl") or None
            yield Outline(feed=_web(address), title=title, home=home, folder=names)
        yield from _in(one, (*names, title) if title and not address else names)


def _line(text: str) -> str:
    return " ".join(ILLEGAL.sub("", text).split())


def _web(address: str) -> str:
    """`feed:` is no protocol: readers of feeds once registered it to be opened by a click."""
    return re.sub(
        r"\Afeed:(?://)?(?=https?://)|\Afeed(?=://)", lambda found: "http" if found.group() == "feed" else "", address
    )


def opml(subscriptions: Iterable[Outline], title: str) -> bytes:
    """*subscriptions* as an OPML 2.0 file, each folder written once."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _line(title)
    folders: dict[tuple[str, ...], etree._Element] = {(): etree.SubElement(root, "body")}
    for one in map(_tidy, subscriptions):
        attributes = {"type": "rss", "text": one.title or one.feed, "xmlUrl": one.feed}
        attributes |= {"title": one.title} if one.title else {}
        attributes |= {"htmlUrl": one.home} if one.home else {}
        etree.SubElement(_folder(folders, one.folder), "outline", attributes)
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return written


def _tidy(one: Outline) -> Outline:
    return replace(
        one,
        feed=_line(one.feed),
        title=_line(one.title or "") or None,
        home=_line(one.home or "") or None,
        folder=tuple(filter(None, map(_line, one.folder))),
    )


def _folder(folders: dict[tuple[str, ...], etree._Element], names: tuple[str, ...]) -> etree._Element:
    if names not in folders:
        above = _folder(folders, names[:-1])
        folders[names] = etree.SubElement(above, "outline", text=names[-1], title=names[-1])
    return folders[names]
