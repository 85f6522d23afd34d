"""Whose an office, an embassy or a police force is, where the words do not say."""

from __future__ import annotations

import pytest
from tests.articles import annotation_of

STORY = "Kenya mourns, and Uganda mourns with Kenya."


def sides(words: str, *paragraphs: str) -> list[str]:
    """The parties of the last mention that reads *words*."""
    found = annotation_of(*paragraphs)
    mention = [one for one in found.cast.mentions if found.doc[one.start : one.end].text == words][-1]
    return [found.actor(key).party for key in mention.keys]


@pytest.mark.parametrize(
    "text",
    [
        "In Kisumu the crowd grew until police came.",
        "A crowd marched to the Ugandan embassy in Kisumu, where police kept it from the gate.",
        "A crowd marched in Kisumu. They sang, and police answered with a song.",
    ],
)
def test_police_are_of_the_place_where_the_scene_is(text: str) -> None:
    assert sides("police", STORY, text) == ["KEN"]


def test_police_may_be_of_a_state_that_is_named_only_later() -> None:
    assert sides("police", "In Kisumu young men sang until police came.", STORY) == ["KEN"]


def test_no_state_has_an_office_that_it_does_not_know() -> None:
    text = "Donald Trump wrote to Israel on Monday. He said that the prime minister had agreed to wait."

    assert sides("the prime minister", text) == ["ISR"]


def test_an_embassy_is_not_of_the_state_that_it_is_in() -> None:
    assert sides("the ambassador", "Chile's foreign minister recalled the ambassador in Lima.") == ["CHL"]


def test_a_side_may_be_told_by_the_compass() -> None:
    assert sides(
        "the south side", "North Korea blew up the office, and South Korea knew that the south side had left."
    ) == ["KOR"]


def test_a_coalition_partner_is_no_neighbour() -> None:
    text = "Ghana has a border with Togo. Ghana's president angered his coalition partner."

    assert sides("his coalition partner", text) != ["TGO"]


def test_whoever_heads_a_committee_stays_a_lawmaker() -> None:
    text = "Michael McCaul, the Republican chairman of the House foreign affairs committee, left."

    assert sides("Michael McCaul", text) == ["Michael McCaul"]


COUP = (
    "Niger junta shuts airspace as ultimatum runs out",
    "US envoy leaves capital without seeing the deposed president.",
    "Niger’s military rulers closed the country’s airspace and moved troops into the capital.",
    "The junta last week revoked five agreements with Paris. A crowd cheered the generals.",
)


@pytest.mark.parametrize("words", ["capital", "the country", "troops", "the capital", "The junta", "the generals"])
def test_soldiers_in_power_are_of_the_state_that_the_article_says(words: str) -> None:
    assert sides(words, *COUP) == ["NER"]


def test_neighbours_are_states_beside_the_owner_or_none_that_is_named() -> None:
    told = annotation_of("Niger’s rulers met a US envoy.", "They ignored a deadline set by its neighbours for Niger.")

    assert "its neighbours" not in {told.doc[one.start : one.end].text for one in told.cast.mentions}
