"""A mail server on loopback that takes what it is sent, or says and does what it is told to."""

from __future__ import annotations

import socketserver
import ssl
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Lock, Thread


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it came over the wire, its dots unstuffed."""

    sender: str
    to: tuple[str, ...]
    data: bytes


@dataclass(slots=True)
class Sink:
    """What a server has taken. *says* answers a command, by its first word, in its own way; empty hangs up."""

    port: int
    mails: list[Mail] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)
    says: Mapping[str, str] = field(default_factory=dict)
    able: tuple[str, ...] = ()
    tls: ssl.SSLContext | None = None
    lock: Lock = field(default_factory=Lock)
    ended: Event = field(default_factory=Event)
    """Set once a client has said good-bye."""

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"


@contextmanager
def mail_sink(
    *,
    says: Mapping[str, str] | None = None,
    able: tuple[str, ...] = (),
    tls: ssl.SSLContext | None = None,
    at_once: bool = False,
) -> Iterator[Sink]:
    """A server while it is needed; with *tls* it offers STARTTLS, or speaks TLS *at_once*."""
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talk)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client that was killed
    sink = Sink(server.server_address[1], says=says or {}, able=able, tls=tls)
    server.sink, server.at_once = sink, at_once  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield sink
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.sink: Sink = self.server.sink  # type: ignore[attr-defined]
        self.secure = False
        if self.server.at_once:  # type: ignore[attr-defined]
            self._encrypt()
        self._say("220 sink.example at your service", "CALL")
        self.sender, self.to = "", list[str]()
        while line := self.rfile.readline():
            command = line.decode("ascii").rstrip("\r\n")
            self.sink.heard.append(command)
            if not self._answered(command):
                return

    def finish(self) -> None:
        with suppress(OSError):  # the client hung up first
            super().finish()
        self.request.close()

    def _answered(self, command: str) -> bool:
        """Whether the talk goes on."""
        verb, _, rest = command.partition(" ")
        match verb.upper():
            case "EHLO":
                able = [*self.sink.able, *(["STARTTLS"] if self.sink.tls and not self.secure else [])]
                lines = ["sink.example", *able]
                marks = ["-"] * (len(lines) - 1) + [" "]
                self._say("\r\n".join(f"250{mark}{line}" for mark, line in zip(marks, lines, strict=True)), "EHLO")
            case "STARTTLS":
                self._say("220 go on", "STARTTLS")
                self._encrypt()
            case "AUTH":
                self._login(rest)
            case "MAIL":
                self.sender, self.to = _address(rest), []
                return self._say("250 ok", "MAIL")
            case "RCPT":
                if "nobody@" not in rest:
                    self.to.append(_address(rest))
                return self._say("250 ok" if "nobody@" not in rest else "550 nobody here", "RCPT")
            case "DATA":
                return self._data()
            case "RSET":
                return self._say("250 ok", "RSET")
            case "QUIT":
                self.sink.ended.set()
                return False
            case _:
                self._say("500 what?", verb.upper())
        return True

    def _data(self) -> bool:
        if not self._say("354 go on", "DATA"):
            return False
        if not self.sink.says.get("DATA", "354").startswith("354"):
            return True
        lines: list[bytes] = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        if not self.sink.says.get("END", "250").startswith(("4", "5")):
            with self.sink.lock:
                self.sink.mails.append(Mail(self.sender, tuple(self.to), b"".join(lines)))
        return self._say("250 taken", "END")

    def _login(self, rest: str) -> None:
        way, _, first = rest.partition(" ")
        if way == "PLAIN":
            _, user, password = b64decode(first).decode().split("\0")
        else:
            self._say("334 VXNlcm5hbWU6", "USER")
            user = b64decode(self.rfile.readline()).decode()
            self._say("334 UGFzc3dvcmQ6", "PASSWORD")
            password = b64decode(self.rfile.readline()).decode()
        self.sink.logins.append((user, password))
        self._say("235 welcome", "AUTH")

    def _say(self, line: str, at: str) -> bool:
        line = self.sink.says.get(at, line)
        if not line:
            return False
        self.wfile.write(line.encode("ascii") + b"\r\n")
        return True

    def _encrypt(self) -> None:
        assert self.sink.tls
        self.secure = True
        self.request = self.sink.tls.wrap_socket(self.request, server_side=True)
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", buffering=0)


def _address(rest: str) -> str:
    return rest.partition("<")[2].partition(">")[0]
