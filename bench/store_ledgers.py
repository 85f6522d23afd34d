"""How long each ledger command takes from store to ledger, warm, and how that grows with the store.

python -m bench.store_ledgers [--articles N ...] [--queries N] [--folder DIR]

A million articles take half an hour to fill, some 20 GB, and as long again to fold: with --folder stores are kept there, and
what was filled before is asked again.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from bench.press import STATES, TYPES
from bench.store_fill import fill
from bench.store_press import LAST, SPEAKERS, press_in_order
from dragoman.knowledge import channels
from dragoman.ledger.briefing import ALL
from dragoman.ledger.dyads import Period
from dragoman.model import Basis, Interval
from dragoman.store import Database, Query, add_reading, opened, search
from dragoman.store.folds.keys import look_for_keys
from dragoman.store.folds.meetings import look_for_meetings
from dragoman.store.ledgers import answers as ledgers

SIZES = (10_000, 100_000)
QUERIES, PATIENCE = 20, 60.0
"""Queries of a command at most, and seconds after which the rest of them are left out."""
MOST, MOST_OF_A_DYAD = 150.0, 2000.0
"""Milliseconds at the 95th percentile, and of one dyad's series from its beginning, by the issue."""
LEAST_TOLD = 5.0
"""Milliseconds under which a growth is noise."""
SEED = 11
NOW = datetime(2026, 1, 1, tzinfo=UTC)
SHOWN, QUOTED = 51, 21
"""What the commands ask for: what they show, and one more to know whether that is all. Quotations and positions are 20."""
FORUMS = tuple(row.name for row in channels())

Ask = Callable[[], object]


def run(sizes: Sequence[int] = SIZES, queries: int = QUERIES, folder: Path | None = None) -> dict[str, Any]:
    """For each size how quickly the store was filled and each command answers; then how they grow."""
    figures: dict[str, Any] = {}
    for size in sorted(sizes):
        with tempfile.TemporaryDirectory() as room:
            figures[str(size)] = measured((folder or Path(room)) / f"store-{size}.db", size, queries)
        _print(size, figures[str(size)])
    figures["growth"] = growth(figures)
    print(f"growth (1 is linear, n log n here {_n_log_n(sizes):.2f}): {figures['growth']}")
    slow = {
        size: [name for name, one in found["commands"].items() if one["p95"] > _most(name)]
        for size, found in _at(figures)
    }
    figures["slow"] = {size: names for size, names in slow.items() if names}
    return figures


def measured(file: Path, size: int, queries: int) -> dict[str, Any]:
    """A store of *size* articles, filled, unless that was done before, and asked."""
    found = {} if file.exists() else _filled(file, size)
    with opened(str(file), upgrade=True) as store:
        folded = {**_filed(store), **_folded(store)}
        commands = {name: _times(ask, queries) for name, ask in asked(store).items()}
    return {**found, **folded, "megabytes": round(file.stat().st_size / 1e6), "commands": commands}


def _filled(file: Path, size: int) -> dict[str, float]:
    """Fills the store *file*; how quickly."""
    begun, worked, coming = time.perf_counter(), time.process_time(), file.with_suffix(".part")
    coming.unlink(missing_ok=True)
    held = fill(coming, press_in_order(size), now=NOW)
    coming.rename(file)
    took, worked = time.perf_counter() - begun, time.process_time() - worked
    return {"records_per_s": round(held / took), "records_per_cpu_s": round(held / worked)}


def _filed(store: Database) -> dict[str, float]:
    """Seconds in which all records are filed under their keys, which the store itself does as it adds them."""
    begun = time.perf_counter()
    look_for_keys(store)
    return {"filed_s": round(time.perf_counter() - begun, 3)}


def _folded(store: Database) -> dict[str, float]:
    """Seconds in which the ledger of meetings is folded from nothing, and once more after one page of the last day."""
    took: dict[str, float] = {}
    for name in ("folded_s", "folded_again_s"):
        begun, worked = time.perf_counter(), time.process_time()
        look_for_meetings(store)
        took |= {
            name: round(time.perf_counter() - begun, 3),
            f"{name[:-2]}_cpu_s": round(time.process_time() - worked, 3),
        }
        (reading,) = press_in_order(1, seed=SEED)
        today = replace(reading.article, url="https://press.example/more", published=Interval.day(LAST, Basis.PAGE))
        add_reading(store, replace(reading, article=today), now=NOW)
    return took


def asked(store: Database) -> dict[str, Ask]:
    """Each command's way from the store to what it prints, with seeded questions: often the same states."""
    random = Random(SEED)
    since = ledgers.shown_since(store, period=Period.WEEK, today=LAST)

    def side() -> str:
        return STATES[int(len(STATES) * random.random() ** 2)]

    def pair() -> tuple[str, str]:
        one, other = side(), side()
        return (one, other) if one != other else pair()

    return {
        "search": lambda: search(store, Query(actor=side(), type=random.choice(TYPES))),
        "dyad": lambda: ledgers.dyad_of(store, pair(), period=Period.WEEK, since=since),
        "dyad --since": lambda: ledgers.dyad_of(store, ("USA", "RUS"), period=Period.WEEK),
        "meetings": lambda: ledgers.meetings_of(store, limit=SHOWN),
        "meetings --actor": lambda: ledgers.meetings_of(store, side=side(), limit=SHOWN),
        "meetings --upcoming": lambda: ledgers.meetings_to_come(store, today=LAST, limit=SHOWN),
        "positions": lambda: ledgers.positions_of(store, side(), since=since, limit=QUOTED),
        "channels": lambda: ledgers.channels_of(store, name=random.choice(FORUMS), limit=SHOWN),
        "posture": lambda: ledgers.posture_of(store, side(), limit=SHOWN),
        "quotes": lambda: ledgers.quotes_of(store, f"Minister {side()} {random.randrange(SPEAKERS)}", limit=QUOTED),
        "questions": lambda: ledgers.questions_of(store, side(), since=since, limit=SHOWN),
        "brief": lambda: ledgers.brief_of(store, day=LAST, wanted=ALL),
    }


def _times(ask: Ask, queries: int) -> dict[str, float]:
    """Milliseconds of a command, after one that warms it: the median and the 95th percentile, on the clock and of the
    processor alone."""
    ask()
    taken, worked = list[float](), list[float]()
    started = time.perf_counter()
    while len(taken) < queries and time.perf_counter() - started < PATIENCE:
        begun, busy = time.perf_counter(), time.process_time()
        ask()
        taken.append((time.perf_counter() - begun) * 1000)
        worked.append((time.process_time() - busy) * 1000)
    last = math.ceil(len(taken) * 0.95) - 1
    found = {"p50": statistics.median(taken), "p95": sorted(taken)[last], "cpu_p95": sorted(worked)[last]}
    return {**{name: round(value, 1) for name, value in found.items()}, "queries": len(taken)}


def growth(figures: dict[str, Any]) -> dict[str, list[float]]:
    """From each size to the next, by which power of the articles a command's median grows."""
    found: dict[str, list[float]] = {}
    every = list(_at(figures))
    for (one, before), (other, after) in zip(every, every[1:], strict=False):
        for name, now in after["commands"].items():
            then = before["commands"][name]["p50"]
            if then >= LEAST_TOLD:
                power = math.log(now["p50"] / then) / math.log(int(other) / int(one))
                found.setdefault(name, []).append(round(power, 2))
    return found


def _at(figures: dict[str, Any]) -> Iterable[tuple[str, dict[str, Any]]]:
    return ((size, found) for size, found in figures.items() if size.isdigit())


def _most(name: str) -> float:
    return MOST_OF_A_DYAD if name == "dyad --since" else MOST


def _n_log_n(sizes: Sequence[int]) -> float:
    """The power by which n log n grows from the smallest to the largest size."""
    one, other = min(sizes), max(sizes)
    return 1 + math.log(math.log(other) / math.log(one)) / math.log(other / one) if other > one else 1.0


def _print(size: int, found: dict[str, Any]) -> None:
    filled = "filled before"
    if "records_per_s" in found:
        filled = f"filled at {found['records_per_s']:,} records/s ({found['records_per_cpu_s']:,} a processor second)"
    print(f"{size:,} articles, {found['megabytes']:,} MB, {filled}")
    again = f"{found['folded_again_s']} s after one more page ({found['folded_again_cpu_s']} of the processor)"
    print(f"  records filed by their keys in {found['filed_s']} s")
    print(f"  meetings folded in {found['folded_s']} s ({found['folded_cpu_s']} of the processor), {again}")
    print(f"  {'command':20} {'p50 ms':>10} {'p95 ms':>10} {'cpu p95':>10}   of")
    for name, one in found["commands"].items():
        most = _most(name)
        mark = "" if one["p95"] <= most else f"   over {most:.0f}"
        print(
            f"  {name:20} {one['p50']:>10,.1f} {one['p95']:>10,.1f} {one['cpu_p95']:>10,.1f}   {one['queries']}{mark}",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.store_ledgers", description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=SIZES, help="sizes to measure at")
    parser.add_argument("--queries", type=int, default=QUERIES, help="queries of each command at most")
    parser.add_argument("--folder", type=Path, help="where stores are kept, and looked for")
    options = parser.parse_args()
    print(json.dumps(run(options.articles, options.queries, options.folder), ensure_ascii=False))


if __name__ == "__main__":
    main()
