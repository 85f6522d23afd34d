"""Is one text a copy of another? Of the smaller's words, how many stand in the larger in the same company.

Containment, not likeness: a paper that cuts an agency's report to a third has copied all of its own words.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

import numpy as np

from dragoman.stories.shingles import Flags, Hashes, Shingled, covered, within

PLENTY = 0.5
"""Share of the smaller's words, in company that the larger has too, that makes a copy without more ado."""
LITTLE = 0.15
"""Below this it is none. Between the two the order of words decides: phrases of a trade come in any order."""
IN_ORDER = 0.33
"""Of the words that the smaller has only once, the share that the larger has only once too, in the same order."""
FEWEST_WORDS, FEWEST_IN_ORDER = 8, 50
HEAD, FEWEST_OF_HEAD = 0.15, 20
LARGE = 0.4
"""Share of a longer text from which a copied part of it is the text; a smaller one must be its head."""


class Shares(NamedTuple):
    """Of each text's words, the share that also stands in the other.

    *one_report*: a part from further down a much longer text may be an item of a digest, and then the two are not.
    """

    first: float
    second: float
    one_report: bool = True


def compared(text: Shingled, other: Shingled) -> Shares | None:
    """What two texts share, if one is a copy of the other; the order of the two changes nothing.

    It is quicker where *text* was compared before: its shingles are in order. Words in quotation marks count only
    where a text has hardly any others.
    """
    own = text.is_mostly_own and other.is_mostly_own
    common = _common(text, other, own)
    if text.size(own) <= other.size(own):
        return _shares(text, other, common, own)
    shares = _shares(other, text, common, own)
    return Shares(shares.second, shares.first, shares.one_report) if shares else None


def _common(text: Shingled, other: Shingled, own: bool) -> Hashes:
    """The shingles that stand in both, in order of size."""
    held = other.held(own)
    found = held[within(held, text.sorted(own))]
    found.sort()
    return found


def _shares(first: Shingled, second: Shingled, common: Hashes, own: bool) -> Shares | None:
    """What a text shares with one that is not smaller."""
    if len(first) < FEWEST_WORDS or not len(common):
        return None
    starts, equal = _starts(first, common, own), first.size(own) == second.size(own)
    share = _share(covered(starts, len(first)), first, own)
    if not equal and (share < LITTLE or share < PLENTY and not _keeps_order(first, second, own)):
        return None
    others = covered(_starts(second, common, own), len(second))
    shares = Shares(share, _share(others, second, own))
    if max(shares.first, shares.second if equal else 0) >= PLENTY:
        return shares._replace(one_report=shares.second >= LARGE or _at_head(others))
    return shares if not equal or max(shares[:2]) >= LITTLE and _keeps_order(first, second, own) else None


def _at_head(copied: Flags) -> bool:
    """Whether most words at the head of a text are *copied*: those are what a paper keeps that cuts."""
    head = copied[: max(FEWEST_OF_HEAD, int(HEAD * len(copied)))]
    return 2 * int(np.count_nonzero(head)) >= len(head)


def _starts(text: Shingled, common: Hashes, own: bool) -> Flags:
    """At which words of *text* one of the *common* shingles starts."""
    starts = within(text.keys, common)
    return starts & text.own if own and text.quotes else starts


def _share(copied: Flags, text: Shingled, own: bool) -> float:
    return int(np.count_nonzero(copied)) / text.size(own)


def _keeps_order(first: Shingled, second: Shingled, own: bool) -> bool:
    """Whether words that both have only once stand in one order, as in two translations of one text."""
    if first.size(own) < FEWEST_IN_ORDER:
        return False
    words, places = first.once(own)
    others, other_places = second.once(own)
    shared = within(words, others)
    if np.count_nonzero(shared) < IN_ORDER * len(words):
        return False
    there = other_places[np.searchsorted(others, words[shared])]
    pairs = sorted(zip(places[shared].tolist(), there.tolist(), strict=True))
    return len(longest_rising(pairs)) >= IN_ORDER * len(words)


def longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest row of *pairs*, sorted by the first, whose second rises too (patience sorting)."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, there) in enumerate(pairs):
        pile = bisect_left(ends, there)
        before.append(last[pile - 1] if pile else -1)
        ends[pile : pile + 1] = [there]
        last[pile : pile + 1] = [number]
    row, at = [], last[-1] if last else -1
    while at >= 0:
        row.append(pairs[at])
        at = before[at]
    return row[::-1]
