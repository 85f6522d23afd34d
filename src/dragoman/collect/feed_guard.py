"""What is refused before a parser sees it: HTML pages, document types with entities, deep nesting."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from lxml import etree, html

from dragoman.collect.feed_links import address_or_none
from dragoman.collect.feed_words import plain
from dragoman.model import Unreadable

DEEPEST = 256
"""Elements inside one another."""
ROOTS = frozenset(("rss", "rdf", "feed", "channel", "urlset", "sitemapindex", "opml"))
ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
KNOWN_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?(?:rss|rdf|feed|urlset|sitemapindex|opml)(?=[\s>])", re.IGNORECASE)
SPACE = re.compile(r"\s*")
JUNK = 65_536
"""Characters in which a feed must begin, behind a server's warnings."""
HTML_ROOTS = frozenset(("html", "head", "body"))
FEED_TYPES = re.compile(r"application/(?:(?:rss|atom)\+xml|feed\+json)")
MOST_HTML = 500_000
ENTITY = re.compile(r"<!ENTITY([^<>]*)", re.IGNORECASE)
CHARACTERS = re.compile(r"""\s+%\s+[\w.-]+\s+PUBLIC\s+"-//W3C//ENTITIES[^<>%]*""")
"""The names of HTML's characters, which we know without asking anyone."""
HARMLESS = re.compile(
    r"""\s+([A-Za-z_][\w.-]*)\s+(?:"((?:[^"&%]|&#\w{1,7};){0,32})"|'((?:[^'&%]|&#\w{1,7};){0,32})')\s*"""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A feed's text from its root on: without document type, whose *entities* are short plain texts."""

    root: str
    text: str
    entities: dict[str, str] = field(default_factory=dict)


def document(text: str, *, url: str) -> Document:
    """The XML document in *text*. Raises `Unreadable`: it is something else, or its document type is not safe."""
    start, kind = _prolog(text)
    root = _root(text, start)
    if root in HTML_ROOTS or (root not in ROOTS and re.match(r"\s*html\b", kind, re.IGNORECASE)):
        raise Unreadable("collect", _of_html(text[:MOST_HTML], url))
    if root not in ROOTS and (behind := KNOWN_ROOT.search(text, start, start + JUNK)):
        start = behind.start()
    return Document(root=_root(text, start), text=text[start:], entities=_entities(kind))


def _root(text: str, start: int) -> str:
    found = ROOT.match(text, start)
    return found.group(1).lower() if found else ""


def _prolog(text: str) -> tuple[int, str]:
    """Where the root begins, and what the document type says."""
    at, kind = 0, ""
    while True:
        space = SPACE.match(text, at)
        at = space.end() if space else at
        if text.startswith("<!--", at):
            end = text.find("-->", at) + 3
        elif text.startswith("<?", at):
            end = text.find("?>", at) + 2
        elif text[at : at + 9].upper() == "<!DOCTYPE":
            end = _end_of_doctype(text, at)
            kind += text[at + 9 : end]
        else:
            return at, kind
        if end <= at:
            return at, kind
        at = end


def _end_of_doctype(text: str, at: int) -> int:
    subset, close = text.find("[", at), text.find(">", at)
    if close < 0:
        raise Unreadable("collect", "the document type has no end")
    if not 0 <= subset < close:
        return close + 1
    end = re.compile(r"\]\s*>").search(text, subset)
    if not end:
        raise Unreadable("collect", "the document type has no end")
    return end.end()


def _entities(kind: str) -> dict[str, str]:
    """The entities that a document type declares. Raises `Unreadable` unless each is a short text without others."""
    found: dict[str, str] = {}
    for said in ENTITY.findall(kind):
        if CHARACTERS.fullmatch(said):
            continue
        entity = HARMLESS.fullmatch(said)
        if not entity:
            raise Unreadable(
                "collect", f"the document type declares an entity that may be a trap: {said.strip()[:40]!r}"
            )
        found[entity.group(1)] = entity.group(2) or entity.group(3) or ""
    return found


def _of_html(text: str, url: str) -> str:
    """Why *text* is no feed, and which feed it names."""
    try:
        tree = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=False))
    except (etree.LxmlError, ValueError, AssertionError):
        return "this is HTML, not a feed"
    title = plain(tree.findtext(".//title"))
    said = f"this is HTML, not a feed: {title[:80]!r}" if title else "this is HTML, not a feed"
    named = [one for link in tree.iter("link") if (one := _alternate(link, url))]
    return f"{said}; the page names the feed {named[0]}" if named else said


def _alternate(link: html.HtmlElement, url: str) -> str | None:
    """The feed that a link element of *url* names."""
    if "alternate" not in (link.get("rel") or "").lower().split():
        return None
    if not FEED_TYPES.match((link.get("type") or "").strip().lower()):
        return None
    return address_or_none(link.get("href"), url)


class _TooDeep(Exception):
    pass


def well_formed(text: str) -> bool:
    """Whether *text* is XML with namespaces. Raises `Unreadable` where it nests too deep."""
    parser, depth = expat.ParserCreate(namespace_separator=" "), 0

    def opened(name: str, attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise _TooDeep

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    try:
        parser.Parse(text.encode(), True)
    except expat.ExpatError:
        return False
    except _TooDeep:
        raise too_deep() from None
    return True


def too_deep() -> Unreadable:
    return Unreadable("collect", f"the feed nests elements more than {DEEPEST} deep")
