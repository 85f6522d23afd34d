"""One mention of a time in an article."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model import Interval, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """*type* is DATE, TIME, DURATION or SET; *value* and *mod* are TIMEX3's; no interval where no day can be known."""

    span: Span
    type: str
    value: str
    mod: str | None = None
    interval: Interval | None = None
