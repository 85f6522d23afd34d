"""What was kept, cut, added and changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from dragoman.model import Span
from dragoman.stories.comparing import longest_rising

WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
LARGEST = 40_000
"""Words of a gap, multiplied, up to which it is aligned word by word where it has no word of its own."""
SHORTEST = 2
"""Kept words between changes that are worth telling apart from them."""
Block = tuple[int, int, int]


class ChangeKind(StrEnum):
    """What became of a stretch of text."""

    KEPT = "kept"  # the same words, whatever their case and punctuation
    CUT = "cut"
    ADDED = "added"
    CHANGED = "changed"


class Change(NamedTuple):
    """A stretch of one text and what stands for it in the other; a cut or added stretch is empty in one of them."""

    kind: ChangeKind
    before: Span
    after: Span


def differences(before: str, after: str) -> tuple[Change, ...]:
    """How *before* became *after*: the spans of all changes, put together in order, are the two texts."""
    words, others = list(WORD.finditer(before)), list(WORD.finditer(after))
    blocks = _worthwhile(_aligned([_key(word) for word in words], [_key(word) for word in others]))
    starts = [*(word.start() for word in words), len(before)]
    other_starts = [*(word.start() for word in others), len(after)]
    starts[0] = other_starts[0] = 0
    found: list[Change] = []
    for one, other, length in [*blocks, (len(words), len(others), 0)]:
        at, other_at = (found[-1].before.end, found[-1].after.end) if found else (0, 0)
        here, there = (starts[one], other_starts[other]) if length or words and others else (len(before), len(after))
        found += _change(Span(at, here), Span(other_at, there))
        if length:
            kept = Span(here, starts[one + length]), Span(there, other_starts[other + length])
            found.append(Change(ChangeKind.KEPT, *kept))
    return tuple(found)


def _change(before: Span, after: Span) -> list[Change]:
    gone, come = before.start < before.end, after.start < after.end
    if not gone and not come:
        return []
    kind = ChangeKind.CHANGED if gone and come else ChangeKind.CUT if gone else ChangeKind.ADDED
    return [Change(kind, before, after)]


def _key(word: re.Match[str]) -> str:
    return word.group().casefold().replace("’", "'")


def _worthwhile(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks without the few words that only happen to stand in the midst of changes."""
    previous = (0, 0)
    for number, (one, other, length) in enumerate(blocks):
        after = blocks[number + 1][:2] if number + 1 < len(blocks) else (-1, -1)
        alone = one > previous[0] and other > previous[1] and one + length < after[0] and other + length < after[1]
        if length >= SHORTEST or not alone:
            yield one, other, length
        previous = one + length, other + length


def _aligned(words: Sequence[str], others: Sequence[str]) -> list[Block]:
    """Stretches that both have, in order: first at words that each has once, then around and between those."""
    found: list[Block] = []
    gaps = [(0, len(words), 0, len(others))]
    while gaps:
        start, end, other, other_end = gaps.pop()
        head = _common(words[start:end], others[other:other_end])
        tail = _common(words[start + head : end][::-1], others[other + head : other_end][::-1])
        found += [(start, other, head)] if head else []
        found += [(end - tail, other_end - tail, tail)] if tail else []
        start, other, end, other_end = start + head, other + head, end - tail, other_end - tail
        if start < end and other < other_end:
            anchors = _anchors(words[start:end], others[other:other_end])
            found += [(start + one, other + two, size) for one, two, size in anchors if size]
            gaps += _between(anchors, start, end, other, other_end)
    return _joined(sorted(found))


def _common(words: Sequence[str], others: Sequence[str]) -> int:
    """How many words the two begin with in common."""
    shared = 0
    for one, other in zip(words, others, strict=False):
        if one != other:
            break
        shared += 1
    return shared


def _anchors(words: Sequence[str], others: Sequence[str]) -> list[Block]:
    """Words that each has only once, in the longest row that has one order; in a small gap without any, what it can."""
    places, other_places = _once(words), _once(others)
    pairs = sorted((at, other_places[word]) for word, at in places.items() if word in other_places)
    if pairs:
        return [(one, other, 1) for one, other in longest_rising(pairs)]
    if len(words) * len(others) > LARGEST:
        return []
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    return [(block.a, block.b, block.size) for block in matcher.get_matching_blocks() if block.size]


def _once(words: Sequence[str]) -> dict[str, int]:
    counts: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        counts.setdefault(word, []).append(at)
    return {word: places[0] for word, places in counts.items() if len(places) == 1}


def _between(
    anchors: Sequence[Block], start: int, end: int, other: int, other_end: int
) -> Iterator[tuple[int, int, int, int]]:
    """The gaps before, between and after *anchors*; none without anchors, for nothing more can be found."""
    at, other_at = start, other
    for one, two, size in anchors:
        yield at, start + one, other_at, other + two
        at, other_at = start + one + size, other + two + size
    if anchors:
        yield at, end, other_at, other_end


def _joined(blocks: Sequence[Block]) -> list[Block]:
    """Blocks that touch in both texts as one."""
    found: list[Block] = []
    for one, other, length in blocks:
        last = found[-1] if found else (-1, -1, 0)
        if (last[0] + last[2], last[1] + last[2]) == (one, other) and found:
            found[-1] = (last[0], last[1], last[2] + length)
        else:
            found.append((one, other, length))
    return found
