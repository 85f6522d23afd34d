"""Through Debian's OpenSMTPD: signatures outlive it, and what it sends back is understood.

`make opensmtpd` installs it where CI runs as root; elsewhere: apt-get install -y opensmtpd, then these tests as root.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_network
from pathlib import Path
from shutil import which

import dkim
import pytest
from tests.newsletter.readers import EDITION, ISSUE, NOW, SETTINGS, SIGNS, address, fill, store_at
from tests.newsletter.sinks import Sink, free_port, smtp_sink
from tests.newsletter.test_sending_signature import private_key, record

from dragoman.net import Allow
from dragoman.net.mail import MailLink, MailServer, Security
from dragoman.newsletter.bounces_reading import Desk, Did, taken_in
from dragoman.newsletter.sending import Office, send_mails
from dragoman.newsletter.sending_letters import Letters
from dragoman.newsletter.sending_signature import Signer
from dragoman.store.mail.database import opened_mail
from dragoman.store.mail.keys import keys_of
from dragoman.store.mail.sending import queue_issue, sent_tally
from dragoman.store.mail.suppression import suppression_of
from dragoman.store.mail.values import Reason

__all__ = ["private_key"]

READERS = 130
"""More than one connection may carry: OpenSMTPD takes a hundred."""
PATIENCE = 20
GONE = address(7)

pytestmark = pytest.mark.skipif(
    which("smtpd") is None or os.geteuid() != 0,
    reason="needs root and OpenSMTPD: apt-get install -y --no-install-recommends opensmtpd",
)


@contextmanager
def opensmtpd(folder: Path, sink: Sink) -> Iterator[int]:
    """Debian's server, which relays all that it is given to *sink*."""
    port, settings = free_port(), folder / "smtpd.conf"
    settings.write_text(
        f"listen on 127.0.0.1 port {port} hostname mx.news.example\n"
        f'action "out" relay host smtp://127.0.0.1:{sink.port}\n'
        'match from local for any action "out"\n',
        encoding="ascii",
    )
    command = ["smtpd", "-d", "-f", str(settings)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            yield port
        finally:
            server.terminate()
            server.wait()


def until(done: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not done() and time.monotonic() < ends:
        time.sleep(0.05)


def ready(port: int) -> Callable[[], bool]:
    import socket

    def answers() -> bool:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            return False
        return True

    return answers


def test_an_issue_goes_through_it_and_one_that_comes_back_stops_its_address(tmp_path: Path, private_key: bytes) -> None:
    sink = Sink(rcpt=lambda to: "550 5.1.1 no such user" if to == GONE else None)
    with opened_mail(store_at(tmp_path), create=True) as mail, smtp_sink(sink), opensmtpd(tmp_path, sink) as port:
        until(ready(port))
        fill(mail, READERS)
        queue_issue(mail, ISSUE, now=NOW)
        keys, allow = keys_of(mail, now=NOW), Allow(networks=(ip_network("127.0.0.0/8"),), ports=frozenset({port}))
        server = MailServer(host="127.0.0.1", port=port, security=Security.NONE)
        signer = Signer(domain="news.example", selector="brief", key=private_key)
        letters = Letters(mail, keys, SETTINGS, [EDITION], SIGNS, signer)
        office = Office(link=lambda: MailLink(server, allow=allow), compose=letters.compose, connections=1)
        list(send_mails(mail, keys, office, holder="test"))
        assert sent_tally(mail, issue=ISSUE.id).counts["accepted"] == READERS  # type: ignore[index]
        until(lambda: len(sink.came) >= READERS)

        back = [one for one in sink.came if one.to[0].startswith("bounce+")]
        mails = [one for one in sink.came if one not in back]
        published = record(private_key)
        assert len(mails) == READERS - 1
        assert all(dkim.verify(one.data, dnsfunc=lambda *_, **__: published) for one in mails)
        desk = Desk(mail=mail, keys=keys, settings=SETTINGS, editions={"world": EDITION})
        (done,) = [taken_in(desk, one.data, now=NOW) for one in back]
        assert (done.did, done.suppressed) == (Did.HARD, True)
        found = suppression_of(mail, keys, GONE)
        assert found is not None and found.reason is Reason.HARD_BOUNCE
