"""Words are told apart in one way for both databases."""

from __future__ import annotations

import pytest

from dragoman.store.words import LONGEST, asked, words


@pytest.mark.parametrize(
    ("text", "told_apart"),
    [
        ("NATO-Russia Council", ["nato", "russia", "council"]),
        ("Zelenskyy’s", ["zelenskyy", "s"]),
        ("Erdoğan, São Tomé", ["erdogan", "sao", "tome"]),
        ("$200 million in 2022", ["200", "million", "in", "2022"]),
        ("STRASSE Straße", ["strasse", "strasse"]),
        ("snake_case", ["snake", "case"]),
        ("Москва 北京", ["москва", "北京"]),
        ("…—!\0", []),
    ],
)
def test_words_stand_between_what_is_neither_letter_nor_digit(text: str, told_apart: list[str]) -> None:
    assert words(text) == told_apart


def test_a_very_long_word_is_cut_and_a_very_long_text_ends() -> None:
    assert [len(word) for word in words("a" * 450)] == [200, 200, 50]
    assert len(words("a " * (LONGEST + 5))) == LONGEST


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("talks Geneva", [(["talks"], False), (["geneva"], False)]),
        ('"arms control" talks', [(["arms", "control"], False), (["talks"], False)]),
        ('"never closed', [(["never", "closed"], False)]),
        ("negot*", [(["negot"], True)]),
        ("arms-control", [(["arms", "control"], False)]),
        ('* "" !', []),
    ],
)
def test_a_query_asks_for_words_phrases_and_beginnings(query: str, parts: list[tuple[list[str], bool]]) -> None:
    assert asked(query) == parts
