"""Issues as rows: each proven by its example, and each phrase filed once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.knowledge.issues import Issue, issue_of, issues, stem, stems

rows = pytest.mark.parametrize("row", issues(), ids=lambda row: row.id)


@rows
def test_a_row_files_its_example(row: Issue) -> None:
    assert issue_of(row.example) == row


@rows
def test_a_row_leaves_its_counterexample_alone(row: Issue) -> None:
    assert issue_of(row.counterexample) != row


@rows
def test_a_row_names_its_source_and_words(row: Issue) -> None:
    assert row.source
    assert row.words
    assert all(stems(phrase) for phrase in row.words)


def test_a_row_has_its_own_id_and_name() -> None:
    assert len({row.id for row in issues()}) == len({row.name for row in issues()}) == len(issues())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("enlargement", "expansion"),
        ("withdrawals", "withdraw"),
        ("deliveries", "delivery"),
        ("troops", "soldiers"),
        ("guarantees", "guarantee"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("missiles", "mission"), ("press", "prisoners"), ("border", "order")])
def test_other_words_have_other_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_the_row_with_most_of_the_words_wins() -> None:
    found = issue_of("guarantees against NATO expansion eastward")

    assert found is not None
    assert found.id == "nato-enlargement"


def test_a_phrase_that_no_row_knows_is_filed_nowhere() -> None:
    assert issue_of("the colour of the curtains") is None


@given(st.text(max_size=60))
def test_any_phrase_has_stems_whatever_its_case(phrase: str) -> None:
    assert stems(phrase) == stems(" ".join(phrase.split(" ")))
    assert all(word == word.casefold() for word in stems(phrase))
