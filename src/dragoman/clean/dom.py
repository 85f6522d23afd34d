"""HTML to blocks: our own cut of the document tree, beside which trafilatura votes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree, html

from dragoman.clean.blocks import Block, Role, Zone, folded
from dragoman.clean.zones import role_of, zone_of
from dragoman.model import Unreadable

DEEPEST = 512
TAG = re.compile(r"<(?:(!--)|(/?)([a-zA-Z][a-zA-Z0-9:-]*))")
RAW_TEXT = frozenset(("script", "style", "textarea", "title", "xmp", "noscript", "template"))
UNCOUNTED = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "td",
        "th",
        "tr",
        "tbody",
        "thead",
        "tfoot",
        "colgroup",
        "option",
        "optgroup",
    ]
)
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
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SPAN = re.compile(r"""\b(col|row)span\s*=\s*["']?\s*\d{3,}\s*["']?""", re.IGNORECASE)


def refuse_depth(text: str) -> None:
    """Raise `Unreadable` where elements nest deeper than any page's; one pass, stopping at the first."""
    depth = place = 0
    absent: set[str] = set()
    while found := TAG.search(text, place):
        place = found.end()
        comment, closing, name = found.group(1), found.group(2), (found.group(3) or "").lower()
        if comment or (name in RAW_TEXT and not closing):
            place = _past(text, "-->" if comment else f"</{name}", place, absent)
        elif name not in UNCOUNTED:
            depth = max(0, depth + (-1 if closing else 1))
        if depth > DEEPEST:
            raise Unreadable("clean", f"elements nest more than {DEEPEST} deep; no article does")


def _past(text: str, end: str, place: int, absent: set[str]) -> int:
    """Where *end* stands after *place*; an end that was once not found is not looked for again."""
    found = -1 if end in absent else text.find(end, place)
    if found < 0:
        absent.add(end)
    return max(found, place)


def tree_of(text: str) -> html.HtmlElement:
    """The document's tree. Raises `Unreadable` where it is too deep or none."""
    refuse_depth(text)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return html.document_fromstring(safe(text).encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("clean", f"the HTML has no content ({error})") from None


def safe(text: str) -> str:
    """*text* without column spans that would fill the memory of whoever lays the table out."""
    return SPAN.sub("", text)


@dataclass(slots=True)
class _Cut:
    """The state of one walk: the text since the last break, and where it stands."""

    blocks: list[Block] = field(default_factory=list)
    chunks: list[tuple[str, html.HtmlElement, bool]] = field(default_factory=list)
    stack: list[tuple[html.HtmlElement, int]] = field(default_factory=list)
    zones: list[tuple[Zone, ...]] = field(default_factory=lambda: [()])
    roles: list[Role | None] = field(default_factory=lambda: [None])
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
        elif _unseen(element):
            walk.skip_subtree()
            _enter(cut, element, text=None)
        else:
            _enter(cut, element, text=element.text)
    _break(cut)
    return cut.blocks


def _unseen(element: html.HtmlElement) -> bool:
    if not isinstance(element.tag, str) or element.tag in UNSEEN or element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style and HIDDEN.search(style))


def _enter(cut: _Cut, element: html.HtmlElement, *, text: str | None) -> None:
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag in BLOCK_TAGS:
        _break(cut)
    elif tag == "br":
        cut.chunks.append(("\n", element, False))
    cut.count += 1
    names = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
    kind = zone_of(tag, element.get("role") or "", names)
    kind = None if kind and tag == "header" and element.find(".//h1") is not None else kind
    outer = cut.zones[-1]
    cut.zones.append((*outer, Zone(kind=kind, at=cut.count)) if kind else outer)
    cut.roles.append(role_of(tag, _attributes(element), names) or cut.roles[-1])
    cut.stack.append((element, cut.count))
    cut.links += tag == "a"
    _add(cut, text, element)


def _attributes(element: html.HtmlElement) -> str:
    level = "heading1" if element.get("role") == "heading" and element.get("aria-level") == "1" else ""
    return f"{element.get('itemprop') or ''} {element.get('rel') or ''} {level}".strip()


def _leave(cut: _Cut, element: html.HtmlElement) -> None:
    if element.tag in BLOCK_TAGS:
        _break(cut)
    cut.stack.pop()
    cut.zones.pop()
    cut.roles.pop()
    cut.links -= element.tag == "a"
    parent = element.getparent()
    if not cut.stack or parent is None:
        return
    if not element.tail and element.tag in PARTED and _twin(element):
        cut.chunks.append((" ", parent, False))
    _add(cut, element.tail, parent)


def _twin(element: html.HtmlElement) -> bool:
    """Whether the next element is of the same kind: two menu entries, not two halves of a word."""
    following = element.getnext()
    if following is None:
        return False
    return following.tag == element.tag or {following.tag, element.tag} <= ENTRIES


def _add(cut: _Cut, text: str | None, element: html.HtmlElement) -> None:
    if text:
        cut.chunks.append((text.replace("\n", " "), element, cut.links > 0))


def _break(cut: _Cut) -> None:
    """End the block: each `<br>` in it ends a line, and each line is a block."""
    line: list[tuple[str, html.HtmlElement, bool]] = []
    for chunk in [*cut.chunks, ("\n", None, False)]:
        if chunk[0] == "\n":
            _flush(cut, line)
            line = []
        else:
            line.append(chunk)
    cut.chunks = []


def _flush(cut: _Cut, line: list[tuple[str, html.HtmlElement, bool]]) -> None:
    text = folded("".join(chunk for chunk, _, _ in line))
    if not text or not any(character.isalnum() for character in text) and len(text) < 3:
        return
    linked = sum(len(chunk.strip()) for chunk, _, link in line if link)
    path = tuple(number for element, number in cut.stack if element.tag in BLOCK_TAGS)
    tag = next((element.tag for element, _ in reversed(cut.stack) if element.tag in BLOCK_TAGS), "p")
    block = Block(
        text=text,
        raw=text,
        tag=tag,
        zones=cut.zones[-1],
        role=cut.roles[-1],
        links=min(1.0, linked / len(text)),
        parts=tuple(part for part in (folded(chunk) for chunk, _, _ in line) if part),
        path=path,
        markup=True,
    )
    cut.blocks.append(_owned(cut, block, line))


def _owned(cut: _Cut, block: Block, line: list[tuple[str, html.HtmlElement, bool]]) -> Block:
    """*block* with the zone and role of the one inline element that holds all of it."""
    holders = {chunk_holder(element) for chunk, element, _ in line if chunk.strip()}
    if len(holders) != 1:
        return block
    (element,) = holders
    if element is None or element.tag in BLOCK_TAGS:
        return block
    names = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
    kind = zone_of(element.tag, element.get("role") or "", names)
    role = role_of(element.tag, _attributes(element), names)
    zones = (*block.zones, Zone(kind=kind, at=cut.count + 1_000_000)) if kind else block.zones
    return replace(block, zones=zones, role=role or block.role)


def chunk_holder(element: html.HtmlElement | None) -> html.HtmlElement | None:
    """The outermost inline element that holds *element*, itself a block where it stands in none."""
    while element is not None and element.tag not in BLOCK_TAGS:
        parent = element.getparent()
        if parent is None or parent.tag in BLOCK_TAGS:
            return element
        element = parent
    return element
