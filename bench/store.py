"""What storing adds to reading, and how long searches take as a store grows."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from bench import store_ledgers
from bench.press import CHANNELS, PLACES, STATES, TYPES, press
from bench.speed import PRESS
from dragoman import read
from dragoman.model import Reading, Unreadable
from dragoman.store import Database, Query, add_reading, add_readings, opened, search

SIZES = (10_000, 100_000)
ROUNDS, SEARCHES = 5, 40
BATCH = 500
MOST_ADDED = 0.15
"""Of the cost of reading, by the issue."""
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def run(sizes: Sequence[int] = SIZES, database: str | None = None) -> dict[str, Any]:
    """*added*: seconds of storing over seconds of reading; then for each size the milliseconds of searches.

    The ledgers are measured at the smallest size, on a store of their own, where no *database* is named; larger ones
    are for `python -m bench.store_ledgers`.
    """
    figures: dict[str, Any] = {"added": added(), "most": MOST_ADDED}
    print(f"storing adds {figures['added']:.1%} to reading the example press (at most {MOST_ADDED:.0%})")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        store = stack.enter_context(opened(database or str(folder / "store.db"), create=True))
        coming, held = press(max(sizes)), 0
        for size in sorted(sizes):
            figures[str(size)] = {**_filled(store, islice(coming, size - held), size - held), **_searched(store)}
            held = size
            if store.file:
                figures[str(size)]["megabytes"] = round(store.file.stat().st_size / 1e6)
            print(f"{size:,} articles: {figures[str(size)]}")
    if database is None:
        figures["ledgers"] = store_ledgers.run((min(sizes),))
    figures["broken"] = ["added"] if figures["added"] > MOST_ADDED else []
    return figures


def added() -> float:
    """Processor seconds of storing the example press, over those of reading it, in alternation; the median."""
    pages = [path.read_bytes() for path in sorted(PRESS.rglob("*.*"))]
    ratios = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        found = list(_readings(pages))
        reading = time.process_time() - begun
        with tempfile.TemporaryDirectory() as folder, opened(f"{folder}/store.db", create=True) as store:
            begun = time.process_time()
            for one in found:
                add_reading(store, one, now=NOW)
            ratios.append((time.process_time() - begun) / reading)
    return round(statistics.median(ratios), 4)


def _readings(pages: Sequence[bytes]) -> Iterator[Reading]:
    for number, page in enumerate(pages):
        try:
            yield read(page, source=f"{number}")
        except Unreadable:
            continue


def _filled(store: Database, coming: Iterator[Reading], count: int) -> dict[str, float]:
    begun = time.perf_counter()
    while batch := [(one, None) for one in islice(coming, BATCH)]:
        add_readings(store, batch, now=NOW)
    return {"articles_per_s": round(count / (time.perf_counter() - begun))}


def _searched(store: Database) -> dict[str, dict[str, float]]:
    """Milliseconds of each sort of search, by name: the median and the 95th percentile."""
    random = Random(7)
    (sample,) = search(store, Query(place=PLACES[0][0], limit=1))
    words = sorted(set(sample.quote.rstrip(".").lower().split()))
    sorts: dict[str, Callable[[], Query]] = {
        "word": lambda: Query(words=random.choice(words)),
        "common word": lambda: Query(words="story"),
        "two words": lambda: Query(words=" ".join(random.sample(words, 2))),
        "phrase": lambda: Query(words='"made up story"'),
        "word of a record": lambda: Query(words=random.choice(words), kind="event"),
        "actor": lambda: Query(actor=random.choice(STATES)),
        "actor and type": lambda: Query(actor=random.choice(STATES), type=random.choice(TYPES)),
        "actor and word": lambda: Query(actor=random.choice(STATES), words=random.choice(words)),
        "channel": lambda: Query(channel=random.choice(CHANNELS)),
        "actor and place": lambda: Query(actor=random.choice(STATES), place=random.choice(PLACES)[0]),
        "actor and days": lambda: _in_a_month(random, actor=random.choice(STATES)),
        "type and days": lambda: _in_a_month(random, type=random.choice(TYPES)),
        "word and days": lambda: _in_a_month(random, words=random.choice(words)),
    }
    return {name: _times(store, query) for name, query in sorts.items()}


def _in_a_month(random: Random, **more: Any) -> Query:
    first = date(2014 + random.randrange(10), 1 + random.randrange(12), 1)
    return Query(since=first, until=first.replace(day=28), **more)


def _times(store: Database, query: Callable[[], Query]) -> dict[str, float]:
    search(store, query())
    taken = []
    for _ in range(SEARCHES):
        asked, begun = query(), time.perf_counter()
        search(store, asked)
        taken.append((time.perf_counter() - begun) * 1000)
    return {"p50": round(statistics.median(taken), 1), "p95": round(sorted(taken)[int(SEARCHES * 0.95) - 1], 1)}
