"""Serves the example press on loopback: its pages, its feeds with {BASE} filled in, and what a reader meets beside them.

    python examples/press/serve.py [PORT [MOMENT]]     prints the address; stops with Ctrl-C

With a MOMENT (2022-01-22T22:00:00+00:00) an address of several versions holds the one of that time, and none before the first.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import unquote, urlsplit

HERE = Path(__file__).parent
TYPES = {
    ".html": "text/html",
    ".txt": "text/plain",
    ".eml": "message/rfc822",
    ".xml": "application/xml",
    ".json": "application/feed+json",
}
FILES = {
    f"/{file.relative_to(HERE).as_posix()}": file for part in ("pages", "feeds") for file in HERE.glob(f"{part}/**/*.*")
}
VERSIONS = {
    f"/pages/{row['address']}": [
        (datetime.fromisoformat(one["from"]), f"/pages/{one['page']}") for one in row["versions"]
    ]
    for row in json.loads((HERE / "copies.json").read_text(encoding="utf-8"))["versions"]
}
"""By address, each version with the moment from which it stands there."""

STORY = "/pages/meridian-wire/2022-01-21-blinken-lavrov.html"
MOVED, GONE, SLOW, FORBIDDEN = "/moved/geneva.html", "/gone/geneva.html", "/slow/geneva.html", "/drafts/geneva.html"
"""Addresses that lead to the story, have lost it, let one wait for it, or hold it where robots.txt lets nobody go."""
ROBOTS = "User-agent: *\nDisallow: /drafts/\n\nSitemap: {BASE}/feeds/tidewater-courier-news.xml\n"

Clock = Callable[[], datetime]


class Server(ThreadingHTTPServer):
    """A server that knows the time of its press, and how long its slow page takes."""

    def __init__(self, port: int, now: Clock | None, pause: float) -> None:
        super().__init__(("127.0.0.1", port), Press)
        self.now, self.pause, self.stopping = now, pause, Event()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Press(BaseHTTPRequestHandler):
    """Pages as the bytes they are (their encoding is their own affair), feeds with their links made whole."""

    server: Server

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if path == SLOW:
            self.server.stopping.wait(self.server.pause)
        if path == MOVED:
            self._send(301, b"", {"Location": f"{self.server.base}{STORY}"})
        elif path == GONE:
            self.send_error(410)
        elif path == "/robots.txt":
            self._send(200, self._whole(ROBOTS.encode()), {"Content-Type": "text/plain"})
        else:
            self._send_file(STORY if path in (SLOW, FORBIDDEN) else path)

    def _send_file(self, path: str) -> None:
        file, since = standing(path, self.server.now() if self.server.now else None)
        if file is None:
            self.send_error(404)
            return
        body = self._whole(file.read_bytes()) if path.startswith("/feeds/") else file.read_bytes()
        tag = f'"{sha256(body).hexdigest()[:16]}"'
        changed = (since or datetime.fromtimestamp(file.stat().st_mtime, UTC)).astimezone(UTC).replace(microsecond=0)
        headers = {"ETag": tag, "Last-Modified": format_datetime(changed, usegmt=True)}
        if self._has(tag, changed):
            self._send(304, b"", headers)
        else:
            self._send(200, body, headers | {"Content-Type": TYPES[file.suffix]})

    def _has(self, tag: str, changed: datetime) -> bool:
        """Whether the asker holds this very body; the tag, where given, outweighs the date."""
        if "If-None-Match" in self.headers:
            return tag in self.headers["If-None-Match"]
        with suppress(TypeError, ValueError):
            return changed <= parsedate_to_datetime(self.headers["If-Modified-Since"])
        return False

    def _whole(self, body: bytes) -> bytes:
        return body.replace(b"{BASE}", self.server.base.encode())

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(BrokenPipeError, ConnectionResetError):
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: the press is quiet."""


def standing(path: str, now: datetime | None) -> tuple[Path | None, datetime | None]:
    """The file at *path*, and since when; at a moment, the version that stands there then. Without one, each file as it is."""
    if now is None or path not in VERSIONS:
        return FILES.get(path), None
    shown = [(since, page) for since, page in VERSIONS[path] if since <= now]
    return (FILES[shown[-1][1]], shown[-1][0]) if shown else (None, None)


@contextmanager
def serving(port: int = 0, *, now: Clock | None = None, pause: float = 2.0) -> Iterator[str]:
    """The press on a free port of 127.0.0.1; gives its base address. *pause*: seconds that the slow page takes."""
    server = Server(port, now, pause)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.base
    finally:
        server.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join()


def main() -> None:
    moment = datetime.fromisoformat(sys.argv[2]) if len(sys.argv) > 2 else None
    with serving(int(sys.argv[1]) if len(sys.argv) > 1 else 8765, now=(lambda: moment) if moment else None) as base:
        sys.stdout.write(f"The example press is at {base}/pages/ and {base}/feeds/ (Ctrl-C stops it)\n")
        sys.stdout.flush()
        with suppress(KeyboardInterrupt):
            Event().wait()


if __name__ == "__main__":
    main()
