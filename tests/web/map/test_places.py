"""An act stands on the map where its words name its place, and as what that is."""

from __future__ import annotations

import pytest
from tests.store.readings import GENEVA
from tests.web.diplomacy import BLACK_SEA

from dragoman.model import Place
from dragoman.web.map.places import Where, Why, located, names_it

KYIV = Place(name="Kyiv", code="UKR", lat=50.4547, lon=30.5238)


@pytest.mark.parametrize(
    ("quote", "place"),
    [
        ("They met in Geneva.", GENEVA),
        ("She was in Kiev on Monday.", KYIV),
        ("Heard in New York on Monday.", Place(name="New York City", code="USA", lat=40.7143, lon=-74.006)),
        ("Troops in the U.S. moved.", Place(name="United States", code="USA", lat=None, lon=None)),
        ("Ships on the Sea of Azov.", Place(name="Sea of Azov", code=None, lat=None, lon=None)),
        ("Talks in Malmo.", Place(name="Malmö", code="SWE", lat=55.6, lon=13.0)),
    ],
)
def test_words_that_name_a_place(quote: str, place: Place) -> None:
    assert names_it(quote, place)


@pytest.mark.parametrize(
    ("quote", "place"),
    [
        ("They met on Monday.", GENEVA),
        ("The Genevans met.", GENEVA),
        ("U.S. President Joe Biden warned him.", Place(name="United States", code="USA", lat=None, lon=None)),
        ("At the White House, he said.", Place(name="Casablanca", code="MAR", lat=33.5883, lon=-7.6114)),
        ("A nice day.", Place(name="Nice", code="FRA", lat=43.7, lon=7.27)),
    ],
)
def test_words_that_do_not(quote: str, place: Place) -> None:
    assert not names_it(quote, place)
    assert located(place, quote) is Why.ELSEWHERE


def test_a_continent_is_too_wide_for_a_map() -> None:
    assert located(Place(name="Europe", code=None, lat=None, lon=None), "All over Europe.") is Why.TOO_WIDE


def test_a_place_that_nobody_knows_is_nowhere() -> None:
    assert located(Place(name="Xanaduville", code=None, lat=None, lon=None), "In Xanaduville.") is Why.UNKNOWN


def test_a_region_has_a_reach_and_is_no_point() -> None:
    found = located(BLACK_SEA, "On the Black Sea.")

    assert isinstance(found, Where)
    assert not found.point
    assert found.reach > 100
