"""A press on loopback that says what it is told to say, and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from dragoman.collect.items import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An answer."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html"
    headers: Mapping[str, str] = field(default_factory=dict)


Page = Said | Callable[[Mapping[str, str]], Said]
"""An answer, or what makes it of the request's headers."""


@dataclass(slots=True)
class Press:
    """The pages of a server by path, and its requests: paths with their headers."""

    base: str
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def host(self) -> str:
        return self.base.removeprefix("http://")

    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def press() -> Iterator[Press]:
    """A press that serves while it is needed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Desk)
    server.daemon_threads = True
    server.press = Press(f"http://127.0.0.1:{server.server_address[1]}")  # type: ignore[attr-defined]
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client that was killed
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.press  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Desk(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        press: Press = self.server.press  # type: ignore[attr-defined]
        headers = {name.lower(): value for name, value in self.headers.items()}
        press.asked.append((self.path, headers))
        page = press.pages.get(self.path, Said(status=404))
        said = page if isinstance(page, Said) else page(headers)
        self.send_response(said.status)
        for name, value in said.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", said.kind)
        if "Content-Length" not in said.headers:
            self.send_header("Content-Length", str(len(said.body)))
        self.end_headers()
        self.wfile.write(said.body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: the press is quiet."""


def rss(*items: Item, title: str = "The Wire") -> bytes:
    """A feed of the items."""
    return f"<rss version='2.0'><channel><title>{title}</title>{''.join(map(_item, items))}</channel></rss>".encode()


def _item(item: Item) -> str:
    parts = {
        "link": item.address,
        "guid": item.guid,
        "title": item.title,
        "description": item.content,
        "pubDate": format_datetime(item.published) if item.published else None,
    }
    return "<item>" + "".join(f"<{name}>{escape(said)}</{name}>" for name, said in parts.items() if said) + "</item>"
