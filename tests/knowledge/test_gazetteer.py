"""The gazetteer: names to places."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman import knowledge
from dragoman.knowledge import gazetteer
from dragoman.knowledge.gazetteer import Feature
from dragoman.knowledge.gazetteer_build import build
from dragoman.knowledge.place_names import place_key


@pytest.mark.parametrize(
    ("name", "geonameid"),
    [("Łódź", 3093133), ("lodz", 3093133), ("Kyiv", 703448), ("Kiev", 703448), ("Bombay", 1275339)],
)
def test_a_place_is_found_by_any_of_its_names(name: str, geonameid: int) -> None:
    assert geonameid in {place.geonameid for place in gazetteer.places_named(name)}


def test_the_largest_place_of_a_name_comes_first() -> None:
    people = [place.population for place in gazetteer.places_named("Springfield")]

    assert len(people) > 10
    assert people == sorted(people, reverse=True)


def test_an_unknown_name_has_no_places() -> None:
    assert gazetteer.places_named("Qwrtzpl") == ()


def test_a_capital_is_one_place_in_its_country() -> None:
    capitals = [place for place in gazetteer.places_named("Washington") if place.feature == Feature.CAPITAL]

    assert [(place.code, place.admin1) for place in capitals] == [("USA", "DC")]


def test_a_division_is_found_by_its_abbreviation() -> None:
    division = gazetteer.division_abbreviated("Ky.")

    assert division is not None
    assert (division.name, division.admin1) == ("Kentucky", "KY")


def test_a_county_has_a_middle() -> None:
    (county,) = [place for place in gazetteer.places_named("McCracken County") if place.feature == Feature.COUNTY]

    assert (county.code, county.admin1) == ("USA", "KY")
    assert county.lat == pytest.approx(37.05, abs=0.2)


def test_a_place_is_found_by_its_id() -> None:
    place = gazetteer.place_of_id(2660646)

    assert place is not None
    assert place.name == "Geneva"
    assert gazetteer.place_of_id(1) is None


def test_nearly_every_state_row_has_a_country_in_the_gazetteer() -> None:
    missing = {state.code for state in knowledge.states()} - set(gazetteer.countries())

    assert missing <= {"ATA", "BVT", "HMD", "ATF", "SGS", "UMI", "IOT", "XKX", "PSE"}


def test_a_region_lies_in_states_that_have_a_row() -> None:
    known = set(gazetteer.countries())

    assert {code for region in gazetteer.regions().values() for code in region.codes} - known <= {"SGS", "IOT"}


def test_regions_have_points_on_earth_and_names_of_their_own() -> None:
    rows = set(gazetteer.regions().values())

    assert len(rows) >= 250
    assert all(-90 <= row.lat <= 90 and -180 <= row.lon <= 180 for row in rows)
    assert all(gazetteer.region_named(row.name) == row for row in rows)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("St. Gallen", "Saint Gallen"),
        ("Cox’s Bazar", "Cox's Bazar"),
        ("Port-au-Prince", "port au prince"),
        ("Łódź", "Lodz"),
    ],
)
def test_spellings_of_a_name_share_a_key(name: str, other: str) -> None:
    assert place_key(name) == place_key(other)


def test_the_file_lies_in_the_named_cache_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DRAGOMAN_CACHE", str(tmp_path))

    assert gazetteer.gazetteer_file().parent == tmp_path


def test_a_build_that_fails_leaves_no_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(path: Path) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("dragoman.knowledge.gazetteer_build._write", broken)

    with pytest.raises(OSError, match="disk full"):
        build(tmp_path / "gazetteer.sqlite")
    assert list(tmp_path.iterdir()) == []
