"""The example press on loopback: what it serves, and that only a caller who says so may read it there."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from ipaddress import IPv4Network
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from examples.press.serve import FILES, FORBIDDEN, GONE, HERE, MOVED, SLOW, STORY, TYPES, VERSIONS, serving
from protego import Protego

from dragoman.app.pipeline import result
from dragoman.model import Reading, Rejected
from dragoman.net import Allow, fetch

ROOT = HERE.parents[1]
PAGE = "pages/meridian-wire/2022-01-21-blinken-lavrov.html"
NOW = datetime(2022, 3, 1, tzinfo=UTC)
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with serving() as address:
        yield address


def _got(url: str) -> bytes:
    with DIRECT.open(url, timeout=10) as answer:
        return bytes(answer.read())


@pytest.mark.parametrize("path", sorted(path.relative_to(HERE) for path in (HERE / "pages").glob("*/*")), ids=str)
def test_a_page_is_served_byte_for_byte(path: Path, base: str) -> None:
    assert _got(f"{base}/{path.as_posix()}") == (HERE / path).read_bytes()


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        (PAGE, "text/html"),
        ("feeds/meridian-wire.xml", "application/xml"),
        ("feeds/selat-herald.json", "application/feed+json"),
        ("robots.txt", "text/plain"),
    ],
)
def test_what_is_served_says_what_it_is(page: str, kind: str, base: str) -> None:
    with DIRECT.open(f"{base}/{page}", timeout=10) as answer:
        assert answer.headers.get_content_type() == kind


@pytest.mark.parametrize("feed", sorted(path.name for path in (HERE / "feeds").iterdir()))
def test_a_feed_links_to_this_very_server(feed: str, base: str) -> None:
    kept = (HERE / "feeds" / feed).read_bytes()

    assert b"{BASE}" in kept
    assert _got(f"{base}/feeds/{feed}") == kept.replace(b"{BASE}", base.encode())


@pytest.mark.parametrize(
    "path",
    ["pages/nobody/nothing.html", "pages/", "feeds/", "truth.json", "copies.json", "serve.py", "../../README.md"],
)
def test_nothing_else_is_served(path: str, base: str) -> None:
    assert _refusal(f"{base}/{path}") == 404


def _refusal(url: str, **headers: str) -> int:
    with pytest.raises(urllib.error.HTTPError) as refused:
        DIRECT.open(
            urllib.request.Request(url, headers={name.replace("_", "-"): text for name, text in headers.items()})
        )
    refused.value.close()
    return refused.value.code


@pytest.mark.parametrize("path", [PAGE, "feeds/galata-daily.xml"])
def test_who_holds_a_body_already_is_told_so_and_sent_none(path: str, base: str) -> None:
    with DIRECT.open(f"{base}/{path}", timeout=10) as answer:
        tag, changed = answer.headers["ETag"], answer.headers["Last-Modified"]

    assert _refusal(f"{base}/{path}", If_None_Match=tag) == 304
    assert _refusal(f"{base}/{path}", If_Modified_Since=changed) == 304


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": '"another"', "If-Modified-Since": "Fri, 31 Dec 2100 00:00:00 GMT"},
        {"If-Modified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
    ],
)
def test_who_holds_another_body_is_sent_this_one(headers: dict[str, str], base: str) -> None:
    with DIRECT.open(urllib.request.Request(f"{base}/{PAGE}", headers=headers), timeout=10) as answer:
        assert answer.read() == (HERE / PAGE).read_bytes()


def test_a_moved_page_leads_to_the_story(base: str) -> None:
    with DIRECT.open(f"{base}{MOVED}", timeout=10) as answer:
        assert answer.url == f"{base}{STORY}"
        assert answer.read() == (HERE / PAGE).read_bytes()


def test_a_page_that_is_gone_says_that_it_will_not_come_back(base: str) -> None:
    assert _refusal(f"{base}{GONE}") == 410


def test_robots_are_kept_from_the_drafts_and_from_nothing_else(base: str) -> None:
    rules = Protego.parse(_got(f"{base}/robots.txt").decode())

    assert not rules.can_fetch(f"{base}{FORBIDDEN}", "dragoman")
    assert all(rules.can_fetch(f"{base}{path}", "dragoman") for path in (*FILES, MOVED, GONE, SLOW))
    assert all(_got(sitemap) for sitemap in rules.sitemaps)
    assert _got(f"{base}{FORBIDDEN}") == (HERE / PAGE).read_bytes()


def test_the_slow_page_outlasts_a_hasty_reader() -> None:
    with serving(pause=60) as address, pytest.raises(OSError, match="timed out"):
        DIRECT.open(f"{address}{SLOW}", timeout=0.05)


def test_who_waits_for_the_slow_page_gets_the_story() -> None:
    with serving(pause=0) as address:
        assert _got(f"{address}{SLOW}") == (HERE / PAGE).read_bytes()


@pytest.mark.parametrize("address", sorted(VERSIONS))
def test_an_address_holds_each_version_from_its_moment_on(address: str) -> None:
    clock = [datetime(2021, 1, 1, tzinfo=UTC)]
    with serving(now=lambda: clock[0]) as base:
        assert _refusal(f"{base}{address}") == 404
        for since, page in VERSIONS[address]:
            clock[0] = since

            assert _got(f"{base}{address}") == FILES[page].read_bytes()
        for (_, page), (later, _) in pairwise(VERSIONS[address]):
            clock[0] = later - timedelta(seconds=1)

            assert _got(f"{base}{address}") == FILES[page].read_bytes()


def test_a_new_version_is_news_to_who_holds_the_old_one() -> None:
    address, ((_, _), (later, page)) = next(iter(VERSIONS.items()))
    clock = [later - timedelta(seconds=1)]
    with serving(now=lambda: clock[0]) as base:
        with DIRECT.open(f"{base}{address}", timeout=10) as answer:
            held = {"If-None-Match": answer.headers["ETag"], "If-Modified-Since": answer.headers["Last-Modified"]}
        clock[0] = later

        for name, value in held.items():
            asked = urllib.request.Request(f"{base}{address}", headers={name: value})
            with DIRECT.open(asked, timeout=10) as answer:
                assert answer.read() == FILES[page].read_bytes()


def test_without_a_clock_an_address_holds_its_first_version(base: str) -> None:
    for address, ((_, page), *_) in VERSIONS.items():
        assert _got(f"{base}{address}") == FILES[page].read_bytes()


def test_every_page_of_the_press_is_of_a_kind_that_is_served() -> None:
    assert {path.suffix for path in (HERE / "pages").glob("*/*")} <= TYPES.keys()


def test_the_command_line_may_not_read_from_loopback(base: str) -> None:
    command = [sys.executable, "-m", "dragoman", "read", f"{base}/{PAGE}", "--format", "json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=60)

    assert done.returncode == 1
    assert '"rejected"' in done.stdout and '"stage":"net"' in done.stdout
    assert done.stderr.startswith(f"dragoman: {base}/{PAGE}: ")


def test_loopback_is_refused_even_where_its_port_is_allowed(base: str) -> None:
    ports = frozenset({urlsplit(base).port or 0})
    rejected = _read(f"{base}/{PAGE}", Allow(ports=ports))

    assert isinstance(rejected, Rejected)
    assert rejected.stage == "net" and "loopback" in rejected.reason


def test_a_caller_who_opens_loopback_reads_the_article(base: str) -> None:
    ports = frozenset({urlsplit(base).port or 0})
    reading = _read(f"{base}/{PAGE}", Allow(networks=(IPv4Network("127.0.0.0/8"),), ports=ports))

    assert isinstance(reading, Reading)
    assert reading.article.url == f"{base}/{PAGE}"
    assert reading.article.title == "Blinken promises Lavrov written answers next week"


def _read(url: str, allow: Allow) -> Reading | Rejected:
    return result(url, published=None, now=NOW, fetch=partial(fetch, allow=allow))
