"""How far a run is: a line on standard error with rate and time left, and at the end what became of it."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.scale.driving import Finished
    from dragoman.scale.shards import Shard
    from dragoman.store.run_ledger import Sums

CLEAR = "\r\x1b[2K"
EVERY = 30.0
"""Seconds between two lines where nobody watches, so that a log stays short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What became of a run. Of *shards*, so many were *before*; *seconds* and *pages_per_s* are of this time alone."""

    folder: str
    shards: int
    done: int
    before: int
    files: int
    pages: int
    readings: int
    rejected: int
    quarantined: int
    workers: int
    seconds: float
    pages_per_s: float | None
    stopped: bool


class Progress:
    """Counts what comes; a clock of its own tells how fast."""

    def __init__(self, several: Sequence[Shard], missing: Sequence[Shard]) -> None:
        self.shards, self.before = len(several), len(several) - len(missing)
        self.expected = sum(one.pages for one in missing)
        self.done = self.pages = self.rejected = self.quarantined = self.dealt_with = self.workers = 0
        self.stopped = False
        self.began = self.shown = time.monotonic()
        self.seconds = 0.0

    def begin(self, workers: int) -> None:
        """The clock runs from here."""
        self.workers = workers
        self.began = self.shown = time.monotonic()

    def show(self, one: Finished | None) -> None:
        """Counts what is done, and says how far the run is: always on a terminal, now and then elsewhere."""
        if one is not None:
            self.done += 1
            self.pages += one.lines
            self.rejected += one.rejected
            self.quarantined += one.quarantined
            self.dealt_with += one.shard.pages
        if sys.stderr.isatty():
            sys.stderr.write(f"{CLEAR}{self.line()}")
            sys.stderr.flush()
        elif time.monotonic() - self.shown >= EVERY:
            self.shown = time.monotonic()
            print(self.line(), file=sys.stderr, flush=True)

    def end(self) -> None:
        self.seconds = time.monotonic() - self.began
        if sys.stderr.isatty():
            sys.stderr.write(CLEAR)
            sys.stderr.flush()

    def line(self) -> str:
        """12 of 40 shards, 1,200 pages (3 rejected), 8.1 pages a second, 0:05:46 left."""
        seconds = time.monotonic() - self.began
        bad = f" ({self.rejected:,} rejected)" if self.rejected else ""
        far = f"{self.before + self.done:,} of {self.shards:,} shards, {self.pages:,} pages{bad}"
        if not self.dealt_with or not seconds:
            return f"{far}, {self.workers} workers start"
        left = timedelta(seconds=round((self.expected - self.dealt_with) * seconds / self.dealt_with))
        return f"{far}, {self.pages / seconds:.1f} pages a second, {left} left"

    def summary(self, held: Sums, folder: Path) -> Summary:
        return Summary(
            folder=str(folder),
            shards=self.shards,
            done=held.shards,
            before=self.before,
            files=held.files,
            pages=held.lines,
            readings=held.readings,
            rejected=held.rejected,
            quarantined=held.quarantined,
            workers=self.workers,
            seconds=round(self.seconds, 2),
            pages_per_s=round(self.pages / self.seconds, 2) if self.seconds else None,
            stopped=self.stopped,
        )

    def sentence(self, held: Sums, folder: Path) -> str:
        """What became of it, for a person."""
        lost = f", {held.quarantined:,} of them by ending or stalling a worker" if held.quarantined else ""
        fast = f" {self.pages / self.seconds:.1f} pages a second." if self.done and self.seconds else ""
        return (
            f"{folder}: {held.shards:,} of {self.shards:,} shards in {held.files:,} files, "
            f"{held.readings:,} readings, {held.rejected:,} rejected{lost}.{fast}"
        )
