"""An HTML page: blocks, trafilatura's vote, metadata."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Set
from dataclasses import replace

import trafilatura
from lxml import etree, html

from dragoman.clean.blocks import Block, is_prose, size_of, squeezed
from dragoman.clean.dom import blocks_of, tree_of
from dragoman.clean.metadata import Metadata, metadata_of, outlet_in_title
from dragoman.clean.titles import headline_of, title_block, title_line

MARKUP = re.compile(r"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
TAGS = re.compile(r"</?(?:p|div|span|br|h[1-6]|article|table|section|main)\b[^<>]*>", re.IGNORECASE)
MOST_OF_THE_PROSE = 0.5
"""A part of the page that holds more of the prose than this is the article, whatever its class says."""


UNREAD = (
    *("head", "script", "style", "noscript", "template", "svg", "iframe", "object", "audio", "video", "canvas", "map"),
    *("nav", "menu", "aside", "footer", "button", "select", "datalist", "dialog", "input", "label", "textarea"),
)
"""What trafilatura throws away after it has searched it; without it the search is shorter."""
LONGEST_VOTED = 3_000_000
"""Characters of the longest page that trafilatura votes on; longer ones would take it minutes."""


def is_html(text: str) -> bool:
    """Whether *text* is marked up, a fragment of a page among it."""
    head = text[:100_000]
    return bool(MARKUP.search(head[:5000])) or len(TAGS.findall(head)) >= 3


def blocks_and_metadata(text: str) -> tuple[list[Block], Metadata]:
    """The page's blocks, those of trafilatura's body marked, and the page's statements about itself.

    The page is parsed once: trafilatura reads a copy of the same tree.
    """
    tree = tree_of(text)
    metadata = metadata_of(tree)
    blocks = _unzoned(blocks_of(tree))
    return _voted(blocks, tree, len(text)), metadata


def _unzoned(blocks: list[Block]) -> list[Block]:
    """*blocks* without the zones that hold most of the page's prose."""
    weights: Counter[int] = Counter()
    total = 0
    for block in blocks:
        if is_prose(block):
            size = size_of(block.text)
            total += size
            for zone in block.zones:
                weights[zone.at] += size
    wrong = {at for at, weight in weights.items() if weight > MOST_OF_THE_PROSE * total}
    if not wrong:
        return blocks
    return [
        replace(block, zones=tuple(zone for zone in block.zones if zone.at not in wrong))
        if any(zone.at in wrong for zone in block.zones)
        else block
        for block in blocks
    ]


def _voted(blocks: list[Block], tree: html.HtmlElement, size: int) -> list[Block]:
    found = trafilatura_body(tree) if size <= LONGEST_VOTED else ""
    if not found:
        return blocks
    body = squeezed(found)
    lines = {squeezed(piece) for line in found.split("\n") for piece in line.split("|")}
    return [block.with_vote() if _in(squeezed(block.text), body, lines) else block for block in blocks]


def _in(own: str, body: str, lines: Set[str]) -> bool:
    """Whether the line is one of the *body*'s; a short one only where it is a whole line or cell there."""
    return bool(own) and (own in lines or len(own) > 8 and own in body)


def trafilatura_body(tree: html.HtmlElement) -> str:
    """The body as trafilatura cuts it, its rules alone. *tree* loses what no reader sees."""
    etree.strip_elements(tree, *UNREAD, with_tail=False)
    try:
        found = trafilatura.extract(tree, output_format="txt", fast=True, include_comments=False, include_tables=True)
    except (RecursionError, ValueError, etree.LxmlError):
        return ""
    return found or ""


def _shown(blocks: list[Block]) -> frozenset[str]:
    """The page's short lines and their pieces, squeezed."""
    lines = {squeezed(block.text) for block in blocks if len(block.text) < 90}
    return frozenset(lines | {squeezed(part) for block in blocks if len(block.text) < 200 for part in block.parts})


def named(blocks: list[Block], metadata: Metadata) -> tuple[int | None, str | None, str | None]:
    """The block of the headline, the headline, the outlet."""
    outlet = metadata.outlet or outlet_in_title(metadata.page_title, _shown(blocks))
    page_title = headline_of(metadata.page_title, outlet) if metadata.page_title else ""
    hints = [headline_of(hint, outlet) for hint in metadata.headlines]
    number = title_block(blocks, [hint for hint in (*hints, page_title) if hint], outlet)
    number = title_line(blocks) if number is None else number
    if number is not None:
        return number, blocks[number].text, outlet
    return None, next((hint for hint in (*hints, page_title) if hint), None), outlet
