"""kill -9 at random moments of a fetch: nothing acknowledged is lost, nothing is stored twice, nothing is forgotten."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from tests.collect.press import Press, Said, press, rss
from tests.conftest import SOAK
from tests.contract.conftest import BACKENDS

from dragoman.collect.items import Item
from dragoman.store import (
    Source,
    SourceKind,
    Standing,
    add_source,
    all_readings,
    all_sources,
    counts,
    keep_source,
    opened,
    verify,
)
from dragoman.store.schema.press import jobs

KILLS = {"sqlite": 200, "postgresql": 100} if SOAK else {"sqlite": 10, "postgresql": 3}
MORE = 12
"""Items that the feed has more whenever it is asked."""
BAD = 10
"""Every so manieth page holds nothing."""
FETCH = Path(__file__).parents[1] / "store" / "fetch_quickly.py"
NOW = datetime.now(UTC)


class Growing:
    """A feed that lists its newest items alone, and moves on once its reader shows by its ETag that it has kept them:
    what is forgotten then does not come again. It lists nothing new once *grows* is false."""

    def __init__(self, wire: Press) -> None:
        self.wire, self.size, self.grows = wire, 0, True
        self._grow()
        wire.pages["/feed"] = self.feed

    def feed(self, headers: Mapping[str, str]) -> Said:
        if self.grows and headers.get("if-none-match") == self.etag:
            self._grow()
        numbers = range(self.size - MORE, self.size)
        items = [Item(address=f"{self.wire.base}/{n}", title=f"Page {n}", published=NOW) for n in numbers]
        return Said(body=rss(*items), kind="application/rss+xml", headers={"ETag": self.etag})

    @property
    def etag(self) -> str:
        return f'"{self.size}"'

    def _grow(self) -> None:
        for number in range(self.size, self.size + MORE):
            body = b"unreadable" if number % BAD == 0 else f"Page {number}.".encode()
            self.wire.pages[f"/{number}"] = Said(body=body, kind="text/plain")
        self.size += MORE


@pytest.fixture
def growing() -> Iterator[Growing]:
    with press() as wire:
        yield Growing(wire)


def watch(growing: Growing, address: str) -> None:
    wire = growing.wire
    source = Source(name="wire", address=f"{wire.base}/feed", kind=SourceKind.FEED, added=NOW, allow=(wire.host,))
    with opened(address, create=True) as store:
        add_source(store, source, Standing(due=NOW, interval=timedelta(minutes=30)))


def due_again(address: str) -> None:
    with opened(address) as store:
        for one in all_sources(store):
            keep_source(store, replace(one, standing=replace(one.standing, due=NOW)))


@contextmanager
def fetching(address: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, str(FETCH), "fetch", "--once", "--json", "--database", address]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        yield process


def killed(address: str, chance: random.Random) -> set[str]:
    """The readings that a run acknowledges before it is killed: after some lines, or at any moment."""
    with fetching(address) as process:
        assert process.stdout
        seen = []
        if chance.random() < 0.3:
            time.sleep(chance.random() * 2)
        else:
            seen = [line for _, line in zip(range(chance.randrange(1, MORE)), process.stdout, strict=False)]
            time.sleep(chance.random() / 50)
        process.kill()
        return acknowledged([*seen, *process.stdout])


def acknowledged(lines: list[str]) -> set[str]:
    """The readings of whole lines; a line that the kill cut off was told to nobody."""
    return {json.loads(line)["reading"] for line in lines if line.endswith("\n")} - {None}


@pytest.mark.parametrize("backend", BACKENDS)
def test_kill_9_loses_nothing_acknowledged_and_doubles_nothing(
    backend: str, growing: Growing, new_address: Callable[[str], str]
) -> None:
    chance, address, promised = random.Random(9), new_address(backend), set[str]()
    watch(growing, address)
    for _ in range(KILLS[backend]):
        promised |= killed(address, chance)
        with opened(address) as store:
            kept = [one.id for one in all_readings(store, superseded=True)]
            assert promised <= set(kept)
            assert [one.faults for one in verify(store, every=True) if one.faults] == []
        due_again(address)
    assert growing.size > MORE
    _goes_on(growing, address)


def _goes_on(growing: Growing, address: str) -> None:
    """The next run ends with every page that the feed ever listed stored once."""
    with fetching(address) as process:
        assert process.stdout
        process.stdout.readlines()
    pages, bad = growing.size, -(-growing.size // BAD)
    with opened(address) as store:
        held = counts(store)
        assert held.articles == held.versions == held.readings == pages - bad
        assert (held.rejected, held.jobs) == (bad, pages)
        with store.reads() as connection:
            left = connection.execute(select(func.count()).where(jobs.c.state != "done")).scalar()
    assert left == 0


@pytest.mark.parametrize("backend", BACKENDS)
def test_runs_at_the_same_time_store_each_page_once(
    backend: str, growing: Growing, new_address: Callable[[str], str]
) -> None:
    address = new_address(backend)
    watch(growing, address)
    with fetching(address) as one, fetching(address) as two, fetching(address) as three:
        for process in (one, two, three):
            assert process.stdout
            process.stdout.readlines()
    _goes_on(growing, address)
