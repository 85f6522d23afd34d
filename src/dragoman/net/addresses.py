"""Which addresses we may connect to: the public ones, and what a caller opens on purpose.

The rows follow the special-purpose registries of IANA (RFC 6890 and its successors). Anything
that no row names must still be globally reachable by the standard library's own tables.
"""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from ipaddress import ip_address as parsed_address
from ipaddress import ip_network as parsed_network
from typing import TypeAlias

from dragoman.net.errors import Refused

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network

WEB_PORTS = frozenset({80, 443, 8080, 8443})


@dataclass(frozen=True, slots=True, kw_only=True)
class Allow:
    """What may be reached beyond the public addresses, and on which ports anything may be.

    Made for one source and handed to one `fetch`; there is no list for everybody. Name the
    source's own *hosts*: whatever they redirect to is then held to what is public again. Without
    *hosts* (in ASCII form, as connected to) the leave goes for every hop. For a feed on this machine:

        Allow(
            networks=(ip_network("127.0.0.0/8"),),
            ports=frozenset({8000}),
            hosts=frozenset({"127.0.0.1"}),
        )
    """

    networks: tuple[Network, ...] = ()
    ports: frozenset[int] = WEB_PORTS
    hosts: frozenset[str] | None = None

    def to(self, host: str) -> "Allow":
        """What holds for *host*: this, or only what is public if others are named."""
        if self.hosts is None or _plain(host) in {_plain(named) for named in self.hosts}:
            return self
        return PUBLIC


PUBLIC = Allow()

_SPECIAL: tuple[tuple[Network, str], ...] = tuple(
    (parsed_network(network), what)
    for network, what in (
        ("0.0.0.0/8", "unspecified (this host)"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared by a provider's customers (CGNAT)"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "a cloud's inner service (Azure)"),
        ("169.254.0.0/16", "link-local, where clouds keep their metadata"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved for protocols"),
        ("192.0.2.0/24", "reserved for documentation"),
        ("192.31.196.0/24", "reserved (AS112)"),
        ("192.52.193.0/24", "reserved (AMT)"),
        ("192.88.99.0/24", "a 6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "reserved (AS112)"),
        ("198.18.0.0/15", "reserved for benchmarks"),
        ("198.51.100.0/24", "reserved for documentation"),
        ("203.0.113.0/24", "reserved for documentation"),
        ("224.0.0.0/4", "multicast"),
        ("255.255.255.255/32", "broadcast"),
        ("240.0.0.0/4", "reserved"),
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::/96", "an IPv4 address written as IPv6 (compatible)"),
        ("::ffff:0:0/96", "an IPv4 address written as IPv6 (mapped)"),
        ("::ffff:0:0:0/96", "an IPv4 address written as IPv6 (translated)"),
        ("64:ff9b::/96", "an IPv4 address behind NAT64"),
        ("64:ff9b:1::/48", "an IPv4 address behind a local NAT64"),
        ("100::/64", "a discard address"),
        ("2001::/32", "an IPv4 address inside Teredo"),
        ("2001::/23", "reserved for protocols"),
        ("2001:db8::/32", "reserved for documentation"),
        ("2002::/16", "an IPv4 address inside 6to4"),
        ("2620:4f:8000::/48", "reserved (AS112)"),
        ("3fff::/20", "reserved for documentation"),
        ("5f00::/16", "reserved for segment routing"),
        ("fc00::/7", "private (unique local)"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "private (site-local)"),
        ("ff00::/8", "multicast"),
    )
)
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_LAST_32_BITS_ARE_IPV4 = tuple(
    IPv6Network(network) for network in ("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48")
)
_ISATAP_MARKS = frozenset({0x00005EFE, 0x02005EFE})


def check_address(address: Address | str, *, allow: Allow = PUBLIC) -> Address:
    """*address* itself when we may connect to it; otherwise `Refused`.

    An opened network does not open the IPv4 addresses hidden inside it: opening NAT64
    (64:ff9b::/96) lets public sites through it and still refuses 64:ff9b::7f00:1.
    """
    known = _parsed(address)
    if any(known in network for network in allow.networks):
        for hidden in _hidden_inside(known):
            check_address(hidden, allow=allow)
        return known
    what = _why_not_public(known)
    if what:
        raise Refused(
            f"address {known} is {what}: only public addresses may be reached; "
            "if this one is meant, open its network with Allow(networks=…)"
        )
    return known


def _plain(host: str) -> str:
    return host.lower().removesuffix(".").strip("[]")


def _parsed(address: Address | str) -> Address:
    """The address in its one canonical form; a zone ("%eth0") names a local link."""
    try:
        known = parsed_address(address)
    except ValueError:
        raise Refused(
            f"{str(address)[:80]!r} is not an IP address: "
            "write four decimal numbers (192.0.2.1) or the IPv6 form (2001:db8::1)"
        ) from None
    if isinstance(known, IPv6Address) and known.scope_id is not None:
        raise Refused(f"address {known} names a local link: write it without '%'")
    return known


def _why_not_public(address: Address) -> str | None:
    """What kind of special address this is; None for a public one."""
    for network, what in _SPECIAL:
        if address in network:
            return what
    if isinstance(address, IPv6Address):
        if address not in _GLOBAL_UNICAST:
            return "outside the global unicast range"
        if (int(address) >> 32) & 0xFFFFFFFF in _ISATAP_MARKS:
            return "an IPv4 address inside ISATAP"
    return None if address.is_global else "not globally reachable"


def _hidden_inside(address: Address) -> tuple[IPv4Address, ...]:
    """The IPv4 addresses that a translator or tunnel would read out of *address*."""
    if isinstance(address, IPv4Address):
        return ()
    if int(address) > 1 and any(address in network for network in _LAST_32_BITS_ARE_IPV4):
        return (IPv4Address(int(address) & 0xFFFFFFFF),)
    if address.sixtofour:
        return (address.sixtofour,)
    return address.teredo or ()
