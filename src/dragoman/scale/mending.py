"""A shard over which workers are lost: tried again, then cut up until the pages that do it stand alone.

A worker is also lost where its machine dies, so nothing is held against a page that was not alone, and often.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.model import Rejected, encode
from dragoman.scale.shards import Shard
from dragoman.scale.tasks import Done, Lost, Task

ATTEMPTS = 3
"""Workers that may be lost over one page, or over telling the pages of a shard apart."""
STAGE = "scale"


class Mending:
    """One shard on its way to be whole: what is known of its pages so far."""

    def __init__(self, shard: Shard, limit: float) -> None:
        self.shard, self.limit = shard, limit
        self.names: tuple[str, ...] | None = None
        self.lines: dict[int, bytes] = {}
        self.lost: Lost | None = None

    def of_done(self, done: Done) -> Sequence[Task]:
        """What is to be done next, now that this is."""
        if done.task.named:
            self.names = tuple(name.decode() for name in done.lines)
            whole = Task(shard=self.shard, first=0, last=len(self.names))
            return _parts(whole, self.lost.at if self.lost else None)
        self.lines |= dict(enumerate(done.lines, done.task.first))
        return ()

    def of_lost(self, lost: Lost) -> Sequence[Task]:
        """What is to be done next, now that this is lost."""
        task = replace(lost.task, attempts=lost.task.attempts + 1)
        if task.named:
            return (task,) if task.attempts < ATTEMPTS else self._given_up((str(self.shard),), 0, lost)
        if task.last is None:
            self.lost = lost
            return (task,) if task.attempts == 1 else (Task(shard=self.shard, named=True),)
        if not task.single:
            return _parts(task, lost.at)
        return (task,) if task.attempts < ATTEMPTS else self._given_up(self.names or (), task.first, lost)

    def whole(self) -> tuple[bytes, ...] | None:
        """The lines of all pages, in order, once none is missing."""
        if self.names is None or len(self.lines) < len(self.names):
            return None
        return tuple(self.lines[place] for place in range(len(self.names)))

    def _given_up(self, names: Sequence[str], place: int, lost: Lost) -> Sequence[Task]:
        self.names = tuple(names)
        what = f"takes longer than {self.limit:g} seconds" if lost.late else "ends the process that reads it"
        reason = f"it {what}: tried {ATTEMPTS} times, then left out"
        self.lines[place] = encode(Rejected(source=self.names[place], stage=STAGE, reason=reason))
        return ()


def _parts(task: Task, at: int | None) -> Sequence[Task]:
    """A task in two halves, or where the page is known *at* which it was lost, with that page alone."""
    assert task.last is not None
    first, last = task.first, task.last
    cuts = {first, last} | ({(first + last) // 2} if at is None else {at, at + 1})
    places = sorted(place for place in cuts if first <= place <= last)
    return [Task(shard=task.shard, first=begin, last=end) for begin, end in zip(places, places[1:], strict=False)]
