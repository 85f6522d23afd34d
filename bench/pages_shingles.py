"""How far two bodies of a page agree: runs of four words, counted, as the public extraction benchmark counts them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from statistics import fmean
from typing import NamedTuple

WORD = re.compile(r"\w+")
RUN = 4


class Agreement(NamedTuple):
    """The share of what is given that is right, of what is right that is given, and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def runs(text: str) -> Counter[tuple[str, ...]]:
    """Each run of four words with how often it comes; a shorter text is one run."""
    words = WORD.findall(text)
    if 0 < len(words) < RUN:
        return Counter([tuple(words)])
    return Counter(zip(*(words[start:] for start in range(RUN)), strict=False))


def agreement(gold: str, given: str) -> Agreement:
    """Of one page. Nothing given where something is due scores 0 in both."""
    due, found = runs(gold), runs(given)
    if due == found:
        return Agreement(1.0, 1.0)
    both = (due & found).total()
    return Agreement(both / found.total() if found else 0.0, both / due.total() if due else 0.0)


def over_pages(each: Iterable[Agreement]) -> Agreement:
    """The mean precision and the mean recall, each page counting once."""
    pages = list(each)
    return Agreement(fmean(page.precision for page in pages), fmean(page.recall for page in pages))
