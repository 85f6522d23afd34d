"""Where sides stand: the threads that are shown, found among all their stances without reading the articles of the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from dragoman.ledger.alike import about, filed, topics
from dragoman.ledger.positions import ASKING, Thread, names_something, positions, taken_on
from dragoman.ledger.sides import key, keys
from dragoman.ledger.told import Told, record_of
from dragoman.model import Position, Stance
from dragoman.store.ledger_keys import of_side, replying
from dragoman.store.schema.folds import ledger_stances
from dragoman.store.schema.press import readings
from dragoman.store.told.apart import apart
from dragoman.store.told.by_key import rows_numbered, rows_under, told_of_rows
from dragoman.store.told.folded import batches

KINDS = ("position",)
ASKS = frozenset(map(str, ASKING))
Place = tuple[str, str]
"""A side and an issue."""


class _Stance(NamedTuple):
    """A row of the files: a *stance* by its *record*'s number. One that is read as a whole has none, and no reading."""

    record: int | None
    reading: int
    id: str
    taken: int
    holder: str
    stance: str
    issue: str


class Stances:
    """All that some sides say on the days from the *first* to the *last*, each under its issue."""

    def __init__(self, connection: Connection, holders: Iterable[str], first: date, last: date) -> None:
        self._connection, self._first, self._last = connection, first, last
        named = keys(holders)
        found = [_Stance(*row) for row in _rows(connection, named, first, last)]
        self._apart = apart(connection, KINDS, found, first, last)
        light = self._apart.others(found)
        whole = (one for one in map(_stance, self._apart.whole) if names_something(Stance(one.stance), one.issue))
        every = [*light, *(one for one in whole if key(one.holder) in named)]
        self._held: dict[Place, list[_Stance]] = {}
        self._issues: dict[str, dict[str, str]] = {
            holder: filed(phrases) for holder, phrases in _phrases(every).items()
        }
        for one in every:
            self._held.setdefault((one.holder, self._issues[one.holder][one.issue]), []).append(one)

    def place(self, one: Position) -> Place | None:
        """Where a position stands; none where it names nothing."""
        issue = self._issues.get(one.holder, {}).get(one.issue)
        return None if issue is None else (one.holder, issue)

    def begun(self, issue: str | None = None) -> list[Place]:
        """The places where something is said on an *issue*, or on any, in the order of the threads."""
        begun = sorted((holder, min(one.taken for one in held), of) for (holder, of), held in self._held.items())
        every = [(holder, of) for holder, _, of in begun]
        return [one for one in every if issue is None or about(issue, [one[1], *self._said(one)])]

    def threads(self, places: Collection[Place], *, answered: bool) -> list[Thread]:
        """The threads at these *places*, with what others answer where that is asked for."""
        numbers = {one.record for place in places for one in self._held[place] if one.record is not None}
        found = rows_numbered(self._connection, numbers)
        if answered:
            found |= self._replies([place for place in places if self._asks(place)])
        ids = {row.id for row in found.values()} - self._apart.ids
        told = told_of_rows(self._connection, KINDS, found) if found else []
        every = [*(one for one in told if one.record.id in ids), *self._apart.whole]
        holders, wanted = {holder for holder, _ in places}, set(places)
        found_there = positions(every, holder=holders.pop() if len(holders) == 1 else None, answered=answered)
        return [one for one in found_there if (one.holder, one.issue) in wanted]

    def _replies(self, places: Iterable[Place]) -> dict[int, Any]:
        """What may be an answer to what is asked at these *places*."""
        wanted = {replying(topic) for place in places for phrase in self._said(place) for topic in topics(phrase)}
        return rows_under(self._connection, wanted, self._first, self._last)

    def _said(self, place: Place) -> set[str]:
        return {one.issue for one in self._held[place]}

    def _asks(self, place: Place) -> bool:
        return any(one.stance in ASKS for one in self._held[place])


def threads_since(
    connection: Connection, holder: str, since: date, *, issue: str | None = None, limit: int | None = None
) -> list[Thread]:
    """Where a side stands on an *issue*, or on every one, of what was told *since* a day; with *limit* the last threads."""
    stances = Stances(connection, [holder], since, date.max)
    places = stances.begun(issue)
    return stances.threads(places[-limit:] if limit else places, answered=True)


def _rows(connection: Connection, holders: Iterable[str], first: date, last: date) -> list[Any]:
    """The stances of these sides that are told on these days and count today."""
    table, found = ledger_stances.c, list[Any]()
    asked: Any = select(table.record, table.reading, table.id, table.taken, table.holder, table.stance, table.issue)
    asked = asked.select_from(ledger_stances.join(readings, readings.c.number == table.reading))
    asked = asked.where(readings.c.current, table.day.between(first.toordinal(), last.toordinal()))
    for some in batches(map(of_side, holders)):
        found += connection.execute(asked.where(table.side.in_(some))).all()
    return found


def _stance(told: Told) -> _Stance:
    position = record_of(told, Position)
    taken = taken_on(told).toordinal()
    return _Stance(None, 0, position.id, taken, position.holder, str(position.stance), position.issue)


def _phrases(every: Iterable[_Stance]) -> dict[str, set[str]]:
    """What each side takes stances on."""
    found: dict[str, set[str]] = {}
    for one in every:
        found.setdefault(one.holder, set()).add(one.issue)
    return found
