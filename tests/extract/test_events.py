"""Whom an act is done to, where the words name a land."""

from __future__ import annotations

import pytest
from tests.articles import reading_of


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("Russian troops annexed Crimea in 2014.", ("UKR",)),
        ("Venezuela seized the Essequibo region on Monday.", ("GUY",)),
        ("Guyana seized the Essequibo region on Monday.", ("VEN",)),
    ],
)
def test_a_land_seized_is_taken_from_the_state_that_holds_it(text: str, recipients: tuple[str, ...]) -> None:
    (event,) = reading_of(text).events

    assert (event.type, event.recipients) == ("COERCE", recipients)


def test_acts_told_one_beside_the_other_are_several() -> None:
    text = "Ghana closed its border with Mali on Monday and froze the assets of Mali at its banks."
    found = reading_of("The envoys are tired.", text).events

    assert [(one.type, one.actors, one.recipients) for one in found] == [("SANCTION", ("GHA",), ("MLI",))] * 2


def test_who_held_the_office_then_acted_for_the_state() -> None:
    (event,) = reading_of("Donald Trump reimposed sanctions on Iran in May 2018.").events

    assert (event.actors, event.recipients, event.status) == (("USA",), ("IRN",), "historical")


def test_what_nobody_expected_to_do_is_not_to_come() -> None:
    assert reading_of("Russia had not expected to recognise Kosovo.").events == ()
