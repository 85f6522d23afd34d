"""Addresses as people write them: checked without asking the network, told apart, and grouped for the limits."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

from dragoman.model import DragomanError

LONGEST, LONGEST_LOCAL = 254, 64
"""Characters that servers take of an address, and of its part before the @."""
NONE = "this is no mail address that we can write to: write it as name@example.org"
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
"""What breaks a line, or cannot be seen."""
ODD_STARTS = tuple("=+-'&/")
"""A local part that begins so is a formula, an option or a path to somebody."""
ROUTES = re.compile(r"[%!|]")
"""Old signs for a way through other servers, or for a program."""
SECOND_LEVELS = frozenset("ac asn co com edu go gob gov gv mil ne net nom or org sch".split())
"""Names under a country's own that others register under, such as co in co.uk."""
NETWORKS = {4: 24, 6: 48}
"""Bits of an address that one network has, by version."""


class BadAddress(DragomanError):
    """This is no address that mail can be sent to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A checked address. *key* tells it from others, *mailbox* is the same for its tagged and dotted forms."""

    written: str
    key: str
    mailbox: str
    domain: str


def address_of(written: str) -> Address:
    """The address that somebody wrote. Raises `BadAddress`."""
    bare = written.strip(" ")
    if not bare or len(bare) > LONGEST or CONTROL.search(bare) or bare.startswith(ODD_STARTS) or ROUTES.search(bare):
        raise BadAddress(NONE)
    try:
        found = validate_email(
            bare,
            check_deliverability=False,
            allow_smtputf8=False,
            allow_quoted_local=False,
            allow_domain_literal=False,
            allow_display_name=False,
        )
    except EmailNotValidError as error:
        raise BadAddress(f"this is no mail address that we can write to: {plain_words(str(error))}") from None
    local, domain = found.local_part, found.ascii_domain.casefold()
    ascii_address = f"{local}@{domain}"
    if not ascii_address.isascii() or len(ascii_address) > LONGEST or len(local) > LONGEST_LOCAL:
        raise BadAddress(NONE)
    return Address(
        written=ascii_address,
        key=ascii_address.casefold(),
        mailbox=f"{local.partition('+')[0].replace('.', '').casefold()}@{domain}",
        domain=registered(domain),
    )


def plain_words(said: str) -> str:
    """What the checker says, without its last stop and on one line."""
    line = CONTROL.sub(" ", said).strip().rstrip(".")
    return line[:1].lower() + line[1:]


def registered(domain: str) -> str:
    """The part of a domain that somebody registers, as far as can be told without a list."""
    labels = domain.split(".")
    if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in SECOND_LEVELS:
        return ".".join(labels[-3:])
    return ".".join(labels[-2:])


def network_of(host: str | None) -> str:
    """The network that a caller is in: /24 of IPv4, /48 of IPv6; one name for all that cannot be told."""
    try:
        found = ipaddress.ip_address((host or "").partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ipaddress.ip_network((found, NETWORKS[found.version]), strict=False))


def veiled(address: str) -> str:
    """An address as a page may show it that somebody else may open: `a…@example.org`."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain}"
