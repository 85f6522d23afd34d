"""Links of feeds and sitemaps → absolute web addresses."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

LONGEST = 4096
"""Characters of an address that is kept."""
SHOWN = 80
LEFT_OUT = re.compile("[\x00-\x1f\x7f-\x9f]")
BLANK = re.compile(r"\s")


class BadLink(Exception):
    """The link cannot be used; says why."""


def address_of(link: str, base: str | None = None) -> str:
    """*link* as an absolute http(s) URL, resolved against *base*. Raises `BadLink`."""
    said = LEFT_OUT.sub("", link).strip()
    try:
        address = BLANK.sub("%20", urljoin(base or "", said))
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise BadLink(f"the link {said[:SHOWN]!r} is no URL: {error}") from None
    if not parts.scheme:
        raise BadLink(f"the link {said[:SHOWN]!r} is relative, and to what is not known")
    if parts.scheme not in ("http", "https"):
        raise BadLink(f"the link {said[:SHOWN]!r} is no web address: http or https is due")
    if not host or "\\" in parts.netloc:
        raise BadLink(f"the link {said[:SHOWN]!r} names no host")
    if len(address) > LONGEST:
        raise BadLink(f"the link {said[:SHOWN]!r}… has {len(address):,} characters; the most is {LONGEST:,}")
    return address


def address_or_none(link: str | None, base: str | None = None) -> str | None:
    """As `address_of`; nothing where there is no usable link."""
    try:
        return address_of(link, base) if link else None
    except BadLink:
        return None
