"""The run itself: shards go out to a runner, and each comes back as one file and one row of the ledger.

Work may be done twice: a worker or the whole run may be killed at any moment. Results are kept once: a shard's file is
named by its content, and its row has a unique key. So it does not matter who did what, or how often.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dragoman.model import Rejected, decode
from dragoman.scale.folder import kept
from dragoman.scale.mending import STAGE, Mending
from dragoman.scale.shards import Shard
from dragoman.scale.tasks import Done, Outcome, Runner, Task
from dragoman.store.database import Database
from dragoman.store.run_ledger import ShardDone, add_shard

PATIENCE = 1.0
"""Seconds after which a run says how far it is, though nothing has come."""
REJECTED = b'{"rejected":'

Form = Callable[[Sequence[bytes]], bytes]
"""Lines, one a page → the content of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the results of a run go: a *folder* and its *ledger*; in what *form*, under names with which *suffix*."""

    folder: Path
    ledger: Database
    form: Form
    suffix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A shard that is done and written down. *quarantined* are pages that workers were lost over."""

    shard: Shard
    file: str
    lines: int
    rejected: int
    quarantined: int


class _Open:
    """What is under way: the tasks that wait, and the shards that are mended."""

    def __init__(self, shards: Iterable[Shard], limit: float) -> None:
        self.waiting = deque(Task(shard=shard) for shard in shards)
        self.limit = limit
        self.under_way = 0
        self.mending: dict[str, Mending] = {}
        self.began: dict[str, float] = {}

    def hand_out(self, runner: Runner) -> None:
        while self.waiting and runner.free:
            task = self.waiting.popleft()
            self.began.setdefault(task.shard.id, time.monotonic())
            self.under_way += 1
            runner.take(task)

    def heard(self, outcome: Outcome) -> tuple[bytes, ...] | None:
        """The lines of a shard that is whole now. What it still needs goes before all that waits."""
        self.under_way -= 1
        task = outcome.task
        mending = self.mending.get(task.shard.id)
        if isinstance(outcome, Done) and task.last is None and not task.named:
            self.mending.pop(task.shard.id, None)
            return outcome.lines
        mending = mending or self.mending.setdefault(task.shard.id, Mending(task.shard, self.limit))
        more = mending.of_done(outcome) if isinstance(outcome, Done) else mending.of_lost(outcome)
        self.waiting.extendleft(reversed(more))
        return mending.whole()


def json_lines(lines: Sequence[bytes]) -> bytes:
    """The plain form: the lines as they are, what `dragoman read --format json` prints."""
    return b"".join(line + b"\n" for line in lines)


def driven(
    runner: Runner, shards: Iterable[Shard], place: Place, *, limit: float, now: Callable[[], datetime]
) -> Iterator[Finished | None]:
    """Every shard as it is done and written down; nothing (None) now and then while one waits. Raises `ScaleError`."""
    under_way = _Open(shards, limit)
    under_way.hand_out(runner)
    while under_way.waiting or under_way.under_way:
        came = runner.outcomes(PATIENCE)
        for outcome in came:
            lines = under_way.heard(outcome)
            under_way.hand_out(runner)  # before the disk is waited for
            if lines is not None:
                shard = outcome.task.shard
                yield _written(shard, lines, place, time.monotonic() - under_way.began.pop(shard.id), now())
        under_way.hand_out(runner)
        if not came:
            yield None


def _written(shard: Shard, lines: Sequence[bytes], place: Place, seconds: float, now: datetime) -> Finished:
    """First the file, then the row: a kill between the two costs the shard's work, and nothing else."""
    rejected = {at: bad for at, line in enumerate(lines) if (bad := _rejected(line)) is not None}
    file = kept(place.folder, place.form(lines), place.suffix)
    row = ShardDone(
        id=shard.id, said=str(shard), file=file, lines=len(lines), rejected=rejected, seconds=seconds, done=now
    )
    add_shard(place.ledger, row)
    quarantined = sum(one.stage == STAGE for one in rejected.values())
    return Finished(shard=shard, file=file, lines=len(lines), rejected=len(rejected), quarantined=quarantined)


def _rejected(line: bytes) -> Rejected | None:
    """What a line says of a page that could not be read."""
    if not line.startswith(REJECTED):
        return None
    found = decode(line)
    return found if isinstance(found, Rejected) else None
