"""What is said between us and a mail server: greeting, encryption, login, and one message after the other."""

from __future__ import annotations

import re
import ssl
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import httpcore

from dragoman.net.errors import NetError, Unreachable
from dragoman.net.sockets import Deadline, DeadlineStream

_LINE_END = re.compile(rb"\r\n|\r|\n")
_ENHANCED = re.compile(r"([245]\.\d{1,3}\.\d{1,3})(?:\s|$)", re.ASCII)
_LONGEST_LINE, _MOST_LINES, _LONGEST_REPLY = 4_096, 100, 200


class Step(StrEnum):
    """How far the talk was when the server said no."""

    CALL = "call"  # greeting, encryption, login: no message has anything to do with it
    SENDER = "sender"
    RECIPIENT = "recipient"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server answered at a step. *enhanced* is its finer number, such as 5.1.1 for a mailbox that is unknown."""

    number: int
    text: str
    at: Step

    @property
    def enhanced(self) -> str | None:
        found = _ENHANCED.match(self.text)
        return found[1] if found else None

    def __str__(self) -> str:
        return f"{self.number} {self.text}"


class NotTaken(NetError):
    """The server says for good that it does not take the message. *reply* is what it said, where it said anything."""

    def __init__(self, said: str, reply: Reply | None = None) -> None:
        super().__init__(said)
        self.reply = reply


class NotNow(Unreachable):
    """The server says that it does not take the message now."""

    def __init__(self, said: str, reply: Reply) -> None:
        super().__init__(said)
        self.reply = reply


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


class Talk:
    """Lines to and from the server."""

    def __init__(self, stream: DeadlineStream) -> None:
        self.stream = stream
        self.at = Step.CALL
        self._held = b""

    def until(self, deadline: Deadline) -> None:
        """From now on, no wait outlasts *deadline*."""
        self.stream = self.stream.within(deadline)

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
        reply = self.heard(number, lines)
        said = f"the server answers {what} with {reply}"
        if number >= 500:
            raise NotTaken(f"{said}: check the settings of the mail", reply)
        if number >= 400:
            raise NotNow(f"{said}: try again later", reply)
        raise Unreachable(f"{said}: try again later")

    def heard(self, number: int, lines: Sequence[str]) -> Reply:
        """A reply at the step where the talk is."""
        return Reply(number=number, text=" ".join(lines)[:_LONGEST_REPLY], at=self.at)

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


def greeted(talk: Talk, server: MailServer, context: ssl.SSLContext) -> None:
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


def _hello(talk: Talk) -> dict[str, str]:
    """What the server is able to do, by keyword."""
    address, *_ = talk.stream.get_extra_info("client_addr") or ("127.0.0.1",)
    name = f"[IPv6:{address}]" if ":" in address else f"[{address}]"
    _, *lines = talk.ask(f"EHLO {name}", 250)
    pairs = (line.partition(" ") for line in lines)
    return {keyword.upper(): rest.upper() for keyword, _, rest in pairs}


def _login(talk: Talk, user: str, password: str, ways: Sequence[str]) -> None:
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


def handed_in(
    talk: Talk, message: bytes, host: str, recipients: Sequence[str], begin: Callable[[], bool]
) -> tuple[str, ...] | None:
    """Everything behind the sender's name."""
    unknown = _addressed(talk, recipients)
    talk.at = Step.MESSAGE
    talk.ask("DATA", 354)
    if not begin():
        return None
    _handed_over(talk, message, host)
    return unknown


def _addressed(talk: Talk, recipients: Sequence[str]) -> tuple[str, ...]:
    """Names the recipients; those whom the server does not know. `NotTaken` where it knows none."""
    talk.at = Step.RECIPIENT
    unknown: dict[str, NotTaken] = {}
    for one in recipients:
        try:
            talk.ask(f"RCPT TO:<{one}>", 250, 251)
        except NotTaken as error:
            unknown[one] = error
    if len(unknown) == len(set(recipients)):
        raise next(iter(unknown.values()))
    return tuple(unknown)


def _handed_over(talk: Talk, message: bytes, host: str) -> None:
    """Sends the message; until the server has answered, nobody knows."""
    lines = [b"." + line if line.startswith(b".") else line for line in _LINE_END.split(message)]
    if lines and not lines[-1]:
        lines.pop()
    try:
        talk.stream.write(b"\r\n".join([*lines, b".", b""]))
        number, said = talk.reply()
    except (Unreachable, httpcore.NetworkError, httpcore.TimeoutException) as error:
        raise Unsure(f"{host} did not say whether it took the mail ({error}): look whether it arrived") from error
    reply = talk.heard(number, said)
    if number >= 500:
        raise NotTaken(f"{host} does not take the mail: {reply}", reply)
    if number >= 400:
        raise NotNow(f"{host} does not take the mail now: {reply}", reply)
