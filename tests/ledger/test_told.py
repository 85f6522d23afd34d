"""What every fold takes: each report once, as it is told last."""

from __future__ import annotations

from dataclasses import replace

from tests.ledger.reports import on, position

from dragoman.ledger.told import in_order
from dragoman.model import Stance

STANDS = position("RUS", Stance.DEMANDS, "a cod quota", on(1), page="a.txt", article="text")
AGAIN = replace(position("RUS", Stance.DEMANDS, "a cod quota", on(5), article="text"), record=STANDS.record)


def test_what_two_pages_say_in_the_same_words_is_told_where_it_is_told_last() -> None:
    assert in_order([AGAIN, STANDS]) == [AGAIN]


def test_what_a_page_says_no_more_takes_nothing_from_one_that_still_says_it() -> None:
    once = replace(AGAIN, current=False)

    assert in_order([STANDS, once]) == [STANDS]
    assert in_order([STANDS, once], earlier_versions=True) == [STANDS]
    assert in_order([once], earlier_versions=True) == [once]
