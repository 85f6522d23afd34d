"""Where the article stands in a text without markup, in any language: the stretch with the most running text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.clean.blocks import Block, is_prose
from dragoman.clean.cues import cue_of
from dragoman.clean.verdicts import Verdict, addresses_the_reader
from dragoman.model import LeftOutKind

ENDS = re.compile(r"[.!?…:。！？：．]['\"”’»」』)\]）]*$")  # noqa: RUF001 the marks of East Asian scripts are meant
WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
SHORTEST = 60
"""Characters of the shortest line of running text; a sign of an East Asian script counts for three."""
SHORT = 20
"""Characters of a line that belongs to the running text around it."""
LONGEST = 400
"""Characters of a line that count."""
COST = 40
"""Characters that a line which is no running text takes from its stretch."""
LONGEST_GAP = 3
"""Lines in a row that cost: a table in the article is longer."""
SEVERAL = 3
"""Pieces of prose below the best stretch that are teasers, not its last sentences."""
ADVICE = 8
"""One piece of prose in so many that speaks to the reader makes the article advice."""


def by_stretch(blocks: Sequence[Block], out: Sequence[Verdict], title: int | None) -> list[Verdict]:
    """The running text of the best stretch, and the lines within it."""
    start, end = best_stretch([_weight(block) for block in blocks])
    return [
        None if number == title or start <= number < end and _joins(block) else verdict or LeftOutKind.OTHER
        for number, (block, verdict) in enumerate(zip(blocks, out, strict=True))
    ]


def trimmed(blocks: Sequence[Block], out: Sequence[Verdict], title: int | None) -> list[Verdict]:
    """*out* without the teasers below the best stretch, and with the advice that an article of advice gives."""
    kept = [block if out[number] is None else None for number, block in enumerate(blocks)]
    _, end = best_stretch([_weight(block) if block else -COST for block in kept])
    if sum(1 for block in kept[end:] if block and is_prose(block)) < SEVERAL:
        end = len(blocks)
    advice = _advice(blocks[:end])
    decided = [
        None if number in advice and out[number] is LeftOutKind.NEWSLETTER else out[number] for number in range(end)
    ]
    return [
        *decided,
        *(
            LeftOutKind.RELATED if out[number] is None and number != title else out[number]
            for number in range(end, len(blocks))
        ),
    ]


def _advice(blocks: Sequence[Block]) -> frozenset[int]:
    """The prose that speaks to the reader, where the article is advice."""
    prose = [number for number, block in enumerate(blocks) if is_prose(block) and not cue_of(block.text)]
    spoken = frozenset(number for number in prose if addresses_the_reader(blocks[number].text))
    return spoken if len(spoken) >= SEVERAL and len(spoken) * ADVICE >= len(prose) else frozenset()


def best_stretch(weights: Sequence[int]) -> tuple[int, int]:
    """The half-open range with the largest sum, a long gap costing no more than a few lines; empty without any."""
    best, chosen, total, start, gap = 0, (0, 0), 0, 0, 0
    for place, weight in enumerate(weights):
        gap = 0 if weight > 0 else gap + 1
        if gap > LONGEST_GAP:
            continue
        if total <= 0:
            total, start = 0, place
        total += weight
        if total > best:
            best, chosen = total, (start, place + 1)
    return chosen


def _length(text: str) -> int:
    return len(text) + 2 * len(WIDE.findall(text))


def _joins(block: Block) -> bool:
    return _length(block.text) >= SHORT and " | " not in block.text and not cue_of(block.text)


def _weight(block: Block) -> int:
    length = _length(block.text)
    ended = bool(ENDS.search(block.text)) or length > LONGEST
    return min(length, LONGEST) if ended and length >= SHORTEST and _joins(block) else -COST
