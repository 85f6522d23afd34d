"""Which meetings a report may be of: found by pair, party, body and channel, and by the weeks in which they lie.

Nothing that could fit is left out; what is found is a little more than what fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
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


class Seating:
    """Meetings by number, filed as they grow. One that has moved on is found where it was, too."""

    def __init__(self) -> None:
        self._dated: Filed = {}
        self._undated: Filed = {}
        self._long: dict[Key, set[int]] = {}
        self._ends = (0, 0)

    def put(self, meeting: int, tables: Iterable[Seats], when: Interval | None, day: date) -> None:
        """Files a *meeting* at its *tables*, *when* it is or, where that is not told, on the *day* it was last told."""
        keys = {key for table in tables for key in _filed(table)}
        if when is not None and days.length(when) > WEEK * LONG:
            for key in keys:
                self._long.setdefault(key, set()).add(meeting)
            return
        weeks = _weeks(days.first(when) if when else day, days.last(when) if when else day, 0)
        self._ends = (min(self._ends[0] or weeks[0], weeks[0]), max(self._ends[1], weeks[-1]))
        held = self._dated if when else self._undated
        for key in keys:
            for week in weeks:
                held.setdefault(key, {}).setdefault(week, set()).add(meeting)

    def near(self, table: Seats, when: Interval | None, day: date) -> set[int]:
        """The meetings that a report may be of: *when* it says that they are, or of the *day* on which it says so."""
        keys, found = _asked(table), set[int]()
        for key in keys:
            found |= self._long.get(key, frozenset())
        first, last = (days.first(when), days.last(when)) if when else (day, day)
        about = self._within(first, last, FAR)
        self._gather(found, self._undated, keys, about)
        if when is None:
            self._gather(found, self._dated, keys, about)
            return found
        self._gather(found, self._dated, keys, self._within(first, last, NEXT))
        self._gather(found, self._dated, (_same(table[0]),), self._within(first, last, 2 * FAR))
        return found

    def _within(self, first: date, last: date, reach: int) -> range:
        """The weeks of a stretch and *reach* days around it, as far as anything is filed."""
        weeks = _weeks(first, last, reach)
        return range(max(weeks[0], self._ends[0]), min(weeks[-1], self._ends[1]) + 1)

    @staticmethod
    def _gather(found: set[int], held: Filed, keys: Iterable[Key], weeks: range) -> None:
        for key in keys:
            filed = held.get(key, {})
            for week in weeks if len(weeks) < len(filed) else filed.keys() & weeks:
                found |= filed.get(week, frozenset())


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
