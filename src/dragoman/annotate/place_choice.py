"""Which place a name means: people who live there, countries and divisions that the article names, nearness."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from dragoman import knowledge
from dragoman.knowledge.gazetteer import (
    Candidate,
    Feature,
    Region,
    RegionKind,
    countries,
    division_abbreviated,
    places_named,
    region_named,
)
from dragoman.knowledge.place_names import place_key

AREAS = frozenset({Feature.COUNTRY, Feature.ADMIN1, Feature.CONTINENT, Feature.COUNTY})
FAMOUS_DIVISIONS = frozenset({"USA", "CAN", "AUS", "GBR"})
GENERIC_ENDS = (
    " city",
    " province",
    " region",
    " oblast",
    " governorate",
    " state",
    " district",
    " prefecture",
    " island",
)
GENERIC_STARTS = (
    "city of ", "state of ", "north ", "south ", "east ", "west ", "northern ", "southern ", "eastern ", "western ",
    "central ", "northeast ", "northwest ", "southeast ", "southwest ", "downtown ", "greater ", "mainland ",
)  # fmt: skip
MOST = 40  # candidates weighed for a name, the likeliest beforehand
ROUNDS = 3
FAME, LANGUAGES = 1.2, 1.0  # what ten times as many people weigh, and ten times as many names in other languages
COUNTRY_PRIOR, REGION_PRIOR, DIVISION_PRIOR, COUNTY_PRIOR = 13.0, 10.5, 10.5, 6.5
SAME_NAME, OTHER_SIZE = 0.05, 0.25  # a town's part of its division's people, from which its name is the town's
WORLD_NAMES, WORLD_CITY = 60, 2.0  # a city that so many languages name is meant before its namesakes: Geneva
CAPITAL_BONUS, OTHER_NAME, CONTAINED = 1.5, -2.5, 20.0
COUNTRY_VOTES, DIVISION_VOTES, NEAR, HOME = 4.0, 3.0, 3.5, 4.0
COUNTRY_SAYS, SURE_SAYS = 0.7, 1.5  # a country is named as an actor too; a division or a name of one place is sure
NEAR_KM = 150.0
DOUBT = 3.0  # votes for nowhere: few votes weigh little

Home = tuple[float, float] | str | None
Area = tuple[str, str | None]  # a country, or a division in it
Key = tuple[str, str | None]  # a name's key, and the key of the area named behind it


@dataclass(frozen=True, slots=True)
class Option:
    """A place that a name may mean, with its *prior* weight. A *region* has no place of the gazetteer."""

    name: str
    code: str | None
    admin1: str | None
    lat: float
    lon: float
    prior: float
    kind: str
    geonameid: int | None = None

    @property
    def is_area(self) -> bool:
        return self.kind not in (Feature.CITY, Feature.CAPITAL)


@lru_cache(maxsize=4096)
def options(name: str, code: str | None = None) -> tuple[Option, ...]:
    """What *name* may mean, the likeliest beforehand first; *code*: a state that is known to bear the name."""
    division = division_abbreviated(name)
    if division is not None:
        return (_of_candidate(division, place_key(division.name), ()),)
    found = _options(name)
    code = code or _state_codes().get(name)
    state = countries().get(code) if code else None
    if state is not None and all(one.geonameid != state.geonameid for one in found):
        found = (_of_candidate(state, place_key(state.name), ()), *found)
    return found or _without_generic(place_key(name))


@cache
def _state_codes() -> dict[str, str]:
    """The states' codes by all their names, as they are written: "US" is no village."""
    return {name: state.code for state in knowledge.states() for name in (state.name, *state.aliases)}


def _options(name: str) -> tuple[Option, ...]:
    key, candidates, region = place_key(name), places_named(name), region_named(name)
    found = [_of_candidate(one, key, candidates) for one in candidates]
    if region is not None and not any(_is_same_area(one, region) for one in candidates):
        found.append(_of_region(region))
    found.sort(key=lambda one: -one.prior)
    return tuple(found[:MOST])


def _is_same_area(candidate: Candidate, region: Region) -> bool:
    return (
        candidate.feature == Feature.ADMIN1
        and region.kind in (RegionKind.PROVINCE, RegionKind.DISPUTED, RegionKind.ISLANDS)
        and (candidate.code in region.codes)
    )


def _without_generic(key: str) -> tuple[Option, ...]:
    """What is left of a name without "province" behind it or "northern" before."""
    for end in GENERIC_ENDS:
        if key.endswith(end):
            return _options(key.removesuffix(end))
    for start in GENERIC_STARTS:
        if key.startswith(start):
            return _options(key.removeprefix(start))
    return ()


def _of_candidate(one: Candidate, key: str, rivals: tuple[Candidate, ...]) -> Option:
    return Option(
        one.name, one.code, one.admin1, one.lat, one.lon, _prior(one, key, rivals), one.feature, one.geonameid
    )


def _of_region(region: Region) -> Option:
    code = region.codes[0] if len(region.codes) == 1 else None
    return Option(region.name, code, None, region.lat, region.lon, REGION_PRIOR, region.kind)


def _prior(one: Candidate, key: str, rivals: tuple[Candidate, ...]) -> float:
    other = 0.0 if place_key(one.name) in (key, f"{key} city") else OTHER_NAME
    match one.feature:
        case Feature.COUNTRY | Feature.CONTINENT:
            return COUNTRY_PRIOR
        case Feature.COUNTY:
            return COUNTY_PRIOR
        case Feature.CAPITAL:
            return _fame(one.population, one.names) + CAPITAL_BONUS + other
        case Feature.ADMIN1:
            return _division_prior(one, rivals) + other
        case _:
            known = WORLD_CITY if one.names >= WORLD_NAMES and not other else 0.0
            return _fame(one.population, one.names) + other + known


def _fame(people: int, names: int) -> float:
    return FAME * math.log10(people + 100) + LANGUAGES * math.log10(names + 1)


def _division_prior(one: Candidate, rivals: tuple[Candidate, ...]) -> float:
    """A division named like a town in it or like its state's capital is meant less often ("New York", "Washington")."""
    capital = next((rival for rival in rivals if rival.feature == Feature.CAPITAL and rival.code == one.code), None)
    if capital is not None:
        return _fame(capital.population, capital.names) + CAPITAL_BONUS - 1.0
    towns = [
        rival for rival in rivals if rival.feature not in AREAS and (rival.code, rival.admin1) == (one.code, one.admin1)
    ]
    for town in towns:
        same = place_key(town.name) == place_key(one.name)
        if town.population > one.population * (SAME_NAME if same else OTHER_SIZE):
            return _fame(town.population, town.names) - 0.3
    return DIVISION_PRIOR if one.code in FAMOUS_DIVISIONS else min(DIVISION_PRIOR, _fame(one.population, one.names))


@dataclass(frozen=True, slots=True)
class Named:
    """A name with its options, how much it tells of where the article plays, and the options of the area behind it.

    Adjectives and governments tell less than places: talks in Geneva between Americans are no talks in Illinois.
    """

    options: tuple[Option, ...]
    weight: float
    areas: tuple[Option, ...] = ()


def chosen(names: Mapping[Key, Named], home: Home = None) -> dict[Key, Option]:
    """The likeliest option of each name, weighed together; names without options are left out."""
    names = {key: named for key, named in names.items() if named.options}
    votes = {key: _split_votes(named) for key, named in names.items()}
    picked: dict[Key, Option] = {}
    for _ in range(ROUNDS):
        total = _total(votes.values())
        before = picked
        picked = {
            key: _best(named, [before[one] for one in before if one != key], _shares(total, votes[key]), home)
            for key, named in names.items()
        }
        votes = {key: _votes(option, names[key]) for key, option in picked.items()}
    return picked


def _split_votes(named: Named) -> dict[Area, float]:
    """The votes of a name before it is decided, split over what it may mean."""
    inside = [one for one in named.options if any(_lies_in(one, area) for area in named.areas)]
    options = inside or list(named.options)
    weights = [math.exp(one.prior) for one in options]
    whole = sum(weights)
    votes: dict[Area, float] = {}
    for option, weight in zip(options, weights, strict=True):
        for area, vote in _votes(option, named).items():
            votes[area] = votes.get(area, 0.0) + vote * weight / whole
    return votes


def _votes(option: Option, named: Named) -> dict[Area, float]:
    """What a chosen place says of where the article plays."""
    if option.code is None:
        return {}
    weight = named.weight
    if option.kind == Feature.COUNTRY:
        weight *= COUNTRY_SAYS
    elif option.kind in (Feature.ADMIN1, Feature.COUNTY) or len(named.options) == 1:
        weight *= SURE_SAYS
    votes: dict[Area, float] = {(option.code, None): weight}
    if option.admin1:
        votes[option.code, option.admin1] = weight
    return votes


def _total(votes: Iterable[Mapping[Area, float]]) -> dict[Area, float]:
    total: dict[Area, float] = {}
    for vote in votes:
        for area, weight in vote.items():
            total[area] = total.get(area, 0.0) + weight
    return total


def _shares(total: Mapping[Area, float], own: Mapping[Area, float]) -> dict[Area, float]:
    """Each country's and division's part of the others' votes; few votes weigh little."""
    rest = {key: value - own.get(key, 0.0) for key, value in total.items()}
    whole = sum(value for (_, admin1), value in rest.items() if admin1 is None) + DOUBT
    return {key: value / whole for key, value in rest.items()}


def _best(named: Named, others: Iterable[Option], shares: Mapping[Area, float], home: Home) -> Option:
    points = [(other.lat, other.lon) for other in others if other.kind not in (Feature.COUNTRY, Feature.CONTINENT)]
    return max(named.options, key=lambda option: _score(option, named.areas, points, shares, home))


def _score(
    option: Option,
    areas: tuple[Option, ...],
    points: list[tuple[float, float]],
    shares: Mapping[Area, float],
    home: Home,
) -> float:
    score = option.prior
    if option.code:
        score += COUNTRY_VOTES * shares.get((option.code, None), 0.0)
        score += DIVISION_VOTES * shares.get((option.code, option.admin1), 0.0) if option.admin1 else 0.0
    if option.kind not in (Feature.COUNTRY, Feature.CONTINENT) and points:
        near = sum(_nearness(option.lat, option.lon, lat, lon) for lat, lon in points)
        score += NEAR * near / (1.0 + near)
    if areas and any(_lies_in(option, area) for area in areas):
        score += CONTAINED
    return score + _home_bonus(option, home)


def _home_bonus(option: Option, home: Home) -> float:
    if home is None:
        return 0.0
    if isinstance(home, str):
        return HOME / 2 if option.code == home else 0.0
    return HOME * _nearness(option.lat, option.lon, *home)


def _lies_in(option: Option, area: Option) -> bool:
    if option.code != area.code or option.geonameid == area.geonameid:
        return False
    return area.kind == Feature.COUNTRY or (
        area.kind == Feature.ADMIN1 and option.admin1 == area.admin1 and option.kind != Feature.ADMIN1
    )


def _nearness(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """From 1 at the same point to 0 far away, falling by half in about a hundred kilometres."""
    north = abs(lat - other_lat)
    if north > 8:
        return 0.0
    east = abs(lon - other_lon)
    east = min(east, 360 - east) * math.cos(math.radians(lat))
    return math.exp(-111.0 * math.hypot(north, east) / NEAR_KM)
