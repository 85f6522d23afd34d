"""Phrases that are alike in words go under one name, whatever order they come in."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from dragoman.ledger.alike import HALF, named_by_words, overlap

WORDS = ("herring", "cod", "quota", "talks", "waters", "the", "limits")
PHRASES = st.lists(st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join), max_size=9)


@given(phrases=PHRASES)
def test_each_has_the_name_of_all_that_it_is_alike_to_through_others(phrases: list[str]) -> None:
    every = sorted(set(phrases))
    groups = {phrase: frozenset([phrase]) for phrase in every}
    for one, other in combinations(every, 2):
        if overlap(one, other) >= HALF:
            both = groups[one] | groups[other]
            groups |= dict.fromkeys(both, both)

    assert named_by_words(phrases) == {
        phrase: min(group, key=lambda one: (len(one), one)) for phrase, group in groups.items()
    }
