"""What an article's story is known by: the names and numbers in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice
from zlib import crc32

from dragoman.model import Article

YEAR = re.compile(r"(?:19|20)\d\d")
CALENDAR = frozenset(
    """Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December Mr Mrs Ms Dr""".split()
)
MOST_MARKS = 16
WIDEST = 3
"""Days of an interval that still says when an article came out."""


def marks(names: Sequence[str]) -> tuple[int, ...]:
    """Hashes of the *names* and numbers that come most often, and among those the first."""
    counts = Counter(name.removesuffix("’s").removesuffix("'s") for name in names)
    told = (name for name in counts if name not in CALENDAR and not YEAR.fullmatch(name))
    ranked = sorted(told, key=counts.__getitem__, reverse=True)
    return tuple(crc32(name.encode("utf-8", "surrogatepass")) for name in islice(ranked, MOST_MARKS))


def day_of(article: Article) -> date | None:
    """The first day on which *article* may have come out, if that is known to a few days."""
    when = article.published
    if when is None or when.earliest is None or when.latest is None:
        return None
    return when.earliest if when.latest - when.earliest <= timedelta(days=WIDEST) else None
