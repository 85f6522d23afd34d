"""Plain text to blocks: wrapped lines joined again, each paragraph and each furniture line by itself."""

from __future__ import annotations

import re
from itertools import groupby, pairwise

from dragoman.clean.blocks import Block, folded
from dragoman.clean.names import is_byline

WIDEST = 100
"""The longest line of a text whose lines were broken by hand or by a mail program."""
NARROWEST = 50
LISTED = re.compile(r"^\s*(?:[-*•–]|\d+[.)])\s")
GAP = re.compile(r"\s{5,}")
PROSE = 0.4  # the part of those that go on with a small letter
BROKEN = 0.6  # the part of a stretch's lines that break off where it is wrapped
ENDS = '.!?:;”"’)…'
QUOTED = re.compile(r"^(?:>\s?)+")


def blocks_of_text(text: str) -> list[Block]:
    """The paragraphs and lines of *text*, in order."""
    lines = [QUOTED.sub("", line.rstrip()) if line.startswith("> ") else line.rstrip() for line in text.split("\n")]
    return [
        Block(text=folded(raw), raw=GAP.sub("    ", raw.strip()), tag="li" if LISTED.match(raw) else "p")
        for raw in _joined(lines)
        if raw.strip()
    ]


def wrap_width(lines: list[str], *, least: int = 3) -> int | None:
    """The column at which lines were broken, *least* of them at any rate; none where each line is a paragraph."""
    lengths = sorted(len(line) for line in lines if line.strip())
    if not lengths or lengths[-1] > WIDEST + 20 or lengths[-1] < NARROWEST:
        return None
    width = lengths[-1] if lengths[-1] <= WIDEST else lengths[len(lengths) * 9 // 10]
    full = sum(1 for one, other in pairwise(lines) if other.strip() and _forced(one, other, width))
    return width if full >= least else None


def _widths(lines: list[str]) -> list[int | None]:
    """The width of the whole text, or of each stretch of it between blank and long lines where these differ."""
    width = wrap_width(lines)
    if width is not None:
        return [width] * len(lines)
    found: list[int | None] = []
    for short, stretch in groupby(lines, lambda line: 0 < len(line) <= WIDEST):
        of = list(stretch)
        found += [_width_of(of) if short else None] * len(of)
    return found


def _width_of(stretch: list[str]) -> int | None:
    """The width of a stretch most of whose lines break off in mid-sentence where the next word did not fit."""
    width = wrap_width(stretch, least=2)
    pairs = list(pairwise(stretch))
    broken = [other for one, other in pairs if width and _forced(one, other, width) and one[-1:] not in ENDS]
    prose = sum(1 for line in broken if line.lstrip()[:1].islower())  # menus and headlines begin with capitals
    filled = len(broken) == len(pairs) >= 3 and prose  # no list fills every line by chance
    return width if len(broken) >= max(2, BROKEN * len(pairs)) and (filled or prose >= PROSE * len(broken)) else None


def _forced(line: str, following: str, width: int) -> bool:
    """Whether *line* ended because the first word of the *following* did not fit."""
    first = following.split(maxsplit=1)
    return bool(line.strip() and first) and len(line) >= NARROWEST // 2 and len(line) + 1 + len(first[0]) > width - 3


def _goes_on(line: str, following: str) -> bool:
    """Whether *line* breaks off in mid-sentence: a small letter follows, and no mark stands between."""
    small = following.lstrip()[:1].islower() and not is_byline(following.strip())
    return len(line) >= NARROWEST and line[-1:] not in ENDS and small


def _joined(lines: list[str]) -> list[str]:
    joined: list[str] = []
    before = ""
    for line, width in zip(lines, _widths(lines), strict=True):
        wrapped = width is not None and before and line.strip() and _forced(before, line, width)
        if (wrapped or _goes_on(before, line)) and not LISTED.match(line):
            joined[-1] = f"{joined[-1]} {line.strip()}"
        else:
            joined.append(line)
        before = line
    return joined
