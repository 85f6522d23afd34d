"""Where it happened, as other houses want it: what kind of place it is, and GeoNames' number for it."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.knowledge.codes import state_codes
from dragoman.knowledge.gazetteer import Candidate, Feature, places_named
from dragoman.model import Place
from dragoman.publish.export_sides import state_name

NEAR = 0.001
"""Degrees within which a place is the gazetteer's."""
TOWNS = (Feature.CITY, Feature.CAPITAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place with its kind; *feature* is null for what the gazetteer does not hold (a sea, a region)."""

    place: Place
    feature: Feature | None
    geonameid: int | None

    @property
    def city(self) -> str | None:
        return self.place.name if self.feature in TOWNS else None

    @property
    def district(self) -> str | None:
        return self.place.name if self.feature is Feature.COUNTY else None

    @property
    def province(self) -> str | None:
        return self.place.name if self.feature is Feature.ADMIN1 else None

    @property
    def country(self) -> str | None:
        return state_name(self.place.code)

    @property
    def fips(self) -> str | None:
        row = state_codes().get(self.place.code or "")
        return row.fips if row else None

    @property
    def full_name(self) -> str:
        """`Geneva, Switzerland`."""
        country = self.country
        return self.place.name if not country or country == self.place.name else f"{self.place.name}, {country}"


def spot_of(place: Place) -> Spot:
    """*place* as the gazetteer knows it."""
    if place.name == state_name(place.code):
        return Spot(place=place, feature=Feature.COUNTRY, geonameid=None)
    found = next((one for one in places_named(place.name) if _is(one, place)), None)
    id = found.geonameid if found and found.geonameid > 0 else None
    return Spot(place=place, feature=found.feature if found else None, geonameid=id)


def _is(candidate: Candidate, place: Place) -> bool:
    if candidate.code != place.code or place.lat is None or place.lon is None:
        return False
    return abs(candidate.lat - place.lat) <= NEAR and abs(candidate.lon - place.lon) <= NEAR
