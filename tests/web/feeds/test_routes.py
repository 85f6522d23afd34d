"""Feeds: any search and the brief, each entry with its words, who says so and the way to them; hostile text stays text."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.store.readings import DAY, NOW, TEXTS, bare, span, talks
from tests.web.rooms import HOSTILE, furnished, headed
from tests.web.rooms import NOW as ADDED

from dragoman.collect import feed
from dragoman.model import Reading
from dragoman.store import Act, Person, mark
from dragoman.web.feeds.entries import Entry, id_of
from dragoman.web.feeds.formats import Feed, written

FORMATS = ("atom", "rss", "json")
TOLD_BY_DAHL = "“We want talks,” Norwegian minister Kari Dahl said."


def claimed() -> Reading:
    """Talks, an act of which stands in what Kari Dahl says."""
    reading = headed(talks(), "Cod talks", url="https://cod.example/talks")
    return replace(reading, events=(replace(reading.events[0], statement="s1"),))


def read(content: bytes) -> Any:
    """The feed as feedparser reads it."""
    found = feedparser.parse(content)
    assert not found.bozo, found.bozo_exception
    return found


@pytest.mark.parametrize("format", FORMATS)
def test_both_parsers_read_every_format_back(tmp_path: Path, format: str) -> None:
    with furnished(tmp_path, [claimed()]) as (client, _):
        answer = client.get(f"/feeds/search.{format}?actor=NOR")
    ours = feed(answer.content, url="http://localhost/feeds", content_type=answer.headers["content-type"])

    assert [one.title for one in ours.items] == [
        'Norway and Iceland: meeting scheduled',
        'Norway → Iceland: accuses (ACCUSE allege)',
        'Kari Dahl (NOR GOV) says: “We want talks”',
    ]  # fmt: skip
    assert all("#record-" in (one.address or "") for one in ours.items)
    if format != "json":  # feedparser knows none
        theirs = read(answer.content)
        assert [one.title for one in theirs.entries] == [one.title for one in ours.items]
        assert [one.link for one in theirs.entries] == [one.address for one in ours.items]
        assert [one.id for one in theirs.entries] == [one.guid for one in ours.items]


@pytest.mark.parametrize("format", FORMATS)
def test_an_entry_leads_to_its_words(tmp_path: Path, format: str) -> None:
    reading = claimed()
    with furnished(tmp_path, [reading]) as (client, _):
        (one,) = feed(client.get(f"/feeds/search.{format}?kind=event").content, url="http://localhost").items
        page = client.get((one.address or "").partition("#")[0])

    assert one.address == f"http://localhost/article/{reading.article.id}#record-v1"
    assert 'id="record-v1"' in page.text


def test_an_entry_carries_the_sentence_and_who_says_so(tmp_path: Path) -> None:
    with furnished(tmp_path, [claimed()]) as (client, _):
        (entry,) = read(client.get("/feeds/search.atom?kind=event").content).entries
        (meeting,) = read(client.get("/feeds/search.atom?kind=meeting").content).entries

    assert entry.summary == "Norway accused Iceland on Thursday of overfishing"
    assert "As told by Kari Dahl (NOR GOV)." in entry.content[0].value
    assert '<a href="https://cod.example/talks"' in entry.content[0].value
    assert entry.author == "Cod Times"
    assert "Cod Times tells it in its own words." in meeting.content[0].value


def test_who_says_so_is_as_people_set_it_right(tmp_path: Path) -> None:
    reading = claimed()
    with furnished(tmp_path, [reading]) as (client, store):
        ana = Person(who="ana", at=NOW, why="heard")
        mark(store, f"{reading.article.id}/s1", Act.PART, by=ana, part="speaker.name", value="Ola Nes")
        (entry,) = read(client.get("/feeds/search.atom?kind=event").content).entries

    assert "As told by Ola Nes" in entry.content[0].value


def test_ids_stay_whatever_the_site_is_called_and_whatever_comes(tmp_path: Path) -> None:
    folders = [tmp_path / one for one in ("a", "b")]
    for folder in folders:
        folder.mkdir()
    with furnished(folders[0], [claimed()]) as (client, _):
        before = {one.guid for one in feed(client.get("/feeds/search.atom").content, url="http://localhost").items}
    with furnished(folders[1], [claimed(), talks(source="new.txt", more=" New.")]) as (client, _):
        again = client.get("/feeds/search.rss", headers={"host": "127.0.0.1:8000"})
        after = {one.guid for one in feed(again.content, url="http://127.0.0.1:8000").items}

    assert before < after
    assert b"http://127.0.0.1:8000/article/" in again.content


def test_a_feed_says_when_it_changed_and_is_not_sent_twice(tmp_path: Path) -> None:
    with furnished(tmp_path, [claimed()]) as (client, _):
        first = client.get("/feeds/search.atom?actor=NOR")
        by_tag = client.get("/feeds/search.atom?actor=NOR", headers={"If-None-Match": first.headers["etag"]})
        by_day = client.get(
            "/feeds/search.atom?actor=NOR", headers={"If-Modified-Since": first.headers["last-modified"]}
        )
        older = client.get(
            "/feeds/search.atom?actor=NOR", headers={"If-Modified-Since": "Sat, 01 Jan 2022 00:00:00 GMT"}
        )
        nonsense = client.get("/feeds/search.atom?actor=NOR", headers={"If-Modified-Since": "soon"})

    assert read(first.content).feed.updated == f"{ADDED:%Y-%m-%dT%H:%M:%SZ}"
    assert (by_tag.status_code, by_day.status_code) == (304, 304)
    assert (older.status_code, nonsense.status_code) == (200, 200)


def test_the_brief_is_a_feed(tmp_path: Path) -> None:
    with furnished(tmp_path, [claimed()]) as (client, _):
        found = read(client.get("/feeds/brief.atom").content)
        one_side = read(client.get("/feeds/brief.atom?actor=Iceland&days=5").content)
        nobody = client.get("/feeds/brief.atom?actor=Nobody")

    assert len(found.entries) >= 3
    assert all(one.title.startswith("New: ") for one in found.entries)
    assert all("#record-" in one.link for one in found.entries)
    assert one_side.feed.title == "Dragoman: the brief, ISL"
    assert nobody.status_code == 404


def test_pages_say_where_their_feeds_are(tmp_path: Path) -> None:
    with furnished(tmp_path, [claimed()]) as (client, _):
        brief, search = client.get("/").text, client.get("/search?actor=NOR").text

    assert '<link rel="alternate" type="application/atom+xml" title="The brief" href="/feeds/brief.atom">' in brief
    assert 'title="This search" href="/feeds/search.atom?actor=NOR"' in search


@pytest.mark.parametrize("path", ["/feeds/search.exe", "/feeds/brief.", "/feeds/search.atom?since=soon"])
def test_what_is_no_feed_is_told(tmp_path: Path, path: str) -> None:
    with furnished(tmp_path, [talks()]) as (client, _):
        assert client.get(path).status_code in (400, 404)


@pytest.mark.parametrize("format", FORMATS)
def test_a_feed_answers_to_head(tmp_path: Path, format: str) -> None:
    with furnished(tmp_path, [talks()]) as (client, _):
        answer = client.head(f"/feeds/search.{format}")

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["etag"]


def hostile() -> Reading:
    reading = bare(f"{HOSTILE}\x0b\ufffe]]> &amp; talks", day=DAY)
    event = replace(talks().events[0], evidence=span(reading.article.text, reading.article.text), actors=(HOSTILE,))
    return headed(replace(reading, events=(event,)), f"]]>{HOSTILE}", outlet=HOSTILE, url="javascript:alert(3)")


@pytest.mark.parametrize("format", FORMATS)
def test_hostile_words_stay_words(tmp_path: Path, format: str) -> None:
    with furnished(tmp_path, [hostile()]) as (client, _):
        content = client.get(f"/feeds/search.{format}").content

    assert len(feed(content, url="http://localhost").items) == 1
    assert b"javascript:" not in content
    if format != "json":
        assert not [node for node in etree.fromstring(content).iter() if str(node.tag) in ("script", "img")]
    shown = etree.fromstring(f"<div>{_entry_html(content, format)}</div>")
    assert {node.tag for node in shown.iter()} == {"div", "blockquote", "p", "a"}
    assert "<script>alert(1)</script>" in "".join(shown.itertext())


def _entry_html(content: bytes, format: str) -> str:
    if format == "json":
        return str(json.loads(content)["items"][0]["content_html"])
    root = etree.fromstring(content)
    name = "{http://www.w3.org/2005/Atom}content" if format == "atom" else "item/description"
    found = root.find(f".//{name}")
    return found.text or "" if found is not None else ""


def an_entry(text: str, url: str) -> Entry:
    from dragoman.web.feeds.entries import plain

    line = plain(text)
    return Entry(
        id=id_of(text), title=line or "-", address="http://localhost/article/1#record-1", original=plain(url) or None,
        outlet=line, quote=line, says=line, details=(line,), kind="event", published=None, updated=datetime(2022, 1, 1, tzinfo=UTC),
    )  # fmt: skip


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=3), st.sampled_from(FORMATS))
def test_whatever_the_press_writes_a_feed_is_well_formed(texts: list[tuple[str, str]], format: str) -> None:
    entries = [an_entry(*one) for one in texts]
    made = Feed(
        id=id_of("x"), title="t", about="a", address="http://localhost/f", page="http://localhost/",
        updated=datetime(2022, 1, 1, tzinfo=UTC), entries=entries,
    )  # fmt: skip
    content = written(made, format)

    if format == "json":
        found = [(one["title"], one["summary"]) for one in json.loads(content)["items"]]
        assert found == [(one.title, one.quote) for one in entries]
    else:
        root = etree.fromstring(content)
        titles = [node.text or "" for node in root.iter("{*}title")][1:]
        assert titles == [one.title for one in entries]


def test_an_empty_feed_is_a_feed(tmp_path: Path) -> None:
    with furnished(tmp_path, []) as (client, _):
        for format in FORMATS:
            assert feed(client.get(f"/feeds/search.{format}").content, url="http://localhost").items == ()
        assert not read(client.get("/feeds/brief.atom").content).entries


def test_a_long_search_is_cut_to_the_newest(tmp_path: Path) -> None:
    several = [talks(source=f"{one}.txt", day=DAY - timedelta(one), more=f" Day {one}.") for one in range(20)]
    with furnished(tmp_path, several) as (client, _):
        found = feed(client.get("/feeds/search.atom?actor=NOR").content, url="http://localhost")

    assert len(found.items) == 50
