"""The brief as a page: each claim with who says so, the words, the way to them, and the days around."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.store.readings import talks
from tests.web.rooms import HOSTILE, furnished, headed, told, with_rejected
from tests.web.sites import HERE, TODAY

from dragoman.store import Database
from dragoman.web.site import site

DAY = date(2022, 1, 22)
LETTER = (
    "The ministers of both states signed the fisheries letter in Bergen on Saturday, after nine days of talks. " * 5
)


def front(folder: Path, *readings: object, at: str = "/") -> str:
    with furnished(folder, readings or [talks(day=DAY)]) as (client, _):  # type: ignore[arg-type]
        answer = client.get(at)
        assert answer.status_code == 200
        return answer.text


def test_a_line_is_a_claim_with_its_words_and_the_way_to_them(tmp_path: Path) -> None:
    reading = headed(talks(day=DAY), "Cod talks")
    page = front(tmp_path, reading)

    assert "Norway → Iceland: accuses (ACCUSE allege)" in page
    assert "<p>Norway accused Iceland on Thursday of overfishing</p>" in page
    assert f'href="/article/{reading.article.id}#record-v1">Cod Times, 22 January 2022</a>' in page


def test_a_line_counts_independent_origins_and_opens_to_list_who_tells_it(tmp_path: Path) -> None:
    first = headed(talks(source="a.txt", day=DAY, more=f" {LETTER}"), "Cod talks", outlet="Meridian News Agency")
    other = headed(talks(source="b.txt", day=DAY, more=f" {LETTER}"), "Cod talks", outlet="Fjord Wire")
    page = front(tmp_path, first, other)

    assert "<summary>1 independent origin, 1 copy</summary>" in page
    assert re.search(r"copied by\s+<a href=\"/article/", page)


def test_the_parts_of_the_brief_stand_apart_and_what_is_missing_is_said(tmp_path: Path) -> None:
    page = front(tmp_path)

    assert '<h2 id="new">New' in page
    assert "Nothing changed; nothing contradicted; nothing gone quiet" in page


def test_without_a_day_the_newest_that_has_press_is_shown(tmp_path: Path) -> None:
    page = front(tmp_path, talks(day=date(2022, 1, 20)))

    assert "<h1>Brief of 20 January 2022</h1>" in page


def test_a_day_without_press_says_so_and_leads_to_the_newest_before(tmp_path: Path) -> None:
    page = front(tmp_path, talks(day=date(2022, 1, 20)), at="/brief/2022-01-22")

    assert "No article of this day is in the store." in page
    assert 'href="/brief/2022-01-20">The newest before is of 20 January 2022</a>' in page


def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    with furnished(tmp_path, []) as (client, _):
        assert "dragoman ingest PATH" in client.get("/").text


def test_the_strip_counts_the_lines_of_each_day_around(tmp_path: Path) -> None:
    page = front(tmp_path, talks(day=date(2022, 1, 20)), at="/brief/2022-01-21")

    days = re.findall(r"<b>(\d+)</b><span class=\"out\"> lines on</span> <span>(\w{3} \d+)", page)
    assert days == [("0", f"{name}") for name in ("Sun 16", "Mon 17", "Tue 18", "Wed 19")] + [
        ("3", "Thu 20"), ("0", "Fri 21"), ("0", "Sat 22"),
    ]  # fmt: skip


def test_the_number_in_the_strip_is_that_of_the_day(tmp_path: Path) -> None:
    with furnished(tmp_path, [talks(day=date(2022, 1, 20))]) as (client, _):
        day = client.get("/brief/2022-01-20").text

    assert len(re.findall('class="claim"', day)) - len(re.findall(r"<h2 id=\"(?:quiet|coming|due)\"", day)) == 3


def test_days_before_and_after_are_one_step_away(tmp_path: Path) -> None:
    page = front(tmp_path, at="/brief/2022-01-21?days=2&actor=NOR")

    assert 'rel="prev" href="/brief/2022-01-20?days=2&amp;actor=NOR"' in page
    assert 'rel="next" href="/brief/2022-01-22?days=2&amp;actor=NOR"' in page
    assert 'rel="next"' not in front(tmp_path, at="/brief/2022-01-22")


def test_a_brief_can_be_about_one_side_alone(tmp_path: Path) -> None:
    page = front(tmp_path, at="/?actor=Iceland")

    assert "Only what is about Iceland" in page
    assert "Iceland demands: quota of its own" in page
    assert "Sweden" not in front(tmp_path, at="/?actor=Sweden").partition("<section")[2]


def test_a_part_alone_goes_on_where_a_page_of_it_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.web.brief.routes.FEW", 1)
    monkeypatch.setattr("dragoman.web.brief.routes.MANY", 2)
    with furnished(tmp_path, [talks(day=DAY)]) as (client, _):
        whole = client.get("/").text
        first = client.get(re.findall(r'href="([^"]+part=new)"', whole)[0]).text
        second = client.get(re.findall(r'href="([^"]+cursor=[^"]+)"', first)[0].replace("&amp;", "&")).text

    seen = [re.findall(r'id="line-(\w+)"', page) for page in (whole, first, second)]
    assert [len(one) for one in seen] == [1, 2, 1]
    assert len({*seen[1], *seen[2]}) == 3


@pytest.mark.parametrize(
    "at", ["/brief/2022-13-01", "/brief/tomorrow", "/?days=0", "/?days=many", "/brief/2022-01-22?part=old",
           "/brief/2022-01-22?part=new&cursor=nix"],
)  # fmt: skip
def test_what_cannot_be_read_is_told_in_words(tmp_path: Path, at: str) -> None:
    with furnished(tmp_path, [talks(day=DAY)]) as (client, _):
        answer = client.get(at)

    assert answer.status_code == 400
    assert '<p class="lead">' in answer.text


@pytest.mark.parametrize("at", ["/brief/0001-01-01?days=7", "/brief/9999-12-31?days=366"])
def test_the_ends_of_the_calendar_are_days_like_others(tmp_path: Path, at: str) -> None:
    front(tmp_path, at=at)


def test_what_was_not_read_stands_at_the_end_with_why(tmp_path: Path) -> None:
    with furnished(tmp_path, [talks(day=DAY)]) as (client, store):
        with_rejected(store, count=2)
        page = client.get("/").text

    assert "https://wall.example/1: behind a wall [clean]" in page
    assert 'href="/rejected"' in page


def test_the_brief_of_a_store_that_grew_is_made_anew(tmp_path: Path) -> None:
    with furnished(tmp_path, [talks(day=DAY)]) as (client, store):
        before = client.get("/").text
        with_rejected(store, count=1)

        assert "behind a wall" not in before
        assert "behind a wall" in client.get("/").text


def test_words_of_others_stay_text(tmp_path: Path) -> None:
    page = front(tmp_path, headed(talks(day=DAY), HOSTILE, outlet=HOSTILE, url="javascript:alert(3)"))

    assert "<script>alert" not in page
    assert "<img" not in page
    assert "javascript:" not in page
    assert "{{7*7}}" in page


def test_other_articles_of_the_day_do_not_become_lines(tmp_path: Path) -> None:
    page = front(
        tmp_path, talks(day=DAY), told("Weather", "It rained.", outlet="Fjord Wire", url="https://a.example/1")
    )

    assert "It rained" not in page


def test_the_brief_of_the_example_press_is_light(press: Database) -> None:
    with TestClient(site(press, today=lambda: TODAY), base_url=HERE) as client:
        sizes = {
            at: len(client.get(at).content) for at in ("/", "/brief/2022-01-21", "/brief/2022-01-22?days=7", "/search")
        }
        sheets = sum(len(client.get(f"/static/{name}").content) for name in ("site.css", "brief.css", "icon.svg"))

    assert max(sizes.values()) + sheets <= 60_000, sizes
