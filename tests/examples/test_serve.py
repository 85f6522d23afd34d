"""The example press on loopback: what it serves, and that only a caller who says so may read it there."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from ipaddress import IPv4Network
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from examples.press.serve import HERE, TYPES, serving

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


@pytest.mark.parametrize(("page", "kind"), [(PAGE, "text/html"), ("feeds/meridian-wire.xml", "application/xml")])
def test_what_is_served_says_what_it_is(page: str, kind: str, base: str) -> None:
    with DIRECT.open(f"{base}/{page}", timeout=10) as answer:
        assert answer.headers.get_content_type() == kind


@pytest.mark.parametrize("feed", sorted(path.name for path in (HERE / "feeds").glob("*.xml")))
def test_a_feed_links_to_this_very_server(feed: str, base: str) -> None:
    kept = (HERE / "feeds" / feed).read_text(encoding="utf-8")

    assert "{BASE}" in kept
    assert _got(f"{base}/feeds/{feed}").decode("utf-8") == kept.replace("{BASE}", base)


@pytest.mark.parametrize("path", ["pages/nobody/nothing.html", "pages/", "truth.json", "serve.py", "../../README.md"])
def test_nothing_else_is_served(path: str, base: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404") as refused:
        _got(f"{base}/{path}")
    refused.value.close()


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
