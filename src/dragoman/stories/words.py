"""A text as small numbers: one for each word, with a bit for those that stand in quotation marks.

Two bytes a word are enough to compare texts by, so that a million articles fit in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint16]
QUOTED = 0x8000
WORD = 0x7FFF
MOST_WORDS = 5000
"""Of a longer text the first so many are compared."""
MOST_KNOWN = 300_000
BREAK = " \x1e "
"""Between paragraphs; no text holds it as a word."""
OPENING, CLOSING, STRAIGHT, STRAIGHT_END, STOP, ENDS, NAME = (1 << 16 << bit for bit in range(7))
"""What a word tells beside its code: quotation marks at its ends, the end of a paragraph or sentence, a name."""
MARKED = OPENING | CLOSING | STRAIGHT | STRAIGHT_END | STOP
STOPS = ".!?:"
EDGES = "“”„«»\"‘’'.,;:!?()[]—–-…*•·"


class _Known(dict[str, int]):
    """What is to know of a word as it stands in a text: code and marks. It is remembered, up to a bound."""

    def __missing__(self, word: str) -> int:
        if len(self) >= MOST_KNOWN:
            self.clear()
        if word == BREAK.strip():
            return self.setdefault(word, ENDS | STOP)
        bare = word.strip(EDGES)
        code = _code(bare.casefold().replace("’", "'")) if any(map(str.isalnum, bare)) else 0
        return self.setdefault(word, code | _marks(word, bare))


_known = _Known()


class Words(NamedTuple):
    """A text's words as codes, and where among them names and numbers stand that do not begin a sentence."""

    codes: Codes
    names: tuple[str, ...]


def words(text: str) -> Words:
    """The words of *text*: what stands between blanks, without the punctuation around it."""
    found = text.replace("\n\n", BREAK).split()[:MOST_WORDS]
    numbers = np.fromiter(map(_known.__getitem__, found), dtype=np.uint32, count=len(found))
    codes = numbers.astype(np.uint16)
    for start, end in _quoted(numbers):
        codes[start:end] |= QUOTED
    named = np.flatnonzero((numbers[1:] & NAME != 0) & (numbers[:-1] & ENDS == 0)) + 1
    return Words(codes[codes & WORD != 0], tuple(found[at].strip(EDGES) for at in named.tolist()))


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
        NAME: len(bare) > 1 and (bare[0].isupper() or bare[0].isdigit()),
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
