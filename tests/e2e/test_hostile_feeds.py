"""Hostile words out of feeds, calendars and the interface for programs: they come back as the text that they are."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import icalendar
import pytest
from tests.e2e.doors import Press, Tags, held, kept, summed
from tests.e2e.hostile import TODAY, Page, unseen

from dragoman.publish.calendar import line
from dragoman.store.calendar.meetings import all_meetings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import ics

SENTENCES = {
    "statement": "We want {}",
    "event": "accused Iceland {}",
    "meeting": "two {} will",
    "position": "demands {}",
}
"""A phrase by which the search finds the record of one page alone."""
ATOM = "{http://www.w3.org/2005/Atom}"
FEED_TAGS = {"blockquote", "p", "a"}
CALENDAR = set(
    "UID SEQUENCE DTSTAMP DTSTART DTEND SUMMARY STATUS TRANSP DESCRIPTION LOCATION GEO CATEGORIES URL "
    "LAST-MODIFIED CLASS".split()
)


@pytest.mark.parametrize("format", ["atom", "rss", "json"])
def test_a_feed_is_read_back_as_it_was_told(hostile: Press, format: str) -> None:
    wrong: list[str] = []
    for one in hostile.pages:
        for kind, phrase in SENTENCES.items():
            asked = {"kind": kind, "words": f'"{phrase.format(one.number)}"'}
            answer = hostile.client.get(f"/feeds/search.{format}", params=asked)
            entries = [entry for entry in READ[format](answer.content) if one.article.id in entry["link"]]
            told = f"{one.number} {kind}"
            if len(entries) != 1:
                wrong.append(f"{len(entries)} entries: {told}")
                continue
            wrong += [f"{what}: {told}" for what in _entry(one, kind, entries[0])]
    for address in (f"/feeds/search.{format}", f"/feeds/brief.{format}"):
        entries = READ[format](hostile.client.get(address).content)
        wrong += [f"{what}: {address}" for entry in entries for what in _markup(entry)]

    assert not wrong, summed(wrong)


def _entry(page: Page, kind: str, entry: dict[str, str]) -> Iterator[str]:
    if kept(page.sentences[kind]) not in kept(entry["said"]):
        yield "other words"
    if kept(page["outlet"] or "no outlet told") != kept(entry["by"]):
        yield f"another outlet, {entry['by'][:40]!r}"
    yield from _markup(entry)


def _markup(entry: dict[str, str]) -> Iterator[str]:
    found = Tags(entry["html"])
    if not found.tags <= FEED_TAGS or not found.attributes <= {"href", "rel"}:
        yield f"markup, {sorted(found.tags - FEED_TAGS)} {sorted(found.attributes)}"
    if strange := [one for one in (*found.addresses, entry["link"]) if not one.startswith(("http://", "https://"))]:
        yield f"address, {strange[0][:60]!r}"
    for name in ("title", "by", "said"):
        if signs := list(unseen(entry[name])):
            yield f"{name} holds {' '.join(signs[:4])}"


def _atom(content: bytes) -> list[dict[str, str]]:
    root = ElementTree.fromstring(content)
    return [
        {
            "title": one.findtext(f"{ATOM}title") or "", "by": one.findtext(f"{ATOM}author/{ATOM}name") or "",
            "said": one.findtext(f"{ATOM}summary") or "", "html": one.findtext(f"{ATOM}content") or "",
            "link": next(link.get("href", "") for link in one.iter(f"{ATOM}link") if link.get("rel") == "alternate"),
        }
        for one in root.iter(f"{ATOM}entry")
    ]  # fmt: skip


def _rss(content: bytes) -> list[dict[str, str]]:
    root = ElementTree.fromstring(content)
    return [
        {
            "title": one.findtext("title") or "", "by": one.findtext("{http://purl.org/dc/elements/1.1/}creator") or "",
            "said": Tags(one.findtext("description") or "").text, "html": one.findtext("description") or "",
            "link": one.findtext("link") or "",
        }
        for one in root.iter("item")
    ]  # fmt: skip


def _json(content: bytes) -> list[dict[str, str]]:
    return [
        {
            "title": one["title"], "by": one["authors"][0]["name"], "said": one["summary"], "html": one["content_html"],
            "link": one["url"],
        }
        for one in json.loads(content)["items"]
    ]  # fmt: skip


READ = {"atom": _atom, "rss": _rss, "json": _json}


def test_a_calendar_is_read_back_with_as_many_meetings_and_no_line_more(hostile: Press) -> None:
    content = hostile.client.get("/calendar.ics").content
    events = [one for one in icalendar.Calendar.from_ical(content).walk() if one.name == "VEVENT"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        others = list(ics.Calendar(content.decode("utf-8")).events)
    lines = content.split(b"\r\n")
    told = [str(one["description"]) for one in events]
    missing = [
        page.number
        for page in hostile.pages
        if not any(kept(line(held(page.sentences["meeting"]))) in kept(one) for one in told)
        and sum(len(met.told) for met in all_meetings(hostile.store, today=TODAY) if _tells(met, page)) < 5
    ]

    assert len(events) == len(others) == content.count(b"BEGIN:VEVENT\r\n") == content.count(b"\r\nUID:")
    assert sum(len(one.told) for one in all_meetings(hostile.store, today=TODAY)) == len(hostile.pages)
    assert {str(name) for one in events for name in one} <= CALENDAR
    assert max(map(len, lines)) <= 75
    assert not [one for one in lines if b"\n" in one or b"\r" in one]
    assert not list(unseen(content.decode("utf-8").replace("\r\n", "\n")))
    assert not [one for one in events if "url" in one and not str(one["url"]).startswith(("http://", "https://"))]
    assert not missing


def _tells(met: Any, page: Page) -> bool:
    return any(one.article == page.article.id for one in met.told)


def test_the_api_gives_back_every_sign(hostile: Press) -> None:
    wrong: list[str] = []
    for one in hostile.pages:
        answer = hostile.client.get(f"/api/v1/articles/{one.article.id}")
        article = answer.json()["article"]
        kept = {"title": one["title"], "outlet": one["outlet"], "byline": one["byline"], "text": one.article.text}
        wrong += [f"{name}: {one.number}" for name, value in kept.items() if article[name] != value]
        if not answer.headers["content-type"].startswith("application/json"):
            wrong.append(f"type: {one.number}")
        assert answer.headers["x-content-type-options"] == "nosniff"

    assert not wrong, summed(wrong)
