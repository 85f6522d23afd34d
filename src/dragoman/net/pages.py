"""GET one page from the world, through the guarded door."""

import codecs
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.message import Message
from functools import cache

import httpcore
import httpx

from dragoman.net.addresses import PUBLIC, Allow
from dragoman.net.bodies import LIMITS, Limits, body
from dragoman.net.errors import Refused, Unreachable
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came back, whatever its status: 404 is an answer too.

    *redirects* are the URLs that sent us on, the asked one first; empty when none did.
    *content_type* and *charset* are what the header says, None where it says nothing usable.
    """

    url: str
    status: int
    content_type: str | None
    charset: str | None
    body: bytes
    redirects: tuple[str, ...]


def fetch(
    url: str,
    *,
    limits: Limits = LIMITS,
    allow: Allow = PUBLIC,
    resolver: Resolver = system_resolver,
    dialer: Dialer = system_dialer,
    tls: ssl.SSLContext | None = None,
) -> Fetched:
    """GET *url*, following redirects; `Refused`, `Unreachable` or `TooLarge` when it cannot be.

    Every hop is checked again, at the moment of connecting. Proxies, certificates and logins
    that the environment sets are ignored.
    """
    deadline = Deadline.after(limits.seconds)
    backend = GuardedBackend(deadline=deadline, allow=allow, resolver=resolver, dialer=dialer)
    target = checked_url(url, allow=allow)
    left_behind: list[str] = []
    cookies = httpx.Cookies()  # some sites send us in circles without their own
    with GuardedTransport(backend, tls=tls or _default_tls()) as transport:
        while True:
            request = httpx.Request("GET", target, headers=_HEADERS, cookies=cookies)
            with _hop(target, left_behind), _answer(request, transport) as response:
                if not response.has_redirect_location:
                    return _fetched(response, left_behind, limits=limits, deadline=deadline)
                left_behind.append(str(target))
                target = _next_hop(response, left_behind, allow=allow, limits=limits)
                cookies.extract_cookies(response)


@contextmanager
def _answer(request: httpx.Request, transport: GuardedTransport) -> Iterator[httpx.Response]:
    """The answer to *request*, body unread.

    Not through httpx.Client, which judges redirects by its own rules before we can.
    """
    response = transport.handle_request(request)
    response.request = request
    with closing(response):
        yield response


def _next_hop(response: httpx.Response, left_behind: list[str], *, allow: Allow, limits: Limits) -> httpx.URL:
    """Where a redirect leads, if we may still follow it."""
    if len(left_behind) > limits.max_redirects:
        raise Refused(
            f"more than {limits.max_redirects} redirects: the site may be sending us in "
            "circles; ask for the last URL itself, or raise Limits(max_redirects=…)"
        )
    return joined_url(response.url, response.headers["location"], allow=allow)


def _fetched(response: httpx.Response, left_behind: list[str], *, limits: Limits, deadline: Deadline) -> Fetched:
    content_type, charset = content_type_of(response.headers.get("content-type", ""))
    return Fetched(
        url=str(response.url),
        status=response.status_code,
        content_type=content_type,
        charset=charset,
        body=body(
            response.iter_raw(),
            encoding=response.headers.get("content-encoding", ""),
            length=response.headers.get("content-length", ""),
            limits=limits,
            deadline=deadline,
        ),
        redirects=tuple(left_behind),
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
def _hop(target: httpx.URL, left_behind: list[str]) -> Iterator[None]:
    """Tell what the libraries below raise in our words, and on which hop it happened."""
    try:
        yield
    except Refused as error:
        if not left_behind:
            raise
        raise Refused(f"{left_behind[-1][:200]} redirects on, and {error}") from error
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
