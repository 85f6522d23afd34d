"""Sources: each says how it stands, why, and what to do."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.store.readings import talks
from tests.web.rooms import HOSTILE, furnished, headed, with_alerts, with_sources

from dragoman.store import Source, SourceKind, Standing, add_source
from dragoman.web.access.viewers import Access

NOW = datetime(2022, 1, 22, 9, tzinfo=UTC)
CLOCK = Access(now=NOW.timestamp)


def test_a_source_that_needs_a_hand_says_why_and_what_to_do(tmp_path: Path) -> None:
    with furnished(tmp_path, [], access=CLOCK) as (client, store):
        with_sources(store, now=NOW)
        page = client.get("/sources").text

    assert "4 sources, 3 need a hand." in page
    assert "the host answers 503: <strong>wait: it is asked again later</strong>" in page
    assert "Quiet since" in page
    assert "Paused: by hand." in page
    assert "Fjord Wire" not in page.partition('id="all"')[0]


def test_every_source_stands_by_name_with_when_it_answered(tmp_path: Path) -> None:
    with furnished(tmp_path, [], access=CLOCK) as (client, store):
        with_sources(store, now=NOW)
        rows = client.get("/sources").text.partition("<tbody>")[2]

    assert re.findall(r'<th scope="row">([^<]+)', rows) == [
        "Broken Bell",
        "Fjord Wire",
        "Resting Review",
        "Silent Post",
    ]
    assert "2022-01-22 09:00 UTC" in rows


def test_many_sources_come_page_by_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.web.desk.sources.MOST", 3)
    with furnished(tmp_path, [], access=CLOCK) as (client, store):
        with_sources(store, now=NOW)
        first = client.get("/sources").text
        second = client.get(re.findall(r'rel="next" href="([^"]+)"', first)[0]).text

    assert re.findall(r'<th scope="row">([^<]+)', second) == ["Silent Post"]
    assert 'rel="next"' not in second


def test_without_sources_the_page_says_how_to_add_one(tmp_path: Path) -> None:
    with furnished(tmp_path, []) as (client, _):
        assert "dragoman sources add" in client.get("/sources").text


def test_words_of_others_stay_text(tmp_path: Path) -> None:
    reading = headed(talks(), HOSTILE, outlet=HOSTILE, url="javascript:alert(3)")
    with furnished(tmp_path, [reading]) as (client, store):
        with_alerts(store, reading, quote=HOSTILE)
        source = Source(name=HOSTILE, address="javascript:alert(4)", kind=SourceKind.PAGE, added=NOW, outlet=HOSTILE)
        add_source(store, source, Standing(due=NOW, interval=NOW - NOW, paused=HOSTILE))
        pages = "".join(client.get(at).text for at in ("/alerts", "/sources", "/rejected"))

    assert "<script>alert" not in pages
    assert "<img" not in pages
    assert 'href="javascript:' not in pages
