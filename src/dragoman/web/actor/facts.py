"""Who somebody is, as the rows of facts know it: a state, a body, an office with its days, an armed group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dragoman.knowledge import (
    Channel,
    Holder,
    Organisation,
    State,
    channels,
    groups,
    holders,
    organisations,
    people,
    states,
)
from dragoman.ledger.sides import called, key

MOST_MEMBERS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """*name* holds or held an *office* in *body*, from one day to another as far as they are known."""

    name: str
    office: str
    body: str
    days: str
    now: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """*name* is *what*; *notes* each say one thing more. *people* hold its offices, *offices* are its own."""

    code: str | None
    name: str
    what: str
    notes: tuple[str, ...] = ()
    people: tuple[Held, ...] = ()
    offices: tuple[Held, ...] = ()
    members: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()


def facts(side: str, day: date) -> Facts:
    """What is known of a *side*, with its offices as they are on a *day*."""
    state = next((one for one in states() if key(one.code) == key(side)), None)
    if state:
        return _state(state, day)
    bodies = [one for one in organisations() if key(one.code) == key(side)]
    if bodies:
        return _body(bodies, day)
    return _person(side, day) or _group(side) or Facts(code=None, name=side, what="known from the press alone")


def _state(state: State, day: date) -> Facts:
    capital = f"capital {state.capital}" if state.capital else ""
    notes = (capital, f"contested: {state.contested}" if state.contested else "")
    return Facts(
        code=state.code,
        name=state.name,
        what="state or territory",
        notes=tuple(one for one in notes if one),
        people=_people_of(state.code, day),
        channels=_channels(state.code),
    )


def _body(bodies: list[Organisation], day: date) -> Facts:
    main, *organs = bodies
    begun = f"founded {main.founded}" if main.founded else ""
    over = f"ended {main.ended}" if main.ended else ""
    held = f"its organs: {', '.join(one.name for one in organs)}" if organs else ""
    return Facts(
        code=main.code,
        name=main.name,
        what=str(main.kind),
        notes=tuple(one for one in (begun, over, held) if one),
        people=_people_of(main.code, day),
        members=main.members[:MOST_MEMBERS],
        channels=_channels(main.code),
    )


def _person(name: str, day: date) -> Facts | None:
    own = [one for one in (*holders(), *people()) if key(one.name) == key(name)]
    if not own:
        return None
    offices = sorted((_held(one, day) for one in own), key=lambda one: (not one.now, one.days))
    return Facts(code=None, name=own[0].name, what="person", offices=tuple(offices))


def _group(name: str) -> Facts | None:
    for one in groups():
        if key(name) in map(key, (one.name, *one.aliases)):
            where = f"mainly in {called(one.country)}" if one.country else ""
            return Facts(
                code=None, name=one.name, what="armed group, movement or authority", notes=(where,) if where else ()
            )
    return None


def _people_of(code: str, day: date) -> tuple[Held, ...]:
    every = (_held(one, day) for one in holders() if key(one.body) == key(code))
    return tuple(one for one in every if one.now)


def _held(one: Holder, day: date) -> Held:
    stretch = f"{one.begun or '…'} to {one.ended or 'now'}" if one.begun or one.ended else "days not known"
    return Held(
        name=one.name,
        office=one.office.replace("_", " "),
        body=one.body,
        days=stretch,
        now=one.begun <= day.isoformat() and (not one.ended or day.isoformat() <= f"{one.ended}~"),
    )


def _channels(code: str) -> tuple[str, ...]:
    several: Iterator[Channel] = (one for one in channels() if key(code) in map(key, one.members))
    return tuple(one.name for one in several if one.ended is None)
