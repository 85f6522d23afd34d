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


def test_an_age_stands_for_the_person_last_named() -> None:
    found = actors("Mr Pavel Dvorak of the Czech Republic spoke in Lima.", "The 58-year-old ruled out a vote.")

    assert found["The 58-year-old"].name == "Pavel Dvorak"


def test_an_age_before_a_noun_is_part_of_a_description() -> None:
    found = actors("Mr Pavel Dvorak of the Czech Republic spoke in Lima.", "The 58-year-old fisherman stayed.")

    assert "The 58-year-old" not in found


def test_some_of_them_are_not_whoever_arrests_them() -> None:
    reading = reading_of(
        "In Lima about 5,000 demonstrators marched against the Peruvian government. Police arrested 23 of them."
    )

    assert [one.recipients for one in reading.events if one.type == "COERCE"] == [("demonstrators",)]


def test_a_sentence_may_end_with_the_network_x() -> None:
    found = actors("“It is over,” Mr Pavel Dvorak of the Czech Republic said on X. He left for Lima.")

    assert found["He"].name == "Pavel Dvorak"


def test_both_sides_are_not_those_whom_a_clause_about_the_subject_names() -> None:
    found = annotation_of(
        "Georgia arrested four Russian officers. NATO, which Georgia hopes to join, called on both sides to wait."
    )
    both = next(one for one in found.cast.mentions if found.doc[one.start : one.end].text == "both sides")

    assert {found.actor(key).party for key in both.keys} == {"GEO", "RUS"}


@pytest.mark.parametrize(
    ("sentence", "name", "code"),
    [
        ("European Union foreign policy chief Javier Solana left.", "Javier Solana", "EU"),
        ("NATO Secretary-General Lord Robertson left.", "Robertson", "NATO"),
    ],
)
def test_a_bodys_office_beside_a_name_is_the_bodys(sentence: str, name: str, code: str) -> None:
    assert actors(sentence)[name].code == code


def test_a_month_that_is_late_is_nobody() -> None:
    assert "September" not in actors("Chile recalled its ambassador from Lima in late September.")
