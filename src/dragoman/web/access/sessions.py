"""Sessions: one browser's visit, kept by that browser in a cookie that only we can have signed."""

from __future__ import annotations

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass, field
from hashlib import sha256

import msgspec
from starlette.requests import Request
from starlette.types import Scope

VISIT = "dragoman.visit"
"""Where a request has its visit."""
SIGNED_IN, NAMELESS = 7 * 24 * 3600, 24 * 3600
"""Seconds that a session lasts."""
LONGEST_COOKIE = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A visit until the second *until*. *name* is an account's and *proof* its password's; none before signing in."""

    id: str
    until: int
    name: str | None = None
    proof: str | None = None


@dataclass(slots=True)
class Visit:
    """The session of a request, and whether its answer must tell the browser of it."""

    session: Session | None = None
    told: bool = True


@dataclass(slots=True)
class Ended:
    """Sessions that were signed out before their time, as long as this process runs."""

    _until: dict[str, int] = field(default_factory=dict, repr=False)

    def add(self, session: Session, now: float) -> None:
        for gone in [id for id, until in self._until.items() if until < now]:
            del self._until[gone]
        self._until[session.id] = session.until

    def __contains__(self, id: str) -> bool:
        return id in self._until


def visit_of(scope: Scope) -> Visit:
    found = scope.setdefault(VISIT, Visit())
    assert isinstance(found, Visit)
    return found


def session_of(request: Request) -> Session | None:
    """The session of a request; none where the browser has none."""
    return visit_of(request.scope).session


def begin(request: Request, *, now: float, name: str | None = None, proof: str | None = None) -> Session:
    """Begins a session, in the place of one that there may be; the answer hands it to the browser."""
    lasts = NAMELESS if name is None else SIGNED_IN
    session = Session(id=secrets.token_urlsafe(18), until=int(now) + lasts, name=name, proof=proof)
    _change(request, session)
    return session


def end(request: Request) -> None:
    """Makes the browser forget its session."""
    _change(request, None)


def _change(request: Request, session: Session | None) -> None:
    visit = visit_of(request.scope)
    visit.session, visit.told = session, False


def sealed(session: Session, secret: bytes) -> str:
    """*session* as a cookie's value."""
    told = urlsafe_b64encode(msgspec.json.encode(session)).decode().rstrip("=")
    return f"{told}.{signature('session', told, secret)}"


def unsealed(written: str | None, secret: bytes, *, now: float) -> Session | None:
    """The session that a cookie holds; none where it is missing, over, or not signed by us."""
    told, _, signed = (written or "").partition(".")
    if not told or len(told) > LONGEST_COOKIE or not same(signed, signature("session", told, secret)):
        return None
    try:
        session = msgspec.json.decode(urlsafe_b64decode(told + "=" * (-len(told) % 4)), type=Session)
    except (NotBase64, ValueError):
        return None
    return session if session.until > now else None


def signature(purpose: str, told: str, secret: bytes) -> str:
    """What only the holder of *secret* can make of *told*, for one *purpose* alone."""
    key = hmac.digest(secret, purpose.encode(), sha256)
    return urlsafe_b64encode(hmac.digest(key, told.encode("utf-8", "surrogatepass"), sha256)).decode().rstrip("=")


def same(one: str, other: str) -> bool:
    """Whether two signatures are the same, in a time that does not tell how far they agree."""
    return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass"))


def cookie_name(*, secure: bool) -> str:
    """With TLS a name that no other site on the same domain can set."""
    return "__Host-dragoman" if secure else "dragoman"


def cookie(session: Session | None, secret: bytes, *, secure: bool, now: float) -> str:
    """The header that hands *session* to the browser, or makes it forget what it has."""
    value, lasts = ("", 0) if session is None else (sealed(session, secret), session.until - int(now))
    parts = (f"{cookie_name(secure=secure)}={value}", "Path=/", f"Max-Age={lasts}", "HttpOnly", "SameSite=Strict")
    return "; ".join((*parts, "Secure") if secure else parts)
