"""Sources, alerts and what was not read: each says how it stands, why, and what to do."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.store.readings import talks
from tests.web.doorways import access, app_of, browser, sign_in, token
from tests.web.rooms import HOSTILE, furnished, headed, with_alerts, with_rejected, with_sources

from dragoman.ledger.alert_values import AlertState
from dragoman.store import Source, SourceKind, Standing, add_source, opened
from dragoman.store.alert_pages import alert_page, alerts_by_state
from dragoman.store.rejected_pages import rejected_by_stage, rejected_page
from dragoman.web.access import Access

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
    monkeypatch.setattr("dragoman.web.sources.MOST", 3)
    with furnished(tmp_path, [], access=CLOCK) as (client, store):
        with_sources(store, now=NOW)
        first = client.get("/sources").text
        second = client.get(re.findall(r'rel="next" href="([^"]+)"', first)[0]).text

    assert re.findall(r'<th scope="row">([^<]+)', second) == ["Silent Post"]
    assert 'rel="next"' not in second


def test_without_sources_the_page_says_how_to_add_one(tmp_path: Path) -> None:
    with furnished(tmp_path, []) as (client, _):
        assert "dragoman sources add" in client.get("/sources").text


def test_an_alert_stands_with_the_words_that_it_rests_on(tmp_path: Path) -> None:
    reading = headed(talks(), "Cod talks")
    with furnished(tmp_path, [reading]) as (client, store):
        with_alerts(store, reading)
        page = client.get("/alerts").text

    assert "Norway → Iceland: accuses (ACCUSE allege)" in page
    assert "<p>We want talks</p>" in page
    assert f'href="/article/{reading.article.id}#record-v1">Cod Times' in page
    assert "rule cod war" in page


def test_alerts_come_page_by_page_and_by_state(tmp_path: Path) -> None:
    reading = talks()
    with furnished(tmp_path, [reading]) as (client, store):
        with_alerts(store, reading, count=35)
        first = client.get("/alerts").text
        second = client.get(re.findall(r'rel="next" href="([^"]+)"', first)[0]).text
        seen = [re.findall(r'id="alert-(\w+)"', page) for page in (first, second)]
        closed = client.get("/alerts?state=closed").text

    assert len(seen[0]) == 30
    assert len({*seen[0], *seen[1]}) == 35
    assert "No alert is in this state." in closed


def test_who_has_no_name_cannot_mark_an_alert(tmp_path: Path) -> None:
    reading = talks()
    with furnished(tmp_path, [reading]) as (client, store):
        with_alerts(store, reading)
        (alert,) = alert_page(store, states=AlertState, after=None, most=5).alerts
        page = client.get("/alerts").text
        answer = client.post(f"/alerts/{alert.id}", data={"state": "seen"})

        assert "<button" not in page
        assert answer.status_code == 403
        assert alerts_by_state(store)[AlertState.NEW] == 1


def test_who_is_signed_in_marks_an_alert_with_our_form_alone(tmp_path: Path) -> None:
    reading = talks()
    with opened(str(tmp_path / "store.db"), create=True) as store:
        with_alerts(store, reading)
        (alert,) = alert_page(store, states=AlertState, after=None, most=5).alerts
        with browser(app_of(store, access(tmp_path))) as client:
            sign_in(client)
            forged = client.post(f"/alerts/{alert.id}", data={"state": "seen", "csrf": "forged"})
            answer = client.post(f"/alerts/{alert.id}", data={"state": "seen", "csrf": token(client, "/alerts")})
            wrong = client.post(
                f"/alerts/{alert.id}", data={"state": "sent", "csrf": token(client, "/alerts?state=all")}
            )

        assert forged.status_code == 403
        assert answer.status_code == 303
        assert wrong.status_code == 400
        assert alerts_by_state(store)[AlertState.SEEN] == 1


def test_what_was_not_read_says_why_by_stage(tmp_path: Path) -> None:
    with furnished(tmp_path, []) as (client, store):
        with_rejected(store, count=3)
        page = client.get("/rejected").text
        clean = client.get("/rejected?stage=clean").text

        assert rejected_by_stage(store) == (("net", 2), ("clean", 1))
    assert "3 pages could not be read." in page
    assert "behind a wall" in page
    assert len(re.findall('class="claim"', clean)) == 1


def test_what_was_not_read_comes_page_by_page_newest_first(tmp_path: Path) -> None:
    with furnished(tmp_path, []) as (client, store):
        with_rejected(store, count=120)
        at, seen = "/rejected", list[str]()
        while at:
            page = client.get(at).text
            seen += re.findall(r'class="where">(\S+)', page)
            after = re.search(r'rel="next" href="([^"]+)"', page)
            at = after[1] if after else ""

    assert seen == [f"https://wall.example/{one}" for one in reversed(range(120))]


def test_a_place_that_is_gone_begins_at_the_newest(tmp_path: Path) -> None:
    with opened(str(tmp_path / "store.db"), create=True) as store:
        with_rejected(store, count=3)

        assert len(rejected_page(store, stage=None, after="gone", most=9).refused) == 3
        assert alert_page(store, states=AlertState, after="gone", most=9).alerts == ()


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
