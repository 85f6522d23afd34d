"""HTML to blocks: our own cut of the document tree, beside which trafilatura votes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from lxml import etree, html

from dragoman.clean.blocks import Block, Role, Zone, folded
from dragoman.clean.zones import role_of, zone_of
from dragoman.model import LeftOutKind, Unreadable

DEEPEST = 512
UNSEEN = frozenset(
    [
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "audio",
        "video",
        "canvas",
        "input",
        "textarea",
        "map",
        "amp-img",
        "img",
        "datalist",
    ]
)
BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "details",
        "dialog",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "amp-sidebar",
        "button",
        "label",
        "legend",
        "select",
        "option",
        "marquee",
        "caption",
    ]
)
PARTED = frozenset(("a", "span", "button", "time", "label", "li", "b", "strong", "i", "em", "font"))
ENTRIES = frozenset(("a", "span", "button", "time", "label"))
DEEP = etree.XPath("boolean(" + "/*" * 100 + ")")
"""Whether anything nests so deep that the depth is worth counting."""
PLAIN = etree.ElementDefaultClassLookup(element=html.HtmlElement)
"""Every element is a plain one: lxml's own way asks Python for the class of each, forms and links apart."""
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def tree_of(text: str) -> html.HtmlElement:
    """The document's tree. Raises `Unreadable` where it is too deep or none."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False)
    parser.set_element_class_lookup(PLAIN)
    try:
        tree = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("clean", f"the HTML has no content ({error})") from None
    _refuse_depth(tree)
    return _narrowed(tree)


def _refuse_depth(tree: html.HtmlElement) -> None:
    """Raise `Unreadable` where elements nest deeper than any page's; the walk stops at the first."""
    if not DEEP(tree):
        return
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise Unreadable("clean", f"elements nest more than {DEEPEST} deep; no article does")


def _narrowed(tree: html.HtmlElement) -> html.HtmlElement:
    """*tree* without spans of cells that would fill the memory of whoever lays the table out."""
    for cell in tree.iter("td", "th"):
        for span in ("colspan", "rowspan"):
            if len(cell.get(span, "")) > 2:
                del cell.attrib[span]
    return tree


TELLING = frozenset({"class", "id", "role", "itemprop", "rel", "aria-level"})
"""Attributes that say what an element is."""
NO_ATTRIBUTES: dict[str, str] = {}


class _Frame(NamedTuple):
    """An element that the walk is in: the numbers, tag, zones and role of the block that holds its text."""

    path: tuple[int, ...] = ()
    tag: str = "p"
    zones: tuple[Zone, ...] = ()
    role: Role | None = None


@dataclass(slots=True)
class _Cut:
    """The state of one walk: the text since the last break, and where it stands."""

    blocks: list[Block] = field(default_factory=list)
    chunks: list[tuple[str, html.HtmlElement, bool]] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=lambda: [_Frame()])
    tags: list[str] = field(default_factory=list)
    links: int = 0
    count: int = 0


def blocks_of(tree: html.HtmlElement) -> list[Block]:
    """The visible text, block by block, in reading order."""
    body = tree.find(".//body")
    cut = _Cut()
    walk = etree.iterwalk(tree if body is None else body, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            _leave(cut, element)
            continue
        tag = element.tag  # what lxml looks up anew each time
        cut.tags.append(tag)
        items = element.items()
        attributes = dict(items) if items else NO_ATTRIBUTES
        if tag in BLOCK_TAGS:
            _break(cut)
        cut.count += 1
        cut.links += tag == "a"
        if _unseen(tag, attributes):
            walk.skip_subtree()
            cut.frames.append(cut.frames[-1])
        else:
            _enter(cut, element, tag, attributes)
    _break(cut)
    return cut.blocks


def _unseen(tag: object, attributes: dict[str, str]) -> bool:
    if tag in UNSEEN or not isinstance(tag, str) or "hidden" in attributes:
        return True
    style = attributes.get("style")
    return bool(style and HIDDEN.search(style))


def _enter(cut: _Cut, element: html.HtmlElement, tag: str, attributes: dict[str, str]) -> None:
    if tag == "br":
        cut.chunks.append(("\n", element, False))
    frame = cut.frames[-1]
    kind, role = _marked(tag, attributes, element)
    if kind or role or tag in BLOCK_TAGS:
        frame = _inner(cut, frame, tag, kind, role)
    cut.frames.append(frame)
    text = element.text
    # White space between two blocks is none of their words.
    if text and (cut.chunks or not text.isspace()):
        cut.chunks.append((text.replace("\n", " "), element, cut.links > 0))


def _inner(cut: _Cut, frame: _Frame, tag: str, kind: LeftOutKind | None, role: Role | None) -> _Frame:
    """The frame of an element that is a block, a zone or a part of the article."""
    path, outer, zones, above = frame
    if tag in BLOCK_TAGS:
        path, outer = (*path, cut.count), tag
    if kind:
        zones = (*zones, Zone(kind=kind, at=cut.count))
    return _Frame(path, outer, zones, role or above)


def _marked(tag: str, attributes: dict[str, str], element: html.HtmlElement) -> tuple[LeftOutKind | None, Role | None]:
    """What the element's tag and attributes say of it."""
    if attributes.keys().isdisjoint(TELLING):
        return _marks(tag)
    get = attributes.get
    kind, role = _marks(tag, get("class"), get("id"), get("role"), get("itemprop"), get("rel"), get("aria-level"))
    if kind and tag == "header" and element.find(".//h1") is not None:
        kind = None
    return kind, role


@lru_cache(maxsize=8192)
def _marks(
    tag: str,
    classes: str | None = None,
    ident: str | None = None,
    part: str | None = None,
    prop: str | None = None,
    rel: str | None = None,
    level: str | None = None,
) -> tuple[LeftOutKind | None, Role | None]:
    names = f"{classes or ''} {ident or ''}".strip()
    heading = "heading1" if part == "heading" and level == "1" else ""
    return zone_of(tag, part or "", names), role_of(tag, f"{prop or ''} {rel or ''} {heading}".strip(), names)


def _leave(cut: _Cut, element: html.HtmlElement) -> None:
    tag, tail = cut.tags.pop(), element.tail
    if cut.chunks and tag in BLOCK_TAGS:
        _break(cut)
    cut.frames.pop()
    cut.links -= tag == "a"
    if len(cut.frames) < 2:
        return
    if tail:
        if cut.chunks or not tail.isspace():
            cut.chunks.append((tail.replace("\n", " "), element.getparent(), cut.links > 0))
    elif tag in PARTED and _twin(element):
        cut.chunks.append((" ", element.getparent(), False))


def _twin(element: html.HtmlElement) -> bool:
    """Whether the next element is of the same kind: two menu entries, not two halves of a word."""
    following = element.getnext()
    if following is None:
        return False
    return following.tag == element.tag or {following.tag, element.tag} <= ENTRIES


def _break(cut: _Cut) -> None:
    """End the block: each `<br>` in it ends a line, and each line is a block."""
    chunks = cut.chunks
    if not chunks:
        return
    cut.chunks = []
    begun = 0
    for place, chunk in enumerate(chunks):
        if chunk[0] == "\n":
            _flush(cut, chunks[begun:place])
            begun = place + 1
    _flush(cut, chunks[begun:])


def _flush(cut: _Cut, line: list[tuple[str, html.HtmlElement, bool]]) -> None:
    text = folded("".join([chunk for chunk, _, _ in line])) if line else ""
    if not text or len(text) < 3 and not any(character.isalnum() for character in text):
        return
    frame = cut.frames[-1]
    zones, role = _owned(cut, line)
    linked = sum([len(chunk.strip()) for chunk, _, link in line if link])
    parts = (text,) if len(line) == 1 else tuple([part for chunk, _, _ in line if (part := folded(chunk))])
    cut.blocks.append(
        Block(
            text=text,
            raw=text,
            tag=frame.tag,
            zones=(*frame.zones, *zones) if zones else frame.zones,
            role=role or frame.role,
            links=min(1.0, linked / len(text)),
            parts=parts,
            path=frame.path,
            markup=True,
        )
    )


def _owned(cut: _Cut, line: list[tuple[str, html.HtmlElement, bool]]) -> tuple[tuple[Zone, ...], Role | None]:
    """The zone and role of the one inline element that holds all of the line."""
    holders = set()
    for chunk, element, _ in line:
        if chunk.isspace():
            continue
        if element.tag in BLOCK_TAGS:
            return (), None
        holders.add(chunk_holder(element))
    if len(holders) != 1:
        return (), None
    (element,) = holders
    kind, role = _marked(element.tag, dict(element.items()), element)
    return ((Zone(kind=kind, at=cut.count + 1_000_000),) if kind else ()), role


def chunk_holder(element: html.HtmlElement) -> html.HtmlElement:
    """The outermost inline element that holds the inline *element*."""
    parent = element.getparent()
    while parent is not None and parent.tag not in BLOCK_TAGS:
        element, parent = parent, parent.getparent()
    return element
