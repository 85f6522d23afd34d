"""GET one page from the world, through the guarded door."""

import codecs
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import Message
from functools import cache

import httpcore
import httpx

from dragoman.net.addresses import PUBLIC, Allow
from dragoman.net.bodies import LIMITS, Limits, body
from dragoman.net.errors import Refused, Unreachable
from dragoman.net.freshness import Clock, Validators, retry_after, utc_now, validators_of
from dragoman.net.sockets import (
    Deadline,
    Dialer,
    GuardedBackend,
    Resolver,
    system_dialer,
    system_resolver,
)
from dragoman.net.targets import checked_url, joined_url
from dragoman.net.transport import GuardedTransport

_HEADERS = {
    "User-Agent": "Dragoman",
    "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8",
    "Accept-Encoding": "gzip",
}
_MOVED_FOR_GOOD = frozenset({301, 308})
_NEVER_A_BODY = frozenset({204, 304})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came back, whatever its status: 404 is an answer too.

    *redirects* are the URLs that sent us on, the asked one first; empty when none did.
    *content_type* and *charset* are what the header says, None where it says nothing usable.
    *etag* and *last_modified* are what to ask with the next time, *retry_after* how long a busy
    server (429, 503) wants us to stay away. *moved* is where the asked URL has moved for good,
    whatever temporary redirects follow; believe it only if the status is a good one.
    """

    url: str
    status: int
    content_type: str | None
    charset: str | None
    body: bytes
    redirects: tuple[str, ...]
    etag: str | None = None
    last_modified: str | None = None
    retry_after: timedelta | None = None
    moved: str | None = None


def fetch(
    url: str,
    *,
    validators: Validators | None = None,
    accept: str | None = None,
    limits: Limits = LIMITS,
    allow: Allow = PUBLIC,
    resolver: Resolver = system_resolver,
    dialer: Dialer = system_dialer,
    tls: ssl.SSLContext | None = None,
    clock: Clock = utc_now,
) -> Fetched:
    """GET *url*, following redirects; `Refused`, `Unreachable` or `TooLarge` when it cannot be.

    With the *validators* of an earlier answer, an unchanged page comes as status 304 and an empty
    body. *accept* says which media types are wanted, HTML by default.

    Every hop is checked again, at the moment of connecting. Proxies, certificates and logins
    that the environment sets are ignored.
    """
    deadline = Deadline.after(limits.seconds)
    backend = GuardedBackend(deadline=deadline, allow=allow, resolver=resolver, dialer=dialer)
    validators = validators or Validators()
    headers = _HEADERS | ({"Accept": accept} if accept else {}) | validators.headers()
    target = checked_url(url, allow=allow)
    way = _Way()
    cookies = httpx.Cookies()  # some sites send us in circles without their own
    with GuardedTransport(backend, tls=tls or _default_tls()) as transport:
        while True:
            request = httpx.Request("GET", target, headers=headers, cookies=cookies)
            with _hop(target, way), _answer(request, transport) as response:
                if not response.has_redirect_location:
                    content = _content(response, limits=limits, deadline=deadline)
                    return _fetched(response, content, way=way, validators=validators, clock=clock)
                target = _next_hop(response, way, allow=allow, limits=limits)
                cookies.extract_cookies(response)


@dataclass(slots=True)
class _Way:
    """The URLs that sent us on, and where the first of them say their page has moved for good."""

    left_behind: list[str] = field(default_factory=list)
    moved: str | None = None
    for_good: bool = True

    def goes_on(self, status: int, target: httpx.URL) -> None:
        """Remember that an answer of *status* sends us to *target*."""
        self.for_good = self.for_good and status in _MOVED_FOR_GOOD
        if self.for_good:
            self.moved = str(target)


@contextmanager
def _answer(request: httpx.Request, transport: GuardedTransport) -> Iterator[httpx.Response]:
    """The answer to *request*, body unread.

    Not through httpx.Client, which judges redirects by its own rules before we can.
    """
    response = transport.handle_request(request)
    response.request = request
    with closing(response):
        yield response


def _next_hop(response: httpx.Response, way: _Way, *, allow: Allow, limits: Limits) -> httpx.URL:
    """Where a redirect leads, if we may still follow it."""
    way.left_behind.append(str(response.url))
    if len(way.left_behind) > limits.max_redirects:
        raise Refused(
            f"more than {limits.max_redirects} redirects: the site may be sending us in "
            "circles; ask for the last URL itself, or raise Limits(max_redirects=…)"
        )
    target = joined_url(response.url, response.headers["location"], allow=allow)
    way.goes_on(response.status_code, target)
    return target


def _content(response: httpx.Response, *, limits: Limits, deadline: Deadline) -> bytes:
    """The decoded body; none is read where none may be, whatever the header announces."""
    if response.status_code in _NEVER_A_BODY:
        return b""
    return body(
        response.iter_raw(),
        encoding=response.headers.get("content-encoding", ""),
        length=response.headers.get("content-length", ""),
        limits=limits,
        deadline=deadline,
    )


def _fetched(response: httpx.Response, content: bytes, *, way: _Way, validators: Validators, clock: Clock) -> Fetched:
    content_type, charset = content_type_of(response.headers.get("content-type", ""))
    known = validators_of(response.headers)
    if response.status_code == httpx.codes.NOT_MODIFIED:  # it need not repeat what we asked with
        known = Validators(
            etag=known.etag or validators.etag,
            last_modified=known.last_modified or validators.last_modified,
        )
    return Fetched(
        url=str(response.url),
        status=response.status_code,
        content_type=content_type,
        charset=charset,
        body=content,
        redirects=tuple(way.left_behind),
        etag=known.etag,
        last_modified=known.last_modified,
        retry_after=retry_after(response.status_code, response.headers, clock=clock),
        moved=way.moved,
    )


def content_type_of(header: str) -> tuple[str | None, str | None]:
    """The media type and the charset in a Content-Type header, each None if not usable."""
    message = Message()
    message["Content-Type"] = header
    media_type = header.partition(";")[0].strip().lower() or None
    return media_type, _known_charset(message.get_content_charset())


def _known_charset(name: str | None) -> str | None:
    """The codec's own name for *name*; None when there is none that makes text."""
    try:
        b"a".decode(name or "", "replace")  # a codec that makes no text raises here
        return codecs.lookup(name or "").name
    except (LookupError, ValueError):
        return None


@contextmanager
def _hop(target: httpx.URL, way: _Way) -> Iterator[None]:
    """Tell what the libraries below raise in our words, and on which hop it happened."""
    try:
        yield
    except Refused as error:
        if not way.left_behind:
            raise
        raise Refused(f"{way.left_behind[-1][:200]} redirects on, and {error}") from error
    except (httpcore.TimeoutException, httpcore.NetworkError) as error:
        raise Unreachable(f"{_shown(target)} broke off ({error or type(error).__name__}): try again later") from error
    except (httpcore.ProtocolError, ValueError) as error:
        raise Unreachable(
            f"{_shown(target)} answers in broken HTTP ({error}): the server is at fault; fetch the page another way"
        ) from error


def _shown(target: httpx.URL) -> str:
    return str(target)[:200]


@cache
def _default_tls() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)
