"""When an article without a date may have been published: a distribution over days, from what its words allow.

Each clue (an office held, a weekday with a day of a month, a year, a dated copy) gives every day a weight; their
product is the distribution, to a power that makes nine tenths of it hold nine tenths of the days. It is never a day.
The weights were chosen on `bench/articles/tune`, `dense` and `talks`; `python -m bench undated` scores them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from dragoman import knowledge
from dragoman.annotate.dating_clues import Clue, Days, Weights, clues_of

if TYPE_CHECKING:
    from dragoman.annotate.annotation import Annotation

FIRST = date(1988, 1, 1)  # from which day on the rows of the first offices are meant to be whole
BEYOND = timedelta(366)  # how long after the last change of an office that the rows know an article may be
THINNER = 3650.0  # days back over which archives hold less by a factor of e
COVERED = 0.9
SHARPNESS = 2.0  # the power
GAP = 7  # days between two stretches that are shown as one
SHOWN = 5  # stretches that are shown
MOST = 8  # clues that are shown
BASE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days from *earliest* to *latest*, and the *share* of the distribution that lies in them."""

    earliest: date
    latest: date
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """Words of the article, where it is these, and *why* they speak for some days and against others."""

    words: str | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    """When an article may have been published: *within* is the shortest stretch that holds nine tenths.

    *stretches* are the likeliest, which together hold as much if there are few enough; *because* tells the clues
    that say most, the strongest first.
    """

    within: Stretch
    stretches: tuple[Stretch, ...]
    because: tuple[Because, ...]


More = Callable[[Days], Iterator[Clue]]
"""Further clues: from an archive."""


def dating(article: Annotation, more: More | None = None) -> Dating | None:
    """When an *article* may have been published by its words, and by *more* clues; none where nothing tells it."""
    days = all_days()
    clues = [*clues_of(article, days), *(more(days) if more is not None else ())]
    if not clues:
        return None
    shares = distribution(clues, days)
    told = sorted(clues, key=lambda clue: -_gain(clue, shares))[:MOST]
    because = dict.fromkeys(Because(words=one.span.of(article.text) if one.span else None, why=one.why) for one in told)
    return Dating(within=_within(shares, days), stretches=_stretches(shares, days), because=tuple(because))


def middle(article: Annotation) -> date | None:
    """The day before which an *article* was published as likely as not: on which its people are looked up in the rows."""
    days = all_days()
    clues = list(clues_of(article, days))
    if not clues:
        return None
    return date.fromordinal(int(days[int(np.searchsorted(np.cumsum(distribution(clues, days)), 0.5))]))


def distribution(clues: list[Clue], days: Days) -> Weights:
    """The share of each of the *days*; together they are one."""
    logs = (days - days[-1]) / THINNER
    for clue in clues:
        logs = logs + SHARPNESS * clue.power * np.log(np.maximum(clue.weights, BASE))
    shares = np.exp(logs - logs.max())
    return np.asarray(shares / shares.sum())


@cache
def all_days() -> Days:
    """The days of which an article may be, as far as the rows know the world."""
    known = max(row.begun for row in knowledge.holders() if len(row.begun) == len("2024-01-31"))
    return np.arange(FIRST.toordinal(), (date.fromisoformat(known) + BEYOND).toordinal() + 1)


def _gain(clue: Clue, shares: Weights) -> float:
    """How much a clue says for the likely days and against the others."""
    logs = clue.power * np.log(np.maximum(clue.weights, BASE))
    return float((shares * logs).sum() - logs.mean())


def _within(shares: Weights, days: Days) -> Stretch:
    """The shortest stretch that holds `COVERED`."""
    sums = np.concatenate(([0.0], np.cumsum(shares)))
    ends = np.searchsorted(sums, sums[:-1] + COVERED)
    ends = np.where(ends > len(days), len(days) * 2, ends)
    first = int(np.argmin(ends - np.arange(len(days))))
    last = min(int(ends[first]), len(days))
    return _stretch(days, first, last - 1, float(sums[last] - sums[first]))


def _stretches(shares: Weights, days: Days) -> tuple[Stretch, ...]:
    """The likeliest days that together hold `COVERED`, those that are near each other as one stretch."""
    order = np.argsort(-shares, kind="stable")
    chosen = np.sort(order[: int(np.searchsorted(np.cumsum(shares[order]), COVERED)) + 1])
    parts = np.split(chosen, np.flatnonzero(np.diff(chosen) > GAP) + 1)
    found = (_stretch(days, int(one[0]), int(one[-1]), float(shares[one[0] : one[-1] + 1].sum())) for one in parts)
    return tuple(sorted(found, key=lambda one: -one.share)[:SHOWN])


def _stretch(days: Days, first: int, last: int, share: float) -> Stretch:
    ends = (date.fromordinal(int(days[at])) for at in (first, last))
    return Stretch(earliest=next(ends), latest=next(ends), share=round(share, 3))
