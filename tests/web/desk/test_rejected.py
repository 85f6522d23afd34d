"""What was not read says why, the newest first."""

from __future__ import annotations

import re
from pathlib import Path

from tests.web.rooms import furnished, with_rejected

from dragoman.ledger.alert_values import AlertState
from dragoman.store import opened
from dragoman.store.alerts.pages import alert_page
from dragoman.store.press.rejected import rejected_by_stage, rejected_page


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
