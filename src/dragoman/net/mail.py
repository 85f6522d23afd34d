"""Mail through the one guarded door: a short talk in SMTP over a checked connection, with an end to it.

The moment before the last line of a message is the last at which nothing has been sent. The caller is told of it, so
that a message of which nobody knows whether it went out is never sent a second time. A `MailLink` keeps its connection
for many messages.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from types import TracebackType
from typing import Self

import httpcore

from dragoman.net.addresses import PUBLIC, WEB_PORTS, Allow
from dragoman.net.bodies import Limits
from dragoman.net.errors import NetError, Refused, Unreachable
from dragoman.net.mail_talk import (
    MailServer,
    NotNow,
    NotTaken,
    Reply,
    Security,
    Step,
    Talk,
    Unsure,
    greeted,
    handed_in,
)
from dragoman.net.sockets import (
    Deadline,
    Dialer,
    GuardedBackend,
    Resolver,
    system_dialer,
    system_resolver,
)

__all__ = [
    "MAIL_PORTS",
    "PATIENCE",
    "MailLink",
    "MailServer",
    "NotNow",
    "NotTaken",
    "Reply",
    "Security",
    "Step",
    "Unsure",
    "is_mailbox",
    "send_mail",
]

MAIL_PORTS = frozenset({25, 465, 587, 2525})
PATIENCE = Limits(seconds=60.0)
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*", re.ASCII)
_MOST_MESSAGES = 100
"""Messages over one connection; many servers hang up after so many."""
_RESET_SECONDS = 5.0
_ENDING = 421
"""The number by which a server says that it hangs up."""


def is_mailbox(address: str) -> bool:
    """Whether mail can be sent to *address*: a plain NAME@HOST, nothing around it."""
    return len(address) <= 254 and _ADDRESS.fullmatch(address) is not None


def send_mail(
    message: bytes,
    *,
    sender: str,
    recipients: Sequence[str],
    server: MailServer,
    begin: Callable[[], bool] = lambda: True,
    limits: Limits = PATIENCE,
    allow: Allow = PUBLIC,
    resolver: Resolver = system_resolver,
    dialer: Dialer = system_dialer,
    tls: ssl.SSLContext | None = None,
) -> tuple[str, ...] | None:
    """Hands *message* to the server; those of the recipients whom it does not know. None where *begin* said no.

    *begin* is called when all is ready and nothing has been sent. `Refused` and `NotTaken` will not change by
    themselves, `Unreachable` may; after `Unsure` the message may have arrived.
    """
    link = MailLink(server, limits=limits, allow=allow, resolver=resolver, dialer=dialer, tls=tls)
    with link:
        return link.send(message, sender=sender, recipients=recipients, begin=begin)


class MailLink:
    """A connection that is kept for many messages, one after the other; made when it is needed, and anew when lost."""

    def __init__(
        self,
        server: MailServer,
        *,
        limits: Limits = PATIENCE,
        allow: Allow = PUBLIC,
        resolver: Resolver = system_resolver,
        dialer: Dialer = system_dialer,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.server = server
        self._limits, self._allow, self._resolver, self._dialer, self._tls = limits, allow, resolver, dialer, tls
        self._talk: Talk | None = None
        self._messages = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def send(
        self,
        message: bytes,
        *,
        sender: str,
        recipients: Sequence[str],
        begin: Callable[[], bool] = lambda: True,
    ) -> tuple[str, ...] | None:
        """As `send_mail`, with *limits* for this message alone."""
        _check(sender, recipients, self.server, self._allow)
        deadline = Deadline.after(self._limits.seconds)
        with _broken_off(self.server.host):
            talk = self._ready(sender, deadline)
            try:
                sent = handed_in(talk, message, self.server.host, recipients, begin)
            except (NotTaken, NotNow) as error:
                self._after(talk, error)
                raise
            except BaseException:
                self.close()
                raise
            if sent is None:
                self.close()  # the talk stands in the middle of a message
            return sent

    def close(self) -> None:
        """Says goodbye, and hangs up."""
        talk, self._talk = self._talk, None
        if talk is not None:
            with suppress(NetError, httpcore.NetworkError, httpcore.TimeoutException):
                talk.stream.write(b"QUIT\r\n")
            talk.stream.close()

    def _ready(self, sender: str, deadline: Deadline) -> Talk:
        """A talk in which *sender* has been named; a kept one may have been ended by the server meanwhile."""
        if self._messages >= _MOST_MESSAGES:
            self.close()
        if self._talk is not None:
            self._talk.until(deadline)
            try:
                return self._named(self._talk, sender)
            except (Unreachable, httpcore.NetworkError, httpcore.TimeoutException) as error:
                if isinstance(error, NotNow) and error.reply.number != _ENDING:
                    raise
        self._talk, self._messages = self._called(deadline), 0
        return self._named(self._talk, sender)

    def _called(self, deadline: Deadline) -> Talk:
        context = self._tls or _default_tls()
        backend = GuardedBackend(deadline=deadline, allow=self._allow, resolver=self._resolver, dialer=self._dialer)
        talk = Talk(backend.connect_tcp(self.server.host, self.server.port))
        self._talk = talk
        try:
            if self.server.security is Security.TLS:
                talk.encrypted(context, self.server.host)
            greeted(talk, self.server, context)
        except BaseException:
            self.close()
            raise
        return talk

    def _named(self, talk: Talk, sender: str) -> Talk:
        self._messages += 1
        talk.at = Step.SENDER
        try:
            talk.ask(f"MAIL FROM:<{sender}>", 250)
        except (NotTaken, NotNow) as error:
            self._after(talk, error)
            raise
        except BaseException:
            self.close()
            raise
        return talk

    def _after(self, talk: Talk, error: NotTaken | NotNow) -> None:
        """Makes the talk fit for the next message, or ends it."""
        if error.reply is None or error.reply.number == _ENDING:
            self.close()
        else:
            try:
                talk.until(Deadline.after(_RESET_SECONDS))
                talk.ask("RSET", 250)
            except (NetError, httpcore.NetworkError, httpcore.TimeoutException):
                self.close()


def _check(sender: str, recipients: Sequence[str], server: MailServer, allow: Allow) -> None:
    for address in (sender, *recipients):
        if not is_mailbox(address):
            raise Refused(f"{address[:80]!r} is no mail address: write NAME@HOST")
    if not recipients:
        raise Refused("the mail goes to nobody: name a recipient")
    if server.port not in MAIL_PORTS | (allow.ports - WEB_PORTS):
        ports = ", ".join(map(str, sorted(MAIL_PORTS)))
        raise Refused(f"port {server.port} is not one of {ports}: use one of them, or open it with Allow(ports=…)")
    if server.password is not None and server.security is Security.NONE:
        raise Refused("the password would go out in clear: use starttls or tls")


@contextmanager
def _broken_off(host: str) -> Iterator[None]:
    """Tell what the library below raises in our words."""
    try:
        yield
    except (httpcore.TimeoutException, httpcore.NetworkError) as error:
        raise Unreachable(f"{host} broke off ({error or type(error).__name__}): try again later") from error


@cache
def _default_tls() -> ssl.SSLContext:
    return ssl.create_default_context()
