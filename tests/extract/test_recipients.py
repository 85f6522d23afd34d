"""To whom an act is done, where its words say so by halves or not at all."""

from __future__ import annotations

import pytest
from tests.articles import reading_of

Act = tuple[str, tuple[str, ...], tuple[str, ...]]


def acts(*paragraphs: str) -> list[Act]:
    return [(one.type.value, one.actors, one.recipients) for one in reading_of(*paragraphs).events]


def test_who_stands_beside_the_doer_is_not_acted_on() -> None:
    assert acts("Malta, along with Cyprus and Norway, praised the accord.") == [("SUPPORT", ("MLT",), ())]


def test_what_is_told_behind_a_semicolon_is_another_matter() -> None:
    assert ("AGREE", ("MLT",), ()) in acts("Malta has said yes; its foreign minister has put off a visit to Warsaw.")
    assert ("SUPPORT", ("FRA",), ()) in acts("France welcomed the verdict; Paris will ask Norway for help.")


def test_a_side_of_another_sentence_is_meant_only_if_the_article_is_about_it() -> None:
    story = "Fiji and Tonga are at odds over a reef. Fiji sent Tonga a map. Tonga sent Fiji another."
    calm = "It rained all day. The boats stayed in port. Samoa stayed away."

    assert acts(story, "Samoa stayed away.", "Fiji condemned the delay.")[-1:] == [("ACCUSE", ("FJI",), ("TON",))]
    assert acts(story, calm, "Fiji threatened to answer.")[-1:] == [("THREATEN", ("FJI",), ())]


def test_a_thing_known_is_of_the_side_that_told_it_before() -> None:
    told = "Chile wrote to Peru on Monday."

    assert acts(f"{told} Peru turned down the plan.") == [("REJECT", ("PER",), ("CHL",))]
    assert acts(f"{told} Peru opposed any plan.") == [("REJECT", ("PER",), ())]


def test_an_offer_is_made_to_the_other_side_of_the_story() -> None:
    text = "Chile and Peru are at odds over the port. Chile proposed a hotline."

    assert acts(text) == [("AGREE", ("CHL",), ("PER",))]


def test_who_did_what_is_complained_of_is_accused() -> None:
    assert acts("Niger complained that Chad had closed the crossing.")[0] == ("ACCUSE", ("NER",), ("TCD",))


def test_what_is_rejected_is_its_owners() -> None:
    assert acts("Fiji rejects any return of Tonga's patrol boats.") == [("REJECT", ("FJI",), ("TON",))]


def test_a_weapon_is_turned_on_whom_the_verb_acts_upon() -> None:
    text = "In Kisumu young men burned tyres until police drove them off with tear gas."

    assert acts("Kenya mourns with Uganda.", text)[-1] == ("ASSAULT", ("KEN",), ("young men",))


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Kenya's prosecutor asked the Kenyan parliament for a vote.", ("REQUEST", ("KEN",), ())),
        ("Kenya's president asked foreign leaders to wait.", ("REQUEST", ("KEN",), ("foreign leaders",))),
    ],
)
def test_who_speaks_to_his_own_side_does_not_mean_another(text: str, act: Act) -> None:
    assert acts(f"Uganda was quiet. {text[:-1]} after the Ugandan lorries had left.")[:1] == [act]


def test_a_coalition_partner_is_the_party_beside_it() -> None:
    text = "His coalition partner, the Free Democratic Party, demanded that Chancellor Olaf Scholz resign."

    assert acts(text) == [("REQUEST", ("Free Democratic Party",), ("DEU",))]


def test_a_body_meets_by_itself_but_talks_take_two() -> None:
    assert acts("The Security Council discussed the matter behind closed doors on Friday.") == [
        ("CONSULT", ("UN",), ())
    ]
    assert acts("The European Union held talks on Friday.") == []


def test_a_capitalised_noun_tells_an_act_like_any_other() -> None:
    text = "Russia's bombing of the Ukrainian port drew censure from Norway."

    assert ("ACCUSE", ("NOR",), ("RUS",)) in acts(text)


def test_who_is_pleaded_with_does_what_is_asked() -> None:
    (meeting,) = reading_of("Seoul pleaded with Pyongyang to receive two envoys.").meetings

    assert set(meeting.parties) == {"PRK", "KOR"}


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The note went to Chad, whose appeal for calm Niger ignored.", ("REQUEST", ("TCD",), ("NER",))),
        ("Togo wrote to Ghana, whose invitation Benin had accepted.", ("AGREE", ("GHA",), ("BEN",))),
    ],
)
def test_whose_act_it_is_stands_before_the_clause(text: str, act: Act) -> None:
    assert acts(text) == [act]


def test_what_a_third_side_offers_is_meant_for_nobody_who_is_not_named() -> None:
    story = "Fiji and Tonga are at odds over a reef. Fiji sent Tonga a map. Tonga sent Fiji another."

    assert acts(story, "Chile has offered to host a conference.")[-1:] == [("AGREE", ("CHL",), ())]
    assert acts(story, "Fiji has offered to open the port.")[-1:][0][2] == ("TON",)


def test_what_several_promise_they_promise_each_other() -> None:
    assert acts("Chile and Peru agreed to build a port before Bolivia votes.")[0] == (
        "AGREE",
        ("CHL", "PER"),
        (),
    )


def test_whoever_welcomes_it_too_is_not_the_other_side() -> None:
    told = "Norway and Malta welcomed the vote, and Oslo pledged 30 million euros to train officials."

    assert ("AGREE", ("NOR",), ("MLT",)) not in acts(told)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("We ask our partners in the European Union to open the port, Malta said.", ("REQUEST", ("MLT",), ("EU",))),
        ("Chile called on donors to help Peru.", ("REQUEST", ("CHL",), ("donors",))),
    ],
)
def test_people_asked_are_whose_they_are_or_go_by_their_noun(text: str, act: Act) -> None:
    assert act in acts(text)


def test_those_arrested_are_of_the_crowd_told_before() -> None:
    text = "Demonstrators marched on the ministry in Lima and the police in Peru arrested two."

    assert ("COERCE", ("PER",), ("Demonstrators",)) in acts(text)


def test_a_town_is_taken_from_the_state_whose_it_is() -> None:
    assert acts("Rwanda's soldiers seized the city of Goma while Tanzania looked on.")[0] == (
        "ASSAULT",
        ("RWA",),
        ("COD",),
    )


def test_a_sanction_told_by_another_side_is_upon_the_teller() -> None:
    text = "Iran will wait until the sanctions, which the United States reimposed in May, have gone, Tehran said."

    assert ("SANCTION", ("USA",), ("IRN",)) in acts(text)
