"""Why a record was written down, in words."""

from __future__ import annotations

import pytest
from tests.store.readings import RULE

from dragoman.web.article.reasons import reasons


def test_why_names_the_row_with_what_it_must_and_must_not_match() -> None:
    from dataclasses import replace

    quotation, cue = reasons(replace(RULE, rule="quotation+say.tell"))

    assert quotation.words == "Words in quotation marks, with an attribution beside them."
    assert cue.example == "The Kenyan envoy told reporters that the ferry had docked safely."
    assert cue.counterexample == "The pilot could not tell one island from the other."


@pytest.mark.parametrize(
    "rule", ["states:RUS", "brain.attribution", "person:ana", "modal.must", "gone.since", "", "a:b:c"]
)
def test_every_rule_is_told_in_words(rule: str) -> None:
    from dataclasses import replace

    assert all(one.words.endswith(".") for one in reasons(replace(RULE, rule=rule)))
