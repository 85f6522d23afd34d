"""Alerts: each with the words that it rests on; who has a name marks them."""

from __future__ import annotations

import re
from pathlib import Path

from tests.store.readings import talks
from tests.web.doorways import access, app_of, browser, sign_in, token
from tests.web.rooms import furnished, headed, with_alerts

from dragoman.ledger.alert_values import AlertState
from dragoman.store import opened
from dragoman.store.alerts.pages import alert_page, alerts_by_state


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
