"""Mail through the one guarded door: a short talk in SMTP over a checked connection, with an end to it.

The moment before the last line of a message is the last at which nothing has been sent. The caller is told of it, so
that a message of which nobody knows whether it went out is never sent a second time.
"""

from __future__ import annotations

import re
import ssl
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

import httpcore

from dragoman.net.addresses import PUBLIC, WEB_PORTS, Allow
from dragoman.net.bodies import Limits
from dragoman.net.errors import NetError, Refused, Unreachable
from dragoman.net.sockets import Deadline, Dialer, GuardedBackend, Resolver, system_dialer, system_resolver

MAIL_PORTS = frozenset({25, 465, 587, 2525})
PATIENCE = Limits(seconds=60.0)
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*", re.ASCII)
_LINE_END = re.compile(rb"\r\n|\r|\n")
_LONGEST_LINE, _MOST_LINES = 4_096, 100


class NotTaken(NetError):
    """The server says for good that it does not take the message."""


class Unsure(NetError):
    """The message went out, and nobody said whether it was taken."""


class Security(StrEnum):
    """How the talk is kept from others."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """The server that takes our mail. The password is shown to nobody."""

    host: str
    port: int = 587
    security: Security = Security.STARTTLS
    user: str | None = None
    password: str | None = field(default=None, repr=False)


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
    _check(sender, recipients, server, allow)
    deadline = Deadline.after(limits.seconds)
    backend = GuardedBackend(deadline=deadline, allow=allow, resolver=resolver, dialer=dialer)
    context = tls or _default_tls()
    with _broken_off(server.host), _connected(backend, server, context) as talk:
        _greeted(talk, server, context)
        unknown = _addressed(talk, sender, recipients)
        talk.ask("DATA", 354)
        if not begin():
            return None
        _handed_over(talk, message, server.host)
    return unknown


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


class _Talk:
    """Lines to and from the server."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self.stream = stream
        self._held = b""

    def reply(self) -> tuple[int, list[str]]:
        """The next reply: its number and its lines."""
        lines: list[str] = []
        while len(lines) < _MOST_LINES:
            line = self._line()
            number, more, said = line[:3], line[3:4], line[4:]
            if not (number.isascii() and number.isdigit() and len(number) == 3):
                break
            lines.append(said)
            if more != "-":
                return int(number), lines
        raise Unreachable("the server does not speak SMTP: check host and port")

    def ask(self, command: str, *wanted: int, shown: str | None = None) -> list[str]:
        """Says a command; the lines of the answer, which must be one of the *wanted*."""
        self.stream.write(f"{command}\r\n".encode("ascii"))
        return self.expect(shown or command, *wanted)

    def expect(self, what: str, *wanted: int) -> list[str]:
        """The lines of an answer that must be one of the *wanted*."""
        number, lines = self.reply()
        if number in wanted:
            return lines
        said = f"the server answers {what} with {number} {' '.join(lines)[:200]}"
        if number >= 500:
            raise NotTaken(f"{said}: check the settings of the mail")
        raise Unreachable(f"{said}: try again later")

    def encrypted(self, context: ssl.SSLContext, host: str) -> None:
        """Goes on under TLS; what came before it counts for nothing."""
        if self._held:
            raise Unreachable("the server spoke out of turn before TLS: something may stand in between")
        self.stream = self.stream.start_tls(context, server_hostname=host)

    def _line(self) -> str:
        while b"\n" not in self._held:
            piece = self.stream.read(_LONGEST_LINE)
            if not piece:
                raise Unreachable("the server hung up: try again later")
            self._held += piece
            if len(self._held) > _LONGEST_LINE and b"\n" not in self._held:
                raise Unreachable("the server does not speak SMTP: check host and port")
        line, _, self._held = self._held.partition(b"\n")
        return line.decode("ascii", "replace").rstrip("\r")


@contextmanager
def _connected(backend: GuardedBackend, server: MailServer, context: ssl.SSLContext) -> Iterator[_Talk]:
    talk = _Talk(backend.connect_tcp(server.host, server.port))
    try:
        if server.security is Security.TLS:
            talk.encrypted(context, server.host)
        yield talk
    finally:
        with suppress(NetError, httpcore.NetworkError, httpcore.TimeoutException):
            talk.stream.write(b"QUIT\r\n")
        talk.stream.close()


def _greeted(talk: _Talk, server: MailServer, context: ssl.SSLContext) -> None:
    """The beginning: hello, encryption, login."""
    talk.expect("the call", 220)
    able = _hello(talk)
    if server.security is Security.STARTTLS:
        if "STARTTLS" not in able:
            raise NotTaken("the server has no STARTTLS: use its TLS port with tls, or another server")
        talk.ask("STARTTLS", 220)
        talk.encrypted(context, server.host)
        able = _hello(talk)
    if server.user is not None and server.password is not None:
        _login(talk, server.user, server.password, able.get("AUTH", "").split())


def _hello(talk: _Talk) -> dict[str, str]:
    """What the server is able to do, by keyword."""
    address, *_ = talk.stream.get_extra_info("client_addr") or ("127.0.0.1",)
    name = f"[IPv6:{address}]" if ":" in address else f"[{address}]"
    _, *lines = talk.ask(f"EHLO {name}", 250)
    pairs = (line.partition(" ") for line in lines)
    return {keyword.upper(): rest.upper() for keyword, _, rest in pairs}


def _login(talk: _Talk, user: str, password: str, ways: Sequence[str]) -> None:
    if "PLAIN" in ways:
        talk.ask("AUTH PLAIN " + _base64(f"\0{user}\0{password}"), 235, shown="the login")
    elif "LOGIN" in ways:
        talk.ask("AUTH LOGIN", 334)
        talk.ask(_base64(user), 334, shown="the user")
        talk.ask(_base64(password), 235, shown="the password")
    else:
        raise NotTaken("the server takes neither PLAIN nor LOGIN: leave user and password away, or use another server")


def _base64(text: str) -> str:
    return b64encode(text.encode("utf-8")).decode("ascii")


def _addressed(talk: _Talk, sender: str, recipients: Sequence[str]) -> tuple[str, ...]:
    """Names sender and recipients; those whom the server does not know. `NotTaken` where it knows none."""
    talk.ask(f"MAIL FROM:<{sender}>", 250)
    unknown: dict[str, NotTaken] = {}
    for one in recipients:
        try:
            talk.ask(f"RCPT TO:<{one}>", 250, 251)
        except NotTaken as error:
            unknown[one] = error
    if len(unknown) == len(set(recipients)):
        raise next(iter(unknown.values()))
    return tuple(unknown)


def _handed_over(talk: _Talk, message: bytes, host: str) -> None:
    """Sends the message; until the server has answered, nobody knows."""
    lines = [b"." + line if line.startswith(b".") else line for line in _LINE_END.split(message)]
    if lines and not lines[-1]:
        lines.pop()
    try:
        talk.stream.write(b"\r\n".join([*lines, b".", b""]))
        number, said = talk.reply()
    except (Unreachable, httpcore.NetworkError, httpcore.TimeoutException) as error:
        raise Unsure(f"{host} did not say whether it took the mail ({error}): look whether it arrived") from error
    if number >= 500:
        raise NotTaken(f"{host} does not take the mail: {number} {' '.join(said)[:200]}")
    if number >= 400:
        raise Unreachable(f"{host} does not take the mail now: {number} {' '.join(said)[:200]}")


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
