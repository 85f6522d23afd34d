"""A text as small numbers: one for each word, with a bit for those that stand in quotation marks.

Two bytes a word are enough to compare texts by, so that a million articles fit in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b
from struct import pack
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint16]
QUOTED = 0x8000
WORD = 0x7FFF
MOST_WORDS = 5000
"""Of a longer text the first so many are compared."""
MOST_KNOWN = 300_000
BREAK = " ¶¶ "
"""Between paragraphs: a word without a letter."""
OPENING, CLOSING, STRAIGHT, STRAIGHT_END, STOP, ENDS = (1 << 16 << bit for bit in range(6))
"""What a word tells beside its code: quotation marks at its ends, the end of a paragraph or sentence."""
MARKED = OPENING | CLOSING | STRAIGHT | STRAIGHT_END | STOP
STOPS = ".!?:"
YEAR = re.compile(r"(?:19|20)\d\d")
CALENDAR = frozenset(
    """Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December Mr Mrs Ms Dr""".split()
)
EDGES = "“”„«»\"‘’'.,;:!?()[]—–-…*•·"


class Words(NamedTuple):
    """A text's words as codes, and the hashes of the names and numbers in it that do not begin a sentence."""

    codes: Codes
    names: tuple[int, ...]


class _Known(dict[str, bytes]):
    """What is to know of a word as it stands in a text: its code and marks in four bytes, the hash of a name in four.

    It is remembered, up to a bound. Bytes are joined to an array much quicker than numbers are gathered in one.
    """

    def __missing__(self, word: str) -> bytes:
        if len(self) >= MOST_KNOWN:
            self.clear()
        return self.setdefault(word, pack("=II", *_told(word)))


_known = _Known()


def words(text: str) -> Words:
    """The words of *text*: what stands between blanks, without the punctuation around it."""
    found = text.replace("\n\n", BREAK).split()[:MOST_WORDS]
    known = np.frombuffer(b"".join(map(_known.__getitem__, found)), dtype=np.uint32)
    numbers, names = known[::2], known[1::2]
    codes = numbers.astype(np.uint16)
    for start, end in _quoted(numbers):
        codes[start:end] |= QUOTED
    named = names[1:][numbers[:-1] & ENDS == 0]
    return Words(codes[codes & WORD != 0], tuple(named[named > 0].tolist()))


def _told(word: str) -> tuple[int, int]:
    if word == BREAK.strip():
        return ENDS | STOP, 0
    bare = word.strip(EDGES)
    code = _code(bare.casefold().replace("’", "'")) if any(map(str.isalnum, bare)) else 0
    return code | (_marks(word, bare) if bare != word else 0), _name(bare)


def _name(bare: str) -> int:
    """The hash of a name or number; 0 of other words, dates and titles."""
    name = bare.removesuffix("’s").removesuffix("'s")
    if len(bare) < 2 or not (bare[0].isupper() or bare[0].isdigit()) or name in CALENDAR or YEAR.fullmatch(name):
        return 0
    return crc32(name.encode("utf-8", "surrogatepass"))


def _code(word: str) -> int:
    """From 1 to 32,767; never 0, which is no word."""
    digest = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=4).digest()
    return 1 + int.from_bytes(digest, "big") % WORD


def _marks(word: str, bare: str) -> int:
    before, _, after = word.partition(bare) if bare else (word, "", "")
    told = {
        OPENING: any(mark in before for mark in "“„«‘"),
        CLOSING: any(mark in after for mark in "”»’"),
        STRAIGHT: '"' in before,
        STRAIGHT_END: '"' in after,
        ENDS: any(mark in after for mark in STOPS),
    }
    return sum(mark for mark, holds in told.items() if holds)


def _quoted(numbers: NDArray[np.uint32]) -> Iterator[tuple[int, int]]:
    """The stretches from a word with an opening mark to one with its closing mark, or to the paragraph's end."""
    marked = np.flatnonzero(numbers & MARKED)
    start = closing = 0
    for at, mark in zip(marked.tolist(), numbers[marked].tolist(), strict=True):
        if not closing and mark & (OPENING | STRAIGHT):
            start, closing = at, STOP | (CLOSING if mark & OPENING else STRAIGHT_END)
        if mark & closing:
            yield start, at + 1
            closing = 0
    if closing:
        yield start, len(numbers)
