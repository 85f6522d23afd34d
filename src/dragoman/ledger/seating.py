"""Which meetings a report may be of: found by pair, party, body and channel, and by the weeks in which they lie.

Nothing that could fit is left out; what is found is a little more than what fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import combinations

from dragoman.ledger import days, sides
from dragoman.model import Interval

Seats = tuple[frozenset[str], str | None]
"""Who sits at a table, and in which channel."""

Key = tuple[str, ...]
Filed = dict[Key, dict[int, set[int]]]
"""Meetings by key and week."""

FAR = 60
"""Days at most between a meeting and a report of it, one of them without a day; twice as many where it is moved."""

NEXT = 1
"""Days at most between them where both have a day and their parties differ."""

FORUM = 3
"""Members from which on the list of all of them means their channel: two sides meet through many."""

WEEK, LONG = 7, 26
"""Days of a week; weeks from which on a stretch is not filed under each of them."""

KEPT = 1 << 16
"""Tables of which the keys are kept."""


class Shelf(StrEnum):
    """Where a meeting is filed: under the weeks of its day, of when it was last told, or under none of so many."""

    DATED = "dated"
    UNDATED = "undated"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Look:
    """Under one of *keys* a report looks on a *shelf*, from the *first* week to the *last*."""

    shelf: Shelf
    keys: tuple[Key, ...]
    first: int
    last: int


class Seating:
    """Meetings by number, filed as they grow. One that has moved on is found where it was, too."""

    def __init__(self) -> None:
        self._shelves: dict[Shelf, Filed] = {shelf: {} for shelf in Shelf}
        self._ends = (0, 0)

    def put(self, meeting: int, tables: Iterable[Seats], when: Interval | None, day: date) -> None:
        """Files a *meeting* at its *tables*, *when* it is or, where that is not told, on the *day* it was last told."""
        shelf, weeks = _place(when, day)
        if shelf is not Shelf.LONG:
            self._ends = (min(self._ends[0] or weeks[0], weeks[0]), max(self._ends[1], weeks[-1]))
        held = self._shelves[shelf]
        for key in {key for table in tables for key in _filed(table)}:
            for week in weeks:
                held.setdefault(key, {}).setdefault(week, set()).add(meeting)

    def near(self, table: Seats, when: Interval | None, day: date) -> set[int]:
        """The meetings that a report may be of: *when* it says that they are, or of the *day* on which it says so."""
        found = set[int]()
        for look in looks(table, when, day):
            self._gather(found, look)
        return found

    def entries(self) -> Iterator[tuple[Shelf, Key, int]]:
        """Where anything is filed: shelf, key and week."""
        for shelf, held in self._shelves.items():
            yield from ((shelf, key, week) for key, weeks in held.items() for week in weeks)

    def _gather(self, found: set[int], look: Look) -> None:
        held = self._shelves[look.shelf]
        weeks = range(look.first, look.last + 1)
        if look.shelf is not Shelf.LONG:
            weeks = range(max(look.first, self._ends[0]), min(look.last, self._ends[1]) + 1)
        for key in look.keys:
            filed = held.get(key, {})
            for week in weeks if len(weeks) < len(filed) else filed.keys() & weeks:
                found |= filed.get(week, frozenset())


def looks(table: Seats, when: Interval | None, day: date) -> Iterator[Look]:
    """Where a report looks for its meeting."""
    keys = _asked(table)
    first, last = (days.first(when), days.last(when)) if when else (day, day)
    yield Look(Shelf.LONG, keys, 0, 0)
    yield _look(Shelf.UNDATED, keys, first, last, FAR)
    yield _look(Shelf.DATED, keys, first, last, NEXT if when else FAR)
    if when:
        yield _look(Shelf.DATED, (_same(table[0]),), first, last, 2 * FAR)


def _look(shelf: Shelf, keys: tuple[Key, ...], first: date, last: date, reach: int) -> Look:
    weeks = _weeks(first, last, reach)
    return Look(shelf, keys, weeks[0], weeks[-1])


def _place(when: Interval | None, day: date) -> tuple[Shelf, range]:
    """On which shelf a meeting is filed, and under which weeks."""
    if when is None:
        return Shelf.UNDATED, _weeks(day, day, 0)
    if days.length(when) > WEEK * LONG:
        return Shelf.LONG, range(1)
    return Shelf.DATED, _weeks(days.first(when), days.last(when), 0)


def _weeks(first: date, last: date, reach: int) -> range:
    return range((first.toordinal() - reach) // WEEK, (last.toordinal() + reach) // WEEK + 1)


@lru_cache(maxsize=KEPT)
def names(table: Seats) -> frozenset[str]:
    """What a meeting can be found by: its parties, the members of a body, its channel."""
    parties, channel = table
    every = parties.union(*(sides.members(side) for side in parties))
    return every | {sides.key(sides.channel_name(channel)) if channel else "", "" if parties else "nobody"} - {""}


@lru_cache(maxsize=KEPT)
def _filed(table: Seats) -> tuple[Key, ...]:
    """All that a table may be asked for by."""
    parties, channel = table
    found: list[Key] = [_same(parties), *_pairs(parties), *(("one", side) for side in parties if len(parties) == 1)]
    found += _named("any", table)
    found += _named("body", table) if _with_body(parties) else ()
    found += _named("channel", table) if channel else ()
    found += _named("many", table) if len(parties) >= FORUM else ()
    return tuple(found)


@lru_cache(maxsize=KEPT)
def _asked(table: Seats) -> tuple[Key, ...]:
    """Under what those stand that may go with a table.

    Two lists go together where they share a pair, or one is a single side, a body or a channel.
    """
    parties, channel = table
    if len(parties) < 2 or _with_body(parties):
        return tuple(_named("any", table))
    found: list[Key] = [*_pairs(parties), *(("one", side) for side in parties), *_named("body", table)]
    found += _named("channel", table) if channel or len(parties) >= FORUM else ()
    found += _named("many", table) if channel else ()
    return tuple(found)


def _same(parties: frozenset[str]) -> Key:
    return ("same", *sorted(parties))


def _pairs(parties: frozenset[str]) -> Iterator[Key]:
    return (("pair", *pair) for pair in combinations(sorted(parties), 2))


def _named(kind: str, table: Seats) -> Iterator[Key]:
    return ((kind, name) for name in names(table))


def _with_body(parties: frozenset[str]) -> bool:
    return any(sides.members(side) for side in parties)
