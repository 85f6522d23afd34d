"""Which articles hold a shingle: buckets in flat arrays, looked up all at once. No loop, no object a posting."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dragoman.stories.shingles import Hashes, changes

NEAR, FAR, SHARED = 4, 16, 3
"""Places of a bucket, and of the overflow that 2 ** SHARED buckets have in common. What comes later has no place:
a phrase of so many articles tells nothing, and the first copies of a report still lead to all of them."""
FEWEST_BITS = 18
LOAD = 3
"""Postings a bucket at which there should be twice as many."""
LEAST_RARE = 0.2
"""Share of a text's shingles that suffice to look by. Fewer are rare only in a report that was copied very often."""
MOST_ARTICLES = 1 << 24
Numbers = NDArray[np.uint32]
Lengths = NDArray[np.uint8]
Buckets = NDArray[np.int64]


class Postings:
    """An inverted index of 2 ** *bits* buckets, 25 bytes each. A posting is a number from 1 and a tag of the hash."""

    def __init__(self, bits: int = FEWEST_BITS) -> None:
        self.bits = bits
        self._near = np.zeros((1 << bits, NEAR), np.uint32)
        self._far = np.zeros((1 << bits - SHARED, FAR), np.uint32)
        self._lengths = np.zeros(1 << bits, np.uint8), np.zeros(1 << bits - SHARED, np.uint8)
        self._count = 0

    @property
    def held_bytes(self) -> int:
        return sum(array.nbytes for array in (self._near, self._far, *self._lengths))

    def has_room(self, hashes: Hashes) -> bool:
        return self._count + len(hashes) <= LOAD << self.bits

    def add(self, number: int, hashes: Hashes) -> None:
        """Article *number* holds *hashes*, which are in order."""
        buckets, postings = self._split(hashes)
        postings |= np.uint32(number + 1)
        over = self._lengths[0].take(buckets) >= NEAR
        self._place(self._near, self._lengths[0], buckets[~over], postings[~over])
        self._place(self._far, self._lengths[1], buckets[over] >> SHARED, postings[over])

    def _place(self, table: Numbers, lengths: Lengths, buckets: Buckets, postings: Numbers) -> None:
        """Puts *postings* in the next free place of their *buckets*, one a bucket."""
        places = lengths.take(buckets)
        room = (places < table.shape[1]) & changes(buckets)
        buckets, places = buckets[room], places[room]
        table[buckets, places] = postings[room]
        lengths[buckets] = places + np.uint8(1)
        self._count += len(buckets)

    def holders(self, hashes: Hashes) -> tuple[Numbers, float]:
        """The articles that hold one of *hashes*, each as often as it holds one; and by which share of them.

        Those that everybody has, whose buckets are full, are passed over, unless hardly any others are left.
        """
        buckets, tags = self._split(hashes)
        near = self._near.take(buckets, axis=0)
        full = np.flatnonzero(near[:, -1])
        far = self._far.take(buckets[full] >> SHARED, axis=0)
        common = np.flatnonzero(far[:, -1])
        near ^= tags[:, np.newaxis]
        far ^= tags[full, np.newaxis]
        share = 1 - len(common) / max(1, len(hashes))
        if share < LEAST_RARE:
            share = 1.0
        else:
            near[full[common]] = far[common] = 0
        found = np.concatenate((near.ravel(), far.ravel())) - np.uint32(1)
        return found[found < MOST_ARTICLES - 1], share

    def _split(self, hashes: Hashes) -> tuple[Buckets, Numbers]:
        """Each hash's bucket, by its upper bits, and its tag, in a posting's upper eight."""
        buckets = (hashes >> np.uint64(64 - self.bits)).view(np.int64)
        return buckets, ((hashes << np.uint64(20)) & np.uint64(0xFF000000)).astype(np.uint32)
