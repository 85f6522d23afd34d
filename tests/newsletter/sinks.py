"""A real SMTP server on loopback that keeps what it is sent, or answers as it is told to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_network
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from dragoman.net import Allow
from dragoman.net.mail import MailLink, MailServer, Security


@dataclass(frozen=True, slots=True)
class Came:
    """A mail as the server took it."""

    sender: str
    to: tuple[str, ...]
    data: bytes


@dataclass(slots=True)
class Sink:
    """What has come. *answer* is what the server says to a mail, *rcpt* to a recipient; None takes it."""

    answer: Callable[[Came], str | None] = lambda _: None
    rcpt: Callable[[str], str | None] = lambda _: None
    came: list[Came] = field(default_factory=list)
    keep: bool = True
    taken: int = 0
    port: int = 0

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if (said := self.rcpt(address)) is not None:
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        came = Came(envelope.mail_from or "", tuple(envelope.rcpt_tos), envelope.content)
        if (said := self.answer(came)) is not None:
            return said
        self.taken += 1
        if self.keep:
            self.came.append(came)
        return "250 taken"

    @property
    def server(self) -> MailServer:
        return MailServer(host="127.0.0.1", port=self.port, security=Security.NONE)

    @property
    def allow(self) -> Allow:
        return Allow(networks=(ip_network("127.0.0.0/8"),), ports=frozenset({self.port}))

    def link(self) -> MailLink:
        return MailLink(self.server, allow=self.allow)


@contextmanager
def smtp_sink(sink: Sink | None = None, **more: Any) -> Iterator[Sink]:
    """The server, while it is needed."""
    sink = sink or Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=0, **more)
    controller.port = free_port()
    controller.start()
    sink.port = controller.port
    try:
        yield sink
    finally:
        controller.stop()


def free_port() -> int:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port
