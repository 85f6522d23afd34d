"""Differences put together are both texts, and say what was kept, cut, added and changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.stories.press import REPORT, REWRITTEN

from dragoman.stories import ChangeKind, differences
from dragoman.stories.differing import WORD

PIECES = st.sampled_from("bridge grain the of Selm SELM don’t 40,000 . , — “ ” \n\n é ß İ \x1e \ud800".split(" "))
TEXTS = st.lists(PIECES, max_size=40).map(" ".join) | st.text(max_size=40) | st.sampled_from(["", *REPORT, *REWRITTEN])


def words(text: str) -> list[str]:
    return [word.group().casefold().replace("’", "'") for word in WORD.finditer(text)]


def told(before: str, after: str) -> list[tuple[str, str, str]]:
    return [(one.kind.value, one.before.of(before), one.after.of(after)) for one in differences(before, after)]


@given(TEXTS, TEXTS)
def test_differences_put_together_are_both_texts(before: str, after: str) -> None:
    changes = told(before, after)

    assert "".join(old for _, old, _ in changes) == before
    assert "".join(new for _, _, new in changes) == after


@given(TEXTS, TEXTS)
def test_each_kind_means_what_it_says(before: str, after: str) -> None:
    for kind, old, new in told(before, after):
        assert (kind == ChangeKind.CUT) == (new == "")
        assert (kind == ChangeKind.ADDED) == (old == "")
        assert kind != ChangeKind.KEPT or words(old) == words(new)


@given(TEXTS)
def test_a_text_differs_from_itself_in_nothing(text: str) -> None:
    assert {kind for kind, _, _ in told(text, text)} <= {"kept"} or not words(text)


def test_a_changed_word_stands_between_kept_ones() -> None:
    assert told("They met in Geneva for two hours.", "They met in Vienna for two hours.") == [
        ("kept", "They met in ", "They met in "),
        ("changed", "Geneva ", "Vienna "),
        ("kept", "for two hours.", "for two hours."),
    ]


def test_a_cut_end_and_an_added_lead_are_told() -> None:
    changes = told("They met in Geneva. Nobody spoke.", "GENEVA (Meridian) — They met in Geneva.")

    assert changes == [
        ("added", "", "GENEVA (Meridian) — "),
        ("kept", "They met in Geneva. ", "They met in Geneva."),
        ("cut", "Nobody spoke.", ""),
    ]


def test_punctuation_and_case_are_no_change() -> None:
    assert [kind for kind, _, _ in told("“We don't know,” she said.", '"WE DON’T KNOW", she said')] == ["kept"]


def test_a_text_without_a_repeated_word_in_common_is_all_changed() -> None:
    assert [kind for kind, _, _ in told("one two three", "four five six")] == ["changed"]


def test_long_texts_of_few_words_are_compared_all_the_same() -> None:
    before, after = "a b " * 2000 + "end", "b a " * 1500 + "end"

    assert "".join(new for _, _, new in told(before, after)) == after
