"""Which numbers belong together: rings in two flat arrays, 8 bytes a number. Groups only grow."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dragoman.stories.columns import Column


class Groups:
    """A partition of 0, 1, 2 …; a group's *label* is the smallest number in it."""

    def __init__(self) -> None:
        self._labels = Column(np.uint32)
        self._next = Column(np.uint32)

    def __len__(self) -> int:
        return len(self._labels)

    @property
    def held_bytes(self) -> int:
        return self._labels.held_bytes + self._next.held_bytes

    def add(self) -> None:
        """The next number, alone in its group."""
        number = len(self)
        self._labels.add(number)
        self._next.add(number)

    @property
    def labels(self) -> NDArray[np.uint32]:
        return self._labels.all

    def join_all(self, labels: NDArray[np.uint32]) -> None:
        """Joins each number with the one that *labels* has for it."""
        for number in np.flatnonzero(labels != np.arange(len(labels))).tolist():
            self.join(number, int(labels[number]))

    def label(self, number: int) -> int:
        found: int = self._labels[number]
        return found

    def members(self, number: int) -> list[int]:
        """The numbers in *number*'s group, in order."""
        found = [number]
        while (at := self._next[found[-1]]) != number:
            found.append(at)
        return sorted(found)

    def join(self, one: int, other: int) -> None:
        kept, given = sorted((self.label(one), self.label(other)))
        if kept == given:
            return
        self._labels.all[self.members(given)] = kept
        following = self._next.all
        following[kept], following[given] = int(following[given]), int(following[kept])
