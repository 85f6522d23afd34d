"""Force posture over time: who moves, raises or withdraws forces, where and near whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dragoman.knowledge.issues import stems
from dragoman.ledger.dyads import acted_on
from dragoman.ledger.told import Told, in_order, record_of
from dragoman.model import Event, EventStatus, EventType, Place

ANNOUNCED = stems("withdrawal ceasefire disarmament demilitarisation redeployment troops forces barracks garrisons")
"""Words that make a concession one of forces: a withdrawal or a ceasefire to come."""

LEFT_OUT = (EventStatus.NEGATED, EventStatus.HYPOTHETICAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """*actors* move forces, or step back, on *day*, *near* those whom it is told to face."""

    actors: tuple[str, ...]
    type: EventType
    mode: str | None
    status: EventStatus
    day: date
    place: Place | None
    near: tuple[str, ...]
    told: tuple[Told, ...]


def posture(told: Iterable[Told]) -> tuple[Movement, ...]:
    """Every movement by its day; reports of the same act on the same day at the same place are one."""
    found: dict[tuple[object, ...], list[Told]] = {}
    for one in in_order(told, Event):
        if _of_forces(one):
            found.setdefault(_same(one), []).append(one)
    movements = (_movement(tuple(group)) for group in found.values())
    return tuple(sorted(movements, key=lambda one: (one.day, one.actors, one.type, one.mode or "", one.near)))


def _of_forces(told: Told) -> bool:
    event = record_of(told, Event)
    if event.status in LEFT_OUT or not event.actors:
        return False
    announced = event.type is EventType.CONCEDE and bool(stems(told.quote) & ANNOUNCED)
    return announced or event.type in (EventType.MOBILIZE, EventType.RETREAT)


def _same(told: Told) -> tuple[object, ...]:
    event = record_of(told, Event)
    place = event.place and event.place.name
    return (acted_on(told), event.actors, event.type, event.mode, event.status, place, near(event))


def near(event: Event) -> tuple[str, ...]:
    """Whom forces face: the recipients, else the state where they stand, if it is another."""
    if event.recipients:
        return event.recipients
    code = event.place.code if event.place else None
    return (code,) if code and code not in event.actors else ()


def _movement(told: tuple[Told, ...]) -> Movement:
    event = record_of(told[0], Event)
    return Movement(
        actors=event.actors,
        type=event.type,
        mode=event.mode,
        status=event.status,
        day=acted_on(told[0]),
        place=event.place,
        near=near(event),
        told=told,
    )
