"""Threats told by what would follow, and other acts that are yet to come."""

from __future__ import annotations

import pytest
from tests.articles import reading_of

Act = tuple[str, tuple[str, ...], tuple[str, ...], str]


def acts(*paragraphs: str) -> list[Act]:
    return [(one.type.value, one.actors, one.recipients, one.status.value) for one in reading_of(*paragraphs).events]


def test_what_would_be_met_with_measures_is_threatened() -> None:
    text = "Finland's foreign minister said that Chad would face a harsh response."

    assert ("THREATEN", ("FIN",), ("TCD",), "actual") in acts(text)


def test_whoever_is_not_to_do_what_would_be_answered_is_threatened() -> None:
    text = "The Polish minister said that Poland would take retaliatory measures if Belarus closed the crossing."

    assert ("THREATEN", ("POL",), ("BLR",), "actual") in acts(text)


def test_a_response_that_was_got_is_no_threat() -> None:
    assert not [one for one in acts("Chad received a response from Niger on Monday.") if one[0] == "THREATEN"]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Chile ordered Peru to leave the port or face sanctions.", "THREATEN"),
        ("Chile ordered Peru to leave the port.", "REQUEST"),
    ],
)
def test_a_demand_with_what_else_is_a_threat(text: str, act: str) -> None:
    assert [one[0] for one in acts(text)] == [act]


def test_what_a_parliament_votes_to_do_is_to_come() -> None:
    assert acts("Norway's parliament voted on Monday to leave the fisheries treaty.") == [
        ("SANCTION", ("NOR",), (), "future")
    ]


def test_what_a_state_is_to_do_is_to_come() -> None:
    assert [one[0] for one in acts("Chad is also to free six soldiers from Niger.")] == ["CONCEDE"]


def test_troops_refused_are_a_refusal() -> None:
    assert acts("Chile said that it would not send troops.") == [("REJECT", ("CHL",), (), "actual")]


def test_promised_restraint_is_a_concession() -> None:
    assert [one[0] for one in acts("Chad pledged not to use force against Niger.")] == ["CONCEDE"]


def test_what_is_announced_is_conceded_by_saying_so() -> None:
    assert acts("Chile said that it would lift its tariffs on Peru.") == [("CONCEDE", ("CHL",), ("PER",), "actual")]


def test_what_would_be_done_to_whoever_does_something_is_a_threat() -> None:
    text = "Iran said it would close the strait if the United States attacked."

    assert acts(text) == [("THREATEN", ("IRN",), ("USA",), "actual")]


def test_a_row_of_what_is_to_come_leaves_to_others_what_was() -> None:
    assert [one[0] for one in acts("Turkey hit back at Greece over the map.")] == ["ACCUSE"]
    assert [one[0] for one in acts("Turkey will hit back if Greece does it again.")] == ["THREATEN"]


def test_the_condition_of_a_threat_is_no_act() -> None:
    assert [one[0] for one in acts("Turkey will hit back if Greece arms the islands.")] == ["THREATEN"]
