"""A site behind a real server on loopback, for browsers and readers of feeds."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import uvicorn
from starlette.types import ASGIApp

PATIENCE = 30.0


@contextmanager
def served(app: ASGIApp, *, port: int = 0) -> Iterator[str]:
    """The address of *app*, while it is served."""
    with socket.create_server(("127.0.0.1", port)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", server_header=False, ws="none", lifespan="off"))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        ends = time.monotonic() + PATIENCE
        while not server.started and time.monotonic() < ends:
            time.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
