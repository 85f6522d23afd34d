"""Two sides: what was done stands beside how much was written, and every bar leads to its sentences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.diplomacy import HOSTILE, classes, drawings, on, reading, with_event, with_position
from tests.web.sites import client

from dragoman.model import EventType, Reading, Stance

ACCUSED = "Norway accused Iceland of overfishing."
TALKED = "Norway and Iceland talked about cod."
ASKED = "Norway demands a quota of its own from Iceland."


def story(words: str, number: int, source: str, **more: str) -> Reading:
    return reading(words, source=source, told=on(number), sides=("NOR", "ISL"), **more)


def press() -> list[Reading]:
    accused = with_event(story(ACCUSED, 17, "a.txt"), ACCUSED, EventType.ACCUSE, "NOR", "ISL", score=-2.0)
    talked = with_event(story(TALKED, 5, "b.txt", outlet="Cod Post"), TALKED, EventType.CONSULT, "NOR ISL", score=1.0)
    asked = story(ASKED, 18, "c.txt")
    asked = with_event(asked, ASKED, EventType.REQUEST, "NOR", "ISL", score=0.0)
    return [accused, talked, with_position(asked, ASKED, "NOR", Stance.DEMANDS, "a quota of its own")]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client(tmp_path_factory.mktemp("dyad"), press()) as found:
        yield found


def test_the_chooser_names_the_pairs_of_which_most_is_told(site: TestClient) -> None:
    page = site.get("/dyad").text

    assert 'href="/dyad/ISL/NOR"' in page
    assert "Iceland and Norway" in page
    assert "3 acts" in page


def test_the_form_leads_to_the_pair_by_code_or_name(site: TestClient) -> None:
    answer = site.get("/dyad?one=norway&other=ISL", follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, "/dyad/NOR/ISL")


def test_a_side_that_nobody_knows_is_told_with_the_nearest(site: TestClient) -> None:
    answer = site.get("/dyad/Norwai/ISL")

    assert answer.status_code == 404
    assert "did you mean" in answer.text


@pytest.mark.parametrize(
    "asked", ["NOR/NOR", "NOR/ISL?by=year", "NOR/ISL?since=soon", "NOR/ISL?since=2022-02-01&until=2022-01-01"]
)
def test_what_cannot_be_asked_is_refused_in_words(site: TestClient, asked: str) -> None:
    assert site.get(f"/dyad/{asked}").status_code == 400


def test_the_chart_is_well_formed_and_says_what_it_shows(site: TestClient) -> None:
    drawing, *keys = drawings(site.get("/dyad/NOR/ISL").text)

    ids = drawing.get("aria-labelledby", "").split()
    named = {one.get("id"): one.text for one in drawing.iter() if one.get("id")}
    assert all(named[id] for id in ids)
    assert len(classes(drawing, "column")) == 3  # the weeks of 3, 10 and 17 January
    assert len(classes(drawing, "panel")) == 4
    assert keys


def test_every_bar_leads_to_the_sentences_of_its_stretch(site: TestClient) -> None:
    (drawing, *_) = drawings(site.get("/dyad/NOR/ISL").text)
    newest = classes(drawing, "column")[-1]

    page = site.get(newest.get("href", "")).text

    assert ACCUSED in page
    assert TALKED not in page
    assert f'href="/article/{press()[0].article.id}#record-{press()[0].events[0].id}"' in page


def test_a_day_without_an_act_says_so(site: TestClient) -> None:
    assert "No act between the two is told here." in site.get("/dyad/NOR/ISL?on=2022-01-12").text


def test_the_table_holds_the_numbers_of_the_chart(site: TestClient) -> None:
    page = site.get("/dyad/NOR/ISL").text

    assert "The numbers as a table" in page
    assert "Week of 17 January 2022" in page
    assert "The Herring 2" in page


def test_what_is_asked_of_the_other_side_is_open_until_it_is_answered(site: TestClient, tmp_path: Path) -> None:
    answer = story("Iceland rejected the quota of its own that Norway demands.", 20, "d.txt")
    answer = with_event(answer, answer.article.text, EventType.REJECT, "ISL", "NOR")
    asks = "Norway asks Iceland: a quota of its own"

    assert asks in site.get("/dyad/NOR/ISL").text
    with client(tmp_path, [*press(), answer]) as answered:
        assert asks not in answered.get("/dyad/NOR/ISL").text


def test_a_demand_over_time_says_first_said_and_repeated(tmp_path: Path) -> None:
    again = story(ASKED.replace("demands", "again demands"), 20, "d.txt")
    again = with_position(again, again.article.text, "NOR", Stance.DEMANDS, "a quota of its own")

    with client(tmp_path, [*press(), again]) as found:
        page = found.get("/dyad/NOR/ISL").text

    assert '<span class="tag position">first said</span>' in page
    assert '<span class="tag position">repeated</span>' in page


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    words = f"{HOSTILE} accused Iceland."
    made = reading(words, source="x.txt", told=on(20), outlet=HOSTILE, sides=("ISL",))
    made = with_event(made, words, EventType.ACCUSE, "ISL", "NOR")

    with client(tmp_path, [made]) as found:
        page = found.get("/dyad/NOR/ISL").text

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)" in page
    drawings(page)
