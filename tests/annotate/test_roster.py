"""People whom an archive has taught: known by name, by office, and by their spellings."""

from dataclasses import replace
from datetime import date

from tests.articles import article

from dragoman import knowledge
from dragoman.annotate import Actor, annotate
from dragoman.annotate.roster import roster
from dragoman.knowledge import Holder

DAY = date(2026, 2, 10)
BRANDVIK = Holder(
    name="Ilse Brandvik", aliases=(), office="foreign_minister", body="NOR", begun="2026-01-05", ended="", gender="f",
    source="archive",
)  # fmt: skip
BEFORE = next(
    row for row in knowledge.holders() if (row.office, row.body, row.ended) == ("foreign_minister", "NOR", "")
)


def actors(sentence: str, *taught: Holder, day: date = DAY) -> dict[str, Actor]:
    """The actor of each mention, by its words."""
    found = annotate(article(sentence, day=day), taught=taught)
    return {found.doc[one.start : one.end].text: found.actor(one.keys[0]) for one in found.cast.mentions}


def test_a_taught_name_says_enough_by_itself() -> None:
    sentence = "Ilse Brandvik told reporters that the talks went well."

    assert not [one for one in actors(sentence).values() if one.code == "NOR"]
    assert actors(sentence, BRANDVIK)["Ilse Brandvik"].code == "NOR"


def test_a_taught_name_is_found_where_no_recogniser_does() -> None:
    sentence = "The answer came from Ilse Brandvik at noon."

    assert actors(sentence, BRANDVIK)["Ilse Brandvik"].row == "holders:Ilse Brandvik:foreign_minister:NOR"


def test_before_the_first_day_nobody_has_the_office_yet() -> None:
    found = actors("Ilse Brandvik told reporters so.", BRANDVIK, day=date(2025, 6, 1))

    assert found["Ilse Brandvik"].sector == "ELI"


def test_an_office_finds_whoever_was_taught_to_hold_it_now() -> None:
    over = replace(BEFORE, ended="2026-01-04")
    sentence = "The Norwegian foreign minister said so."

    assert actors(sentence, over, BRANDVIK)["The Norwegian foreign minister"].name == "Ilse Brandvik"
    assert actors(sentence, over, BRANDVIK, day=date(2025, 12, 1))["The Norwegian foreign minister"].name == BEFORE.name


def test_a_taught_spelling_is_the_same_person() -> None:
    spelled = replace(BEFORE, aliases=("Aspen Bart Eyde",))
    found = actors("Aspen Bart Eyde told reporters so.", spelled)["Aspen Bart Eyde"]

    assert (found.code, found.row.split(":")[1]) == ("NOR", BEFORE.name)


def test_what_is_taught_of_a_known_term_adds_to_its_row() -> None:
    known = roster((replace(BEFORE, aliases=("One",)), replace(BEFORE, aliases=("Two",), ended="2026-01-04")))
    (row,) = (one for one in known.by_office["foreign_minister", "NOR"] if one.begun == BEFORE.begun)

    assert {"One", "Two", *BEFORE.aliases} == set(row.aliases)
    assert row.ended == "2026-01-04"


def test_without_anybody_taught_the_rows_are_as_they_are() -> None:
    known = roster()

    assert BEFORE in known.by_office["foreign_minister", "NOR"]
    assert not known.taught
