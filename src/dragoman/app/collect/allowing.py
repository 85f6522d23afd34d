"""What a source may reach beyond the public addresses, as its user writes it: HOST, HOST:PORT or a network."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_network
from urllib.parse import urlsplit

from dragoman.net import PUBLIC, Allow, Network

HERE = ("127.0.0.0/8", "::1/128")


def allow_of(written: Iterable[str], address: str) -> Allow:
    """The leave of the source at *address*; it never holds for other hosts. Raises `ValueError` with the remedy."""
    networks: list[Network] = []
    ports, hosts = set(PUBLIC.ports), {urlsplit(address).hostname or ""}
    for one in written:
        opened, port, host = _parts(one)
        networks += opened
        ports |= {port} if port else set()
        hosts |= {host} if host else set()
    return Allow(networks=tuple(networks), ports=frozenset(ports), hosts=frozenset(hosts)) if networks else PUBLIC


def hosts_in(written: Iterable[str]) -> tuple[str, ...]:
    """The hosts that are named, with their ports."""
    return tuple(one for one in written if "/" not in one)


def _parts(one: str) -> tuple[list[Network], int | None, str | None]:
    """Networks, port and host of one."""
    if "/" in one:
        return [_network(one)], None, None
    try:
        parts = urlsplit(f"//{one}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _wrong(one) from None
    if host == "localhost":
        return [ip_network(own) for own in HERE], port, host
    return [_network(host)], port, host


def _network(written: str) -> Network:
    try:
        return ip_network(written)
    except ValueError:
        raise _wrong(written) from None


def _wrong(one: str) -> ValueError:
    return ValueError(f"{one!r} is no address: write 127.0.0.1:8765, localhost:8765 or a network such as 10.0.0.0/8")
