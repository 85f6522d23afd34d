"""The guarded socket: look a name up once, check every answer, connect to what was checked.

This sits under the HTTP library, so that no redirect, retry or odd URL can get around it. Host
header, SNI and certificate check stay with the name, because only the connection is replaced.
"""

import socket
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from ssl import SSLContext
from threading import Thread
from typing import Any, TypeAlias

import httpcore

from dragoman.net.addresses import Address, Allow, check_address
from dragoman.net.errors import Refused, Unreachable
from dragoman.net.targets import check_host, is_address

Resolver: TypeAlias = Callable[[str, int], Sequence[str]]
"""The addresses of a host name, in the order to try them."""

Dialer: TypeAlias = Callable[[Address, int, float], httpcore.NetworkStream]
"""A connection to an address and port, made within so many seconds."""

_MOST_ADDRESSES_TRIED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The moment by which everything must be done, however slowly the bytes drip."""

    seconds: float
    ends: float
    clock: Callable[[], float]

    @classmethod
    def after(cls, seconds: float, *, clock: Callable[[], float] = time.monotonic) -> "Deadline":
        """The deadline that lies *seconds* from now."""
        return cls(seconds=seconds, ends=clock() + seconds, clock=clock)

    def left(self, at_most: float | None = None) -> float:
        """The seconds that remain; `Unreachable` when none do."""
        seconds = self.ends - self.clock()
        if seconds <= 0:
            raise self.missed()
        return seconds if at_most is None else min(seconds, at_most)

    def missed(self) -> Unreachable:
        """The error to raise when time ran out."""
        return Unreachable(
            f"no complete answer within {self.seconds:g} s: try again later, or give it longer with Limits(seconds=…)"
        )


def system_resolver(host: str, port: int) -> Sequence[str]:
    """What the operating system answers."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(row[4][0]) for row in found]


def system_dialer(address: Address, port: int, seconds: float) -> httpcore.NetworkStream:
    """A TCP connection to exactly *address*."""
    return httpcore.SyncBackend().connect_tcp(str(address), port, timeout=seconds)


class GuardedBackend(httpcore.NetworkBackend):
    """Opens connections for httpcore, to checked addresses only."""

    def __init__(self, *, deadline: Deadline, allow: Allow, resolver: Resolver, dialer: Dialer) -> None:
        self._deadline = deadline
        self._allow = allow
        self._resolver = resolver
        self._dialer = dialer

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> "DeadlineStream":
        """A connection to the first checked address of *host* that answers."""
        del local_address, socket_options  # we set neither
        failures = []
        addresses = self._checked_addresses(host, port)[:_MOST_ADDRESSES_TRIED]
        for untried, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
            share = self._deadline.left(timeout) / untried
            try:
                stream = self._dialer(address, port, share)
            except (httpcore.NetworkError, httpcore.TimeoutException, OSError) as error:
                failures.append(f"{address}: {error}")
            else:
                return DeadlineStream(stream, deadline=self._deadline)
        self._deadline.left()
        raise Unreachable(
            f"{host} does not answer on port {port} ({'; '.join(failures)}): check the address, or try again later"
        )

    def _checked_addresses(self, host: str, port: int) -> Sequence[Address]:
        """Every address of *host*, all of them allowed: one bad answer spoils the lot."""
        check_host(host, allow=self._allow)
        answers = [host] if is_address(host) else self._looked_up(host, port)
        try:
            checked = [check_address(answer, allow=self._allow.to(host)) for answer in answers]
        except Refused as error:
            raise Refused(f"host {host!r} may not be reached: {error}") from error
        return list(dict.fromkeys(checked))

    def _looked_up(self, host: str, port: int) -> Sequence[str]:
        try:
            answers = _within(self._deadline, lambda: self._resolver(host, port))
        except (OSError, UnicodeError) as error:
            raise Unreachable(f"the name {host!r} cannot be looked up ({error}): check its spelling") from error
        if not answers:
            raise Unreachable(f"the name {host!r} has no address: check its spelling")
        return answers


class DeadlineStream(httpcore.NetworkStream):
    """A connection on which no single wait outlasts the deadline of the whole."""

    def __init__(self, stream: httpcore.NetworkStream, *, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def within(self, deadline: Deadline) -> "DeadlineStream":
        """The same connection, under another deadline."""
        return DeadlineStream(self._stream, deadline=deadline)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """At most *max_bytes* that have arrived."""
        return self._stream.read(max_bytes, timeout=self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send *buffer*."""
        self._stream.write(buffer, timeout=self._deadline.left(timeout))

    def close(self) -> None:
        """Hang up."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> "DeadlineStream":
        """The same connection, encrypted and checked against *server_hostname*."""
        try:
            seconds = self._deadline.left(timeout)
        except Unreachable:
            self.close()  # httpcore hangs up only when its own handshake fails
            raise
        stream = self._stream.start_tls(ssl_context, server_hostname, seconds)
        return DeadlineStream(stream, deadline=self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks about the connection."""
        return self._stream.get_extra_info(info)


def _within(deadline: Deadline, work: Callable[[], Sequence[str]]) -> Sequence[str]:
    """What *work* returns, if it does so in time.

    The system's resolver takes no time limit; a daemon thread can be left behind.
    """
    outcome: Future[Sequence[str]] = Future()

    def run() -> None:
        try:
            outcome.set_result(work())
        except Exception as error:  # noqa: BLE001 – handed over to the thread that waits
            outcome.set_exception(error)

    Thread(target=run, name="dragoman-resolver", daemon=True).start()
    seconds = deadline.left()
    try:
        return outcome.result(timeout=seconds)
    except TimeoutError as error:
        if outcome.done() and outcome.exception() is error:
            raise
        raise deadline.missed() from None
