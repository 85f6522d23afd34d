"""kill -9 while an issue is sent: nobody gets it twice, and whoever does not get it is known to be in doubt."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest
from tests.conftest import SOAK
from tests.newsletter.readers import ISSUE, NOW, fill, name, store_at
from tests.newsletter.send_quickly import CONNECTIONS
from tests.newsletter.sinks import Sink, smtp_sink

from dragoman.store.mail.database import opened_mail
from dragoman.store.mail.schema_sending import mail_deliveries
from dragoman.store.mail.sending import put_confirmation, queue_issue
from dragoman.store.mail.values import Status

KILLS, READERS, ASKED = (300, 2_000, 100) if SOAK else (10, 80, 4)
MEMORY_READERS = 100_000 if SOAK else 600
MOST_GROWTH = 6_000
"""Kilobytes that the second half of a long run may add."""
MESSAGE_ID = re.compile(rb"^Message-ID: <([0-9a-z.]+)@", re.MULTILINE | re.IGNORECASE)


class Senders:
    """Starts senders, one after the other."""

    def __init__(self, store: str, sink: Sink) -> None:
        self.sink = sink
        command = [sys.executable, "-m", "tests.newsletter.send_quickly", store, str(sink.port)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> Senders:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def start(self) -> int:
        assert self._process.stdin
        self._process.stdin.write("go\n")
        self._process.stdin.flush()
        return int(self._line()[1])

    def end(self) -> tuple[int, list[tuple[int, int]]]:
        """How a sender ended, and how many it had sent when it was how large."""
        told: list[tuple[int, int]] = []
        while (line := self._line())[0] != "ended":
            told.append((int(line[1]), int(line[2])))
        return int(line[1]), told

    def killed(self, chance: random.Random) -> bool:
        """A sender that is killed at any moment, mostly while mails go out; false where it came to its end first."""
        wanted = self.sink.taken + chance.randrange(0, 2 * (READERS + ASKED) // KILLS)
        child, patience = self.start(), time.monotonic() + 2
        while self.sink.taken < wanted and time.monotonic() < patience:
            time.sleep(0.001)
        time.sleep(chance.random() / 50)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        return self.end()[0] == -signal.SIGKILL

    def _line(self) -> list[str]:
        assert self._process.stdout
        return self._process.stdout.readline().split()


def whole(store: str) -> dict[str, tuple[str, str]]:
    """Each mail by its Message-ID: to whom, and how it stands."""
    with opened_mail(store) as mail, mail.reads() as connection:
        rows = connection.execute(mail_deliveries.select()).all()
    return {row.message_id: (row.subscriber, row.state) for row in rows}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="it looks into /proc")
def test_kill_9_neither_doubles_nor_loses_an_issue(tmp_path: Path) -> None:
    store, chance = store_at(tmp_path), random.Random(9)
    with opened_mail(store, create=True) as mail:
        fill(mail, READERS)
        fill(mail, ASKED, first=READERS, status=Status.PENDING)
        queue_issue(mail, ISSUE, now=NOW)
    with smtp_sink() as sink, Senders(store, sink) as senders:
        cut = 0
        for number in range(KILLS):
            _ask_some(store, number)
            cut += senders.killed(chance)
        senders.start()
        assert senders.end()[0] == 0

    every = whole(store)
    came = Counter(found[1].decode() for one in sink.came if (found := MESSAGE_ID.search(one.data)))
    issues = {id: state for id, (_, state) in every.items() if id.startswith(ISSUE.id)}
    assert len(issues) == READERS
    assert {came[id] for id in issues} <= {0, 1}
    assert {state for id, state in issues.items() if came[id] == 0} <= {"ambiguous"}
    assert set(issues.values()) <= {"accepted", "ambiguous"}
    assert sum(state == "ambiguous" for state in issues.values()) <= cut * CONNECTIONS
    assert cut >= KILLS // 2
    _questions(every, came)


def _ask_some(store: str, number: int) -> None:
    """New readers ask while the issue goes out."""
    first, last = (ASKED * one // KILLS for one in (number, number + 1))
    with opened_mail(store) as mail, mail.writes() as connection:
        for one in range(READERS + first, READERS + last):
            put_confirmation(connection, name(one), "world", NOW)


def _questions(every: dict[str, tuple[str, str]], came: Counter[str]) -> None:
    """Each question came at least once, always under one id."""
    asked = {id: state for id, (_, state) in every.items() if not id.startswith(ISSUE.id)}
    assert len(asked) == ASKED
    assert set(asked.values()) == {"accepted"}
    assert min(came[id] for id in asked) >= 1


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="it looks into /proc")
def test_memory_stays_flat_however_many_the_readers(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    with opened_mail(store, create=True) as mail:
        fill(mail, MEMORY_READERS)
        queue_issue(mail, ISSUE, now=NOW)
    with smtp_sink(Sink(keep=False)) as sink, Senders(store, sink) as senders:
        senders.start()
        ended, told = senders.end()

    assert ended == 0
    assert sink.taken == MEMORY_READERS
    half = next(size for count, size in told if count >= MEMORY_READERS // 2)
    assert told[-1][1] - half < MOST_GROWTH, told
