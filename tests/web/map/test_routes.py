"""The map: no pin without words that hold act and place, a region is an area, and everything else is counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.store.readings import GENEVA
from tests.web.diplomacy import BLACK_SEA, HOSTILE, MALI, SQUARE, classes, drawings, on, reading, with_event
from tests.web.sites import client

from dragoman.model import EventStatus, EventType, Place, Reading
from dragoman.web.map.atlas import Atlas, states
from dragoman.web.map.places import Why
from dragoman.web.map.projection import WINDOWS

GENEVA_WORDS = "Norway accused Iceland in Geneva of overfishing."
MALI_WORDS = "Troops of Norway arrived in Mali."
SEA_WORDS = "Ships of Iceland sailed on the Black Sea."
ELSEWHERE = "Norway accused Iceland again."


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
    page = site.get("/map?view=world&origins=1").text

    assert "<svg" not in page
    assert GENEVA_WORDS in page
    assert site.get("/map/world.svg").status_code == 404


def test_the_picture_of_the_world_is_sent_once(site: TestClient, known: Atlas) -> None:
    first = site.get("/map/world.svg")

    assert first.headers["content-type"] == "image/svg+xml"
    assert len(drawings(first.text)) == 1
    for tag in (first.headers["etag"], f'"other", W/{first.headers["etag"]}', "*"):
        assert site.get("/map/world.svg", headers={"if-none-match": tag}).status_code == 304


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
