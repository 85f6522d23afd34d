"""Regions of the world and the states that belong to them: those of the UN's M49, and a few that the press speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dragoman.knowledge.table import table


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldRegion:
    """A region of states. *code* is M49's, empty for a region that only usage knows; *within* is the next larger one."""

    name: str
    code: str
    aliases: tuple[str, ...]
    within: str
    states: tuple[str, ...]
    source: str


@cache
def world_regions() -> tuple[WorldRegion, ...]:
    return table("world_regions.csv", WorldRegion)


def region_named(name: str) -> WorldRegion | None:
    """The region that is called so, by its name or another of its names."""
    return _named().get(" ".join(name.split()).casefold())


@cache
def states_in(region: str) -> tuple[str, ...]:
    """The codes of the states of *region*, those of the regions within it among them, in the order of the rows."""
    inner = (state for one in world_regions() if one.within == region for state in states_in(one.name))
    own = (state for one in world_regions() if one.name == region for state in one.states)
    return tuple(dict.fromkeys((*own, *inner)))


@cache
def _named() -> dict[str, WorldRegion]:
    return {name.casefold(): one for one in world_regions() for name in (one.name, *one.aliases)}
