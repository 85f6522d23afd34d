"""An actor's page: who it is, what it said, did and asks for, whom it meets, and with whom it has most to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.store.readings import talks
from tests.web.rooms import HOSTILE, furnished, headed

from dragoman.model import Reading
from dragoman.store import opened
from dragoman.store.ledgers.actors import Partner, partners, told_lately
from dragoman.web.actor.facts import facts
from dragoman.web.who import full_name

DAY = date(2022, 1, 20)


def page(folder: Path, name: str, *readings: Reading) -> str:
    with furnished(folder, readings or [headed(talks(), "Cod talks")]) as (client, _):
        answer = client.get(f"/actor/{quote(name, safe='')}")
        assert answer.status_code == 200, answer.text
        return answer.text


def test_a_state_is_who_the_rows_say_with_those_in_office_that_day(tmp_path: Path) -> None:
    text = page(tmp_path, "NOR")

    assert "<h1>Norway</h1>" in text
    assert "state or territory" in text
    assert '<a href="/actor/Jonas%20Gahr%20Store">Jonas Gahr Store</a>' in text


def test_a_state_is_found_by_its_name_too(tmp_path: Path) -> None:
    assert page(tmp_path, "norway") == page(tmp_path, "NOR")


@pytest.mark.parametrize(
    ("name", "part", "words"),
    [("NOR", "said", "We want talks"), ("NOR", "did", "Norway accused Iceland"), ("ISL", "suffered", "Norway accused Iceland"),
     ("NOR", "meets", "The two will meet in Geneva"), ("ISL", "stands", "Iceland demands a quota"),
     ("ISL", "asks", "Iceland demands a quota")],
)  # fmt: skip
def test_each_part_tells_its_own_in_quoted_words(tmp_path: Path, name: str, part: str, words: str) -> None:
    section = page(tmp_path, name).partition(f'<h2 id="{part}">')[2].partition("</section>")[0]

    assert words in section
    assert 'href="/article/' in section


def test_a_person_is_known_by_last_name_and_with_the_offices_held(tmp_path: Path) -> None:
    text = page(tmp_path, "Lavrov")

    assert "<h1>Sergei Lavrov</h1>" in text
    assert 'foreign minister, <a href="/actor/RUS">Russia</a>' in text


def test_whom_only_the_press_knows_is_said_to_be_so(tmp_path: Path) -> None:
    text = page(tmp_path, "Kari Dahl")

    assert "known from the press alone" in text
    assert "Kari Dahl says" in text


def test_nobody_is_told_with_the_nearest_that_is_known(tmp_path: Path) -> None:
    with furnished(tmp_path, [talks()]) as (client, _):
        answer = client.get("/actor/Norwey")

    assert answer.status_code == 404
    assert "did you mean NOR (Norway)" in answer.text


def test_with_whom_most_counts_acts_by_direction(tmp_path: Path) -> None:
    several = [talks(source=f"{one}.txt", day=DAY - timedelta(one), more=f" Day {one}.") for one in range(3)]
    with furnished(tmp_path, several) as (client, store):
        found = partners(store, "NOR", until=DAY)
        text = client.get("/actor/NOR").text

    assert found == [Partner(name="ISL", by=3, towards=0, together=0)]
    assert '<a href="/dyad/NOR/ISL">Iceland</a>' in text


def test_the_newest_records_are_asked_for_whatever_is_stored(tmp_path: Path) -> None:
    several = [talks(source=f"{one}.txt", day=DAY - timedelta(one), more=f" Day {one}.") for one in range(9)]
    with furnished(tmp_path, several) as (_, store):
        found = told_lately(store, "NOR", "statement", until=DAY - timedelta(2), most=3)

    assert [one.day for one in found] == [DAY - timedelta(back) for back in (5, 4, 3, 2)]


def test_a_holder_counts_on_the_days_of_the_office() -> None:
    before, after = (facts("GBR", day) for day in (date(2022, 9, 5), date(2022, 9, 8)))

    assert [one.office for one in before.people if one.name == "Boris Johnson"] == ["head of government"]
    assert not [one for one in after.people if one.name == "Boris Johnson"]


def test_a_last_name_that_several_have_stands_for_none_of_them() -> None:
    assert full_name("Putin") == "Vladimir Putin"
    assert full_name("Johnson") in (None, "Boris Johnson")
    assert full_name("nobody of that name") is None


def test_names_of_others_stay_text(tmp_path: Path) -> None:
    reading = talks()
    said = reading.statements[0]
    assert said.speaker is not None
    hostile = replace(reading, statements=(replace(said, speaker=replace(said.speaker, name=HOSTILE, code=None)),))
    text = page(tmp_path, HOSTILE, headed(hostile, HOSTILE))

    assert "<script>alert" not in text
    assert "<img" not in text


def test_a_store_without_anything_knows_the_rows(tmp_path: Path) -> None:
    with opened(str(tmp_path / "store.db"), create=True) as store:
        assert partners(store, "NOR", until=DAY) == []
        assert told_lately(store, "NOR", "event", until=DAY, most=3) == []
