"""Whose somebody is where the words could be of several: parts of a state, houses, opponents, those who speak for a force."""

from datetime import date

import pytest
from tests.annotate.test_cast import actors
from tests.articles import annotation_of, reading_of


def test_a_part_of_a_state_is_of_its_code_and_goes_by_its_name() -> None:
    found = actors("Serbia praised the Serb Republic and Milorad Dodik.", day=date(2024, 5, 6))
    part, leader = found["Serb Republic"], found["Milorad Dodik"]

    assert (part.code, leader.code) == ("BIH", "BIH")
    assert part.party == leader.party == "Serb Republic"


def test_the_leader_of_a_part_is_no_head_of_the_state() -> None:
    found = actors("The Bosnian Serb leader left Sarajevo.", day=date(2024, 5, 6))

    assert found["The Bosnian Serb leader"].name == "Milorad Dodik"


@pytest.mark.parametrize(
    ("paragraph", "words", "code"),
    [
        ("Seoul wooed Washington. The Senate praised South Korea.", "The Senate", "USA"),
        ("Japan thanked Britain, and Tokyo said that the Treasury would pay.", "the Treasury", "GBR"),
        ("Finland and Austria met. Finland said the chancellor had left.", "the chancellor", "AUT"),
        ("Mexico embraced Spain, and Mexico said the prime minister had left.", "the prime minister", None),
    ],
)
def test_a_house_or_an_office_is_of_a_state_that_has_one(paragraph: str, words: str, code: str | None) -> None:
    found = actors(paragraph)

    assert found[words].code == (code or "ESP")


def test_the_foreign_secretary_is_no_stranger() -> None:
    found = actors("Britain was calm. The Foreign Secretary offered help.", day=date(2021, 4, 23))

    assert found["The Foreign Secretary"].name == "Dominic Raab"


def test_the_leader_of_a_party_is_of_a_state() -> None:
    found = actors("Norway hosted NATO. NATO was pleased, but Communist leader Vegard Holt sulked.")

    assert (found["Vegard Holt"].code, found["Vegard Holt"].sector) == ("NOR", "PTY")


def test_an_opponent_speaks_of_the_president_at_home() -> None:
    found = actors(
        "President Lula flew in from Brazil.",
        "Miles Harding, Guyana’s Opposition Leader, complained that the President had given in.",
        day=date(2023, 12, 15),
    )

    assert found["the President"].name == "Irfaan Ali"


def test_a_minister_may_speak_of_another_states_president() -> None:
    found = actors(
        "President Lula flew in from Brazil.",
        "A Guyanese official said that the President was tired.",
        day=date(2023, 12, 15),
    )

    assert found["the President"].code == "BRA"


def test_a_name_behind_a_force_is_of_whoever_speaks_for_it() -> None:
    found = actors(
        "Kuwait left a US-led force. Iran cheered. A spokesman for that force, Commander Tom Hale, shrugged."
    )

    assert found["Tom Hale"].code == found["that force"].code == "USA"
    assert found["that force"].name != "Tom Hale"


def test_only_who_speaks_is_where_the_sentence_opens() -> None:
    found = actors(
        "Peru jailed the members. Peru stood firm. Peru was calm.",
        "In Ottawa, the envoy said that the police had fled.",
    )

    assert found["the police"].code == "PER"


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The court barred Peru's mayor from office.", "office"),
        ("Peru took the hill by force.", "force"),
        ("Peru declared a state of emergency.", "a state"),
    ],
)
def test_nouns_that_tell_nobody_are_no_mentions(sentence: str, words: str) -> None:
    assert words not in actors(sentence)


def test_capitals_for_effect_are_no_name() -> None:
    annotation = annotation_of("FURIOUS Danish ministers ordered him to leave.")

    assert not annotation.cast.people
    assert actors("FURIOUS Danish ministers ordered him to leave.")["FURIOUS Danish ministers"].code == "DNK"


def test_a_spelling_of_the_holders_name_is_the_holder() -> None:
    found = actors("Bolivia welcomed President Luis Arse.", day=date(2023, 6, 18))

    assert (found["Luis Arse"].code, found["Luis Arse"].sector) == ("BOL", "GOV")


@pytest.mark.parametrize(
    ("paragraph", "words", "code"),
    [
        ("South-East Asian leaders hesitated. ASEAN will meet again.", "South-East Asian leaders", "ASEAN"),
        ("West African leaders hesitated, and ECOWAS closed the border.", "West African leaders", "ECOWAS"),
        ("West African leaders hesitated. ASEAN will meet again.", "West African leaders", None),
    ],
)
def test_the_leaders_of_a_region_are_of_the_body_that_is_named(paragraph: str, words: str, code: str | None) -> None:
    assert actors(paragraph)[words].code == code


def test_a_company_of_the_state_is_of_the_state_in_mind() -> None:
    assert actors("Bolivia was calm. The state company paid.")["The state company"].code == "BOL"


def test_a_party_that_several_states_have_is_of_the_one_told_of() -> None:
    found = actors("Spain waited. The People's Party rejected Spain's plan.")

    assert found["The People's Party" if "The People's Party" in found else "People's Party"].code == "ESP"


def test_a_state_before_a_state_is_of_a_list() -> None:
    annotation = annotation_of("The leaders of China, Japan and South Korea met.")

    assert [one.place.code for one in annotation.places] == ["CHN", "JPN", "KOR"]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Putin’s mouthpiece Dmitry Peskov insisted Russia would answer.", "Dmitry Peskov"),
        ("The bills need Milorad Dodik, who promised it “before the ink on them is dry.”", "Milorad Dodik"),
    ],
)
def test_a_speaker_is_the_person_beside_a_title_or_before_who(sentence: str, speaker: str) -> None:
    (told,) = reading_of(sentence, day=date(2024, 5, 6)).statements

    assert told.speaker is not None
    assert told.speaker.name == speaker
