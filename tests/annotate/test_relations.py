"""People named by what they are to others, crowds by where they are, bodies by whose they are."""

from datetime import date

import pytest
from tests.annotate.test_cast import actors
from tests.articles import annotation_of

from dragoman.annotate import Actor, annotate
from dragoman.model import article_of


def told(*paragraphs: str, words: str, day: date = date(2022, 1, 20)) -> tuple[str | None, str | None]:
    actor = actors(*paragraphs, day=day)[words]
    return actor.code, actor.sector


def test_a_title_with_of_is_one_with_the_name_behind_it() -> None:
    found = actors("US Secretary of State Antony Blinken flew home.")

    assert [actor.name for actor in found.values() if actor.kind == "person"] == ["Antony Blinken"]


def test_an_office_with_of_finds_its_holder() -> None:
    assert actors("The US secretary of state flew home.")["The US secretary of state"].name == "Antony Blinken"


@pytest.mark.parametrize("name", ["Volodymyr Zelenskyi", "Volodymyr Zelenskiy", "Volodymyr Zelenskyy"])
def test_spellings_of_one_name_are_one_holder(name: str) -> None:
    assert actors(f"{name} spoke in Kyiv.")[name].row.startswith("holders:Volodymyr Zelensky:")


def test_who_has_won_an_election_is_of_the_government_before_the_oath() -> None:
    assert told("Joe Biden spoke in Delaware.", words="Joe Biden", day=date(2020, 12, 1)) == ("USA", "GOV")


def test_who_has_left_the_office_is_not_back_by_the_title_that_the_press_still_gives() -> None:
    assert told(
        "President Ibrahim Boubacar Keita was held.", words="Ibrahim Boubacar Keita", day=date(2020, 8, 25)
    ) == (
        "MLI",
        "ELI",
    )


def test_a_predicate_names_the_subject() -> None:
    found = actors("Minister Ana Kovac of Croatia took the oath as acting president on Monday.")

    assert found["acting president"] is found["Ana Kovac"]


def test_a_predicate_with_an_article_is_somebody_of_that_kind() -> None:
    found = actors("Minister Ana Kovac of Croatia met a president on Monday.")

    assert found["a president"] is not found["Ana Kovac"]


def test_a_predecessor_comes_from_the_rows() -> None:
    found = actors("Olaf Scholz flew to Paris.", "His predecessor sent no advice.")

    assert found["His predecessor"].name == "Angela Merkel"


def test_the_national_is_the_person_of_that_state_named_before() -> None:
    found = actors(
        "Anthony Albanese sat between Joe Biden and Narendra Modi.", "The Australian smiled.", day=date(2023, 5, 20)
    )

    assert found["Australian"].name == "Anthony Albanese"


def test_a_people_without_an_article_are_people_and_with_it_their_state() -> None:
    assert told("Mexicans danced in the streets.", words="Mexicans") == ("MEX", "CVL")
    assert told("The Mexicans rejected the treaty.", words="Mexicans") == ("MEX", "GOV")


def test_a_crowd_is_of_the_state_where_it_is() -> None:
    found = ("Turkey closed the road.", "In Thessaloniki, protesters burned a flag.")

    assert told(*found, words="protesters") == ("GRC", "CVL")


def test_refugees_are_of_no_told_state() -> None:
    assert told("Refugees set out from Budapest.", words="Refugees")[0] is None


def test_two_diplomats_are_any_two() -> None:
    found = actors("Joe Biden met Vladimir Putin in Geneva.", "Two diplomats said so.")

    assert found["Two diplomats"].anonymous


def test_both_presidents_are_the_two_named_before() -> None:
    annotation = annotation_of(
        "Joe Biden called Vladimir Putin.", "Both presidents spoke of peace.", day=date(2022, 1, 20)
    )
    (mention,) = [one for one in annotation.cast.mentions if one.how == "sides"]

    assert [annotation.actor(key).code for key in mention.keys] == ["USA", "RUS"]


def test_a_former_officer_of_the_state_is_the_person_who_held_it() -> None:
    found = actors(
        "Heiko Maas wrote a book.", "The former German foreign minister read from it.", day=date(2023, 1, 20)
    )

    assert found["The former German foreign minister"].name == "Heiko Maas"


@pytest.mark.parametrize(
    ("sentence", "words", "code", "sector"),
    [
        ("The Bundesbank warned of it.", "Bundesbank", "DEU", "GOV"),
        ("Joachim Vogel of the Bundesbank wanted none.", "Joachim Vogel", "DEU", "GOV"),
        ("The Bundeswehr flew home.", "Bundeswehr", "DEU", "MIL"),
        ("The Republican Party promised to fight.", "Republican Party", "USA", "PTY"),
        ("Qatar Airways is rerouting flights.", "Qatar Airways", "QAT", "BUS"),
        ("Mark Hill of the Cook Islands spoke.", "Mark Hill", "COK", "GOV"),
    ],
)
def test_a_body_of_one_state_and_its_people_are_of_that_state(
    sentence: str, words: str, code: str, sector: str
) -> None:
    assert told(sentence, words=words) == (code, sector)


def test_a_party_with_a_creed_before_it_is_another_party() -> None:
    found = actors("The Liberal Democrats left the room.")

    assert not any(actor.row == "national_bodies:Democratic Party" for actor in found.values())


def test_a_ship_is_no_person() -> None:
    found = actors("President Vladimir Putin praised the tanker Amina Rose.", "He said that the Amina Rose would sail.")

    assert {actor.name for actor in found.values() if actor.kind == "person"} == {"Vladimir Putin"}


def test_no_state_is_a_bloc() -> None:
    found = actors("Senegal sent troops.", "West Africa's bloc met on Friday.", "ECOWAS said no more.")

    assert found["West Africa's bloc"].code == "ECOWAS"


def test_a_treaty_is_not_its_places_government() -> None:
    found: dict[str, Actor] = actors("All cited the Paris Agreement.")

    assert not any(actor.code == "FRA" for actor in found.values())


def test_the_ministry_is_that_of_the_state_whose_ministry_publishes_it() -> None:
    outlet = "Ministry of Foreign Affairs of the Republic of Armenia"
    words = "Azerbaijan has closed the road again. The Ministry strongly condemns it."
    article = article_of(source="test", title=None, paragraphs=(words,), outlet=outlet)
    cast = annotate(article).cast

    (ministry,) = (cast.actors[one.keys[0]] for one in cast.mentions if one.how == "description")
    assert (ministry.code, ministry.sector) == ("ARM", "GOV")


def test_a_crowd_may_stand_before_the_dateline_that_says_where_it_is() -> None:
    found = actors("Marcher tells supporters to watch the polls.", "WASHINGTON (Tideline) - It was a quiet Monday.")

    assert found["supporters"].code == "USA"


def test_who_chairs_a_body_and_bears_no_other_title_speaks_for_it() -> None:
    found = actors("Ilir Meta, who chairs the OSCE, spoke in Vienna.", "The chairman was grave.")

    assert (found["Ilir Meta"].code, found["Ilir Meta"].sector) == ("OSCE", "IGO")
    assert found["The chairman"] is found["Ilir Meta"]


@pytest.mark.parametrize(
    ("words", "sentence", "code"),
    [
        ("Volker Türk", "Volker Türk spoke in Geneva.", "UN"),
        ("Filippo Grandi", "Filippo Grandi spoke in Geneva.", "UN"),
        ("Christine Lagarde", "Christine Lagarde spoke in Frankfurt.", "EU"),
    ],
)
def test_the_head_of_a_bodys_organ_is_the_bodys(words: str, sentence: str, code: str) -> None:
    found = actors(sentence, day=date(2023, 5, 2))

    assert (found[words].code, found[words].sector) == (code, "IGO")


def test_the_head_of_an_organ_is_not_the_head_of_the_body() -> None:
    found = actors("The head of UNHCR flew to Amman.", day=date(2023, 5, 2))

    assert found["The head"].name == "Filippo Grandi"


def test_a_mob_at_an_embassy_is_not_of_the_state_whose_embassy_it_is() -> None:
    found = actors("Portugal broke with Chile after a mob stormed its embassy.")

    assert found["a mob"].code == "CHL"


def test_somebody_of_a_group_is_of_the_group() -> None:
    found = actors("Walid Sabri of the Houthis shook hands. The rebels left.")

    assert (found["Walid Sabri"].code, found["Walid Sabri"].sector) == ("YEM", "REB")


def test_the_lawmakers_are_of_the_state_that_the_story_is_about() -> None:
    found = actors(
        "Peru has a new president.", "Peruvian police held the old one in Lima, and Peru is calm.",
        "Foreign Minister Ana Ortiz of Mexico offered asylum.", "The lawmakers clapped.",
    )  # fmt: skip

    assert found["The lawmakers"].code == "PER"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Marta Silva, a beekeeper, won the vote in Portugal.", "a beekeeper", "Marta Silva"),
        ("Marta Silva, the 44-year-old who won, thanked them.", "the 44-year-old", "Marta Silva"),
        ("IGAD, the regional body that wrote the text, will wait.", "the regional body", "IGAD"),
        ("Parliament named Marta Silva president on Monday.", "president", "Marta Silva"),
    ],
)
def test_what_is_set_beside_a_name_is_who_bears_it(text: str, words: str, name: str) -> None:
    assert actors(text)[words].name == name


def test_his_country_is_his_own_also_where_he_acts_for_a_body() -> None:
    text = "Zbigniew Rau praised his country at the OSCE."

    assert told(text, words="his country", day=date(2022, 3, 1)) == ("POL", "GOV")


@pytest.mark.parametrize(
    ("head", "words", "code"),
    [
        ("Rafael Grossi flew to Tehran.", "The agency", "IAEA"),
        ("Jens Stoltenberg flew to Ankara.", "The alliance", "NATO"),
        ("Luis Almagro flew to Lima.", "The organisation", "OAS"),
    ],
)
def test_a_noun_for_a_body_follows_whoever_heads_it(head: str, words: str, code: str) -> None:
    assert told(head, f"{words} will wait.", words=words) == (code, "IGO")


def test_the_house_with_a_capital_is_a_chamber() -> None:
    assert told("Joe Biden lost the vote.", "The House will meet again.", words="The House") == ("USA", "LEG")
    assert "the house" not in actors("Joe Biden left the house.")
    assert "House" not in actors("They met at the Guest House in Washington.")


def test_believers_are_people_of_the_place() -> None:
    assert told("Catholics marched in Nairobi.", words="Catholics") == ("KEN", "CVL")


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("Zambia swore in a president. Oslo sent a junior minister.", "a junior minister", "NOR"),
        ("Chile mourned. A crowd ran past the Peruvian embassy and cheered a consul.", "a consul", "PER"),
        ("Peru closed its embassy in Quito. Ecuador had hurt diplomats, it said.", "diplomats", "PER"),
        ("Chad and Sudan are at peace. Buses run between the two countries; strangers hugged.", "strangers", None),
    ],
)
def test_whose_somebody_is_where_only_the_clause_tells(text: str, words: str, code: str | None) -> None:
    assert told(text, words=words)[0] == code


def test_an_army_is_of_the_state_of_the_story_and_not_of_the_minister_beside_it() -> None:
    story = "Peru has a new president. Lima was calm, and Peru's Congress sat. Peruvians slept. Peru wants a truce."
    guest = "Foreign Minister Alicia Bárcena of Mexico offered asylum. The armed forces kept to their barracks."

    assert told(story, guest, words="The armed forces", day=date(2024, 3, 1)) == ("PER", "MIL")


def test_the_visitor_has_no_court_here() -> None:
    text = "South Korea greeted Antony Blinken. The visitor waited while the Constitutional Court sat."

    assert told(text, words="the Constitutional Court") == ("KOR", "JUD")


def test_a_surname_in_another_spelling_is_the_same_person() -> None:
    found = actors("Svetlana Tikhanovskaya spoke in Vilnius.", "Tsikhanouskaya thanked them.", day=date(2021, 3, 1))

    assert found["Tsikhanouskaya"] is found["Svetlana Tikhanovskaya"]


def test_a_body_that_a_capital_names_is_of_its_state() -> None:
    assert told("Workers marched out of the Minsk Tractor Works.", words="Minsk Tractor Works")[0] == "BLR"
