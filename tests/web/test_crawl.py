"""A reader who follows every link of the site comes to no page that is not there, and to none that breaks."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from starlette.testclient import TestClient
from tests.store.readings import talks
from tests.web.rooms import HOSTILE, NOW, furnished, headed, told, with_alerts, with_rejected, with_sources

MOST = 400
"""Pages that are asked for: the calendar of days has no end."""
DAYS = re.compile(r"/brief/(?!2022-01-2)|/calendar\?|/dyad/.*\?")
"""Pages of other days, of which there is one for each day that ever was."""


def links(page: str) -> set[str]:
    """The addresses on our site that a page leads to."""
    found = (unescape(one) for one in re.findall(r'(?:href|src|action)="([^"]*)"', page))
    return {one for one in found if not urlsplit(one).netloc and not one.startswith(("data:", "mailto:"))}


def elsewhere(target: str, client: TestClient) -> bool:
    """What is not followed: days without end, the way out, a newsletter that there is not, feeds that are not made."""
    unmade = target.startswith("/feeds") and client.get("/feeds/search.atom?kind=event").status_code == 404
    return bool(DAYS.search(target)) or target.startswith(("/sign-out", "/api/v1/newsletter")) or unmade


def test_every_link_leads_to_a_page(tmp_path: Path) -> None:
    text = "The ministers of Norway and Iceland signed the letter in Bergen after nine days of talks about cod. " * 6
    readings = [
        headed(talks(), "Cod talks", url="https://cod.example/1"),
        headed(talks(source="b.txt", more=" Two."), HOSTILE, outlet="Fjord Wire", url="https://fjord.example/1"),
        told("Letter signed", text, outlet="Meridian News Agency", url="https://meridian.example/2"),
        told("Letter signed", f"{text} Cheers.", outlet="Galata Daily", url="https://galata.example/2"),
    ]
    wrong: dict[str, int] = {}
    with furnished(tmp_path, readings) as (client, store):
        with_sources(store, now=NOW)
        with_alerts(store, readings[0])
        with_rejected(store, count=3)
        waiting, seen = ["/", "/rejected"], {"/", "/rejected"}
        while waiting and len(seen) < MOST:
            at = waiting.pop(0)
            answer = client.get(at)
            if answer.status_code >= 400:
                wrong[at] = answer.status_code
                continue
            is_page = answer.headers["content-type"].startswith("text/html")
            for link in links(answer.text) if is_page else ():
                target = urljoin(at, link).partition("#")[0]
                if target not in seen and not elsewhere(target, client):
                    seen.add(target)
                    waiting.append(target)

    assert not wrong
    assert len(seen) > 40


def test_every_word_that_a_link_jumps_to_is_there(tmp_path: Path) -> None:
    with furnished(tmp_path, [headed(talks(), "Cod talks")]) as (client, _):
        for at in ("/", "/actor/NOR", "/search?actor=NOR"):
            page = client.get(at).text
            for place in re.findall(r'href="#([^"]+)"', page):
                assert f'id="{place}"' in page
            for article, record in re.findall(r'href="(/article/\w+)#([\w-]+)"', page):
                assert f'id="{record}"' in client.get(article).text
