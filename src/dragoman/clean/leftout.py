"""What was left out of the article, line by line, each with its kind."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.clean.blocks import Block
from dragoman.clean.verdicts import Verdict
from dragoman.model import LeftOut

MOST = 400
"""Lines kept of what was left out; a page with more (a list of all countries) has the rest as one count."""
LONGEST = 2000


def left_out(blocks: Sequence[Block], out: Sequence[Verdict]) -> tuple[LeftOut, ...]:
    """Every line that is not the article's own; the same line twice is kept once."""
    seen: set[tuple[str, str]] = set()
    kept: list[LeftOut] = []
    for block, kind in zip(blocks, out, strict=True):
        if kind is not None and (kind, block.text) not in seen:
            seen.add((kind, block.text))
            kept.append(LeftOut(kind=kind, text=_cut(block.text)))
    return tuple(kept[:MOST])


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
