"""Mail that waits in a mailbox of ours, read over IMAP through the guarded door: always encrypted, nothing deleted."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from socket import socket
from typing import Any

import httpcore

from dragoman.net.addresses import PUBLIC, WEB_PORTS, Allow
from dragoman.net.errors import NetError, Refused, Unreachable
from dragoman.net.mail_talk import Security
from dragoman.net.sockets import Deadline, Dialer, GuardedBackend, Resolver, system_dialer, system_resolver

IMAP_PORTS = {Security.TLS: 993, Security.STARTTLS: 143}
LARGEST = 2_000_000
"""Bytes of the largest message that is read."""
PATIENCE = 60.0
_SIZE = re.compile(rb"RFC822\.SIZE (\d{1,15})")
_BROKEN = (imaplib.IMAP4.error, OSError, httpcore.NetworkError, httpcore.TimeoutException)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailBox:
    """A mailbox on a server. The password is shown to nobody."""

    host: str
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    port: int = IMAP_PORTS[Security.TLS]
    security: Security = Security.TLS


def unread_mail(
    box: MailBox,
    *,
    allow: Allow = PUBLIC,
    resolver: Resolver = system_resolver,
    dialer: Dialer = system_dialer,
    tls: ssl.SSLContext | None = None,
) -> Iterator[bytes]:
    """The messages that nobody has read yet; each is marked as read when the next one is asked for.

    Those that are too large are left as they are. Raises `Refused` or `Unreachable`.
    """
    _check(box, allow)
    with _explained(box):
        deadline = Deadline.after(PATIENCE)
        backend = GuardedBackend(deadline=deadline, allow=allow, resolver=resolver, dialer=dialer)
        connection = backend.connect_tcp(box.host, box.port).get_extra_info("socket")
        talk = _Talk(connection, box, tls or _default_tls())
        try:
            yield from _unread(talk, box)
        finally:
            with suppress(*_BROKEN):
                talk.logout()
            connection.close()


def _check(box: MailBox, allow: Allow) -> None:
    if box.security is Security.NONE:
        raise Refused("the password would go out in clear: write imaps://")
    if box.port not in {*IMAP_PORTS.values(), *(allow.ports - WEB_PORTS)}:
        raise Refused(f"port {box.port} is none of 143 and 993: use one of them, or open it with Allow(ports=…)")


class _Talk(imaplib.IMAP4):
    """The standard library's IMAP over a connection that has been checked."""

    def __init__(self, connection: socket, box: MailBox, tls: ssl.SSLContext) -> None:
        connection.settimeout(PATIENCE)
        self._given = connection
        if box.security is Security.TLS:
            self._given = tls.wrap_socket(connection, server_hostname=box.host)
        super().__init__(box.host, box.port)
        if box.security is Security.STARTTLS:
            self.starttls(tls)

    def _create_socket(self, timeout: float | None = None) -> socket:
        return self._given


def _unread(talk: _Talk, box: MailBox) -> Iterator[bytes]:
    talk.login(box.user, box.password)
    _asked(talk.select(_quoted(box.folder)), f"there is no folder {box.folder!r}")
    (found,) = _asked(talk.uid("SEARCH", "UNSEEN"), "it cannot be searched")
    for uid in (found or b"").decode("ascii").split():
        size = _SIZE.search(_flat(_asked(talk.uid("FETCH", uid, "(RFC822.SIZE)"), "a size cannot be read")))
        if size is None or int(size[1]) > LARGEST:
            continue
        answer = _asked(talk.uid("FETCH", uid, "(BODY.PEEK[])"), "a message cannot be read")
        bodies = [part[1] for part in answer if isinstance(part, tuple)]
        if bodies:
            yield bodies[0]
            _asked(talk.uid("STORE", uid, "+FLAGS.SILENT", r"(\Seen)"), "a message cannot be marked as read")


def _asked(answer: tuple[str, list[Any]], otherwise: str) -> list[Any]:
    kind, found = answer
    if kind != "OK":
        raise imaplib.IMAP4.error(otherwise)
    return found


def _flat(parts: list[Any]) -> bytes:
    return b" ".join(part for part in parts if isinstance(part, bytes))


def _quoted(folder: str) -> str:
    if any(ord(sign) < 32 or ord(sign) > 126 for sign in folder):
        raise Refused(f"{folder[:40]!r} is no folder: write its name in plain letters")
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'


@contextmanager
def _explained(box: MailBox) -> Iterator[None]:
    """Tells what the libraries below raise in our words."""
    try:
        yield
    except NetError:
        raise
    except _BROKEN as error:
        said = " ".join(str(error).replace(box.password, "…").split())[:200]
        raise Unreachable(f"the mailbox at {box.host} cannot be read ({said}): check user, password, folder") from error


@cache
def _default_tls() -> ssl.SSLContext:
    return ssl.create_default_context()
