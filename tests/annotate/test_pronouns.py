"""Pronouns: who acts on somebody is somebody else, and a list is meant as a whole."""

import pytest
from tests.annotate.test_cast import actors
from tests.articles import annotation_of, reading_of


@pytest.mark.parametrize(
    "sentence",
    [
        "Foreign Minister Jon Berg of Norway, who had come late, sat next to him.",
        "Foreign Minister Jon Berg of Norway begged him to wait.",
        "Foreign Minister Jon Berg of Norway, the man who followed him in office, bowed.",
    ],
)
def test_who_acts_on_him_is_another(sentence: str) -> None:
    found = actors("Mr Pavel Dvorak of the Czech Republic spoke in Lima.", sentence)

    assert found["him"].name == "Pavel Dvorak"


def test_they_are_all_whom_the_list_before_names() -> None:
    annotation = annotation_of("Chile, Peru and Bolivia said that they would wait.")
    they = next(one for one in annotation.cast.mentions if annotation.doc[one.start].text == "they")

    assert they.keys == ("CHL", "PER", "BOL")


def test_the_it_of_it_is_hard_to_leave_is_nobody() -> None:
    found = actors("Chile has signed.", "It is hard to leave now.")

    assert "It" not in found


def test_whom_an_opening_phrase_names_is_not_the_subject() -> None:
    reading = reading_of(
        "The Peruvian president Jane Doe stayed away. Through an aide she said that the road was open."
    )
    (said,) = reading.statements

    assert said.speaker is not None and said.speaker.name == "Jane Doe"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Chile scolded Peru. The mediator Jon Berg of Norway expects them to talk.", "them"),
        ("Chile thanked Peru. They hugged, a driver said.", "They"),
        ("Chile scolded Peru. Neither of them named a day.", "them"),
    ],
)
def test_who_talks_or_hugs_is_more_than_one(text: str, words: str) -> None:
    annotation = annotation_of(text)
    they = next(one for one in annotation.cast.mentions if annotation.doc[one.start].text == words)

    assert {annotation.actor(key).code for key in they.keys} == {"CHL", "PER"}


def test_who_is_thanked_for_its_part_owns_it() -> None:
    text = "The Ministry of Foreign Affairs of Ghana is grateful to the European Union for its offer of mediation."

    assert actors(text)["its"].code == "EU"
