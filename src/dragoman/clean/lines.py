"""Plain text to blocks: wrapped lines joined again, each paragraph and each furniture line by itself."""

from __future__ import annotations

import re

from dragoman.clean.blocks import Block, folded

WIDEST = 100
"""The longest line of a text whose lines were broken by hand or by a mail program."""
NARROWEST = 50
LISTED = re.compile(r"^\s*(?:[-*•–]|\d+[.)])\s")
GAP = re.compile(r"\s{5,}")
QUOTED = re.compile(r"^(?:>\s?)+")


def blocks_of_text(text: str) -> list[Block]:
    """The paragraphs and lines of *text*, in order."""
    lines = [QUOTED.sub("", line.rstrip()) if line.startswith("> ") else line.rstrip() for line in text.split("\n")]
    width = wrap_width(lines)
    return [
        Block(text=folded(raw), raw=GAP.sub("    ", raw.strip()), tag="li" if LISTED.match(raw) else "p")
        for raw in _joined(lines, width)
        if raw.strip()
    ]


def wrap_width(lines: list[str]) -> int | None:
    """The column at which lines were broken; none where each line is a paragraph."""
    lengths = sorted(len(line) for line in lines if line.strip())
    if not lengths or lengths[-1] > WIDEST + 20 or lengths[-1] < NARROWEST:
        return None
    width = lengths[-1] if lengths[-1] <= WIDEST else lengths[len(lengths) * 9 // 10]
    full = sum(1 for one, other in zip(lines, lines[1:], strict=False) if other.strip() and _forced(one, other, width))
    return width if full >= 3 else None


def _forced(line: str, following: str, width: int) -> bool:
    """Whether *line* ended because the first word of the *following* did not fit."""
    first = following.split(maxsplit=1)
    return bool(line.strip() and first) and len(line) >= NARROWEST // 2 and len(line) + 1 + len(first[0]) > width - 3


def _joined(lines: list[str], width: int | None) -> list[str]:
    joined: list[str] = []
    before = ""
    for line in lines:
        wrapped = width is not None and before and line.strip() and _forced(before, line, width)
        if wrapped and not LISTED.match(line):
            joined[-1] = f"{joined[-1]} {line.strip()}"
        else:
            joined.append(line)
        before = line
    return joined
