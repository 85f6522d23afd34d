"""Which articles tell the same story: rare names and numbers in common, within a few days.

Only so many of the articles last added are remembered, so that memory stays bounded.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from math import log

WINDOW = 2
"""Days between two articles that tell the same story."""
MOST_KEPT = 50_000
SPELL = 4
"""Days whose articles are kept together."""
MOST_A_SPELL = 24
"""Articles of one spell that are found by a mark they share, the first to come; those lead to the rest."""
MOST_NEAR = 8
FEWEST_SHARED = 4
ENOUGH = 0.4
PRIOR = 1000
"""Articles that are taken to have been read before the first, so that early ones are not all rare."""


class Telling:
    """The marks of the articles last added, by day."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[int, tuple[int, ...], float]] = {}  # day, marks and their weight, by number
        self._places: dict[int, dict[int, array[int]]] = {}  # by spell and mark
        self._counts: dict[int, int] = {}

    @property
    def kept(self) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """Number, day and marks of each remembered article, in the order of adding."""
        return ((number, day, marks) for number, (day, marks, _) in self._kept.items())

    def add(self, number: int, day: int, marks: tuple[int, ...]) -> None:
        if len(self._kept) >= MOST_KEPT:
            self._forget()
        for mark in marks:
            self._counts[mark] = self._counts.get(mark, 0) + 1
        self._kept[number] = day, marks, sum(map(self._weight, marks))
        places = self._places.setdefault(day // SPELL, {})
        for mark in marks:
            numbers = places.setdefault(mark, array("I"))
            if len(numbers) < MOST_A_SPELL:
                numbers.append(number)

    def near(self, day: int, marks: Sequence[int]) -> list[tuple[float, int]]:
        """The remembered articles whose story is that of *marks*, the nearest first, with the share of its weight."""
        shared = Counter(chain.from_iterable(self._around(day, marks)))
        often = (number for number, count in shared.items() if count >= FEWEST_SHARED)
        likely = [number for number in often if abs(self._kept[number][0] - day) <= WINDOW]
        if not likely:
            return []
        weights = {mark: self._weight(mark) for mark in marks}
        total = sum(weights.values())
        ranked = sorted((-self._likeness(weights, total, number), number) for number in likely)
        return [(-likeness, number) for likeness, number in ranked[:MOST_NEAR] if -likeness >= ENOUGH]

    def _around(self, day: int, marks: Sequence[int]) -> Iterator[array[int]]:
        """The articles that hold each of *marks*, in and around the window."""
        for spell in range((day - WINDOW) // SPELL, (day + WINDOW) // SPELL + 1):
            yield from filter(None, map(self._places.get(spell, {}).get, marks))

    def _likeness(self, weights: dict[int, float], total: float, number: int) -> float:
        """The weight of the shared marks over that of the lighter article's."""
        _, marks, weight = self._kept[number]
        shared = sum(weights[mark] for mark in marks if mark in weights)
        return shared / min(total, weight)

    def _weight(self, mark: int) -> float:
        return log(1 + (PRIOR + len(self._kept)) / (1 + self._counts.get(mark, 0)))

    def _forget(self) -> None:
        """Leaves the newer half, as if the older had never been there."""
        newer = list(self.kept)[len(self._kept) // 2 :]
        for held in (self._kept, self._places, self._counts):
            held.clear()
        for number, day, marks in newer:
            self.add(number, day, marks)
