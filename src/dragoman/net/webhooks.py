"""Webhooks through the one guarded door, signed as Standard Webhooks has it. Redirects are not followed."""

from __future__ import annotations

import hmac
import ssl
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256

import httpcore
import httpx

from dragoman.net.addresses import PUBLIC, Allow
from dragoman.net.bodies import Limits
from dragoman.net.errors import Unreachable
from dragoman.net.freshness import Clock, retry_after, utc_now
from dragoman.net.sockets import Deadline, Dialer, GuardedBackend, Resolver, system_dialer, system_resolver
from dragoman.net.targets import checked_url
from dragoman.net.transport import GuardedTransport

PATIENCE = Limits(seconds=20.0)
SECRET = "whsec_"
"""What a secret begins with; base64 of 24 to 64 bytes follows."""
SHORTEST, LONGEST = 24, 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """What the receiver answered. *retry_after* is how long it asks to be left alone."""

    status: int
    retry_after: timedelta | None = None

    @property
    def taken(self) -> bool:
        return 200 <= self.status < 300


def secret_key(written: str) -> bytes:
    """The key in a secret. Raises `ValueError` with the remedy."""
    remedy = "make one: echo whsec_$(openssl rand -base64 32)"
    if not written.startswith(SECRET):
        raise ValueError(f"the secret does not begin with {SECRET}: {remedy}")
    try:
        key = b64decode(written.removeprefix(SECRET), validate=True)
    except (NotBase64, ValueError):
        raise ValueError(f"the secret is not base64 behind {SECRET}: {remedy}") from None
    if not SHORTEST <= len(key) <= LONGEST:
        raise ValueError(f"the secret has {len(key)} bytes, not {SHORTEST} to {LONGEST}: {remedy}")
    return key


def signature(key: bytes, *, id: str, at: datetime, body: bytes) -> str:
    """What proves that the *body* is ours, as of that moment: `v1,…`."""
    signed = b".".join((id.encode("ascii"), str(int(at.timestamp())).encode("ascii"), body))
    return "v1," + b64encode(hmac.digest(key, signed, sha256)).decode("ascii")


def post(
    url: str,
    body: bytes,
    *,
    id: str,
    key: bytes,
    limits: Limits = PATIENCE,
    allow: Allow = PUBLIC,
    resolver: Resolver = system_resolver,
    dialer: Dialer = system_dialer,
    tls: ssl.SSLContext | None = None,
    clock: Clock = utc_now,
) -> Posted:
    """POSTs JSON under an *id* by which the receiver knows it again; `Refused` or `Unreachable` when it cannot be.

    The signature is of the moment of sending, so that a receiver may turn away what is old.
    """
    target, at = checked_url(url, allow=allow), clock()
    headers = {
        "Host": target.netloc.decode("ascii"),
        "Content-Type": "application/json",
        "User-Agent": "Dragoman",
        "webhook-id": id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": signature(key, id=id, at=at, body=body),
    }
    backend = GuardedBackend(deadline=Deadline.after(limits.seconds), allow=allow, resolver=resolver, dialer=dialer)
    with GuardedTransport(backend, tls=tls or _default_tls()) as transport, _told(target):
        response = transport.handle_request(httpx.Request("POST", target, headers=headers, content=body))
        with closing(response):
            wait = retry_after(response.status_code, response.headers, clock=clock)
            return Posted(status=response.status_code, retry_after=wait)


@contextmanager
def _told(target: httpx.URL) -> Iterator[None]:
    """Tell what the libraries below raise in our words."""
    shown = str(target)[:200]
    try:
        yield
    except (httpcore.TimeoutException, httpcore.NetworkError) as error:
        raise Unreachable(f"{shown} broke off ({error or type(error).__name__}): try again later") from error
    except (httpcore.ProtocolError, ValueError) as error:
        raise Unreachable(f"{shown} answers in broken HTTP ({error}): its server is at fault") from error


@cache
def _default_tls() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)
