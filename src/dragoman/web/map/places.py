"""Which told acts may stand on a map, where, and as what: a town is a dot, everything wider the area that it is.

An act stands there where the words that tell it also name its place. Anything else is counted and left off.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from dragoman.knowledge import states
from dragoman.knowledge.gazetteer import Candidate, Feature, RegionKind, countries, places_named, region_named
from dragoman.ledger.sides import called
from dragoman.ledger.told import Told, record_of
from dragoman.model import Event, Place, digest

EXTENT = {
    RegionKind.SEA: 450,
    RegionKind.STRAIT: 60,
    RegionKind.RIVER: 200,
    RegionKind.LAKE: 80,
    RegionKind.ISLANDS: 120,
    RegionKind.MOUNTAINS: 400,
    RegionKind.DESERT: 400,
    RegionKind.CANAL: 60,
    RegionKind.PROVINCE: 120,
    RegionKind.REGION: 200,
    RegionKind.DISPUTED: 120,
    RegionKind.BORDER: 200,
}
"""Kilometres from the middle of a region to its edge, roughly: the rows know no outlines."""
DIVISIONS = {Feature.ADMIN1: 150, Feature.COUNTY: 50}
SMALL_STATE = 40
"""Kilometres of the circle for a state that the map's file leaves out as too small."""
SPELLED = 0.6
"""How alike two spellings of a town's name are: Kiev and Kyiv, not the White House and Casablanca."""
AT = r"(?:in|at|near|across|inside|outside|throughout|over|off|from|into|around|within)\s+(?:the\s+)?"
"""What must stand before an abbreviation of a state, which else is mostly an adjective: "the U.S. secretary"."""
NAMES = re.compile(r"[^\W\d_][\w’'-]*")
LONGEST = 4
"""Words of a town's name in another spelling."""


class Why(StrEnum):
    """Why an act is not on the map."""

    NO_PLACE = "no place is told"
    ELSEWHERE = "the words that tell it do not name its place"
    TOO_WIDE = "its place is a continent"
    UNKNOWN = "nobody knows where its place lies"


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place as the map has it. Of an area without *outline* of its own, *reach* kilometres around its middle."""

    name: str
    code: str | None
    lat: float
    lon: float
    point: bool
    state: bool = False
    reach: int = 0

    @property
    def id(self) -> str:
        return f"place-{digest('place', self.name, self.code or '', size=10)}"

    @property
    def full_name(self) -> str:
        country = called(self.code or "")
        return self.name if not country or country == self.name else f"{self.name}, {country}"


def on_map(told: Iterable[Told]) -> tuple[list[tuple[Told, Where]], Counter[Why]]:
    """The acts that may stand on the map, each with its place, and how many may not, by the reason."""
    found: list[tuple[Told, Where]] = []
    left: Counter[Why] = Counter()
    for one in told:
        at = located(record_of(one, Event).place, one.quote)
        if isinstance(at, Where):
            found.append((one, at))
        else:
            left[at] += 1
    return found, left


def located(place: Place | None, quote: str) -> Where | Why:
    """Where an act told in the words *quote* stands on the map, or why it does not."""
    if place is None:
        return Why.NO_PLACE
    if not names_it(quote, place):
        return Why.ELSEWHERE
    return where_is(place)


@lru_cache(maxsize=4096)
def where_is(place: Place) -> Where | Why:
    """Where a place lies and as what it is drawn."""
    if place.lat is not None and place.lon is not None:
        return _at(place, place.lat, place.lon, point=True)
    if place.code and place.name == called(place.code):
        country = countries().get(place.code)
        return _at(place, country.lat, country.lon, state=True, reach=SMALL_STATE) if country else Why.UNKNOWN
    region = region_named(place.name)
    if region is not None:
        return _at(place, region.lat, region.lon, reach=EXTENT[region.kind])
    return _division(place)


def _division(place: Place) -> Where | Why:
    same = [one for one in places_named(place.name) if place.code in (None, one.code)]
    found = next((one for one in same if one.feature in DIVISIONS), None)
    if found is not None:
        return _at(place, found.lat, found.lon, reach=DIVISIONS[found.feature])
    return Why.TOO_WIDE if any(one.feature is Feature.CONTINENT for one in same) else Why.UNKNOWN


def _at(
    place: Place, lat: float, lon: float, *, point: bool = False, state: bool = False, reach: int = 0
) -> Where | Why:
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return Why.UNKNOWN
    return Where(name=place.name, code=place.code, lat=lat, lon=lon, point=point, state=state, reach=reach)


@lru_cache(maxsize=4096)
def names_it(quote: str, place: Place) -> bool:
    """Whether *quote* names *place*, by a name that it goes by; the adjective of a state is none."""
    line = _plain(quote)
    if any(_stands(line, name) for name in _names(place)):
        return True
    return place.lat is not None and any(_spelled(one, place) for one in _stretches(line))


def _names(place: Place) -> Iterator[str]:
    yield place.name
    if place.name.endswith(" City"):
        yield place.name.removesuffix(" City")
    if place.code and place.name == called(place.code):
        yield from (alias for state in states() if state.code == place.code for alias in state.aliases)
    region = region_named(place.name)
    if region is not None:
        yield from (region.name, *region.aliases)


def _stands(line: str, name: str) -> bool:
    """Whether a *name* stands in a line as whole words; an abbreviation only where a preposition of place leads to it."""
    wanted = _plain(name).strip()
    if not wanted:
        return False
    short = "." in wanted or (wanted.isupper() and len(wanted) <= LONGEST)
    return re.search(rf"(?<!\w){AT if short else ''}{re.escape(wanted)}(?!\w)", line) is not None


def _stretches(line: str) -> Iterator[str]:
    """Up to four words in a row of which the first and last begin with a capital."""
    found = list(NAMES.finditer(line))
    for at, first in enumerate(found):
        if first[0][0].isupper():
            for last in found[at : at + LONGEST]:
                if last[0][0].isupper():
                    yield line[first.start() : last.end()]


def _spelled(written: str, place: Place) -> bool:
    """Whether what is *written* is another spelling of a town's name, and the gazetteer has it as a name of it."""
    alike = SequenceMatcher(a=written.casefold(), b=_plain(place.name).casefold(), autojunk=False).ratio() >= SPELLED
    return alike and any(_same(one, place) for one in places_named(written))


def _same(candidate: Candidate, place: Place) -> bool:
    if place.lat is None or place.lon is None or candidate.code != place.code:
        return False
    return abs(candidate.lat - place.lat) < 0.01 and abs(candidate.lon - place.lon) < 0.01


def _plain(text: str) -> str:
    """*text* on one line, without accents; capitals stay."""
    parts = unicodedata.normalize("NFKD", text)
    return " ".join("".join(sign for sign in parts if not unicodedata.combining(sign)).split())
