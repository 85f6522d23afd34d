"""A run that somebody watches: a line on standard error that counts, and an end that comes when it is asked for."""

from __future__ import annotations

import signal
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

CLEAR = "\r\x1b[2K"
SHOWN = ("stored", "known", "rejected", "failed")


@contextmanager
def stoppable() -> Iterator[None]:
    """SIGTERM ends what runs within as Ctrl-C does."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def show(told: Counter[str]) -> None:
    """The counts so far, on a terminal alone."""
    if sys.stderr.isatty():
        pages = ", ".join(f"{told[name]} {name}" for name in SHOWN if told[name])
        sys.stderr.write(f"{CLEAR}{told['sources']} sources, {told['new']} new … {pages}")
        sys.stderr.flush()


def hide() -> None:
    """Makes room for a line."""
    if sys.stderr.isatty():
        sys.stderr.write(CLEAR)
        sys.stderr.flush()
