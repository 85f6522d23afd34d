"""What every request passes and every answer carries, so that nothing foreign asks, runs, frames or follows."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.web.access.doors import Refused, refused
from dragoman.web.access.sessions import cookie, cookie_name, unsealed, visit_of
from dragoman.web.access.viewers import Access
from dragoman.web.errors import told

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types dragoman",
    )
)
"""Scripts and styles only from our own files: none inline, none from elsewhere."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with no-referrer browsers would call the origin of our own forms null
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "Cache-Control": "private, no-cache",
}
LARGEST = 256 * 1024
"""Bytes of a body: the longest article's quote with room to spare."""


class Guards:
    """Refuses what `doors` refuses, reads and writes the session's cookie, and adds the headers, also to errors."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        access: Access = request.app.state.access
        secure = access.secure(request)
        visit = visit_of(scope)
        visit.session = unsealed(request.cookies.get(cookie_name(secure=secure)), access.secret, now=access.now())

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.add_vary_header("Cookie")
                if not visit.told:
                    headers.append("Set-Cookie", cookie(visit.session, access.secret, secure=secure, now=access.now()))
                if not visit.told or (visit.session and visit.session.name):
                    headers["Cache-Control"] = "no-store"
            await send(message)

        refusal = refused(request, access, largest=LARGEST)
        answer = _answer(request, refusal) if refusal else self.app
        await answer(scope, _limited(receive), guarded)


def _answer(request: Request, refusal: Refused) -> ASGIApp:
    answer = told(request, refusal.status, refusal.what)
    answer.headers.update(refusal.headers)
    return answer


def _limited(receive: Receive) -> Receive:
    """*receive*, until more than LARGEST bytes have come."""
    came = 0

    async def limited() -> Message:
        nonlocal came
        message = await receive()
        came += len(message.get("body", b""))
        if came > LARGEST:
            raise HTTPException(413, f"A form of more than {LARGEST // 1024} kB is not taken.")
        return message

    return limited
