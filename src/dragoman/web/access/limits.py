"""How much one may ask in how much time: a bucket of tokens for each, filled at a steady rate."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from threading import Lock

MOST = 20_000
"""Buckets that are remembered; the one longest unused goes first."""


@dataclass(slots=True, kw_only=True)
class Buckets:
    """*burst* tokens for each key, then *per_second* more."""

    burst: float
    per_second: float
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def wait(self, key: str, now: float) -> int:
        """Takes a token of *key*'s; where there is none, the whole seconds until there is one."""
        with self._lock:
            left, since = self._left.pop(key, (self.burst, now))
            left = min(self.burst, left + max(0.0, now - since) * self.per_second)
            allowed = left >= 1
            self._left[key] = (left - 1 if allowed else left, now)
            while len(self._left) > MOST:
                self._left.popitem(last=False)
        return 0 if allowed else max(1, ceil((1 - left) / self.per_second))


def neighbourhood(address: str) -> str:
    """What *address* is counted by: itself, or the /64 of an IPv6 address, which is one household's."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(ip_network((int(found), 64), strict=False))
    return str(found)
