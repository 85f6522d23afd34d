"""Whom an act is done to, where the words name a land."""

from __future__ import annotations

import pytest
from tests.articles import reading_of


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("Russian troops annexed Crimea in 2014.", ("UKR",)),
        ("Venezuela seized the Essequibo region on Monday.", ("GUY",)),
        ("Guyana seized the Essequibo region on Monday.", ("VEN",)),
    ],
)
def test_a_land_seized_is_taken_from_the_state_that_holds_it(text: str, recipients: tuple[str, ...]) -> None:
    (event,) = reading_of(text).events

    assert (event.type, event.recipients) == ("COERCE", recipients)


def test_acts_told_one_beside_the_other_are_several() -> None:
    text = "Ghana closed its border with Mali on Monday and froze the assets of Mali at its banks."
    found = reading_of("The envoys are tired.", text).events

    assert [(one.type, one.actors, one.recipients) for one in found] == [("SANCTION", ("GHA",), ("MLI",))] * 2


def test_who_held_the_office_then_acted_for_the_state() -> None:
    (event,) = reading_of("Donald Trump reimposed sanctions on Iran in May 2018.").events

    assert (event.actors, event.recipients, event.status) == (("USA",), ("IRN",), "historical")


def test_what_nobody_expected_to_do_is_not_to_come() -> None:
    assert reading_of("Russia had not expected to recognise Kosovo.").events == ()


def acts(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Type, actors and recipients of each event."""
    return [(one.type, one.actors, one.recipients) for one in reading_of(text).events]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Kenya urged the West to reopen the port.", ("REQUEST", ("KEN",), ("West",))),
        ("Norway offered engineers to Malawi.", ("AGREE", ("NOR",), ("MWI",))),
        ("Arrested by Turkey in May, the Greek pilot was tried in June.", ("COERCE", ("TUR",), ("GRC",))),
        ("Peru ruled out paying Bolivia for the water.", ("REJECT", ("PER",), ())),
        ("The treaty with Chad was declared null and void by Niger.", ("REJECT", ("NER",), ("TCD",))),
        ("Serbia warned that it would answer any step by Kosovo.", ("THREATEN", ("SRB",), ("XKX",))),
        ("A Kenyan envoy flew to Juba to beg South Sudan to think again.", ("REQUEST", ("KEN",), ("SSD",))),
        ("Mali gave notice of its withdrawal from the treaty with Niger.", ("SANCTION", ("MLI",), ("NER",))),
        ("Indian and Pakistani troops shelled each other on Friday.", ("ASSAULT", ("IND", "PAK"), ())),
        ("Sudanese forces captured Nyala on Friday.", ("ASSAULT", ("SDN",), ())),
        ("Ethiopia blocked the road to Asmara on Monday.", ("COERCE", ("ETH",), ("ERI",))),
    ],
)
def test_who_does_what_to_whom(text: str, event: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    assert event in acts(text)


def test_a_shot_and_those_it_wounds_are_one_act() -> None:
    assert acts("Chinese guards fired on a Philippine boat, wounding two fishermen.") == [
        ("ASSAULT", ("CHN",), ("PHL",))
    ]


def test_one_side_did_not_do_what_the_other_agreed_to() -> None:
    assert acts("Chad accepted Qatar's offer on Friday. Niger did not.") == [
        ("AGREE", ("TCD",), ("QAT",)),
        ("REJECT", ("NER",), ("QAT",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Neither Chad nor Niger praised the plan of Qatar.",
        "Mali insisted that the door to Algeria was open.",
    ],
)
def test_what_is_left_undone_or_only_said_is_nothing(text: str) -> None:
    assert acts(text) == []


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Hungary and Serbia, whose foreign ministers both spoke with Sergei Lavrov by telephone, back the plan.",
            ("CONSULT", ("HUN", "SRB", "RUS"), ()),
        ),
        ("Norway’s foreign minister protested against the Russian exercise.", ("ACCUSE", ("NOR",), ("RUS",))),
        ("Denmark’s offer of grain was spurned by Chad in the spring.", ("AGREE", ("DNK",), ("TCD",))),
        ("Kenya demands the dismantling of the Ugandan mast.", ("REQUEST", ("KEN",), ("UGA",))),
        (
            "Kenya told the envoy that it cannot accept the Ugandan patrol on the lake.",
            ("REJECT", ("KEN",), ("UGA",)),
        ),
        (
            "Senegal imposed an embargo which it clamped on Mali in March and lifted in May.",
            ("CONCEDE", ("SEN",), ("MLI",)),
        ),
        ("A visit of the Spanish king to Rabat was postponed at Morocco’s request.", ("REJECT", ("MAR",), ("ESP",))),
        (
            "The Security Council met at the request of Malta on Friday.",
            ("REQUEST", ("MLT",), ("UN",)),
        ),
    ],
)
def test_told_beside_its_words(text: str, event: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    assert event in acts(text)


def test_whoever_condemns_the_raid_means_those_who_raided() -> None:
    text = "Israel raided a port in Lebanon on Monday. Egypt’s envoy met his Jordanian colleague. Spain condemned the raid."

    assert ("ACCUSE", ("ESP",), ("ISR",)) in acts(text)


def test_an_agreement_reached_by_nobody_named_is_the_two_sides() -> None:
    text = "India’s envoy visited China on Monday. Agreement was reached on the reopening of the pass."

    assert {"IND", "CHN"} in [set(actors) for kind, actors, _ in acts(text) if kind == "AGREE"]


def test_a_treaty_is_no_party() -> None:
    text = "India suspended the Indus Waters Treaty, which it had signed with Pakistan."

    assert all("Treaty" not in name for _, actors, recipients in acts(text) for name in (*actors, *recipients))


@pytest.mark.parametrize(
    ("text", "event"),
    [
        # A dateline is no subject.
        ("CHISINAU/KYIV, 3 May (Dniester Press) – Moldova has revoked its ban on Ukrainian grain.", "MDA"),
        # One side may sign by itself.
        ("On Friday Nepal signed the treaty in Geneva.", "NPL"),
    ],
)
def test_who_does_it_where_others_stand_by(text: str, event: str) -> None:
    assert [actors for _, actors, _ in acts(text)] == [(event,)]


def test_a_nameless_source_is_not_whom_it_is_done_to() -> None:
    assert acts("Kenya refuses to come, a diplomat familiar with the plan confided.") == [("REJECT", ("KEN",), ())]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        # A crowd goes by the words that tell which.
        ("Young men burned tyres outside the Turkish embassy.", ("PROTEST", ("Young men",), ("TUR",))),
        # What is done to a hospital is done to whose it is.
        ("The Red Crescent, whose hospital was shelled by Syria, left.", ("ASSAULT", ("SYR",), ("Red Crescent",))),
    ],
)
def test_people_and_buildings_in_lists(text: str, event: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    assert event in acts(text)


def test_what_is_promising_promises_nothing() -> None:
    assert acts("Ethiopia's answer to Egypt was promising.") == []


def test_human_beings_of_a_state_are_not_their_state() -> None:
    (event,) = reading_of("Greece deported 109 Syrians to Turkey on Monday.").events

    assert event.recipients == ("Syrians",)


def test_a_plain_plural_is_as_good_as_the_state() -> None:
    found = reading_of("Iranians and Americans met in Oslo on Monday.").events

    assert {side for one in found for side in (*one.actors, *one.recipients)} == {"IRN", "USA"}
