"""Words of an act that tell none, and whose doing decides what an act is."""

from __future__ import annotations

import pytest
from tests.articles import article, reading_of

from dragoman.annotate import annotate
from dragoman.model import Event

LEAD = "The envoys are tired."


def told(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Type and actors of each event of a second paragraph, by the rules."""
    return [(one.type, one.actors) for one in reading_of(LEAD, text).events]


@pytest.mark.parametrize(
    "text",
    [
        "Chile opposes the dam of Peru.",
        "The Malian premier, who is backed by Togo, is in Lomé.",
        "Chad denied that it had bombed a market in Sudan.",
        "The treaty will stay suspended until Sudan withdraws its claim.",
        "Sanctions on Mali would be lifted once Bamako named a day for the vote, Ghana said.",
        "Niger has refused requests for comment.",
        "Norway declined to rule it out.",
        "Ghana freed a man accused of spying.",
        "Canada told its citizens to leave Haiti.",
        "The Kenyan minister told officials to look for other suppliers.",
        "Kenyan doctors went back to work on Monday.",
        "Tunisia has yet to ratify the pact with Libya.",
        "Nepal stopped short of closing its border with India.",
        "Mali has not consulted Niger.",
    ],
)
def test_what_is_denied_or_always_so_or_owed_or_said_at_home_is_no_act(text: str) -> None:
    assert [one for one in told(text) if one[0] not in ("RETREAT",)] == []


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Chile opposed the dam of Peru on Monday.", ("REJECT", ("CHL",))),
        ("Chad accused Sudan of shelling its post.", ("ACCUSE", ("TCD",))),
        ("Canada told its neighbours to leave Haiti.", ("REQUEST", ("CAN",))),
        ("The Kenyan minister went to Kampala on Monday.", ("CONSULT", ("KEN",))),
    ],
)
def test_what_is_done_once_or_towards_another_is_one(text: str, event: tuple[str, tuple[str, ...]]) -> None:
    assert event in told(text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("A crowd stormed the Danish embassy in Damascus on Friday.", "PROTEST"),
        ("Gunmen stormed the Danish embassy in Damascus on Friday.", "ASSAULT"),
        ("Rebels blockaded the port of Sudan on Friday.", "COERCE"),
        ("Ghana pledged to Togo not to send its police across the lake.", "CONCEDE"),
        ("Niger vowed never to let the French ambassador return.", "REJECT"),
        ("Sudan vowed to crush the rebels in Darfur.", "THREATEN"),
        ("Egypt will stand by Somalia, its president said.", "AGREE"),
        ("Norway brought its soldiers home from Mali.", "RETREAT"),
        ("Spain extradited a banker to Peru on Friday.", "COOPERATE"),
        ("Kenyan doctors suspended their strike on Friday.", "CONCEDE"),
        ("Ankara attacked Sweden for letting the marchers go.", "ACCUSE"),
    ],
)
def test_the_doer_and_the_thing_decide_the_type(text: str, event: str) -> None:
    assert [kind for kind, _ in told(text)] == [event]


def test_an_act_told_in_a_standfirst_is_told_once() -> None:
    texts = (LEAD, "Ghana offers to mediate", "Ghana offered on Friday to mediate between Mali and Niger.")
    (event,) = reading_of(*texts).events

    assert event.evidence.of(annotate(article(*texts)).text).startswith("Ghana offered")


def test_what_nobody_is_told_to_have_done_is_no_act_but_violence() -> None:
    events: tuple[Event, ...] = reading_of(LEAD, "Two soldiers of Mali were killed on Friday.").events

    assert [(one.type, one.actors) for one in events] == [("ASSAULT", ())]
