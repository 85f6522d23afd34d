"""The search: what a form asks for, found page by page, with the words lit and ways on where nothing is found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from tests.store.readings import NOW, bare, talks
from tests.web.rooms import HOSTILE, furnished, headed

from dragoman.model import Reading
from dragoman.store import Act, Person, Query, add_reading, add_readings, mark, opened, respected_search
from dragoman.store.searches.pages import NoCursor, facets, search_page
from dragoman.web.search.lines import lit

DAY = date(2022, 1, 20)
ANA = Person(who="ana", at=NOW, why="heard <it>")
EVIDENCE = re.compile(r'<blockquote[^>]*><p>.*?</p>\s*<footer><a href="([^"]+)"', re.DOTALL)


def days(count: int) -> list[Reading]:
    """The same talks told on so many days."""
    return [talks(source=f"{one}.txt", day=DAY - timedelta(one), more=f" Day {one}.") for one in range(count)]


@contextmanager
def asked(folder: Path, *readings: Reading) -> Iterator[TestClient]:
    with furnished(folder, readings or [headed(talks(), "Cod talks")]) as (client, _):
        yield client


def test_without_a_question_the_form_shows_what_can_be_asked(tmp_path: Path) -> None:
    with asked(tmp_path) as client:
        page = client.get("/search").text

    assert '<form class="filters search" action="/search"' in page
    assert 'href="/search?words=%22security+guarantees%22"' in page


def test_a_hit_is_a_claim_with_its_words_lit_and_the_way_to_them(tmp_path: Path) -> None:
    with asked(tmp_path) as client:
        page = client.get("/search?words=OVERFISHING&actor=Norway").text

    assert "Norway → Iceland: accuses (ACCUSE allege)" in page
    assert "on Thursday of <mark>overfishing</mark>" in page
    assert re.search(r'href="/article/\w{16}#record-v1">Cod Times, 20 January 2022', page)


def test_words_alone_find_articles(tmp_path: Path) -> None:
    with asked(tmp_path) as client:
        page = client.get("/search", params={"words": '"quota of its own"'}).text

    assert re.search(r'<a href="/article/\w{16}">Cod talks</a>', page)
    assert "<mark>quota</mark> <mark>of</mark>" in page


@pytest.mark.parametrize(
    ("field", "value"),
    [("kind", "meeting"), ("actor", "ISL"), ("type", "scheduled"), ("channel", "cod forum"), ("place", "geneva"),
     ("since", "2022-03-01"), ("until", "2022-01-20")],
)  # fmt: skip
def test_every_field_narrows_the_search_and_stays_in_the_form(tmp_path: Path, field: str, value: str) -> None:
    with asked(tmp_path) as client:
        page = client.get("/search", params={field: value}).text

    assert EVIDENCE.findall(page)
    assert f'value="{value}"' in page or f"selected>{value}" in page


def test_pages_follow_one_another_and_hold_every_hit_once(tmp_path: Path) -> None:
    seen: list[str] = []
    with asked(tmp_path, *days(13)) as client:
        at = "/search?actor=NOR"
        while at:
            page = client.get(at).text
            seen += EVIDENCE.findall(page)
            after = re.search(r'<a rel="next" href="([^"]+)"', page)
            at = after[1].replace("&amp;", "&") if after else ""

    assert len(seen) == len(set(seen)) == 13 * 3


def test_what_is_added_meanwhile_moves_no_page(tmp_path: Path) -> None:
    several = days(4)
    with furnished(tmp_path, several) as (_, store):
        first = search_page(store, Query(actor="NOR", limit=5))
        add_reading(store, talks(source="new.txt", day=DAY + timedelta(3), more=" New."), now=NOW)
        second = search_page(store, Query(actor="NOR", limit=100), cursor=first.cursor)

    before, after = ([(hit.article.id, hit.record) for hit in one.hits] for one in (first, second))
    old = {one.article.id for one in several}
    assert not [one for one in after if one in before]
    assert len(before) + len([one for one in after if one[0] in old]) == 4 * 3


def test_records_that_people_set_right_stand_on_one_page_alone(tmp_path: Path) -> None:
    with opened(str(tmp_path / "store.db"), create=True) as store:
        readings = days(6)
        add_readings(store, [(one, None) for one in readings], now=NOW)
        mark(store, f"{readings[2].article.id}/v1", Act.WRONG, by=ANA)
        mark(store, f"{readings[3].article.id}/v1", Act.PART, by=ANA, part="type", value="THREATEN")
        whole = respected_search(store, Query(kind="event", limit=100))
        pages, cursor = [], None
        while not pages or cursor:
            one = search_page(store, Query(kind="event", limit=2), cursor=cursor)
            pages.append(one)
            cursor = one.cursor
        found = [hit.article.id for one in pages for hit in one.hits]

    assert sorted(found) == sorted(hit.article.id for hit in whole)
    assert len(found) == 5


def test_a_record_that_was_set_right_says_so(tmp_path: Path) -> None:
    reading = talks()
    with furnished(tmp_path, [reading]) as (client, store):
        mark(store, f"{reading.article.id}/v1", Act.RIGHT, by=ANA)
        page = client.get("/search?kind=event").text

    assert "✎ right, says ana: heard &lt;it&gt;" in page


@pytest.mark.parametrize("cursor", ["zz", "-1", "f" * 20, "1 OR 1"])
def test_a_cursor_that_no_page_gave_is_refused(tmp_path: Path, cursor: str) -> None:
    with furnished(tmp_path, [talks()]) as (client, store):
        with pytest.raises(NoCursor):
            search_page(store, Query(actor="NOR"), cursor=cursor)
        answer = client.get("/search", params={"actor": "NOR", "cursor": cursor})

    assert answer.status_code == 400
    assert "Begin again at its first page." in answer.text


@pytest.mark.parametrize(
    ("query", "said"),
    [("since=yesterday", "is no day"), ("kind=rumour", "is none of"), ("type=NICE", "is none of"),
     ("words=%22%22", "holds no word"), ("words=" + "x" * 300, "longer than 200 characters")],
)  # fmt: skip
def test_a_field_that_cannot_be_read_is_told_beside_the_form(tmp_path: Path, query: str, said: str) -> None:
    with asked(tmp_path) as client:
        answer = client.get(f"/search?{query}")

    assert answer.status_code == 400
    assert said in answer.text


@pytest.mark.parametrize(
    ("query", "hint"),
    [("actor=Norwey", "actor=NOR"), ("actor=NOR&since=2030-01-01", "actor=NOR"), ("words=banana&kind=event", "words=banana"),
     ("words=quotas", "words=quota%2A")],
)  # fmt: skip
def test_where_nothing_is_found_the_page_says_what_else_to_try(tmp_path: Path, query: str, hint: str) -> None:
    with asked(tmp_path) as client:
        page = client.get(f"/search?{query}").text

    assert "Nothing is found." in page
    assert f'href="/search?{hint}"' in page


def test_a_search_can_be_followed_as_a_feed(tmp_path: Path) -> None:
    with asked(tmp_path) as client:
        page = client.get("/search?actor=NOR&kind=event").text

    for ending in ("atom", "rss", "json"):
        assert f'href="/feeds/search.{ending}?kind=event&amp;actor=NOR"' in page


def test_hits_divide_by_what_was_not_asked_for(tmp_path: Path) -> None:
    with furnished(tmp_path, days(3)) as (client, store):
        found = facets(store, Query(actor="NOR"))
        page = client.get("/search?actor=NOR").text

    assert found.counted == 9
    assert dict(found.kinds) == {"event": 3, "meeting": 3, "statement": 3}
    assert '<a href="/search?kind=meeting&amp;actor=NOR">meeting</a> <span class="small">3</span>' in page


def test_words_of_others_stay_text(tmp_path: Path) -> None:
    reading = headed(bare(f"{HOSTILE} talks"), HOSTILE, outlet=HOSTILE, url="javascript:alert(3)")
    with asked(tmp_path, reading) as client:
        page = (
            client.get("/search", params={"words": "talks"}).text
            + client.get("/search", params={"words": HOSTILE}).text
        )

    assert "<script>alert" not in page
    assert "<img" not in page
    assert "javascript:" not in page


@pytest.mark.parametrize("field", ["words", "place", "channel", "since"])
def test_what_is_asked_cannot_turn_the_name_of_the_page_around(tmp_path: Path, field: str) -> None:
    with asked(tmp_path) as client:
        page = client.get("/search", params={field: "\u202egnp.exe a\u200bb"}).text

    assert "<title>gnp.exe ab · Search · Dragoman</title>" in page


@given(st.text(max_size=60), st.text(max_size=20))
def test_lighting_words_changes_no_text(text: str, words: str) -> None:
    assert "".join(stretch for stretch, _ in lit(text, words)) == text


def test_words_are_lit_whatever_their_case_and_accents() -> None:
    assert [one for one, light in lit("Schönbach and SCHONBACH spoke", "schonb*") if light] == [
        "Schönbach",
        "SCHONBACH",
    ]


def test_a_kind_of_its_own_is_replaced_not_lost(tmp_path: Path) -> None:
    entity = replace(talks(), events=(), statements=(), meetings=(), positions=())
    with asked(tmp_path, entity) as client:
        assert "Kari Dahl" in client.get("/search?kind=entity").text
