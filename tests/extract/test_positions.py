"""Positions that no row tells: what one does only on a condition."""

import pytest
from tests.articles import reading_of

CONDITIONAL = [
    ("Sudan's army said that a truce was possible provided the rebels first left Nasir.", "the rebels first left Nasir"),
    ("Iran said it would return only when the sanctions were lifted.", "only when the sanctions were lifted"),
    ("“No dialogue with Ethiopia can be held until the paper has been burnt,” Somalia's minister said.", "until the paper has been burnt"),
    ("Turkey's delegate retorted that it could not be discussed before the militias had left.", "before the militias had left"),
    ("Armenia is prepared to send observers if both of them ask.", "if both of them ask"),
]  # fmt: skip
UNCONDITIONAL = [
    "Iran said it had returned when the sanctions were lifted.",
    "Iran will respond if Israel attacks it, the minister said.",
    "Turkey's delegate spoke before the militias had left.",
]


@pytest.mark.parametrize(("sentence", "issue"), CONDITIONAL)
def test_what_is_done_on_a_condition_alone_is_one(sentence: str, issue: str) -> None:
    found = [one for one in reading_of(sentence).positions if one.stance == "conditions"]

    assert [one.issue for one in found] == [issue]
    assert all(len(one.holder) == 3 for one in found)  # a state's code


@pytest.mark.parametrize("sentence", UNCONDITIONAL)
def test_a_time_or_a_threat_is_no_condition(sentence: str) -> None:
    assert not [one for one in reading_of(sentence).positions if one.stance == "conditions"]
