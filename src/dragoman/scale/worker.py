"""A worker's own side: it loads the step once, then does one task after another until nobody asks any more."""

from __future__ import annotations

import gc
import os
import pickle
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

from dragoman.scale.tasks import ONE_THREAD, Done, Step, Task, done

READY, AT, DONE, STOP = "ready", "at", "done", "stop"
"""What a worker says: that it has loaded, which page it begins, what it has done, why the run must end."""


def work(connection: Connection, packed: bytes, limit: float) -> None:
    """The life of a process of the pool. Its end tells of itself: the other end of *connection* closes.

    Ctrl-C reaches every process of a terminal; only the run's own is to hear it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    with _to_the_end(connection):
        step = unpacked(packed)
        connection.send((READY, None))
        while True:
            task = connection.recv()
            connection.send((DONE, within(step, task, limit, connection)))


@contextmanager
def _to_the_end(connection: Connection) -> Iterator[None]:
    """What the step itself says must end the run is said; a run that is no more needs no telling."""
    try:
        yield
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except Exception as error:
        connection.send((STOP, f"{error}" or type(error).__name__))


def unpacked(packed: bytes) -> Step:
    """The step, loaded: with one thread for each of its libraries, for there is a process for each core.

    What is loaded stays for good, so the collector need not walk through it again and again.
    """
    os.environ.update(ONE_THREAD)
    step: Step = pickle.loads(packed)
    step.load()
    gc.freeze()
    return step


def within(step: Step, task: Task, limit: float, connection: Connection | None = None) -> Done:
    """The task, done in this process, which ends itself where a page takes longer than *limit* seconds.

    The kernel's alarm needs no word of Python: it also ends a process that is lost in a library.
    """

    def before(place: int) -> None:
        signal.setitimer(signal.ITIMER_REAL, limit)
        if connection is not None:
            connection.send((AT, place))

    try:
        return done(step, task, before)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
