"""Cells: what they leave alone, what they take out, and that they never break a row."""

from __future__ import annotations

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.publish.export_values import BREAKING, cell, listed, no_formula, number, plain_cell
from dragoman.publish.wording import JOINERS

ANY = st.text()


@given(ANY)
def test_a_cell_is_one_line_without_tabs(text: str) -> None:
    found = cell(text)

    assert len(f"x{found}x".splitlines()) == 1
    assert "\t" not in found
    assert found == found.strip() == cell(found)


@given(st.text(st.characters(categories=("Cc", "Cf", "Zl", "Zp", "L"))))
def test_a_cell_holds_no_character_that_controls(text: str) -> None:
    assert {sign for sign in cell(text) if category(sign) in BREAKING} <= set(JOINERS)


@given(ANY)
def test_a_cell_can_be_written(text: str) -> None:
    assert cell(text).encode("utf-8").decode("utf-8") == cell(text)


@given(st.text(st.characters(categories=("L", "M", "N", "P", "S"))))
def test_letters_marks_numbers_and_signs_stay(text: str) -> None:
    assert cell(text) == text


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "＝"])
def test_a_formula_is_shown_and_not_run(begins: str) -> None:
    assert no_formula(f"{begins}1") == f"'{begins}1"


@pytest.mark.parametrize(
    ("value", "text"), [(4.0, "4"), (-2.5, "-2.5"), (-0.0, "0"), (1e-9, "0"), (46.20222, "46.20222")]
)
def test_a_number_has_no_exponent(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize("value", [None, float("nan"), float("inf")])
def test_what_is_no_number_is_missing(value: float | None) -> None:
    assert number(value, "NA") == "NA"


def test_a_list_is_joined_by_what_no_value_holds() -> None:
    assert listed(["a; b", "c", "\t"], "None") == "a, b; c"
    assert listed([], "None") == "None"


def test_a_quotation_mark_becomes_a_single_one() -> None:
    assert plain_cell('the "zone"') == "the 'zone'"
