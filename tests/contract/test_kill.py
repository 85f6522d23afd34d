"""kill -9 at random moments of an ingest, and several at once: nothing acknowledged is lost, nothing half-written."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.conftest import SOAK
from tests.contract.conftest import BACKENDS

from dragoman.store import all_readings, counts, opened, verify

KILLS = {"sqlite": 500, "postgresql": 100} if SOAK else {"sqlite": 4, "postgresql": 2}
PAGES = 120
INGEST = Path(__file__).parents[1] / "store" / "ingest_quickly.py"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(PAGES):
        (pages / f"{number:03}.txt").write_text(f"Page {number}." if number % 10 else "unreadable", encoding="utf-8")
    return pages


@contextmanager
def ingest(folder: Path, address: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, str(INGEST), "ingest", str(folder), "--json", "--database", address]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        yield process


def killed(folder: Path, address: str, chance: random.Random) -> set[str]:
    """The readings that a run acknowledges before it is killed: at once, or after some pages."""
    with ingest(folder, address) as process:
        assert process.stdout
        seen = []
        if chance.random() < 0.25:
            time.sleep(chance.random())
        else:
            seen = [line for _, line in zip(range(chance.randrange(1, 20)), process.stdout, strict=False)]
            time.sleep(chance.random() / 100)
        process.kill()
        return acknowledged([*seen, *process.stdout])


def acknowledged(lines: list[str]) -> set[str]:
    """The readings of whole lines; a line that the kill cut off was told to nobody."""
    return {json.loads(line)["reading"] for line in lines if line.endswith("\n")} - {None}


@pytest.mark.parametrize("backend", BACKENDS)
def test_kill_9_loses_nothing_acknowledged(backend: str, folder: Path, new_address: Callable[[str], str]) -> None:
    chance, address, promised = random.Random(9), new_address(backend), set[str]()
    for _ in range(KILLS[backend]):
        promised |= killed(folder, address, chance)
        with opened(address, create=True) as store:
            kept = {one.id for one in all_readings(store, superseded=True)}
            assert promised <= kept
            assert [one.faults for one in verify(store, every=True) if one.faults] == []
        if len(kept) > PAGES // 2:
            _goes_on(folder, address)
            address, promised = new_address(backend), set()
    _goes_on(folder, address)


def _goes_on(folder: Path, address: str) -> None:
    """The next run ends with every page stored once."""
    with ingest(folder, address) as process:
        assert process.stdout
        lines = process.stdout.readlines()
    with opened(address) as store:
        assert (len(lines), counts(store).readings) == (PAGES, PAGES * 9 // 10)
        assert counts(store).articles == counts(store).versions == PAGES * 9 // 10
        assert counts(store).rejected == PAGES // 10


@pytest.mark.parametrize("backend", BACKENDS)
def test_runs_at_the_same_time_store_each_page_once(
    backend: str, folder: Path, new_address: Callable[[str], str]
) -> None:
    address = new_address(backend)
    with ingest(folder, address) as one, ingest(folder, address) as two, ingest(folder, address) as three:
        told = [process.stdout.readlines() for process in (one, two, three) if process.stdout]
    with opened(address) as store:
        assert [len(lines) for lines in told] == [PAGES] * 3
        assert counts(store).readings == counts(store).versions == PAGES * 9 // 10
        assert [one.faults for one in verify(store, every=True) if one.faults] == []
