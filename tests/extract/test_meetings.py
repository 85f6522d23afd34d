"""What is no meeting, and what a meeting is not about."""

from __future__ import annotations

import pytest
from tests.articles import reading_of


@pytest.mark.parametrize(
    "sentence",
    [
        "Russian mercenaries have been arriving in Mali since December.",
        "Russian paratroopers flew to Kazakhstan on Thursday at the head of a force from five allied states.",
        "The admiral had told a think tank that talk of Russia's wanting Ukrainian land was nonsense.",
    ],
)
def test_marching_and_mere_talk_are_no_meeting(sentence: str) -> None:
    reading = reading_of(sentence)

    assert reading.meetings == ()
    assert not any(one.mode == "visit" for one in reading.events)


def test_a_meeting_on_the_margins_of_another_is_not_about_margins() -> None:
    (meeting,) = reading_of(
        "Talks between Serbia and Kosovo resumed in Brussels on the margins of the summit."
    ).meetings

    assert meeting.topic is None


def test_a_meeting_held_and_the_next_one_are_two_records() -> None:
    reading = reading_of(
        "Envoys of Turkey and Armenia met in Moscow and the envoys of Turkey and Armenia agreed to meet again."
    )
    ids = [one.id for one in reading.meetings]

    assert len(ids) == len(set(ids))
