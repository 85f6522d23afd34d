"""Folding without pauses: while very many records are read, of which none refers to itself, no cycles are looked for."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from threading import Lock
from typing import ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

_lock = Lock()
_folding = 0
_collected = True


@contextmanager
def uncollected() -> Iterator[None]:
    """Puts the search for cycles off until all who fold are done: a third of a fold's time, measured on a million articles."""
    global _folding, _collected
    with _lock:
        if not _folding:
            _collected = gc.isenabled()
        _folding += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _folding -= 1
            if _collected and not _folding:
                gc.enable()


def without_pauses(ask: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """The same question, answered so."""

    @wraps(ask)
    def asked(*values: Asked.args, **named: Asked.kwargs) -> Answer:
        with uncollected():
            return ask(*values, **named)

    return asked
