"""How many mails a second one core composes, signs and hands over, to a server in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from datetime import time as clock
from ipaddress import ip_network
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import insert

from bench.shared import NoData
from dragoman.net import Allow
from dragoman.net.mail import MailLink, MailServer, Security
from dragoman.newsletter.editions import Edition, Settings
from dragoman.newsletter.sending import Office, send_mails
from dragoman.newsletter.sending_issue import SIGNS
from dragoman.newsletter.sending_letters import Letters
from dragoman.newsletter.sending_signature import Signer
from dragoman.store.database import Database
from dragoman.store.mail.database import opened_mail
from dragoman.store.mail.keys import keys_of
from dragoman.store.mail.schema import subscribers, subscriptions
from dragoman.store.mail.sending import queue_issue
from dragoman.store.mail.sending_values import Issue
from dragoman.store.mail.values import Status

READERS, TIMES = 1_000, 3
NOW = datetime(2024, 5, 14, 6, 30, tzinfo=UTC)
SETTINGS = Settings(
    base_url="https://news.example",
    sender="brief@news.example",
    list_domain="news.example",
    bounces="bounce@news.example",
)
EDITION = Edition(name="world", title="The world", at=clock(6, 30), zone="UTC", list_id="world.news.example")
PARAGRAPH = "<p>Norway and Türkiye met in Oslo, the ministry said: “We agreed on grain.” (A Paper, 13 May 2024)</p>\n"
ISSUE = Issue(
    edition="world",
    day=date(2024, 5, 14),
    subject="The world this morning: Norway and Türkiye met in Oslo",
    html=f'<html><body>{PARAGRAPH * 170}<a href="{next(iter(SIGNS))}">Leave</a></body></html>',
    text="Norway and Türkiye met in Oslo, the ministry said.\n" * 90 + next(iter(SIGNS)) + "\n",
    made=NOW,
)
SINK = """
import sys, time
from tests.newsletter.sinks import Sink, smtp_sink
with smtp_sink(Sink(keep=False)) as sink:
    print(sink.port, flush=True)
    sys.stdin.read()
"""


def run(readers: int = READERS) -> dict[str, Any]:
    """Mails a second of processor time, and of the clock, without a signature and with one; medians of several runs."""
    key = _key()
    figures: dict[str, Any] = {"readers": readers, "html_kb": len(ISSUE.html) // 1024}
    with _server() as port:
        for name, signer in (("plain", None), ("dkim", Signer(domain="news.example", selector="s", key=key))):
            runs = [_sent(port, readers, signer) for _ in range(TIMES)]
            figures[f"{name}_a_core_second"] = round(median(core for core, _ in runs))
            figures[f"{name}_a_second"] = round(median(wall for _, wall in runs))
            print(f"{name:6} {figures[f'{name}_a_core_second']:5} mails a second of one core,", end=" ")
            print(f"{figures[f'{name}_a_second']} by the clock")
    return figures


def _sent(port: int, readers: int, signer: Signer | None) -> tuple[float, float]:
    """Mails a second: by the processor, and by the clock."""
    server = MailServer(host="127.0.0.1", port=port, security=Security.NONE)
    allow = Allow(networks=(ip_network("127.0.0.0/8"),), ports=frozenset({port}))
    with tempfile.TemporaryDirectory() as folder, opened_mail(str(Path(folder) / "bench.db"), create=True) as mail:
        _fill(mail, readers)
        keys = keys_of(mail, now=NOW)
        letters = Letters(mail, keys, SETTINGS, [EDITION], SIGNS, signer)
        office = Office(link=lambda: MailLink(server, allow=allow), compose=letters.compose)
        core, wall = time.process_time(), time.perf_counter()
        taken = sum(one.tried is not None and one.tried.fault is None for one in _all(mail, keys, office))
        core, wall = time.process_time() - core, time.perf_counter() - wall
    if taken != readers:
        raise NoData(f"the server took {taken} of {readers} mails")
    return readers / core, readers / wall


def _all(mail: Database, keys: Any, office: Office) -> Iterator[Any]:
    return send_mails(mail, keys, office, holder="bench")


def _fill(mail: Database, readers: int) -> None:
    with mail.writes() as connection:
        people = [
            {"id": f"{n:016x}", "address": f"r{n}@example.org", "address_key": f"r{n}@example.org", "added": NOW}
            for n in range(readers)
        ]
        wanted = {"edition": "world", "status": Status.CONFIRMED, "asked": NOW}
        connection.execute(insert(subscribers), people)
        connection.execute(insert(subscriptions), [{"subscriber": one["id"], **wanted} for one in people])
    queue_issue(mail, replace(ISSUE), now=NOW)


@contextmanager
def _server() -> Iterator[int]:
    command = [sys.executable, "-c", SINK]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin and process.stdout
        yield int(process.stdout.readline())
        process.stdin.close()


def _key() -> bytes:
    try:
        return subprocess.run(["openssl", "genrsa", "2048"], check=True, capture_output=True).stdout
    except (OSError, subprocess.CalledProcessError):
        raise NoData("openssl is not there: install it to measure signing") from None
