"""People named before, told again by a noun: "the incumbent", "the former vice-president", "the general"."""

from datetime import date

import pytest
from tests.annotate.test_cast import actors

from dragoman import knowledge
from dragoman.annotate import holders
from dragoman.annotate.roster import roster

DAY = date(2022, 11, 5)
VOTE = "Luiz Inácio Lula da Silva beat Jair Bolsonaro on Sunday."


def meant(*paragraphs: str, words: str, day: date = DAY) -> str | None:
    """The name of him whom *words* stand for, null where they are no mention."""
    found = actors(*paragraphs, day=day)
    return found[words].name if words in found else None


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (f"{VOTE} The incumbent said nothing.", "The incumbent", "Jair Bolsonaro"),
        (f"{VOTE} The outgoing president said nothing.", "The outgoing president", "Jair Bolsonaro"),
        (f"{VOTE} France praised the president-elect.", "the president-elect", "Luiz Inácio Lula da Silva"),
        ("Samuel Doria Medina lost to Evo Morales. The challenger conceded.", "The challenger", "Samuel Doria Medina"),
        ("Javier Milei won. The economist thanked his voters.", "The economist", "Javier Milei"),
        ("Evo Morales fled to Mexico. The ousted president spoke there.", "The ousted president", "Evo Morales"),
        ("John Kerry led the observers. The former secretary of state was content.", "The former secretary of state", "John Kerry"),
        ("General Ruben Kazan seized power in Armenia. The general spoke at night.", "The general", "Ruben Kazan"),
        ("Evo Morales fled as Emmanuel Macron spoke. Macron hoped for calm. The ex-president slept.", "The ex-president", "Evo Morales"),
        ("Reporters mourned Jamal Khashoggi of the Washington Post. The columnist was 59.", "The columnist", "Jamal Khashoggi"),
        ("Joe Biden flew to Hanoi. In Hanoi the visitor spoke of trade.", "the visitor", "Joe Biden"),
    ],
)  # fmt: skip
def test_a_noun_with_the_finds_whom_it_can_mean(text: str, words: str, name: str) -> None:
    assert meant(text, words=words) == name


def test_a_former_office_is_of_whom_the_rows_give_it_to() -> None:
    text = "Olaf Scholz met Angela Merkel and Joe Biden. The former vice-president smiled."

    assert meant(text, words="The former vice-president") == "Joe Biden"


def test_the_challenger_is_no_foreign_minister() -> None:
    found = actors(
        "Nicolás Maduro was sworn in. Mike Pompeo called him a thief. The challenger marched.", day=date(2019, 2, 1)
    )

    assert found["The challenger"].name != "Mike Pompeo"


def test_who_is_told_by_more_than_the_noun_is_somebody_else() -> None:
    assert meant("Javier Milei won. The economist who lost went home.", words="The economist") is None


def test_a_child_of_the_mighty_is_of_their_state() -> None:
    son = actors("Sheikh Hasina fled Bangladesh. Her son was calm.", day=date(2024, 8, 7))["Her son"]

    assert (son.code, son.sector) == ("BGD", "ELI")


def test_a_counterpart_holds_the_same_office() -> None:
    text = "Emmanuel Macron called his Egyptian counterpart."

    assert meant(text, words="his Egyptian counterpart") == "Abdel Fattah el-Sisi"


def test_a_successor_who_is_not_yet_known_is_not_named() -> None:
    assert meant("Emmanuel Macron spoke of his successor.", words="his successor", day=date(2015, 1, 1)) is None


def test_a_predecessor_may_still_be_in_office() -> None:
    text = "Adama Barrow won in Gambia. He thanked his predecessor."

    assert meant(text, words="his predecessor", day=date(2016, 12, 2)) == "Yahya Jammeh"


def test_who_leads_a_government_and_a_party_is_of_the_government() -> None:
    oli = holders.person(("K.P.", "Sharma", "Oli"), "K.P. Sharma Oli", date(2015, 11, 30), known=roster())

    assert (oli.code, oli.sector) == ("NPL", "GOV")


def test_every_epithet_stands_once() -> None:
    nouns = [row.noun for row in knowledge.epithets()]

    assert len(nouns) == len(set(nouns))
