"""Channels: who belongs to them, when they met, how often, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.ledger.reports import meeting
from tests.store.readings import talks
from tests.web.diplomacy import HOSTILE, day, on, reading, with_meeting
from tests.web.sites import client

from dragoman.ledger.meetings import meetings
from dragoman.model import MeetingStatus
from dragoman.web.calendar.channels import cadence

COUNCIL = "The NATO-Russia Council sat on 12 January."
NEXT = "The NATO-Russia Council will sit again on 20 February."


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    name = {"channel": "NATO-Russia Council"}
    sat = reading(COUNCIL, source="a.txt", told=on(13))
    coming = reading(NEXT, source="b.txt", told=on(14))
    press = [
        with_meeting(sat, COUNCIL, ("NATO", "RUS"), when=day(12), status=MeetingStatus.HELD, **name),
        with_meeting(coming, NEXT, ("NATO", "RUS"), when=day(20, 2), **name),
        talks(source="z.txt"),
    ]
    with client(tmp_path_factory.mktemp("channels"), press) as found:
        yield found


def test_channels_that_met_stand_first_and_those_known_besides_are_folded_away(site: TestClient) -> None:
    page = site.get("/channels").text

    assert page.index("NATO-Russia Council") < page.index("Known, with no session told lately")
    assert "Cod Forum" in page  # the press names it; no row knows it
    assert "Normandy Format" in page


def test_a_channel_shows_its_members_and_its_sessions_past_and_to_come(site: TestClient) -> None:
    page = site.get("/channel/NATO-Russia%20Council").text

    assert "NATO, Russia" in page
    assert page.index("To come") < page.index(NEXT) < page.index("Held, or passed") < page.index(COUNCIL)


def test_another_name_of_a_channel_leads_to_it(site: TestClient) -> None:
    assert "<h1>NATO-Russia Council</h1>" in site.get("/channel/nato-russia%20council").text


def test_a_channel_that_only_the_press_names_says_so(site: TestClient) -> None:
    assert "No row of ours knows this channel." in site.get("/channel/Cod%20Forum").text


def test_a_channel_that_nobody_names_is_not_there(site: TestClient) -> None:
    assert site.get("/channel/Herring%20Forum").status_code == 404


def test_what_is_said_of_it_is_quoted_with_the_way_to_the_words(tmp_path: Path) -> None:
    made = talks(more=" “The NATO-Russia Council is dead,” Norwegian minister Kari Dahl said.")
    words = "The NATO-Russia Council is dead"
    start = made.article.text.index(words)
    statement = made.statements[0]
    content = type(statement.content[0])(start, start + len(words))
    made = replace(made, statements=(replace(statement, content=(content,)),))

    with client(tmp_path, [made]) as found:
        page = found.get("/channel/NATO-Russia%20Council").text

    assert f'href="/article/{made.article.id}#record-s1">{words}</a>' in page


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    words = "They will meet there."
    made = with_meeting(reading(words, source="a.txt", told=on(20)), words, ("NOR",), when=day(25), channel=HOSTILE)

    with client(tmp_path, [made]) as found:
        page = found.get("/channels").text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_how_often_it_meets_is_the_median_between_sessions() -> None:
    held = [meeting("NATO RUS", on(number), when=day(number), status=MeetingStatus.HELD) for number in (3, 10, 24)]

    assert cadence(meetings(held)) == "every 10 days, the median of 3 sessions"
    assert cadence(meetings(held[:2])) == ""
