"""Servers on this machine, and dialers that can reach nothing else."""

import socket
import ssl
from collections.abc import Iterable
from contextlib import closing
from ipaddress import IPv4Address, IPv4Network
from threading import Thread
from types import TracebackType
from typing import Self

import httpcore

from dragoman.net import Allow
from dragoman.net.addresses import Address
from dragoman.net.sockets import system_dialer

HERE = IPv4Address("127.0.0.1")
PUBLIC_ADDRESS = "93.184.215.14"


class Canary:
    """A listening socket that counts who connected. It never accepts on its own."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._listener.setblocking(False)
        self.port: int = self._listener.getsockname()[1]

    def hits(self) -> int:
        """How many connections waited; a loopback connection waits before connect() returns."""
        count = 0
        while True:
            try:
                connection, _ = self._listener.accept()
            except BlockingIOError:
                return count
            connection.close()
            count += 1

    def close(self) -> None:
        self._listener.close()

    def dial(self, address: Address, port: int, seconds: float) -> httpcore.NetworkStream:
        """Whatever is dialled, the canary gets the call: a hole in the guard shows as a hit."""
        return system_dialer(HERE, self.port, seconds)


class Server:
    """Gives each connection the next of *answers* (the last one again and again)."""

    def __init__(self, *answers: Iterable[bytes], tls: ssl.SSLContext | None = None) -> None:
        self._answers = answers
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.requests: list[bytes] = []
        self._open = True
        self._thread = Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open = False
        socket.create_connection(("127.0.0.1", self.port)).close()
        self._thread.join()
        self._listener.close()

    def dial(self, address: Address, port: int, seconds: float) -> httpcore.NetworkStream:
        """Stands in for the whole internet: every address leads here."""
        return system_dialer(HERE, self.port, seconds)

    def _serve(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            with closing(connection):
                if not self._open:
                    return
                try:
                    self._answer(connection)
                except OSError:  # the client hung up, as it should on a bomb
                    continue

    def _answer(self, plain: socket.socket) -> None:
        connection = plain
        if self._tls:
            connection = self._tls.wrap_socket(plain, server_side=True)
        with closing(connection):
            request = b""
            while b"\r\n\r\n" not in request:
                piece = connection.recv(65_536)
                if not piece:
                    return
                request += piece
            turn = min(len(self.requests), len(self._answers) - 1)
            self.requests.append(request)
            for piece in self._answers[turn]:
                connection.sendall(piece)


def answer(body: bytes = b"", *, status: str = "200 OK", headers: str = "") -> list[bytes]:
    """An HTTP answer of one piece; *headers* are lines without their last line end."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close"]
    lines += headers.splitlines()
    return ["\r\n".join([*lines, "", ""]).encode() + body]


def redirect(location: str, *, status: str = "302 Found") -> list[bytes]:
    return answer(status=status, headers=f"Location: {location}")


def opened(*ports: int) -> Allow:
    """Leave to reach loopback on *ports*."""
    return Allow(networks=(IPv4Network("127.0.0.0/8"),), ports=frozenset(ports))


def to_loopback(host: str, port: int) -> list[str]:
    """A resolver for which every name is this machine."""
    return ["127.0.0.1"]


def to_public(host: str, port: int) -> list[str]:
    """A resolver for which every name is a public address."""
    return [PUBLIC_ADDRESS]
