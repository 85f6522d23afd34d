"""Numbers of rows: the day comes first, so that the newest stand last in every index and a search can stop early."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

TAIL = 40
"""Bits after the day: from the row's digest, so that both databases and every order of arrival give the same."""


Taken = Callable[[Iterable[int]], set[int]]
"""Which of these numbers are taken."""


def numbers(rows: Iterable[tuple[date | None, str]], taken: Taken) -> list[int]:
    """The number of each row by its day and digest, the next where that is *taken*; an unknown day is oldest."""
    found = [(day.toordinal() if day else 0) << TAIL | int(digest[: TAIL // 4], 16) for day, digest in rows]
    while clashing := taken(found) | {one for one, times in Counter(found).items() if times > 1}:
        at = next(at for at in reversed(range(len(found))) if found[at] in clashing)
        found[at] += 1
    return found


def fits(found: int, day: date | None) -> bool:
    """Whether *found* is the number of a row on *day*."""
    return found >> TAIL == (day.toordinal() if day else 0)
