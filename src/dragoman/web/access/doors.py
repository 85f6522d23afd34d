"""Who is turned away before any page is asked: strange names of this site, too many requests, strangers' forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.requests import Request

from dragoman.web.access.limits import neighbourhood
from dragoman.web.access.viewers import Access

SAFE = ("GET", "HEAD", "OPTIONS")
FROM_ANYWHERE = ("/newsletter/unsubscribe/",)
"""Paths whose posts need neither our form nor our pages: the address itself is the proof."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Why a request is not answered."""

    status: int
    what: str
    headers: Mapping[str, str] = field(default_factory=dict)


def refused(request: Request, access: Access, *, largest: int) -> Refused | None:
    """Why *request* is turned away; none where it may come in."""
    if host_of(request) not in access.hosts:
        return Refused(
            status=421,
            what="This site is not served under that name. Whoever runs it can add the name with --allow-host.",
        )
    wait = _wait(request, access)
    if wait:
        return too_fast(wait)
    if not _fits(request.headers.get("content-length", "0"), largest):
        return Refused(status=413, what=f"A form of more than {largest // 1024} kB is not taken.")
    if request.method not in SAFE and not request.url.path.startswith(FROM_ANYWHERE) and from_elsewhere(request):
        return Refused(
            status=403, what="This form was sent from another site. Open the page here and send it from there."
        )
    return None


def host_of(request: Request) -> str:
    """The name under which a browser asks, without its port."""
    host = request.headers.get("host", "").lower()
    name, _, port = host.rpartition(":")
    return (name if name and port.isdigit() else host).removesuffix(".")


def too_fast(wait: int) -> Refused:
    """What somebody reads who asks too often."""
    seconds = "a second" if wait == 1 else f"{wait} seconds"
    return Refused(status=429, what=f"Too many requests. Try again in {seconds}.", headers={"Retry-After": str(wait)})


def _wait(request: Request, access: Access) -> int:
    """Seconds for which this address has to wait; on this machine alone nobody has to."""
    if not access.public or request.url.path.startswith("/static/"):
        return 0
    return access.requests.wait(neighbourhood(access.address(request)), access.now())


def _fits(length: str, largest: int) -> bool:
    return length.isdigit() and int(length[:12]) <= largest


def from_elsewhere(request: Request) -> bool:
    """Whether a browser sends *request* for a page that is not ours.

    Browsers say so in Sec-Fetch-Site, older ones in Origin alone. Where neither stands no browser sends it.
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None and site not in ("same-origin", "none"):
        return True
    return origin is not None and not _is(origin, request.headers.get("host", ""))


def _is(origin: str, host: str) -> bool:
    """Whether *origin* is *host*; the port that goes without saying is that of the origin's scheme."""
    try:
        said, ours = urlsplit(origin), urlsplit(f"//{host}")
        usual = {"http": 80, "https": 443}.get(said.scheme)
        return said.hostname is not None and (said.hostname, said.port or usual) == (ours.hostname, ours.port or usual)
    except ValueError:
        return False
