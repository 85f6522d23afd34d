"""Who sits at a table: when two lists of sides can be the same people, and which channel a name means."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from dragoman.knowledge import Channel, channels, organisations, states

ALIKE = 0.6
"""How far two lists of many sides must agree: reports name some of those present."""


@lru_cache(maxsize=1 << 14)
def key(side: str) -> str:
    """What a side is known by."""
    return " ".join(side.split()).casefold()


def keys(sides: Iterable[str]) -> frozenset[str]:
    return _keys(tuple(sides))


@lru_cache(maxsize=1 << 14)
def _keys(sides: tuple[str, ...]) -> frozenset[str]:
    return frozenset(key(side) for side in sides if side.strip())


def fit(one: frozenset[str], other: frozenset[str], *, one_channel: bool = False) -> float:
    """How well two lists of parties go together, 0 where they do not, 3 where they are the same.

    A side told alone goes with a list that holds it; a body with its members; in *one_channel* any two lists.
    """
    if one == other:
        return 3.0 if one else 1.0
    small, large = sorted((one, other), key=len)
    if small <= large:
        return 1.5 if len(small) == 1 else 1.0
    if _seats(small) >= large or _seats(large) >= small:
        return 1.5
    if len(small) > 1 and len(small & large) / len(small | large) >= ALIKE:
        return 1.5
    return 1.0 if one_channel else 0.0


def _seats(sides: frozenset[str]) -> frozenset[str]:
    """The members of bodies that come as such, with the bodies."""
    return sides.union(*(members(side) for side in sides))


@cache
def members(side: str) -> frozenset[str]:
    """Those who belong to a body, as far as the rows know them."""
    bodies = [body.members for body in organisations() if key(body.code) == side]
    formats = [channel.members for channel in (channel_of(side),) if channel]
    return keys(member for every in (*bodies, *formats) for member in every)


@cache
def channel_of(name: str) -> Channel | None:
    """The row of a forum or format by its name or another of its names."""
    return _channels().get(key(name))


@cache
def _channels() -> dict[str, Channel]:
    named = {key(alias): channel for channel in channels() for alias in channel.aliases}
    return named | {key(channel.name): channel for channel in channels()}


def channel_name(name: str) -> str:
    """A channel's one name."""
    known = channel_of(name)
    return known.name if known else " ".join(name.split())


@cache
def related(one: str, other: str) -> bool:
    """Whether one channel is the other, or an organ of the same body."""
    if key(one) == key(other):
        return True
    rows = channel_of(one), channel_of(other)
    bodies = [set(row.members) if row and len(row.members) == 1 else set() for row in rows]
    return bool(bodies[0] & bodies[1])


@cache
def called(side: str) -> str:
    """The name of a state by its code; anything else is its own name."""
    return _states().get(side, side)


@cache
def _states() -> dict[str, str]:
    return {state.code: state.name for state in states()}
