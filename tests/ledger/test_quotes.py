"""What a person or body has said, and how many tell it of their own accord."""

from __future__ import annotations

import pytest
from tests.ledger.reports import on, said

from dragoman.ledger.corroboration import corroboration
from dragoman.ledger.quotes import quotes


@pytest.mark.parametrize("who", ["Vladimir Putin", "vladimir putin", "Putin", "RUS"])
def test_a_speaker_is_found_by_name_last_name_or_code(who: str) -> None:
    (found,) = quotes([said("Vladimir Putin", "No.", on(1)), said("Kari Dahl", "Yes.", on(1), code="NOR")], who)

    assert (found.words, found.day) == ("No.", on(1))


@pytest.mark.parametrize("who", ["Dahl Kari", "ladimir Putin", "USA", ""])
def test_nobody_else_is(who: str) -> None:
    assert quotes([said("Vladimir Putin", "No.", on(1))], who) == ()


def test_the_same_words_are_one_quotation() -> None:
    (found,) = quotes(
        [said("Putin", "“No”, never.", on(2), page="b"), said("Putin", "No, never", on(1), page="a")], "Putin"
    )

    assert (found.day, [one.page for one in found.told]) == (on(1), ["a", "b"])


def test_copies_of_one_report_are_one_origin() -> None:
    found = corroboration(
        [
            said("Putin", "No.", on(1), page="wire", outlet="Wire"),
            said("Putin", "No.", on(2), page="daily", origin="wire", outlet="Daily"),
            said("Putin", "No.", on(2), page="other"),
        ]
    )

    assert (found.origins, found.articles, found.copies, found.outlets) == (2, 3, 1, ("Daily", "Wire"))


def test_versions_of_one_page_are_one_article_and_one_origin() -> None:
    reports = [said("Putin", "No.", on(1), page="wire", article=f"wire {nth}", nth=nth) for nth in (1, 2)]

    assert (corroboration(reports).origins, corroboration(reports).articles) == (1, 1)


def test_copies_of_two_versions_of_one_page_are_one_origin() -> None:
    versions = [said("Putin", "No.", on(1), page="wire", article=f"wire {nth}", nth=nth) for nth in (1, 2)]
    copies = [said("Putin", "No.", on(2), page=f"copy {nth}", origin=f"wire {nth}") for nth in (1, 2)]

    assert corroboration([*versions, *copies]).origins == 1
