"""A receiver of webhooks on loopback: it keeps what it is sent, and answers as it is told to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread


@dataclass(frozen=True, slots=True)
class Posted:
    """A request: its headers with small letters, and its body."""

    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Receiver:
    """What has come. *statuses* answer one request after another, the last one all that follow."""

    port: int
    got: list[Posted] = field(default_factory=list)
    statuses: list[int] = field(default_factory=lambda: [204])
    lock: Lock = field(default_factory=Lock)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.host}/hook"


@contextmanager
def receiver() -> Iterator[Receiver]:
    """A receiver while it is needed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Hook)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client that was killed
    server.receiver = Receiver(server.server_address[1])  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.receiver  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Hook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        receiver: Receiver = self.server.receiver  # type: ignore[attr-defined]
        headers = {name.lower(): value for name, value in self.headers.items()}
        length = int(headers["content-length"])
        body = self.rfile.read(length)
        if len(body) < length:
            return
        with receiver.lock:
            status = receiver.statuses[min(len(receiver.got), len(receiver.statuses) - 1)]
            receiver.got.append(Posted(headers, body))
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""
