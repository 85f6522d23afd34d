"""The map: no pin without words that hold act and place, a region is an area, and everything else is counted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import isclose
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from tests.store.readings import GENEVA
from tests.web.diplomacy import BLACK_SEA, HOSTILE, MALI, classes, drawings, on, reading, with_event
from tests.web.sites import client

from dragoman.model import EventStatus, EventType, Place, Reading
from dragoman.web.map import atlas as atlas_module
from dragoman.web.map.atlas import Atlas, cut_at_edge, states
from dragoman.web.map.places import Where, Why, located, names_it
from dragoman.web.map.projection import HEIGHT, WIDTH, WINDOWS, circle, placed

SQUARE = {
    "type": "Topology",
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "id": "466", "properties": {"name": "Mali"}, "arcs": [[0, ~1]]},
                {"type": "Polygon", "properties": {"name": "Kosovo"}, "arcs": [[1, 2]]},
            ],
        }
    },
    "arcs": [[[0, 10], [0, 20], [10, 20]], [[0, 10], [10, 10], [10, 20]], [[10, 20], [12, 5], [0, 10]]],
}

GENEVA_WORDS = "Norway accused Iceland in Geneva of overfishing."
MALI_WORDS = "Troops of Norway arrived in Mali."
SEA_WORDS = "Ships of Iceland sailed on the Black Sea."
ELSEWHERE = "Norway accused Iceland again."
KYIV = Place(name="Kyiv", code="UKR", lat=50.4547, lon=30.5238)


def press() -> list[Reading]:
    def one(words: str, place: Place | None, source: str, more: str = "", **rest: EventStatus) -> Reading:
        made = reading(f"{words}{more}", source=source, told=on(20))
        return with_event(made, words, EventType.ACCUSE, "NOR", "ISL", place=place, **rest)

    return [
        one(GENEVA_WORDS, GENEVA, "a.txt"),
        one(MALI_WORDS, MALI, "b.txt"),
        one(SEA_WORDS, BLACK_SEA, "c.txt"),
        one(ELSEWHERE, GENEVA, "d.txt", " The talks are in Geneva."),
        one("Norway hit Iceland.", None, "e.txt"),
        one("Norway may hit Iceland in Geneva.", GENEVA, "f.txt", status=EventStatus.HYPOTHETICAL),
    ]


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Atlas:
    """A world of two square states."""
    from dragoman.web.map.projection import path

    shapes = dict(states(SQUARE))
    made = Atlas(outlines={str(code): path(rings) for code, rings in shapes.items()}, land="M0,0l1,0 0,1z", mark="ab")
    monkeypatch.setattr("dragoman.web.map.routes.atlas", lambda: made)
    return made


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client(tmp_path_factory.mktemp("map"), press()) as found:
        yield found


def drawn(page: str) -> list[str]:
    """The ids of places that are drawn."""
    (drawing, *_) = drawings(page)
    return [one.get("href", "")[1:] for one in drawing.iter() if one.get("href", "").startswith("#place-")]


def test_the_drawing_is_well_formed_and_every_place_leads_to_its_sentences(site: TestClient, known: Atlas) -> None:
    page = site.get("/map").text

    assert len(drawn(page)) == 3
    assert all(f'id="{id}"' in page for id in drawn(page))


def test_a_town_is_a_dot_a_state_its_outline_a_region_a_circle_of_its_extent(site: TestClient, known: Atlas) -> None:
    (drawing, *_) = drawings(site.get("/map").text)
    (state,), (region,) = classes(drawing, "state"), classes(drawing, "region")

    assert [one.tag for one in classes(drawing, "dot")] == ["circle"]
    assert state.get("d") == known.outlines["MLI"]
    assert region.get("d", "").startswith("M")


def test_an_act_whose_place_stands_in_another_sentence_has_no_pin(site: TestClient, known: Atlas) -> None:
    page = site.get("/map").text

    assert ELSEWHERE not in page
    assert f"1: {Why.ELSEWHERE}" in page


def test_what_is_not_on_the_map_is_counted(site: TestClient, known: Atlas) -> None:
    page = site.get("/map").text

    assert "2 more are not on the map." in page
    assert f"1: {Why.NO_PLACE}" in page


def test_the_sentence_stands_before_what_we_make_of_it(site: TestClient, known: Atlas) -> None:
    page = site.get("/map").text

    there = page.partition("Geneva, Switzerland</h3>")[2]
    assert there.index(GENEVA_WORDS) < there.index("Norway → Iceland: accuses")
    assert f'/article/{press()[0].article.id}#record-{press()[0].events[0].id}"' in page


def test_type_status_corroboration_and_time_filter_it(site: TestClient, known: Atlas) -> None:
    assert drawn(site.get("/map?type=assault").text) == []
    assert len(drawn(site.get("/map?status=hypothetical").text)) == 1
    assert "Norway may hit Iceland in Geneva." in site.get("/map?status=any").text
    assert drawn(site.get("/map?origins=2").text) == []
    assert drawn(site.get("/map?since=2022-01-21").text) == []


@pytest.mark.parametrize("asked", ["type=WAR", "status=sure", "origins=0", "view=moon", "since=1900-01-01"])
def test_what_cannot_be_asked_is_refused_in_words(site: TestClient, asked: str) -> None:
    assert site.get(f"/map?{asked}").status_code == 400


@pytest.mark.parametrize("view", WINDOWS)
def test_every_part_of_the_world_has_a_window(site: TestClient, known: Atlas, view: str) -> None:
    assert site.get("/map", params={"view": view}).status_code == 200


def test_without_outlines_there_is_the_list(site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.web.map.routes.atlas", lambda: None)
    page = site.get("/map").text

    assert "<svg" not in page
    assert GENEVA_WORDS in page
    assert site.get("/map/world.svg").status_code == 404


def test_the_picture_of_the_world_is_sent_once(site: TestClient, known: Atlas) -> None:
    first = site.get("/map/world.svg")

    assert first.headers["content-type"] == "image/svg+xml"
    assert len(drawings(first.text)) == 1
    assert site.get("/map/world.svg", headers={"if-none-match": first.headers["etag"]}).status_code == 304


def test_the_page_says_whose_borders_these_are(site: TestClient, known: Atlas) -> None:
    assert "Natural Earth, which takes a position" in site.get("/map").text


def test_hostile_names_stay_text(tmp_path: Path, known: Atlas) -> None:
    words = f"Norway accused Iceland in {HOSTILE}."
    made = reading(words, source="a.txt", told=on(20), outlet=HOSTILE)
    place = Place(name=HOSTILE, code=None, lat=10.0, lon=10.0)

    with client(tmp_path, [with_event(made, words, EventType.ACCUSE, "NOR", HOSTILE.split()[0], place=place)]) as found:
        page = found.get("/map").text

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert len(drawn(page)) == 1


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


def test_states_are_read_from_a_topology_with_lines_that_they_share() -> None:
    found = dict(states(SQUARE))

    assert list(found) == ["MLI", "XKX"]
    assert found["MLI"][0][:3] == [(0, 10), (0, 20), (10, 20)]


def test_a_topology_in_steps_is_read_as_well() -> None:
    stepped = json.loads(json.dumps(SQUARE))
    stepped["transform"] = {"scale": [2.0, 1.0], "translate": [-10.0, 0.0]}
    stepped["arcs"] = [[[5, 10], [0, 10], [5, 0]], [[5, 10], [5, 0], [0, 10]], [[10, 20], [1, -15], [-6, 5]]]

    assert dict(states(stepped)) == dict(states(SQUARE))


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"arcs": [], "objects": {"countries": {"geometries": [{}]}}}'])
def test_a_file_that_is_no_map_is_no_map(content: str, tmp_path: Path) -> None:
    file = tmp_path / "world.json"
    file.write_text(content)

    assert atlas_module._atlas(file, 0) is None


def test_what_crosses_the_edge_of_the_map_is_cut_in_two() -> None:
    found = list(cut_at_edge([(170, 60), (-170, 60), (-170, 70), (170, 70), (170, 60)]))

    assert sorted((min(x for x, _ in ring), max(x for x, _ in ring)) for ring in found) == [(-180, -170), (170, 180)]


def test_what_lies_around_a_pole_goes_by_way_of_the_pole() -> None:
    (found,) = cut_at_edge([(-180, -70), (-90, -65), (0, -70), (90, -65), (180, -70), (-180, -70)])

    assert min(y for _, y in found) == -90


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
