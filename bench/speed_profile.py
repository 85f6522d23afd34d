"""Where reading spends its time, stage by stage: each stage's own processor time, without that of stages within it."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import wraps
from importlib import import_module
from typing import Any
from unittest.mock import patch

STAGES = (
    ("clean: cut out the article", "dragoman.clean.articles", "cut_from"),
    ("clean: walls", "dragoman.clean.articles", "wall_of"),
    ("clean: digests and the rest", "dragoman.clean", "article_from"),
    ("annotate: parse", "dragoman.annotate.annotation", "parse"),
    ("annotate: who is who", "dragoman.annotate.annotation", "cast_of"),
    ("annotate: quotations", "dragoman.annotate.annotation", "quotations"),
    ("annotate: times", "dragoman.annotate.annotation", "time_mentions"),
    ("annotate: places", "dragoman.annotate.annotation", "place_mentions"),
    ("annotate: the rest", "dragoman.app.reader", "annotate"),
    ("encoder: texts", "dragoman.annotate.brain:Brain", "encode"),
    ("encoder: pairs", "dragoman.annotate.brain:Brain", "pairs"),
    ("extract: statements", "dragoman.extract.reading", "statements"),
    ("extract: entities", "dragoman.extract.reading", "entities"),
    ("extract: events", "dragoman.extract.reading", "events"),
    ("extract: meetings", "dragoman.extract.reading", "meetings"),
    ("extract: positions", "dragoman.extract.reading", "positions"),
    ("extract: the rest", "dragoman.extract", "reading"),
)
"""Each stage, where the function that does it is looked up, and its name there."""
REST = "the rest"


class Clock:
    """Nanoseconds of each stage; what runs within another stage is that one's no more."""

    def __init__(self) -> None:
        self.spent: dict[str, int] = defaultdict(int)
        self._open = [REST]
        self._since = time.process_time_ns()

    def within(self, stage: str) -> None:
        self._turn()
        self._open.append(stage)

    def after(self) -> None:
        self._turn()
        self._open.pop()

    def _turn(self) -> None:
        now = time.process_time_ns()
        self.spent[self._open[-1]] += now - self._since
        self._since = now


def profile(read: Callable[[bytes], object], pages: Sequence[bytes], *, words: int) -> dict[str, float]:
    """Microseconds a word of each stage; prints them with their shares, the longest first."""
    clock = Clock()
    with _clocked(clock):
        clock.within(REST)
        for page in pages:
            read(page)
        clock.after()
    total = sum(clock.spent.values())
    figures = {}
    for stage, spent in sorted(clock.spent.items(), key=lambda one: -one[1]):
        figures[stage] = round(spent / 1000 / words, 2)
        print(f"{stage:30}{spent / 1000 / words:8.2f} µs a word{spent / total:8.1%}")
    print(f"{'all':30}{total / 1000 / words:8.2f} µs a word")
    return figures


@contextmanager
def _clocked(clock: Clock) -> Iterator[None]:
    with ExitStack() as stack:
        for stage, place, name in STAGES:
            where = _place(place)
            stack.enter_context(patch.object(where, name, _timed(clock, stage, getattr(where, name))))
        yield


def _place(path: str) -> Any:
    module, _, inner = path.partition(":")
    found = import_module(module)
    return getattr(found, inner) if inner else found


def _timed(clock: Clock, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(work)
    def timed(*given: Any, **named: Any) -> Any:
        clock.within(stage)
        try:
            return work(*given, **named)
        finally:
            clock.after()

    return timed
