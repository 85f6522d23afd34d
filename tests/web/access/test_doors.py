"""Who is turned away before any page is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.web.doorways import access, app_of, browser

from dragoman.store import Database
from dragoman.web.access.limits import Buckets
from dragoman.web.access.viewers import Access


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8000", "127.0.0.1:1", "[::1]:80", "[::1]", "LOCALHOST", "localhost."]
)
def test_a_site_for_this_machine_answers_to_its_names(store: Database, host: str) -> None:
    with browser(app_of(store, None)) as client:
        assert client.get("/sign-in", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example:80",
        "",
        "localhost@evil",
        "::1",
    ],
)
def test_no_page_of_a_stranger_reaches_it_under_another_name(store: Database, host: str) -> None:
    with browser(app_of(store, None)) as client:
        answer = client.get("/sign-in", headers={"host": host})

    assert answer.status_code == 421
    assert "--allow-host" in answer.text


def test_who_asks_a_public_site_too_fast_is_told_when_to_come_back(store: Database, tmp_path: Path) -> None:
    narrow = access(tmp_path, requests=Buckets(burst=3, per_second=0.1), now=lambda: 0.0)
    with browser(app_of(store, narrow)) as client, browser(app_of(store, narrow), at="192.0.2.8") as other:
        assert [client.get("/sign-out").status_code for _ in range(4)] == [200, 200, 200, 429]
        answer = client.get("/sign-out")
        assert answer.headers["retry-after"] == "10"
        assert client.get("/static/site.css").status_code == 200
        assert other.get("/sign-out").status_code == 200


def test_on_this_machine_alone_nobody_has_to_wait(store: Database) -> None:
    open_to_us = Access(requests=Buckets(burst=1, per_second=0.1), now=lambda: 0.0)
    with browser(app_of(store, open_to_us)) as client:
        assert {client.get("/sign-out").status_code for _ in range(5)} == {200}
