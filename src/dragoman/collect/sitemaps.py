"""Sitemaps, news sitemaps and indexes of sitemaps → `Feed`."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from dragoman.collect.feed_links import BadLink, address_of
from dragoman.collect.feed_words import language_of, moment_of, plain
from dragoman.collect.items import Feed, FeedKind, Item, Skipped
from dragoman.model import Unreadable

ROOTS = {"urlset": FeedKind.SITEMAP, "sitemapindex": FeedKind.SITEMAP_INDEX}
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def sitemap(text: str, *, root: str, url: str, most: int) -> Feed:
    """The sitemap in *text*, which is well-formed XML whose root is *root*. Raises `Unreadable`."""
    kind = ROOTS[root]
    items: list[Item] = []
    skipped: list[Skipped] = []
    for number, block in enumerate(_blocks(text, "url" if kind is FeedKind.SITEMAP else "sitemap")):
        if number == most:
            break
        try:
            items.append(_item(block, url))
        except BadLink as error:
            skipped.append(Skipped(at=number, reason=str(error)))
    if kind is FeedKind.SITEMAP_INDEX:
        more = tuple(item.address for item in items if item.address)
        return Feed(kind=kind, more=more, skipped=tuple(skipped))
    return Feed(kind=kind, items=tuple(items), skipped=tuple(skipped))


def listed(text: str, *, url: str, most: int) -> Feed:
    """A sitemap that is a plain list of URLs, one a line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    items: list[Item] = []
    skipped: list[Skipped] = []
    for number, line in enumerate(lines[:most]):
        try:
            items.append(Item(address=address_of(line)))
        except BadLink as error:
            skipped.append(Skipped(at=number, reason=str(error)))
    if len(lines) > most:
        skipped.append(Skipped(reason=f"{len(lines) - most:,} more addresses are not read: the most is {most:,}"))
    return Feed(kind=FeedKind.SITEMAP, items=tuple(items), skipped=tuple(skipped))


def _blocks(text: str, name: str) -> Iterator[etree._Element]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        tree = etree.fromstring(text.encode(), parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable("collect", f"the sitemap cannot be read: {error}") from None
    if tree is None:
        raise Unreadable("collect", "the sitemap cannot be read: it holds no element")
    return (one for one in tree if isinstance(one.tag, str) and one.tag.rsplit("}", 1)[-1] == name)


def _item(block: etree._Element, url: str) -> Item:
    space = block.tag[: block.tag.index("}") + 1] if "}" in block.tag else ""
    said, news = _texts(block), _texts(block, f"{NEWS}news")
    link = said.get(f"{space}loc")
    if not link:
        raise BadLink("an entry names no address")
    return Item(
        address=address_of(link, url),
        title=plain(news.get(f"{NEWS}title")),
        published=moment_of(news.get(f"{NEWS}publication_date")),
        updated=moment_of(said.get(f"{space}lastmod")),
        language=language_of(_texts(block, f"{NEWS}news", f"{NEWS}publication").get(f"{NEWS}language")),
    )


def _texts(element: etree._Element, *path: str) -> dict[str, str]:
    """The texts of the elements in the first one at *path*, by their names."""
    for name in path:
        inner = next((one for one in element if one.tag == name), None)
        if inner is None:
            return {}
        element = inner
    return {one.tag: one.text or "" for one in reversed(element) if isinstance(one.tag, str)}
