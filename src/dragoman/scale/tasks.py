"""What a worker is asked and what comes back; the same for every runner."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol

from dragoman.model import DragomanError
from dragoman.scale.shards import Shard

ONE_THREAD = {
    name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")
} | {"TOKENIZERS_PARALLELISM": "false"}
"""The environment of a worker: libraries that would each start a thread a core start one."""
LIMIT = 120.0
"""Seconds that a page may take. The slowest honest one takes a few."""


class ScaleError(DragomanError):
    """A run cannot go on. Says why, and what to do."""


class Step(Protocol):
    """What is done with the pages of a shard: pure, and picklable, for it goes to other processes and machines."""

    def load(self) -> None:
        """Loads what is loaded once a process: models and tables."""

    def pages(self, shard: Shard) -> Iterator[Any]:
        """The pages of a shard, always in the same order."""

    def name(self, page: Any) -> str:
        """What a page is called where it cannot be read."""

    def line(self, page: Any) -> bytes:
        """What a page tells, as one line of JSON without its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """The pages of a shard from place *first* to before *last* are to be read, or only *named*.

    *attempts* is how often a worker was lost over it.
    """

    shard: Shard
    first: int = 0
    last: int | None = None
    named: bool = False
    attempts: int = 0

    @property
    def single(self) -> bool:
        return self.last is not None and self.last - self.first == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A task that is done: a line for each page, or its name."""

    task: Task
    lines: tuple[bytes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A task whose worker was lost: it came to its end, or took too long (*late*). *at* is the page, where known."""

    task: Task
    late: bool = False
    at: int | None = None


Outcome = Done | Lost


class Runner(Protocol):
    """Somewhere that tasks are done. *workers* is how many may be at work there."""

    workers: int

    @property
    def ready(self) -> int:
        """How many of its workers have loaded the step."""

    @property
    def free(self) -> bool:
        """Whether it takes another task now."""

    def take(self, task: Task) -> None:
        """Takes a task, when it is free."""

    def outcomes(self, patience: float) -> Sequence[Outcome]:
        """What has come of its tasks; waits for one, but not for longer than so many seconds. Raises `ScaleError`."""

    def close(self) -> None:
        """Ends its workers, whatever they do."""


def done(step: Step, task: Task, before: Callable[[int], None] | None = None) -> Done:
    """The task, done here; *before* is told of each page's place before it is begun."""
    begin = before or (lambda place: None)
    lines: list[bytes] = []
    begin(task.first)
    for page in islice(step.pages(task.shard), task.first, task.last):
        begin(task.first + len(lines))
        lines.append(step.name(page).encode() if task.named else step.line(page))
    return Done(task=task, lines=tuple(lines))
