"""Where sides stand, found among all that was told lately without reading the articles of the rest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection

from dragoman.ledger.alike import filed
from dragoman.ledger.bare import BarePosition
from dragoman.ledger.positions import ANSWERING, ASKING, Thread, names_something, positions
from dragoman.ledger.sides import key
from dragoman.ledger.told import Told, record_of
from dragoman.model import Position, Stance
from dragoman.store.told.by_key import rows_numbered, told_of_rows
from dragoman.store.told.lightly import Light, lightly_told

KINDS = ("position",)
Place = tuple[str, str | None]
"""A side and an issue."""


class Stances:
    """All positions of some days, lightly told or as a *whole*, each with the issue that it is filed under."""

    def __init__(self, light: Iterable[Light], whole: Iterable[Told]) -> None:
        bare = ((one.number, one.record) for one in light if isinstance(one.record, BarePosition))
        self._bare = {number: record for number, record in bare if names_something(record.stance, record.issue)}
        told = (one for one in whole if isinstance(one.record, Position))
        self._whole = [one for one in told if names_something(_said(one).stance, _said(one).issue)]
        self.every: list[Position | BarePosition] = [*self._bare.values(), *map(_said, self._whole)]
        self._issues = filed(one.issue for one in self.every)

    def place(self, one: Position | BarePosition) -> Place:
        return one.holder, self._issues.get(one.issue)

    def threads(self, connection: Connection, places: set[Place], holder: str | None = None) -> tuple[Thread, ...]:
        """The threads at these *places*, or of them one *holder*'s."""
        numbers = {number: one.id for number, one in self._bare.items() if self.place(one) in places}
        ids = set(numbers.values())
        found = told_of_rows(connection, KINDS, rows_numbered(connection, numbers)) if numbers else []
        every = [*self._whole, *(one for one in found if one.record.id in ids)]
        there = (one for one in every if self.place(_said(one)) in places)
        return positions(there, holder=holder, issues=self._issues)


def threads_since(connection: Connection, holder: str, since: date) -> list[Thread]:
    """Where a side stands on every issue, of what was told *since* a day."""
    light, whole = lightly_told(connection, {"position": list(Stance)}, since, date.max)
    stances = Stances(light, whole)
    own = [one for one in stances.every if key(one.holder) == key(holder)]
    asked = {stances.place(one)[1] for one in own if one.stance in ASKING}
    answers = {stances.place(one) for one in stances.every if one.stance in ANSWERING}
    places = {stances.place(one) for one in own} | {place for place in answers if place[1] in asked}
    return list(stances.threads(connection, places, holder))


def _said(told: Told) -> Position:
    return record_of(told, Position)
