"""What a site's robots.txt allows (RFC 9309)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from protego import Protego

AGENT = "Dragoman"
"""The product token that sites address us by."""
LARGEST = 500 * 1024
"""Bytes that are read: the rest counts for nothing, as RFC 9309 allows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """A site's rules for us: *parsed*, or one answer for all of it."""

    everything: bool = True
    """Whether all is allowed, where there are no rules to read."""
    delay: float | None = None
    """Seconds that the site asks us to wait between two requests."""
    sitemaps: tuple[str, ...] = ()
    """The sitemaps that it names, as it names them."""
    parsed: Protego | None = None

    def allows(self, url: str) -> bool:
        """Whether we may fetch *url*."""
        return self.everything if self.parsed is None else self.parsed.can_fetch(url, AGENT)


def robots(content: bytes | None, status: int) -> Robots:
    """The rules in a robots.txt that was answered with *status*; *content* is None where no answer came.

    Without a file (4xx) all is allowed; as long as the site fails or cannot be reached, nothing is.
    """
    if content is None or status >= 500 or status < 200:
        return Robots(everything=False)
    if status >= 300:
        # A redirect that led nowhere is a missing file, too.
        return Robots(everything=True)
    rules = content[:LARGEST].decode("utf-8-sig", "replace")
    parsed = Protego.parse(rules)
    delay = parsed.crawl_delay(AGENT)
    usable = delay is not None and math.isfinite(delay) and delay >= 0
    return Robots(parsed=parsed, delay=delay if usable else None, sitemaps=tuple(parsed.sitemaps))
