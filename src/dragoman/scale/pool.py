"""The runner of one machine: spawned processes, a pipe to each. A lost one is replaced, and its task told as lost."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from dragoman.scale.tasks import LIMIT, ONE_THREAD, Done, Lost, Outcome, ScaleError, Step, Task
from dragoman.scale.worker import AT, DONE, READY, work

STARTS = 3
"""Workers that may be lost one after another before any of them was ready."""
GRACE = 5.0
"""Seconds in which a process that was told to end must have ended."""


@dataclass(slots=True)
class Worker:
    """A process of the pool, what it does now, and the page that it is at."""

    process: SpawnProcess
    connection: Connection
    ready: bool = False
    task: Task | None = None
    at: int | None = None


class Pool:
    """So many *workers*, each with the step loaded once; a page may take *limit* seconds."""

    def __init__(self, step: Step, *, workers: int, limit: float = LIMIT) -> None:
        self.workers, self.limit = workers, limit
        self._packed = pickle.dumps(step)
        self._starts = 0
        self._members = [self._started() for _ in range(workers)]

    @property
    def free(self) -> bool:
        return self._idle is not None

    @property
    def ready(self) -> int:
        """How many workers have loaded the step."""
        return sum(one.ready for one in self._members)

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes of the pool, for whoever measures them."""
        return tuple(one.process.pid for one in self._members if one.process.pid)

    @property
    def _idle(self) -> Worker | None:
        return next((one for one in self._members if one.ready and one.task is None), None)

    def take(self, task: Task) -> None:
        worker = self._idle
        assert worker is not None, "only a free runner is asked"
        worker.task, worker.at = task, None
        try:
            worker.connection.send(task)
        except OSError:  # it is gone; what it says at its end, nothing, is heard later
            return

    def outcomes(self, patience: float) -> Sequence[Outcome]:
        heard = wait([one.connection for one in self._members], patience)
        told = (self._heard(one) for one in list(self._members) if one.connection in heard)
        return [outcome for outcome in told if outcome is not None]

    def close(self) -> None:
        for one in self._members:
            one.process.kill()
        for one in self._members:
            one.process.join(GRACE)
            one.connection.close()
            one.process.close()
        self._members.clear()

    def _started(self) -> Worker:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=work, args=(theirs, self._packed, self.limit), daemon=True)
        with _one_thread():
            process.start()
        theirs.close()  # so that its end is the end of the pipe
        return Worker(process, ours)

    def _heard(self, worker: Worker) -> Outcome | None:
        """What a worker says, as far as it is an outcome. Raises `ScaleError` where it says that the run must end."""
        try:
            word, value = worker.connection.recv()
        except (EOFError, OSError):
            return self._lost(worker)
        if word == READY:
            worker.ready, self._starts = True, 0
        elif word == AT:
            worker.at = value
        elif word == DONE:
            worker.task = None
            assert isinstance(value, Done)
            return value
        else:
            raise ScaleError(value)
        return None

    def _lost(self, worker: Worker) -> Lost | None:
        """Puts another worker in the place of one that is gone; the task that is lost with it."""
        worker.process.join(GRACE)
        late = worker.process.exitcode == -signal.SIGALRM
        self._starts += not worker.ready
        if self._starts == STARTS:
            raise ScaleError(
                f"workers end while they start (exit code {worker.process.exitcode}): run it with --workers 0 to see why"
            )
        worker.connection.close()
        self._members[self._members.index(worker)] = self._started()
        return Lost(task=worker.task, late=late, at=worker.at) if worker.task else None


@contextmanager
def _one_thread() -> Iterator[None]:
    """The environment that workers inherit: libraries read it as they load, before any word of ours."""
    before = dict(os.environ)
    os.environ.update(ONE_THREAD)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
