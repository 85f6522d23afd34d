"""Answers made small on their way, wherever nobody could read a secret out of how small they become.

How long a compressed page is tells how much of what a link asks for stands in it already (BREACH). A page may hold the
token of its browser's session beside such words. So whoever has a session gets pages as they are; a token that is made
for this one answer is another in the next, and tells nothing. Files under /static/ hold no secret.
"""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.web.access.sessions import visit_of

LEAST, LEVEL = 500, 6
"""Bytes from which it is worth it, and how hard it is tried: 9 takes twice as long for one byte in a hundred."""


class Compressed:
    """Compresses what *app* answers; `Guards` must have read the session."""

    def __init__(self, app: ASGIApp) -> None:
        self._as_is = app
        self._small = GZipMiddleware(app, minimum_size=LEAST, compresslevel=LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _secret(scope) or _part(scope):
            await self._as_is(scope, receive, send)
        else:
            await self._small(scope, receive, _weakly_tagged(send))


def _secret(scope: Scope) -> bool:
    """Whether the answer may hold what a session is known by."""
    path: str = scope["path"]
    return visit_of(scope).session is not None and not path.startswith("/static/")


def _part(scope: Scope) -> bool:
    """Whether a part of a file is asked for: its bytes are counted in the file as it is."""
    return any(name == b"range" for name, _ in scope["headers"])


def _weakly_tagged(send: Send) -> Send:
    """*send*, with tags made weak: the answer is the same one, its bytes depend on how it is sent."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            tag = headers.get("etag", "")
            if tag and not tag.startswith("W/"):
                headers["etag"] = f"W/{tag}"
        await send(message)

    return sent
