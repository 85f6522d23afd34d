"""Mail that a server of ours hands over: LMTP (RFC 2033) on loopback, each message answered when it has been dealt with."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from ipaddress import ip_address
from queue import SimpleQueue

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from dragoman.net.errors import Refused, Unreachable
from dragoman.net.mailboxes import LARGEST

TAKEN, LATER = "250 2.0.0 taken", "451 4.3.0 not dealt with: try again"
IDLE = 300.0
"""Seconds after which a silent sender is cut off: RFC 5321 4.5.3.2.7."""


def handed_over(host: str, port: int) -> Iterator[bytes]:
    """The messages that are delivered to *host* and *port*, as long as somebody asks for them.

    Each begins with its envelope's recipients as Delivered-To, and is answered by 250 when the next one is asked for,
    or by 451 when none is asked for any more: what is not dealt with stays with the server. Raises `Refused` for a host
    that is not loopback, for LMTP knows no password, and `Unreachable` for a port that is taken.
    """
    _check(host)
    desk = _Desk()
    door = _Door(desk, hostname=host, port=port, server_hostname="dragoman")
    try:
        door.start()
    except OSError:
        door.loop.close()
        raise Unreachable(f"nothing can listen on {host}:{port}, it is taken: choose another port") from None
    try:
        while True:
            message = desk.came.get()
            answer = LATER
            try:
                yield message.raw
                answer = TAKEN
            finally:
                message.answer.set_result(answer)
    finally:
        door.stop()


def _check(host: str) -> None:
    try:
        loopback = ip_address(host).is_loopback
    except ValueError:
        loopback = host == "localhost"
    if not loopback:
        raise Refused(f"{host} is not loopback, and LMTP knows no password: let the mail server deliver to 127.0.0.1")


@dataclass(frozen=True, slots=True)
class _Came:
    raw: bytes
    answer: Future[str] = field(default_factory=Future)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What has come and waits for its answer."""

    came: SimpleQueue[_Came] = field(default_factory=SimpleQueue)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 – aiosmtpd calls it so
        """One line of answer for each recipient, as RFC 2033 has it."""
        assert isinstance(envelope.content, bytes), "the server does not decode"
        to = "".join(f"Delivered-To: {one}\r\n" for one in envelope.rcpt_tos)
        message = _Came(to.encode("utf-8", "surrogateescape") + envelope.content)
        self.came.put(message)
        answer = await asyncio.wrap_future(message.answer)
        return "\r\n".join([answer] * len(envelope.rcpt_tos))


class _Door(Controller):
    def factory(self) -> LMTP:
        return LMTP(self.handler, data_size_limit=LARGEST, timeout=IDLE, hostname="dragoman", ident="LMTP")
