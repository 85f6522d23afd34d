"""States told by their kind, region or place, and several told at once."""

import pytest
from tests.annotate.test_cast import actors
from tests.articles import annotation_of

from dragoman import knowledge
from dragoman.knowledge.borders import lies, neighbours


def told(*paragraphs: str, words: str) -> str | None:
    """The code of whom *words* stand for; "nobody" where they are no mention."""
    found = actors(*paragraphs)
    return found[words].code if words in found else "nobody"


def together(*paragraphs: str, words: str) -> list[str | None]:
    annotation = annotation_of(*paragraphs)
    found = (one for one in annotation.cast.mentions if annotation.doc[one.start : one.end].text == words)
    return sorted(annotation.actor(key).code or "" for one in found for key in one.keys)


@pytest.mark.parametrize(
    ("before", "words", "code"),
    [
        ("Saudi Arabia broke with Tehran.", "the kingdom", "SAU"),
        ("Oman thanked Iraq and France.", "the sultanate", "OMN"),
        ("Peru scolded Mexico and Moscow replied.", "the Andean nation", "PER"),
        ("Sri Lanka begged China for oil.", "the island nation", "LKA"),
        ("Finland has irked Moscow.", "the Nordic country", "FIN"),
        ("Argentina bought reactors from China.", "the South American nation", "ARG"),
        ("North Korea tested a rocket.", "the North", "PRK"),
    ],
)
def test_a_word_for_states_of_a_kind_finds_the_one_that_was_named(before: str, words: str, code: str) -> None:
    assert told(f"{before} On Monday {words} closed its airports.", words=words) == code


def test_where_no_state_of_the_kind_was_named_none_is_guessed() -> None:
    assert (
        told("Moscow warned Finland. Later the Andean nation closed its airports.", words="the Andean nation") is None
    )


def test_an_island_without_a_state_is_no_actor() -> None:
    assert told("Moscow warned Finland. Troops landed on the island.", words="the island") == "nobody"


def test_who_acts_on_the_country_is_another_one() -> None:
    assert told("Gambia votes. Senegal, which surrounds the country, sent greetings.", words="the country") == "GMB"


def test_south_american_names_no_americans() -> None:
    assert told("A South American envoy left Paris.", words="American") == "nobody"


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("Ukraine called Washington. Russia posed no danger to its neighbour.", "its neighbour", "UKR"),
        ("Nepal accused its southern neighbour of a blockade. India denied it.", "its southern neighbour", "IND"),
        ("Nigeria cut off power to its northern neighbour.", "its northern neighbour", "NER"),
    ],
)
def test_a_neighbour_is_a_state_across_the_border(text: str, words: str, code: str) -> None:
    assert told(text, words=words) == code


def test_borders_are_mutual() -> None:
    states = {state.code for state in knowledge.states()}

    assert [(one, other) for one in states for other in neighbours(one) & states if one not in neighbours(other)] == []


def test_a_neighbour_lies_where_the_map_has_it() -> None:
    assert "north" in lies("NER", "NGA")
    assert "south" in lies("NGA", "NER")
    assert not lies("NER", "NER")


def test_every_kind_is_said_of_states_that_the_rows_know() -> None:
    states = {state.code for state in knowledge.states()}

    assert [code for kind in knowledge.state_kinds() for code in kind.states if code not in states] == []


@pytest.mark.parametrize(
    ("text", "words", "codes"),
    [
        ("Belarus held a vote. Poland and Lithuania want a summit; the two neighbours sent a letter.", "the two neighbours", ["LTU", "POL"]),
        ("Ethiopia's Abiy Ahmed met Isaias Afwerki of Eritrea. The pair danced.", "The pair", ["ERI", "ETH"]),
        ("Iran and Saudi Arabia made peace in China. The regional rivals will trade.", "The regional rivals", ["IRN", "SAU"]),
        ("Thailand and Cambodia fought. Malaysia looked on. The two kingdoms share a border.", "The two kingdoms", ["KHM", "THA"]),
        ("Armenia and Azerbaijan talked. Russia was absent, and each side spoke of peace.", "each side", ["ARM", "AZE"]),
    ],
)  # fmt: skip
def test_two_that_were_told_together_are_meant_together(text: str, words: str, codes: list[str]) -> None:
    assert together(text, words=words) == codes


def test_rivals_of_whom_no_two_were_told_together_are_nobody() -> None:
    text = "France warned Iran. China praised Brazil. Peru asked Chile for help. The rivals were silent."

    assert together(text, words="The rivals") == []


def test_a_bodys_two_officials_are_not_the_pair() -> None:
    text = (
        "Greece called Turkey. António Guterres sent Rosemary DiCarlo. A UN statement said the pair would meet again."
    )

    assert "UN" not in together(text, words="the pair")


def test_both_men_are_two_named_men_whoever_invites_them() -> None:
    text = (
        "Félix Tshisekedi wrote to Paul Kagame. The spokeswoman was silent. João Lourenço invited both men to Luanda."
    )

    assert together(text, words="both men") == ["COD", "RWA"]


def test_the_old_colonial_power_is_one_that_had_colonies() -> None:
    found = actors("France keeps troops in Chad.", "The old colonial power will not meddle.")

    assert found["The old colonial power"].code == "FRA"
