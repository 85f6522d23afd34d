"""Several `dragoman watch` on one database, some of them killed: each page is asked for, read and stored by one."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import select
from tests.collect.press import press
from tests.conftest import SOAK
from tests.contract.conftest import BACKENDS
from tests.contract.test_fetch_kill import BAD, NOW, Growing, due_again, watch

from dragoman.app.collect.fetching import BATCH
from dragoman.store import (
    Database,
    Source,
    SourceKind,
    Standing,
    add_source,
    all_readings,
    counts,
    due_sources,
    opened,
    verify,
)
from dragoman.store.schema.press import jobs
from dragoman.store.sources.watched import claim_source, unclaim_source

WATCH = Path(__file__).parents[1] / "store" / "watch_quickly.py"
WATCHERS = 3
ROUNDS = 30 if SOAK else 1
KILLS = 40 if SOAK else 2
PATIENCE = 120
"""Seconds in which the watchers must come to the end of what there is to do."""


@pytest.fixture
def growing() -> Iterator[Growing]:
    with press() as wire:
        yield Growing(wire)


@dataclass(slots=True)
class Watcher:
    """A process that watches, and what it has told."""

    process: subprocess.Popen[str]
    told: list[str] = field(default_factory=list)

    def listen(self) -> None:
        assert self.process.stdout
        self.told.extend(self.process.stdout)

    @property
    def readings(self) -> list[str]:
        """The readings that it told as stored; a line that a kill cut off was told to nobody."""
        lines = [json.loads(line) for line in list(self.told) if line.endswith("\n")]
        return [line["reading"] for line in lines if line.get("reading") and line["what"] == "stored"]


@contextmanager
def watching(address: str) -> Iterator[Watcher]:
    command = [sys.executable, str(WATCH), "watch", "--json", "--database", address]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        watcher = Watcher(process)
        ears = Thread(target=watcher.listen)
        ears.start()
        try:
            yield watcher
        finally:
            process.kill()
            ears.join()


def until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < deadline, "the watchers did not come to an end"
        time.sleep(0.05)


def at_rest(address: str, growing: Growing) -> bool:
    """Whether every page that the feed ever listed is dealt with."""
    with opened(address) as store, store.reads() as connection:
        states = Counter(connection.execute(select(jobs.c.state)).scalars())
    return states == {"done": growing.size}


def attempts(address: str) -> list[int]:
    """How often pages were taken up, each of them, the least first."""
    with opened(address) as store, store.reads() as connection:
        return sorted(connection.execute(select(jobs.c.attempts)).scalars())


def asked(growing: Growing) -> list[int]:
    """How often pages were asked for, each of them, the least first."""
    return sorted(Counter(path for path in growing.wire.paths() if path != "/feed").values())


def stored_once(address: str, growing: Growing, told: list[str]) -> None:
    with opened(address) as store:
        held, bad = counts(store), -(-growing.size // BAD)
        assert held.articles == held.versions == held.readings == growing.size - bad
        assert held.rejected == bad
        assert [one.faults for one in verify(store, every=True) if one.faults] == []
        assert set(told) <= {one.id for one in all_readings(store, superseded=True)}
    assert max(Counter(told).values()) == 1


def test_a_source_that_was_taken_and_not_asked_is_due_as_before(database: Database) -> None:
    source = Source(name="wire", address="https://wire.example/feed", kind=SourceKind.FEED, added=NOW)
    add_source(database, source, Standing(due=NOW, interval=timedelta(minutes=30)))
    (due,) = due_sources(database, now=NOW)
    until = NOW + timedelta(minutes=5)

    assert claim_source(database, due, until=until)
    assert not claim_source(database, due, until=until)
    assert due_sources(database, now=NOW) == ()
    assert due_sources(database, now=until) == (due,)
    unclaim_source(database, due, until=until)
    assert due_sources(database, now=NOW) == (due,)


@pytest.mark.parametrize("backend", BACKENDS)
def test_watchers_share_the_work(backend: str, growing: Growing, new_address: Callable[[str], str]) -> None:
    address = new_address(backend)
    watch(growing, address)
    with ExitStack() as stack:
        watchers = [stack.enter_context(watching(address)) for _ in range(WATCHERS)]
        until(lambda: at_rest(address, growing))
        for _ in range(ROUNDS):
            before = growing.size
            due_again(address)
            until(lambda before=before: growing.size > before)
            until(lambda: at_rest(address, growing))

    stored_once(address, growing, [one for watcher in watchers for one in watcher.readings])
    assert asked(growing) == attempts(address) == [1] * growing.size
    assert growing.wire.paths().count("/feed") == 1 + ROUNDS


@pytest.mark.parametrize("backend", BACKENDS)
def test_watchers_that_are_killed_leave_no_work_and_double_none(
    backend: str, growing: Growing, new_address: Callable[[str], str]
) -> None:
    chance, address, told = random.Random(4), new_address(backend), list[str]()
    watch(growing, address)
    with ExitStack() as stack:
        watchers = [stack.enter_context(watching(address)) for _ in range(WATCHERS)]
        for _ in range(KILLS):
            before = growing.size
            due_again(address)
            until(lambda before=before: growing.size > before or at_rest(address, growing))
            time.sleep(chance.random() / 5)
            doomed = watchers.pop(chance.randrange(WATCHERS))
            doomed.process.kill()
            doomed.process.wait()  # while nobody has, it counts as alive, and its leases as held
            told += doomed.readings
            watchers.append(stack.enter_context(watching(address)))
        growing.grows = (
            False  # or a watcher that asks while the last of them are ended is told of pages that nobody reads
        )
        due_again(address)
        until(lambda: at_rest(address, growing))
    told += [one for watcher in watchers for one in watcher.readings]

    stored_once(address, growing, told)
    taken = attempts(address)
    assert all(count <= most for count, most in zip(asked(growing), taken, strict=True))
    assert sum(count > 1 for count in taken) <= KILLS * BATCH
