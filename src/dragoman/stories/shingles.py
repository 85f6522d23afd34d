"""Shingles: three words in a row as one number. Which of them a text shares says how much of it was copied."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.stories.words import QUOTED, WORD, Codes

Hashes = NDArray[np.uint64]
Flags = NDArray[np.bool_]
LENGTH = 3
SAMPLED = 2
"""Of sixteen shingles, how many the index keeps: those whose hash says so, the same in every text."""
FEWEST_OWN, LEAST_OWN = 60, 0.35


def shingles(words: Codes) -> Hashes:
    """The shingle that starts at each word but the last two."""
    wide = (words & WORD).astype(np.uint64)
    return (wide[:-2] << np.uint64(30)) | (wide[1:-1] << np.uint64(15)) | wide[2:]


def mixed(shingles: Hashes) -> Hashes:
    """Well-spread 64-bit hashes: the finaliser of splitmix64."""
    one = (shingles ^ (shingles >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    two = (one ^ (one >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return two ^ (two >> np.uint64(31))


def sample(keys: Hashes) -> Hashes:
    """The hashes of the shingles that the index keeps, each once, in order of size."""
    hashes = mixed(keys)
    kept = np.sort(hashes[(hashes & np.uint64(15)) < SAMPLED])
    return kept[firsts(kept)]


def firsts(ordered: NDArray[Any]) -> NDArray[np.int64]:
    """Where in *ordered* each value stands first."""
    changes = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=changes[1:])
    return np.flatnonzero(changes)


class Shingled:
    """A text's words with their shingles, to be held against another's.

    Its *own* words stand outside of quotation marks: what a speaker said, two reporters may both have heard.
    """

    def __init__(self, words: Codes) -> None:
        self._quoted = (words & QUOTED) != 0
        self._once: dict[bool, tuple[Codes, NDArray[np.int64]]] = {}
        self.words: Codes = words & np.uint16(WORD)
        self.keys = shingles(words)
        self._own_size = len(words) - int(np.count_nonzero(self._quoted))

    @cached_property
    def sorted(self) -> Hashes:
        return np.sort(self.keys)

    @cached_property
    def own(self) -> Flags:
        """Which shingles are all of own words."""
        quoted = self._quoted
        own: Flags = ~(quoted[:-2] | quoted[1:-1] | quoted[2:])
        return own

    @cached_property
    def sorted_own(self) -> Hashes:
        return np.sort(self.keys[self.own]) if self._own_size < len(self.words) else self.sorted

    def once(self, own: bool) -> tuple[Codes, NDArray[np.int64]]:
        """The words that it has only once, of its own or of all, in order of their codes; and where they stand."""
        if own not in self._once:
            words = self.words[~self._quoted] if own else self.words
            order = np.argsort(words, kind="stable")
            at = firsts(words[order])
            alone = order[at[np.diff(at, append=len(words)) == 1]]
            self._once[own] = words[alone], alone
        return self._once[own]

    @property
    def is_mostly_own(self) -> bool:
        return self._own_size >= FEWEST_OWN and self._own_size >= LEAST_OWN * len(self.words)

    def size(self, own: bool) -> int:
        """How many words it has, of its own or of all."""
        return self._own_size if own else len(self.words)


def within(keys: NDArray[Any], ordered: NDArray[Any]) -> Flags:
    """Which of *keys* are among the *ordered* ones."""
    if not len(ordered):
        return np.zeros(len(keys), dtype=np.bool_)
    at = np.searchsorted(ordered, keys)
    at[at == len(ordered)] = 0
    found: Flags = ordered[at] == keys
    return found


def covered(starts: Flags, count: int) -> Flags:
    """Which of *count* words lie in a shingle that starts where *starts* says."""
    words = np.zeros(count, dtype=np.bool_)
    for shift in range(LENGTH):
        words[shift : shift + len(starts)] |= starts
    return words
