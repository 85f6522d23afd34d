"""How long readers wait for each page: wrk asks the real server, eight readers at once, one page after another.

python -m bench web --database FILE [--seconds N] [--readers N]     the store is only read; give it a copy

Each reader asks again as soon as it is answered, so that the server is never idle: a reader who also reads waits less.
The load of the machine is printed beside the figures.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

from bench.shared import NoData
from dragoman.store import Query, opened, search
from dragoman.store.calendar.meetings import meetings_about
from dragoman.store.told.records import newest_until

READERS, SECONDS, THREADS = 8, 5, 2
PATIENCE = 60
MOST = 150.0
"""Milliseconds at the 95th percentile, by the issue."""
INSTALL = "apt-get install -y --no-install-recommends wrk"
FAR = date(9000, 1, 1)
SCRIPT = """
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('\\n{"p50": %.2f, "p95": %.2f, "p99": %.2f, "answers": %d, "wrong": %d}\\n',
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000, summary.requests,
    e.connect + e.read + e.write + e.status + e.timeout))
end
"""


def run(database: str, seconds: int = SECONDS, readers: int = READERS) -> dict[str, Any]:
    """The waiting times of every page, with the load before and after."""
    if shutil.which("wrk") is None:
        raise NoData(f"wrk is not installed: run {INSTALL}")
    if not Path(database).is_file():
        raise NoData(f"there is no store {database}: name a copy of one, such as build/press.db")
    today, pages = pages_of(database)
    before = os.getloadavg()[0]
    with served(database, today) as base, tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "told.lua"
        script.write_text(SCRIPT, encoding="ascii")
        found = {name: _asked(f"{base}{address}", script, seconds, readers) for name, address in pages.items()}
    figures = {
        "readers": readers, "seconds": seconds, "load_before": round(before, 1),
        "load_after": round(os.getloadavg()[0], 1), "processors": os.cpu_count(), "pages": found,
    }  # fmt: skip
    _print(figures)
    return figures


def pages_of(database: str) -> tuple[date, dict[str, str]]:
    """The newest day of a store, and the address of each main page as its readers would ask for it."""
    with opened(database) as store:
        today = newest_until(store, FAR) or date.today()  # noqa: DTZ011
        acts = search(store, Query(kind="event", limit=200))
        told = next((one for one in acts if getattr(one.record, "recipients", ())), None)
        if told is None or told.record is None:
            raise NoData(f"{database} tells no act between two sides: read more into it first")
        met = meetings_about(store, since=today.replace(day=1), until=today, today=today)
    one, other = (quote(sides[0], safe="") for sides in (told.record.actors or ("USA",), told.record.recipients))  # type: ignore[union-attr]
    meeting = {"meeting": f"/meeting/{met[-1].id}"} if met else {}
    return today, {
        "brief": "/",
        "brief, a week": f"/brief/{today}?days=7",
        "article": f"/article/{told.article.id}",
        "story": f"/story/{told.article.id}",
        "dyads": "/dyad",
        "dyad": f"/dyad/{one}/{other}?by=week",
        "calendar": f"/calendar?month={today:%Y-%m}",
        **meeting,
        "channels": "/channels",
        "map": "/map",
        "search, words": "/search?words=minister",
        "search, acts": f"/search?kind=event&actor={one}",
        "actor": f"/actor/{one}",
        "sources": "/sources",
        "feed": f"/feeds/search.atom?kind=event&actor={one}",
        "API": f"/api/v1/records?kind=event&actor={one}",
    }


@contextmanager
def served(database: str, today: date) -> Iterator[str]:
    """The address at which the store is served by a process of its own."""
    command = [sys.executable, "-m", "dragoman", "serve", "--port", "0", "--date", str(today), "--database", database]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            said = server.stderr.readline()
            if "http://" not in said:
                raise NoData(said.strip() or "dragoman serve ended before it answered")
            yield said.partition(" at ")[2].partition(",")[0]
        finally:
            server.terminate()


def _asked(address: str, script: Path, seconds: int, readers: int) -> dict[str, Any]:
    """One page: the *first* reader's wait, for whom all is worked out; then all readers at once."""
    begun = time.perf_counter()
    with urlopen(address, timeout=PATIENCE) as answer:
        answer.read()
    first = (time.perf_counter() - begun) * 1000
    command = ["wrk", f"-t{THREADS}", f"-c{readers}", "--timeout", f"{PATIENCE}s", "-s", str(script)]
    done = subprocess.run([*command, f"-d{seconds}s", address], check=True, capture_output=True, text=True)
    figures: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return {"first": round(first), **figures}


def _print(figures: dict[str, Any]) -> None:
    print(f"{figures['readers']} readers, {figures['seconds']} s a page, {figures['processors']} processors;", end=" ")
    print(f"load {figures['load_before']} before and {figures['load_after']} after")
    print(f"  {'page':16} {'first ms':>9} {'p50 ms':>9} {'p95 ms':>9} {'p99 ms':>9} {'answers':>9}")
    for name, one in figures["pages"].items():
        note = f"   over {MOST:.0f}" if one["p95"] > MOST else ""
        note += f"   {one['wrong']} wrong" if one["wrong"] else ""
        print(
            f"  {name:16} {one['first']:>9} {one['p50']:>9.1f} {one['p95']:>9.1f} {one['p99']:>9.1f} {one['answers']:>9}{note}"
        )
