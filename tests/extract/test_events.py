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
