"""All articles, added one at a time: which are copies of which, and which tell the same story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from sys import getsizeof
from typing import NamedTuple

import numpy as np

from dragoman.model import Article
from dragoman.stories.columns import Column, Shelf
from dragoman.stories.comparing import Shares, compared
from dragoman.stories.groups import Groups
from dragoman.stories.marks import day_of, marks
from dragoman.stories.postings import Postings
from dragoman.stories.shingles import Hashes, Shingled, sample, shingles, single
from dragoman.stories.state import packed, unpacked
from dragoman.stories.telling import Telling
from dragoman.stories.words import Codes, words

LEAST = 0.11
"""Share of the smaller's sampled shingles at which two texts are compared word by word."""
FEW, VERY_FEW = 12, 5
"""Sampled shingles of a short text, where two in common, or one, are enough to look; else three."""
MOST_COMPARED = 64
VERY_NEAR = 0.55
"""Share of names and numbers in common at which two articles are compared, whatever their shingles."""


class Match(NamedTuple):
    """Another article that one is a copy of, or that is a copy of it, and the share of each that stands in both."""

    article: str
    share: float
    share_of_other: float


class Index:
    """What is remembered of the articles added, 1,300 to 1,700 bytes each. Nothing is ever taken out."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._numbers: dict[str, int] = {}
        self._shelf = Shelf()
        self._sampled = Column(np.uint16)
        self._postings = Postings()
        self._links = [Column(np.uint32), Column(np.uint32), Column(np.float16), Column(np.float16)]
        self._copies, self._stories = Groups(), Groups()
        self._telling = Telling()

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def held_bytes(self) -> int:
        """Of what grows with the articles, as far as it is in use: the arrays, the ids and their table."""
        columns = sum(column.held_bytes for column in (*self._links, self._sampled))
        ids = sum(getsizeof(part) for part in (self._ids, self._numbers)) + len(self) * (getsizeof(0) + 65)
        parts = (self._shelf, self._postings, self._copies, self._stories)
        return columns + ids + sum(part.held_bytes for part in parts)

    def __contains__(self, article: str) -> bool:
        return article in self._numbers

    def add(self, article: Article) -> tuple[Match, ...]:
        """The articles added before of which *article* is a copy, or which are copies of it.

        One that is there already changes nothing: an id is a digest of the text.
        """
        if article.id in self._numbers:
            return self.matches(article.id)
        read, before = words(article.text), len(self._links[0])
        number = self._put(article.id, read.codes)
        near = self._tell(number, day_of(article), marks(read.names))
        self._compare(number, near)
        return tuple(self._match(row, of=0) for row in range(before, len(self._links[0])))

    def matches(self, article: str) -> tuple[Match, ...]:
        """All articles that *article* was found to be a copy of, or that are copies of it."""
        number = self._number(article)
        rows = [(int(row), of) for of in (0, 1) for row in np.flatnonzero(self._links[of].all == number)]
        return tuple(self._match(row, of=of) for row, of in rows)

    def copies(self, article: str) -> tuple[str, ...]:
        """The articles that are copies of one report, *article* among them, in the order of adding."""
        return tuple(self._ids[one] for one in self._copies.members(self._number(article)))

    def story(self, article: str) -> tuple[str, ...]:
        """The articles that tell one story, copies or not, *article* among them, in the order of adding."""
        return tuple(self._ids[one] for one in self._stories.members(self._number(article)))

    def groups(self) -> Iterator[tuple[str, ...]]:
        """Each report's articles, all articles in one of them."""
        heads = (number for number in range(len(self)) if self._copies.label(number) == number)
        return (self.copies(self._ids[number]) for number in heads)

    def to_bytes(self) -> bytes:
        """The index in one piece, about 850 bytes an article. The postings are left out: they follow from the words."""
        kept = list(self._telling.kept)
        links = {f"link{number}": column.all for number, column in enumerate(self._links)}
        arrays = {
            **links,
            "words": self._shelf.all,
            "lengths": self._shelf.lengths,
            "copies": self._copies.labels,
            "stories": self._stories.labels,
            "told": np.array([(number, day, len(found)) for number, day, found in kept], np.int64).reshape(-1, 3),
            "marks": np.array([mark for _, _, found in kept for mark in found], np.uint32),
            "bits": np.array(self._postings.bits),
        }
        return packed(arrays, self._ids)

    @classmethod
    def from_bytes(cls, state: bytes) -> Index:
        """The index that `to_bytes` wrote; it answers as that one would. Raises `BadState`."""
        arrays, ids = unpacked(state)
        index = cls()
        ends = np.cumsum(arrays["lengths"], dtype=np.int64)
        for id, end, length in zip(ids, ends.tolist(), arrays["lengths"].tolist(), strict=True):
            index._put(id, arrays["words"][end - length : end])
        index._links = [Column(column.all.dtype, arrays[f"link{at}"]) for at, column in enumerate(index._links)]
        index._copies.join_all(arrays["copies"])
        index._stories.join_all(arrays["stories"])
        index._retell(arrays["told"].tolist(), arrays["marks"].tolist())
        index._sampled = Column(np.uint16, [len(sample(shingles(index._shelf[at]))) for at in range(len(ids))])
        index._postings = index._filled(int(arrays["bits"]), len(ids))
        return index

    def _match(self, row: int, *, of: int) -> Match:
        """A row of the links as seen from its first or second article."""
        ends, shares = self._links[:2], self._links[2:]
        return Match(self._ids[ends[1 - of][row]], shares[of][row], shares[1 - of][row])

    def _number(self, article: str) -> int:
        try:
            return self._numbers[article]
        except KeyError:
            raise KeyError(f"no article {article!r} in this index: add it first") from None

    def _put(self, id: str, codes: Codes) -> int:
        number = len(self._ids)
        self._ids.append(id)
        self._numbers[id] = number
        self._shelf.add(codes)
        self._copies.add()
        self._stories.add()
        return number

    def _compare(self, number: int, near: list[int]) -> None:
        """Finds what *number* is a copy of, also among those *near*, and puts it into the index."""
        text = Shingled(self._shelf[number])
        hashes = sample(text.keys)
        for other in dict.fromkeys((*self._candidates(hashes), *near)):
            shares = compared(text, Shingled(self._shelf[other]))
            if shares:
                self._link(number, other, shares)
        self._sampled.add(len(hashes))
        self._index(number, hashes)

    def _candidates(self, hashes: Hashes) -> list[int]:
        """The articles that share enough sampled shingles, the likeliest first, up to a bound."""
        found, share = self._postings.holders(hashes)
        found.sort()
        few = np.minimum(self._sampled.all[found], len(hashes)) < VERY_FEW / share
        likely = []
        for number, count in Counter(found[few | ~single(found)].tolist()).items():
            smaller = min(self._sampled[number], len(hashes)) * share
            enough = 1 + (smaller >= VERY_FEW) + (smaller >= FEW)
            if count >= enough and count >= LEAST * smaller:
                likely.append((-count / smaller, number))
        return [number for _, number in sorted(likely)[:MOST_COMPARED]]

    def _link(self, number: int, other: int, shares: Shares) -> None:
        for column, value in zip(self._links, (number, other, shares.first, shares.second), strict=True):
            column.add(value)
        if shares.one_report:
            self._copies.join(number, other)
            self._stories.join(number, other)

    def _index(self, number: int, hashes: Hashes) -> None:
        if not self._postings.has_room(hashes):
            bits = self._postings.bits + 1
            del self._postings  # the new one needs its memory
            self._postings = self._filled(bits, number)
        self._postings.add(number, hashes)

    def _filled(self, bits: int, count: int) -> Postings:
        """The first *count* articles in postings of *bits*, or of more if those are too few."""
        postings = Postings(bits)
        for number in range(count):
            hashes = sample(shingles(self._shelf[number]))
            if not postings.has_room(hashes):
                return self._filled(bits + 1, count)
            postings.add(number, hashes)
        return postings

    def _retell(self, told: list[list[int]], marks: list[int]) -> None:
        at = 0
        for number, day, count in told:
            self._telling.add(number, day, tuple(marks[at : at + count]))
            at += count

    def _tell(self, number: int, day: date | None, found: tuple[int, ...]) -> list[int]:
        """Puts *number* into the story that is told next to it; the articles so near that they may be translations."""
        if day is None or not found:
            return []
        near = self._telling.near(day.toordinal(), found)
        if near:
            self._stories.join(number, near[0][1])
        self._telling.add(number, day.toordinal(), found)
        return [other for likeness, other in near if likeness >= VERY_NEAR]
