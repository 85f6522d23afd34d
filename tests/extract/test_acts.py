"""Acts that no cue row knows, found by the brain's two heads together."""

from __future__ import annotations

import pytest
from tests.articles import READER, article

from dragoman.annotate import annotate
from dragoman.extract import reading
from dragoman.model import Event


def heard(*paragraphs: str, heads: bool = True) -> list[Event]:
    """The events of an article that the brain found."""
    found = reading(annotate(article(*paragraphs), heads=heads), READER).events
    return [one for one in found if one.by.rule == "brain.event"]


def test_an_act_without_a_row_is_found_with_its_sides_and_a_score() -> None:
    (event,) = heard("Norway heaped scorn on Iceland over the cod.")

    assert (event.type, event.actors, event.recipients) == ("ACCUSE", ("NOR",), ("ISL",))
    assert event.by.score == event.confidence
    assert event.confidence is not None and event.confidence >= 0.65


def test_by_rules_alone_it_is_not_found() -> None:
    assert heard("Norway heaped scorn on Iceland over the cod.", heads=False) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Has Norway come to Iceland's aid?",
        "The circus lined its tanks up along the line of tents.",
        "An Algerian diplomat, who asked not to be named, waited in the rain.",
        "Peru has never moved armoured vehicles to the line of contact with Ecuador.",
    ],
)
def test_questions_and_what_is_nobodys_act_are_left_alone(sentence: str) -> None:
    assert heard(sentence) == []


def test_words_of_a_row_that_the_brain_takes_for_no_act_are_passed_over() -> None:
    text = "The Maltese song struck Italy as charming."
    by_rules = reading(annotate(article(text), heads=False), READER).events

    assert by_rules and not reading(annotate(article(text)), READER).events


def test_a_goal_is_no_assault() -> None:
    assert not reading(annotate(article("Malta hit Italy with a late goal.")), READER).events


def test_coming_to_somebodys_aid_is_aid() -> None:
    told = reading(annotate(article("Norway came to Iceland's aid with generators and blankets.")), READER).events

    assert [(one.type, one.actors, one.recipients) for one in told] == [("AID", ("NOR",), ("ISL",))]


def test_an_act_may_be_told_by_the_noun_that_its_clause_hangs_on() -> None:
    (event,) = reading(annotate(article("Norway noted the objections that Russia had voiced.")), READER).events

    assert (event.type, event.actors) == ("ACCUSE", ("RUS",))
