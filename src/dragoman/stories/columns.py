"""Where an index keeps its numbers: arrays that grow, and a shelf of many texts' words."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from dragoman.stories.words import MOST_WORDS, Codes

ROOM = 256
BLOCK = 1 << 20


class Column:
    """A growing array of one type; *all* is the part in use."""

    def __init__(self, dtype: DTypeLike, held: ArrayLike = ()) -> None:
        self._data: NDArray[Any] = np.array(held, dtype=dtype)
        self._count = len(self._data)

    def __len__(self) -> int:
        return self._count

    @property
    def all(self) -> NDArray[Any]:
        return self._data[: self._count]

    @property
    def held_bytes(self) -> int:
        return self._data.nbytes

    def __getitem__(self, at: int) -> Any:
        """One value, as Python's own int or float."""
        return self._data.item(at)

    def add(self, value: float) -> None:
        """Adds *value* at the end. When full, an eighth more room is made, so that growing costs little."""
        if self._count == len(self._data):
            self._data = np.concatenate((self._data, np.zeros(self._count // 8 + ROOM, self._data.dtype)))
        self._data[self._count] = value
        self._count += 1


class Shelf:
    """The words of texts, one after the other in blocks that never move, so that growing copies nothing."""

    def __init__(self) -> None:
        self._blocks: list[Codes] = []
        self._room = 0
        self._starts = Column(np.int64)
        self._lengths = Column(np.uint16)

    def __len__(self) -> int:
        return len(self._starts)

    @property
    def held_bytes(self) -> int:
        return sum(block.nbytes for block in self._blocks) + self._starts.held_bytes + self._lengths.held_bytes

    @property
    def lengths(self) -> NDArray[np.uint16]:
        return self._lengths.all

    @property
    def all(self) -> Codes:
        """All texts' words, one after the other."""
        return np.concatenate([np.zeros(0, np.uint16), *(self[number] for number in range(len(self)))])

    def add(self, words: Codes) -> None:
        if len(words) > MOST_WORDS:
            raise ValueError(f"a text of {len(words)} words: at most {MOST_WORDS} are kept; cut it")
        if len(words) > self._room:
            self._blocks.append(np.zeros(BLOCK, dtype=np.uint16))
            self._room = BLOCK
        start = BLOCK - self._room
        self._blocks[-1][start : start + len(words)] = words
        self._room -= len(words)
        self._starts.add((len(self._blocks) - 1) * BLOCK + start)
        self._lengths.add(len(words))

    def __getitem__(self, number: int) -> Codes:
        """The words of text *number*."""
        block, start = divmod(self._starts[number], BLOCK)
        words: Codes = self._blocks[block][start : start + self._lengths[number]]
        return words
