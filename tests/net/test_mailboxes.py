"""A mailbox is read over a checked and encrypted connection, and what was read is marked when it was dealt with."""

from __future__ import annotations

import socketserver
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

import pytest

from dragoman.net import Allow, Refused, Unreachable
from dragoman.net.mail_talk import Security
from dragoman.net.mailboxes import MailBox, unread_mail

from .loopback import Canary, opened, to_loopback

MAILS = {1: b"Subject: one\r\n\r\nOne.\r\n", 2: b"Subject: two\r\n\r\nTwo.\r\n", 3: b"x" * 2_000_001}


@dataclass(slots=True)
class Store:
    """What a server holds and has heard."""

    port: int = 0
    seen: set[int] = field(default_factory=set)
    heard: list[str] = field(default_factory=list)
    tls: ssl.SSLContext | None = None
    at_once: bool = True


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.store: Store = self.server.store  # type: ignore[attr-defined]
        if self.store.at_once:
            self._encrypt()
        self._say("* OK [CAPABILITY IMAP4rev1 STARTTLS] ready")
        while line := self.rfile.readline().decode().strip():
            tag, _, rest = line.partition(" ")
            self.store.heard.append(rest)
            if not self._answered(tag, rest):
                return

    def finish(self) -> None:
        with suppress(OSError):
            super().finish()
        self.request.close()

    def _answered(self, tag: str, rest: str) -> bool:
        words = rest.upper().split()
        said = "OK done"
        if words[0] == "CAPABILITY":
            self._say("* CAPABILITY IMAP4rev1 STARTTLS")
        elif words[0] == "LOGIN" and "geheim" not in rest:
            said = "NO wrong password geheim-wrong"
        elif words[0] == "SELECT" and "INBOX" not in rest:
            said = "NO no such folder"
        elif words[:2] == ["UID", "SEARCH"]:
            self._say("* SEARCH " + " ".join(str(one) for one in MAILS if one not in self.store.seen))
        elif words[:2] == ["UID", "FETCH"]:
            self._fetch(int(words[2]), size="SIZE" in rest)
        elif words[:2] == ["UID", "STORE"]:
            self.store.seen.add(int(words[2]))
        self._say(f"{tag} {said}")
        if words[0] == "STARTTLS":
            self._encrypt()
        return words[0] != "LOGOUT"

    def _fetch(self, uid: int, *, size: bool) -> None:
        whole = MAILS[uid]
        if size:
            self._say(f"* {uid} FETCH (UID {uid} RFC822.SIZE {len(whole)})")
        else:
            self.wfile.write(f"* {uid} FETCH (UID {uid} BODY[] {{{len(whole)}}}\r\n".encode() + whole + b")\r\n")

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def _encrypt(self) -> None:
        assert self.store.tls
        self.request = self.store.tls.wrap_socket(self.request, server_side=True)
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", buffering=0)


@contextmanager
def serving(tls: ssl.SSLContext, *, at_once: bool = True) -> Iterator[Store]:
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talk)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    store = Store(port=server.server_address[1], tls=tls, at_once=at_once)
    server.store = store  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield store
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def unread(store: Store, tls: ssl.SSLContext, **more: Any) -> Iterator[bytes]:
    box = {"host": "news.example", "user": "brief", "password": "geheim", "port": store.port} | more
    return unread_mail(MailBox(**box), allow=opened(store.port), resolver=to_loopback, tls=tls)


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_new_mails_are_read_once_and_none_is_deleted(
    server_tls: ssl.SSLContext, client_tls: ssl.SSLContext, security: Security
) -> None:
    with serving(server_tls, at_once=security is Security.TLS) as store:
        assert list(unread(store, client_tls, security=security)) == [MAILS[1], MAILS[2]]
        assert list(unread(store, client_tls, security=security)) == []

    assert store.seen == {1, 2}  # the one that is too large stays
    assert not [one for one in store.heard if "EXPUNGE" in one or "Deleted" in one]


def test_a_mail_is_marked_only_when_the_next_is_asked_for(
    server_tls: ssl.SSLContext, client_tls: ssl.SSLContext
) -> None:
    with serving(server_tls) as store:
        reading = unread(store, client_tls)
        next(reading)
        assert store.seen == set()
        next(reading)
        assert store.seen == {1}
        reading.close()  # type: ignore[attr-defined]


def test_a_wrong_password_or_folder_is_named_and_the_password_is_not(
    server_tls: ssl.SSLContext, client_tls: ssl.SSLContext
) -> None:
    with serving(server_tls) as store:
        for wrong in ({"password": "falsch"}, {"folder": "Nowhere"}):
            with pytest.raises(Unreachable, match="check user, password, folder") as caught:
                list(unread(store, client_tls, **wrong))
            assert "falsch" not in str(caught.value)

    assert "falsch" not in repr(MailBox(host="a", user="b", password="falsch"))


def test_another_servers_certificate_is_not_taken(server_tls: ssl.SSLContext, client_tls: ssl.SSLContext) -> None:
    with serving(server_tls) as store, pytest.raises(Unreachable):
        list(unread(store, client_tls, host="other.example"))

    assert store.heard == []


def test_the_door_is_guarded_here_too(canary: Canary) -> None:
    box = MailBox(host="mail.example", user="a", password="b")
    with pytest.raises(Refused, match="loopback"):
        list(unread_mail(box, resolver=to_loopback, dialer=canary.dial))
    with pytest.raises(Refused, match="none of 143 and 993"):
        list(unread_mail(MailBox(host="mail.example", user="a", password="b", port=80), allow=Allow()))
    with pytest.raises(Refused, match="in clear"):
        list(unread_mail(MailBox(host="mail.example", user="a", password="b", security=Security.NONE)))
    assert canary.hits() == 0


def test_a_folder_cannot_be_a_command(server_tls: ssl.SSLContext, client_tls: ssl.SSLContext) -> None:
    with serving(server_tls) as store, pytest.raises(Refused, match="is no folder"):
        list(unread(store, client_tls, folder="INBOX\r\nX DELETE INBOX"))

    assert not [one for one in store.heard if "DELETE" in one]
