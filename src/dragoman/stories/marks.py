"""What an article's story is known by: the names and numbers in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from dragoman.model import Article

MOST_MARKS = 16
WIDEST = 3
"""Days of an interval that still says when an article came out."""


def marks(names: Sequence[int]) -> tuple[int, ...]:
    """Those of the *names* and numbers that come most often, and among those the first."""
    counts = Counter(names)
    return tuple(sorted(counts, key=counts.__getitem__, reverse=True)[:MOST_MARKS])


def day_of(article: Article) -> date | None:
    """The first day on which *article* may have come out, if that is known to a few days."""
    when = article.published
    if when is None or when.earliest is None or when.latest is None:
        return None
    return when.earliest if when.latest - when.earliest <= timedelta(days=WIDEST) else None
