"""Degrees stand on a flat map."""

from __future__ import annotations

from math import isclose

from hypothesis import given
from hypothesis import strategies as st

from dragoman.web.map.projection import HEIGHT, WIDTH, circle, placed


@given(st.floats(-180, 180), st.floats(-58, 84))
def test_everything_that_is_shown_lies_on_the_map(lon: float, lat: float) -> None:
    x, y = placed(lon, lat)

    assert -0.01 <= x <= WIDTH + 0.01
    assert -1 <= y <= HEIGHT + 1


def test_the_middle_of_the_map_is_where_the_first_meridian_meets_it() -> None:
    assert isclose(placed(0, 0)[0], WIDTH / 2)


@given(st.floats(-180, 180), st.floats(-58, 84), st.integers(20, 500))
def test_a_circle_on_the_earth_is_a_path(lon: float, lat: float, reach: int) -> None:
    assert circle(lon, lat, reach) == "" or circle(lon, lat, reach).startswith("M")
