"""The one guarded door out: only public addresses, checked when connecting, within limits."""

from dragoman.net.addresses import PUBLIC, Address, Allow, Network, check_address
from dragoman.net.bodies import LIMITS, Limits
from dragoman.net.errors import NetError, Refused, TooLarge, Unreachable
from dragoman.net.freshness import Validators
from dragoman.net.pages import Fetched, fetch
from dragoman.net.sockets import Dialer, Resolver

__all__ = [
    "LIMITS",
    "PUBLIC",
    "Address",
    "Allow",
    "Dialer",
    "Fetched",
    "Limits",
    "NetError",
    "Network",
    "Refused",
    "Resolver",
    "TooLarge",
    "Unreachable",
    "Validators",
    "check_address",
    "fetch",
]
