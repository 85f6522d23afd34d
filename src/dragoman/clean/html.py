"""An HTML page: blocks, trafilatura's vote, metadata."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import trafilatura
from lxml import etree

from dragoman.clean.blocks import Block, is_prose, squeezed, words
from dragoman.clean.dom import blocks_of, safe, tree_of
from dragoman.clean.metadata import Metadata, metadata_of, outlet_in_title
from dragoman.clean.titles import headline_of, title_block, title_line

MOST_OF_THE_PROSE = 0.5
"""A part of the page that holds more of the prose than this is the article, whatever its class says."""


LONGEST_VOTED = 3_000_000
"""Characters of the longest page that trafilatura votes on; longer ones would take it minutes."""


def blocks_and_metadata(text: str) -> tuple[list[Block], Metadata]:
    """The page's blocks, those of trafilatura's body marked, and the page's statements about itself."""
    tree = tree_of(text)
    metadata = metadata_of(tree)
    blocks = _unzoned(blocks_of(tree))
    return _voted(blocks, text), metadata


def _unzoned(blocks: list[Block]) -> list[Block]:
    """*blocks* without the zones that hold most of the page's prose."""
    weights: Counter[int] = Counter()
    total = 0
    for block in blocks:
        if is_prose(block):
            size = len(words(block.text))
            total += size
            for zone in block.zones:
                weights[zone.at] += size
    wrong = {at for at, weight in weights.items() if weight > MOST_OF_THE_PROSE * total}
    if not wrong:
        return blocks
    return [replace(block, zones=tuple(zone for zone in block.zones if zone.at not in wrong)) for block in blocks]


def _voted(blocks: list[Block], text: str) -> list[Block]:
    body = squeezed(trafilatura_body(text))
    if not body:
        return blocks
    return [replace(block, voted=True) if _in(squeezed(block.text), body) else block for block in blocks]


def _in(own: str, body: str) -> bool:
    return len(own) > 8 and own in body


def trafilatura_body(text: str) -> str:
    """The body as trafilatura cuts it, leaning to precision."""
    if len(text) > LONGEST_VOTED:
        return ""
    try:
        found = trafilatura.extract(
            safe(text),
            output_format="txt",
            favor_precision=True,
            fast=True,
            include_comments=False,
            include_tables=True,
        )
    except (RecursionError, ValueError, etree.LxmlError):
        return ""
    return found or ""


def named(blocks: list[Block], metadata: Metadata) -> tuple[int | None, str | None, str | None]:
    """The block of the headline, the headline, the outlet."""
    visible = frozenset(squeezed(block.text) for block in blocks if len(block.text) < 90)
    shown = visible | {squeezed(part) for block in blocks if len(block.text) < 200 for part in block.parts}
    outlet = metadata.outlet or outlet_in_title(metadata.page_title, shown)
    page_title = headline_of(metadata.page_title, outlet) if metadata.page_title else ""
    hints = [headline_of(hint, outlet) for hint in metadata.headlines]
    number = title_block(blocks, [hint for hint in (*hints, page_title) if hint], outlet)
    number = title_line(blocks) if number is None else number
    if number is not None:
        return number, blocks[number].text, outlet
    return None, next((hint for hint in (*hints, page_title) if hint), None), outlet
