"""Who looks, from where, and what that lets them do: everybody may look on loopback, elsewhere an account tells."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from starlette.requests import Request

from dragoman.web.access.accounts import Accounts, named
from dragoman.web.access.limits import Buckets
from dragoman.web.access.sessions import Ended, Session, session_of

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""The names under which this machine alone reaches the site."""

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who looks. *name* is an account's; *whole_text* says whether other people's articles are shown in full."""

    name: str | None = None
    whole_text: bool = True

    @property
    def may_mark(self) -> bool:
        """Only who has a name may say that a record is wrong."""
        return self.name is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How viewers are told apart.

    *public* is a site that others than this machine reach; *hosts* are the names under which it is served.
    Names come from *accounts*, or from the header *vouched* where one of the *proxies* sends it.
    *secret* signs sessions and forms; *now* is the time in seconds.
    """

    public: bool = False
    hosts: frozenset[str] = LOOPBACK
    accounts: Accounts | None = None
    proxies: tuple[Network, ...] = ()
    vouched: str | None = None
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    now: Callable[[], float] = time.time
    requests: Buckets = field(default_factory=lambda: Buckets(burst=240, per_second=12))
    tries: Buckets = field(default_factory=lambda: Buckets(burst=10, per_second=1 / 30))
    ended: Ended = field(default_factory=Ended)

    def viewer(self, request: Request) -> Viewer:
        name = self._named_by_proxy(request) or self._named_by_session(session_of(request))
        return Viewer(name=name, whole_text=name is not None or not self.public)

    def address(self, request: Request) -> str:
        """Where the request comes from: what the nearest proxy saw, where it came through one of ours."""
        came = [one.strip() for one in ",".join(request.headers.getlist("x-forwarded-for")).split(",")]
        hops = [*came, _peer(request)]
        while len(hops) > 1 and hops[-2] and self.is_proxy(hops[-1]):
            hops.pop()
        return hops[-1]

    def secure(self, request: Request) -> bool:
        """Whether the browser speaks TLS, to us or to one of our proxies."""
        if self.is_proxy(_peer(request)) and "x-forwarded-proto" in request.headers:
            return request.headers["x-forwarded-proto"].rpartition(",")[2].strip() == "https"
        return request.url.scheme == "https"

    def is_proxy(self, address: str) -> bool:
        found = _ip(address)
        return found is not None and any(found in network for network in self.proxies)

    def _named_by_proxy(self, request: Request) -> str | None:
        """Who the proxy says it is; anybody else's word, or two of them, count for nothing."""
        if self.vouched is None or not self.is_proxy(_peer(request)):
            return None
        said = request.headers.getlist(self.vouched)
        return named(said[0].encode("latin-1").decode("utf-8", "replace")) if len(said) == 1 else None

    def _named_by_session(self, session: Session | None) -> str | None:
        """The account of a session that is not over, as long as there is that account with that password."""
        if session is None or session.name is None or self.accounts is None or session.id in self.ended:
            return None
        return session.name if self.accounts.proves(session.name, session.proof) else None


def _peer(request: Request) -> str:
    return request.client.host if request.client else ""


def _ip(address: str) -> IPv4Address | IPv6Address | None:
    """*address* as a number; an IPv4 address in IPv6's clothes is itself."""
    try:
        found = ip_address(address)
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found
