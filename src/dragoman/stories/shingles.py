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
SPREAD, KEPT = np.uint64(0x9E3779B97F4A7C15), np.uint64(1 << 61)
"""The index keeps an eighth of the shingles: those that times the one are below the other, the same in every text."""
FEWEST_OWN, LEAST_OWN = 60, 0.35


def shingles(words: Codes) -> Hashes:
    """The shingle that starts at each word but the last two."""
    wide = (words & WORD).astype(np.uint64)
    found = wide[:-2] << np.uint64(15)
    found |= wide[1:-1]
    found <<= np.uint64(15)
    found |= wide[2:]
    return found


def mixed(shingles: Hashes) -> Hashes:
    """Well-spread 64-bit hashes: the finaliser of splitmix64."""
    one = (shingles ^ (shingles >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    two = (one ^ (one >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return two ^ (two >> np.uint64(31))


def sample(keys: Hashes) -> Hashes:
    """The hashes of the shingles that the index keeps, each once, in order of size."""
    kept = mixed(keys[keys * SPREAD < KEPT])
    kept.sort()
    return kept[changes(kept)]


def changes(ordered: NDArray[Any]) -> Flags:
    """Which values in *ordered* are not the one before."""
    found = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=found[1:])
    return found


class Shingled:
    """A text's words with their shingles, to be held against another's.

    Its *own* words stand outside of quotation marks: what a speaker said, two reporters may both have heard.
    """

    def __init__(self, words: Codes) -> None:
        self._words = words
        self._own_words = words < QUOTED
        self._own_size = int(np.count_nonzero(self._own_words))
        self._sorted: dict[bool, Hashes] = {}
        self._once: dict[bool, tuple[Codes, NDArray[np.int64]]] = {}
        self.keys = shingles(words)

    def __len__(self) -> int:
        return len(self._words)

    @cached_property
    def own(self) -> Flags:
        """Which shingles are all of own words."""
        own: Flags = self._own_words[:-2] & self._own_words[1:-1] & self._own_words[2:]
        return own

    def held(self, own: bool) -> Hashes:
        """Its shingles, of its own words or of all, in order of the text."""
        return self.keys[self.own] if own and self.quotes else self.keys

    def sorted(self, own: bool) -> Hashes:
        """Its shingles, of its own words or of all, in order of size."""
        if own not in self._sorted:
            self._sorted[own] = np.sort(self.held(own))
        return self._sorted[own]

    def once(self, own: bool) -> tuple[Codes, NDArray[np.int64]]:
        """The words that it has only once, of its own or of all, in order of their codes; and where they stand."""
        if own not in self._once:
            words = (self._words[self._own_words] if own else self._words) & np.uint16(WORD)
            order = np.argsort(words, kind="stable")
            alone = order[single(words[order])]
            self._once[own] = words[alone], alone
        return self._once[own]

    @property
    def quotes(self) -> bool:
        return self._own_size < len(self)

    @property
    def is_mostly_own(self) -> bool:
        return self._own_size >= FEWEST_OWN and self._own_size >= LEAST_OWN * len(self)

    def size(self, own: bool) -> int:
        """How many words it has, of its own or of all."""
        return self._own_size if own else len(self)


def single(ordered: NDArray[Any]) -> Flags:
    """Which values stand only once in *ordered*."""
    first = changes(ordered)
    last = np.ones(len(ordered), dtype=np.bool_)
    last[:-1] = first[1:]
    return first & last


def within(keys: NDArray[Any], ordered: NDArray[Any]) -> Flags:
    """Which of *keys* are among the *ordered* ones."""
    if not len(ordered):
        return np.zeros(len(keys), dtype=np.bool_)
    found: Flags = ordered.take(ordered.searchsorted(keys), mode="clip") == keys
    return found


def covered(starts: Flags, count: int) -> Flags:
    """Which of *count* words lie in a shingle that starts where *starts* says."""
    words = np.zeros(count, dtype=np.bool_)
    for shift in range(LENGTH):
        words[shift : shift + len(starts)] |= starts
    return words
