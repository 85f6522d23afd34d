"""No room but `net` opens a door to the world, by its own import or by a library's hand."""

from __future__ import annotations

import ast
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import pytest

from dragoman.clean import cut_from
from dragoman.model import DragomanError

_SOURCES = Path(__file__).parents[1] / "src" / "dragoman"
_DOORS = frozenset(
    "socket ssl socketserver http.client http.server urllib.request urllib3 requests httpx httpcore h11 h2 aiohttp "
    "smtplib imaplib poplib ftplib nntplib telnetlib xmlrpc aiosmtplib websockets websocket paramiko pycurl "
    "newspaper goose3 trafilatura.downloads trafilatura.spider trafilatura.feeds trafilatura.sitemaps "
    "feedparser.http lxml.html.submit_form".split()
)
"""Modules, and things in them, that reach out."""
_DATABASES = frozenset("sqlalchemy psycopg alembic".split())
"""They may connect to where the operator's own URL points, and only `store` may use them."""
_CALLS = frozenset(
    "trafilatura.fetch_url trafilatura.fetch_response htmldate.utils.fetch_url asyncio.open_connection "
    "asyncio.start_server asyncio.open_unix_connection lxml.html.parse lxml.etree.parse lxml.html.submit_form "
    "py3langid.fetch pandas.read_html".split()
)
"""Calls that take an address, or would take one for a document."""
_FEEDS = "feedparser.parse"
_FEED_READER = ("collect", "feed_entries.py")
_STREAM = "io.BytesIO"


def _known_as(tree: ast.Module) -> dict[str, str]:
    """What each name of the module stands for, by its imports."""
    known = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            known |= {one.asname or one.name.partition(".")[0]: _bound(one) for one in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            known |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
    return known


def _bound(one: ast.alias) -> str:
    return one.name if one.asname else one.name.partition(".")[0]


def _imported(node: ast.AST) -> list[str]:
    """The modules that *node* imports, with what it takes from them."""
    if isinstance(node, ast.Import):
        return [one.name for one in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [f"{node.module}.{one.name}" for one in node.names]
    return []


def _full(node: ast.AST, known: dict[str, str]) -> str:
    """The dotted name of *node* with its first part as imported; nothing for what is no name."""
    if isinstance(node, ast.Name):
        return known.get(node.id, node.id)
    if isinstance(node, ast.Attribute) and (before := _full(node.value, known)):
        return f"{before}.{node.attr}"
    return ""


def _in(name: str, doors: frozenset[str]) -> bool:
    parts = name.split(".")
    return any(".".join(parts[:length]) in doors for length in range(1, len(parts) + 1))


def _faults(source: str, place: tuple[str, ...]) -> Iterator[str]:
    """What the module at *place* under src/dragoman does that only `net` may."""
    doors = _DOORS if place[0] == "store" else _DOORS | _DATABASES
    tree = ast.parse(source)
    known = _known_as(tree)
    for node in ast.walk(tree):
        names = _imported(node)
        if isinstance(node, ast.Call):
            names += _called(node, known, place)
        for name in names:
            if _in(name, doors | _CALLS | {_FEEDS}):
                yield f"{'/'.join(place)}:{node.lineno}: {name} is for the room net: go through dragoman.net"  # type: ignore[attr-defined]


def _called(node: ast.Call, known: dict[str, str], place: tuple[str, ...]) -> list[str]:
    """The name that is called, unless it is the one harmless call of feedparser: on a stream, in its one module."""
    name = _full(node.func, known)
    if name in ("importlib.import_module", "__import__") and node.args and isinstance(node.args[0], ast.Constant):
        return [str(node.args[0].value)]
    of_a_stream = bool(node.args) and isinstance(node.args[0], ast.Call) and _full(node.args[0].func, known) == _STREAM
    return [] if name == _FEEDS and place == _FEED_READER and of_a_stream else [name]


def _modules() -> list[tuple[str, ...]]:
    """Every module of ours outside `net`, as its place under src/dragoman."""
    places = [file.relative_to(_SOURCES).parts for file in sorted(_SOURCES.rglob("*.py"))]
    return [place for place in places if place[0] != "net"]


@pytest.mark.parametrize("place", _modules(), ids="/".join)
def test_no_room_but_net_opens_a_door(place: tuple[str, ...]) -> None:
    assert list(_faults(_SOURCES.joinpath(*place).read_text(encoding="utf-8"), place)) == []


@pytest.mark.parametrize(
    "source",
    [
        "import socket",
        "import json, ssl as locks",
        "from socket import create_connection",
        "import http.client",
        "from http import client",
        "from http.client import HTTPConnection as door",
        "import urllib.request",
        "from urllib import request",
        "from urllib.request import urlopen",
        "import requests",
        "import httpx as web",
        "import httpcore",
        "import aiohttp",
        "import smtplib\nimport imaplib",
        "import ftplib",
        "def read():\n    if True:\n        from httpx import get",
        "from newspaper import Article",
        "import trafilatura\ntrafilatura.fetch_url(url)",
        "import trafilatura as cutter\ncutter.fetch_url(url)",
        "from trafilatura import fetch_url",
        "from trafilatura import downloads",
        "from trafilatura.downloads import fetch_response",
        "import feedparser\nfeedparser.parse(url)",
        "import feedparser\nfeedparser.parse(b'<rss/>')",
        "from feedparser import parse",
        "import feedparser as feeds\nfeeds.parse(url)",
        "from lxml import html\nhtml.parse(url)",
        "import lxml.etree\nlxml.etree.parse(url)",
        "import asyncio\nasyncio.open_connection(host, 80)",
        "import importlib\nimportlib.import_module('socket')",
        "from importlib import import_module\nimport_module('httpx')",
        "__import__('urllib.request')",
        "import sqlalchemy",
        "from psycopg import connect",
    ],
)
def test_a_door_is_found_however_it_is_opened(source: str) -> None:
    assert list(_faults(source, ("clean", "page.py")))


@pytest.mark.parametrize(
    "source",
    [
        "from urllib.parse import urljoin",
        "import urllib.parse\nurllib.parse.urlsplit(url)",
        "from http import HTTPStatus",
        "from dragoman.net import fetch",
        "from .socket import plug",
        "import trafilatura\ntrafilatura.extract(page)",
        "from lxml import html\nhtml.document_fromstring(page)",
        "from html.parser import HTMLParser",
        "requests = []\nfor request in requests: pass",
        "import feedparser\nfeedparser.api",
    ],
)
def test_what_reaches_nothing_is_left_alone(source: str) -> None:
    assert list(_faults(source, ("clean", "page.py"))) == []


def test_only_the_store_may_use_a_database() -> None:
    source = "import sqlalchemy, psycopg"

    assert list(_faults(source, ("store", "database.py"))) == []
    assert list(_faults("import socket", ("store", "database.py")))


@pytest.mark.parametrize("given", ["io.BytesIO(body)", "BytesIO(body)"])
def test_feedparser_reads_a_stream_in_its_one_module(given: str) -> None:
    source = f"import feedparser, io\nfrom io import BytesIO\nfeedparser.parse({given}, sanitize_html=False)"

    assert list(_faults(source, _FEED_READER)) == []
    assert list(_faults(source, ("collect", "rounds.py")))


@pytest.mark.parametrize("given", ["url", "body", "b'<rss/>'", "open(name)", "StringIO(text)"])
def test_feedparser_gets_nothing_but_a_stream(given: str) -> None:
    """It opens a string as a URL, and bytes as the name of a file."""
    assert list(_faults(f"import feedparser\nfeedparser.parse({given})", _FEED_READER))


_PAGE = (
    "{start}<html><body><h1>Envoys\u00a0meet\u00a0in\u00a0Kestrel\u00a0Bay</h1>"
    "<p>1\u00a0March\u00a02026</p><p>4\u00a0March\u00a02026</p>"
    + ("<p>" + "\u00a0".join("Envoys of both sides met in Kestrel Bay and agreed to meet again.".split() * 4) + "</p>")
    * 4
    + "</body></html>"
)


@pytest.mark.parametrize(
    "start",
    [
        "http://127.0.0.1:9/",
        "https://news.example/",
        "file:///etc/hosts",
        "ftp://a/",
        "",
    ],
)
def test_a_page_that_begins_like_an_address_is_read_and_not_fetched(
    start: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page without a single space: htmldate takes such a text for the address of a page."""
    asked: list[object] = []

    def refuse(*arguments: object, **named: object) -> NoReturn:
        asked.append(arguments[:2])
        raise OSError("no door here")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    page = _PAGE.format(start=start)
    assert " " not in page
    with suppress(DragomanError):
        cut_from(page, url="https://news.example/a")
    assert asked == []
