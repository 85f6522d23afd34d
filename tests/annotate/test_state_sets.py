"""Sets of states that only knowledge tells."""

from datetime import date

import pytest
from tests.articles import annotation_of

from dragoman import knowledge


def members(text: str, *, words: str, day: date) -> list[str | None]:
    annotation = annotation_of(text, day=day)
    found = (one for one in annotation.cast.mentions if annotation.doc[one.start : one.end].text == words)
    return [annotation.actor(key).code for one in found for key in one.keys]


@pytest.mark.parametrize(
    ("text", "words", "day", "codes"),
    [
        ("Iran and six world powers met in Lausanne.", "six world powers", date(2015, 4, 1), ["USA", "GBR", "FRA", "DEU", "RUS", "CHN"]),
        ("Qatar heard from four Arab states.", "four Arab states", date(2018, 2, 1), ["SAU", "ARE", "BHR", "EGY"]),
        ("Fighting in Syria worries the guarantor states.", "the guarantor states", date(2019, 2, 1), ["RUS", "TUR", "IRN"]),
        ("The Baltic states protested.", "The Baltic states", date(2022, 2, 1), ["EST", "LVA", "LTU"]),
        ("The EU met. France must lead the 27, he said.", "the 27", date(2022, 2, 1), ["EU"]),
    ],
)  # fmt: skip
def test_a_set_of_states_is_all_of_them(text: str, words: str, day: date, codes: list[str]) -> None:
    assert members(text, words=words, day=day) == codes


def test_a_set_has_its_days() -> None:
    assert members("Qatar heard from four Arab states.", words="four Arab states", day=date(2023, 2, 1)) != ["SAU", "ARE", "BHR", "EGY"]  # fmt: skip


def test_a_set_is_told_beside_its_matter() -> None:
    assert not members("Chile will host six world powers.", words="six world powers", day=date(2015, 4, 1))


def test_every_set_is_of_known_states() -> None:
    codes = {state.code for state in knowledge.states()} | {body.code for body in knowledge.organisations()}

    for row in knowledge.state_sets():
        assert {*row.members, *([row.beside] if row.beside else [])} <= codes
        assert row.name == row.name.lower()
        assert not row.ended or row.begun < row.ended
