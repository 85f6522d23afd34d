"""What is no meeting, and what a meeting is not about."""

from __future__ import annotations

import pytest
from tests.articles import reading_of


@pytest.mark.parametrize(
    "sentence",
    [
        "Russian mercenaries have been arriving in Mali since December.",
        "Russian paratroopers flew to Kazakhstan on Thursday at the head of a force from five allied states.",
        "The admiral had told a think tank that talk of Russia's wanting Ukrainian land was nonsense.",
    ],
)
def test_marching_and_mere_talk_are_no_meeting(sentence: str) -> None:
    reading = reading_of(sentence)

    assert reading.meetings == ()
    assert not any(one.mode == "visit" for one in reading.events)


def test_a_meeting_on_the_margins_of_another_is_not_about_margins() -> None:
    (meeting,) = reading_of(
        "Talks between Serbia and Kosovo resumed in Brussels on the margins of the summit."
    ).meetings

    assert meeting.topic is None


def test_a_meeting_held_and_the_next_one_are_two_records() -> None:
    reading = reading_of(
        "Envoys of Turkey and Armenia met in Moscow and the envoys of Turkey and Armenia agreed to meet again."
    )
    ids = [one.id for one in reading.meetings]

    assert len(ids) == len(set(ids))


TABLES = [
    ("The Permanent Council, which last convened on Thursday, broke up without a budget.", ("OSCE",)),
    ("Ghana, whose finance minister flew to Bamako last Saturday, has sent an envoy.", ("GHA", "MLI")),
    ("At talks in Kunming last week at which China and Pakistan settled the route, no map was shown.", ("CHN", "PAK")),
    ("The Ugandan adviser was received by the Kenyan president on 17 March.", ("UGA", "KEN")),
    ("The UN envoy will report to the Security Council on 13 October on Yemen and Oman.", ("UN",)),
]


@pytest.mark.parametrize(("sentence", "sides"), TABLES)
def test_who_sits_is_told_in_many_ways(sentence: str, sides: tuple[str, ...]) -> None:
    assert {*sides} in [{*one.parties} for one in reading_of(sentence).meetings]


def test_the_next_round_is_between_those_who_met_before() -> None:
    reading = reading_of("Iran and Oman held talks in Rome in May. The next round is due in Muscat in July.")
    due = next(one for one in reading.meetings if one.place and one.place.name == "Muscat")

    assert {*due.parties} == {"IRN", "OMN"}
    assert due.status == "scheduled"


def test_what_a_sentence_says_of_another_thing_says_nothing_of_the_meeting() -> None:
    (meeting,) = reading_of("The deal may slip past Monday, when Chad and Sudan meet in Doha.").meetings

    assert meeting.status != "proposed"


def test_a_journey_is_placed_where_it_leads() -> None:
    (found,) = reading_of("Penny Wong, Australia's foreign minister, flew to Apia on Thursday.").meetings

    assert ({*found.parties}, found.place and found.place.name) == ({"AUS", "WSM"}, "Apia")


def test_who_speak_by_telephone_are_not_where_they_meet_later() -> None:
    found = reading_of(
        "Israel's minister spoke to his Greek colleague by telephone on 4 March.",
        "The Israeli minister was received by the Greek foreign minister in Athens.",
    ).meetings

    assert [one.place and one.place.name for one in found] == [None, "Athens"]


def test_what_else_somebody_proposes_says_nothing_of_whom_they_met() -> None:
    sentence = "The president of Chad, who conferred with the president of Niger on 4 March, proposes a truce in Mali."

    assert [one.status for one in reading_of(sentence).meetings] == ["held"]


def test_talks_to_come_may_stand_beside_another_meeting() -> None:
    found = reading_of(
        "The foreign ministers of Japan and South Korea, who met in Nagoya on 4 March 2019, were silent, and the licensing"
        " talks are to open in Tokyo on 12 May 2019.",
    ).meetings

    assert [(one.place and one.place.name, sorted(one.parties)) for one in found] == [
        ("Nagoya", ["JPN", "KOR"]),
        ("Tokyo", ["JPN", "KOR"]),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Kenyan president rang the Ugandan president on Monday.",
        "The foreign ministers of Kenya and Uganda will get together in Kampala in May.",
    ],
)
def test_a_meeting_is_told_in_everyday_words_too(sentence: str) -> None:
    assert [sorted(one.parties) for one in reading_of(sentence).meetings] == [["KEN", "UGA"]]


def test_proposed_talks_are_not_held() -> None:
    (meeting,) = reading_of("Pakistan proposed talks with India.").meetings

    assert (sorted(meeting.parties), meeting.status) == (["IND", "PAK"], "proposed")


def test_a_meeting_to_discuss_something_is_one() -> None:
    assert len(reading_of("The U.N. Security Council met on Monday to discuss Haiti.").meetings) == 1


def test_a_visit_is_where_its_object_is() -> None:
    (meeting,) = reading_of("Turkish President Tayyip Erdogan will visit Moscow on Monday.").meetings

    assert meeting.place is not None
    assert meeting.place.code == "RUS"
