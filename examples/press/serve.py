"""Serves the example press on loopback: its pages, and its feeds with {BASE} filled in.

    python examples/press/serve.py [PORT]     prints the address; stops with Ctrl-C
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

HERE = Path(__file__).parent
TYPES = {".html": "text/html", ".txt": "text/plain", ".eml": "message/rfc822", ".xml": "application/xml"}


class Press(SimpleHTTPRequestHandler):
    """Pages as the bytes they are (their encoding is their own affair), feeds with their links made whole."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.suffix == ".xml" and path.is_file():
            host, port = self.server.server_address[:2]
            text = path.read_text(encoding="utf-8").replace("{BASE}", f"http://{host!s}:{port}")
            self._send(text.encode("utf-8"), path.suffix)
        elif path.suffix in TYPES and path.is_file():
            self._send(path.read_bytes(), path.suffix)
        else:
            self.send_error(404)

    def _send(self, body: bytes, suffix: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", TYPES[suffix])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: the press is quiet."""


@contextmanager
def serving(port: int = 0) -> Iterator[str]:
    """The press on a free port of 127.0.0.1; gives its base address."""
    server = ThreadingHTTPServer(("127.0.0.1", port), partial(Press, directory=str(HERE)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def main() -> None:
    with serving(int(sys.argv[1]) if len(sys.argv) > 1 else 8765) as base:
        sys.stdout.write(f"The example press is at {base}/pages/ and {base}/feeds/ (Ctrl-C stops it)\n")
        with suppress(KeyboardInterrupt):
            Event().wait()


if __name__ == "__main__":
    main()
