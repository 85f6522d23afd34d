"""Who may reach the site: what a user's options make of it, and what is refused before it listens."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from string import ascii_letters, digits
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from dragoman.store import Database
    from dragoman.web.access.viewers import Access

EVERYWHERE = ("0.0.0.0", "::")
NO_ACCOUNTS = (
    "{what}, so others than you reach the site, and there is nobody to let in. Make an account with "
    "dragoman account add NAME --file FILE and serve with --accounts FILE, or name a proxy that signs people in: "
    "--trust-header X-Forwarded-User --proxy ADDRESS. To serve to this machine alone leave --host out"
)
NO_NAME = (
    "on {host} the site has no name of its own: say by which others reach it, --allow-host dragoman.example.org, "
    "so that no stranger's page can ask it under another"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """What a user says of who may come in."""

    host: str
    accounts: Path | None = None
    header: str | None = None
    proxies: Sequence[str] = ()
    hosts: Sequence[str] = ()

    @property
    def public(self) -> bool:
        """Whether others than this machine reach the site; a proxy or a name of its own says so too."""
        return not is_loopback(self.host) or bool(self.proxies or self.hosts)


def access_of(doors: Doors, store: Database) -> Access:
    """How the site tells viewers apart. Raises `typer.BadParameter` for what would leave it open."""
    from dragoman.web.access.accounts import Accounts
    from dragoman.web.access.viewers import Access

    _check(doors)
    proxies = tuple(map(_network, doors.proxies))
    accounts = Accounts(doors.accounts) if doors.accounts else None
    if accounts is None and doors.header is None:
        return Access()
    with wrong_usage():
        if accounts and not accounts.kept() and doors.header is None:
            raise typer.BadParameter(
                f"{doors.accounts}: there is no account in it: dragoman account add NAME --file FILE"
            )
        return Access(
            public=doors.public, hosts=frozenset(_names(doors)), accounts=accounts, proxies=proxies,
            vouched=doors.header, secret=_secret(store),
        )  # fmt: skip


def is_loopback(host: str) -> bool:
    """Whether nobody but this machine reaches what listens on *host*."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextmanager
def wrong_usage() -> Iterator[None]:
    """Accounts or a secret that cannot be used are wrong usage, told with their remedy."""
    from dragoman.publish.wording import plain
    from dragoman.web.access.accounts import AccountError
    from dragoman.web.access.secret import SecretError

    try:
        yield
    except (AccountError, SecretError) as error:
        raise typer.BadParameter(plain(str(error))) from None


def _check(doors: Doors) -> None:
    if doors.header is not None and not doors.proxies:
        raise typer.BadParameter(
            f"--trust-header {doors.header} is trusted from nobody: name the proxy with --proxy ADDRESS"
        )
    if doors.header is not None and not set(doors.header) <= set(ascii_letters + digits + "-"):
        raise typer.BadParameter(f"{doors.header!r} is no header's name: write X-Forwarded-User")
    if doors.public and doors.accounts is None and doors.header is None:
        what = f"--host {doors.host}" if not is_loopback(doors.host) else "--proxy or --allow-host was given"
        raise typer.BadParameter(NO_ACCOUNTS.format(what=what))
    if doors.host in EVERYWHERE and not doors.hosts:
        raise typer.BadParameter(NO_NAME.format(host=doors.host))


def _names(doors: Doors) -> Iterable[str]:
    """The names that a browser may ask for, as the Host header has them."""
    from dragoman.web.access.viewers import LOOPBACK

    if is_loopback(doors.host):
        yield from LOOPBACK
    elif doors.host not in EVERYWHERE:
        yield f"[{doors.host}]" if ":" in doors.host else doors.host.lower()
    for name in doors.hosts:
        if "/" in name or "*" in name or not name.strip():
            raise typer.BadParameter(
                f"{name!r} is no host's name: write dragoman.example.org, without https:// or a path"
            )
        yield name.strip().lower().removesuffix(".")


def _network(written: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(written.strip())
    except ValueError as error:
        raise typer.BadParameter(
            f"{written!r} is no proxy's address ({error}): write 127.0.0.1 or 10.0.0.0/24"
        ) from None


def _secret(store: Database) -> bytes:
    """Beside the store's file; for a store on a server in the user's own data folder."""
    from dragoman.app.settings import default_database
    from dragoman.web.access.secret import secret_in

    beside = store.file or default_database(platform=sys.platform, environment=os.environ, home=Path.home())
    beside.parent.mkdir(parents=True, exist_ok=True)
    return secret_in(beside.with_name(f"{beside.stem}.secret"))
