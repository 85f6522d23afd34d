"""What somebody wants, believes or feels without having said it: source, cue and content as printed."""

import pytest
from tests.articles import annotation_of

from dragoman.extract import attitudes, attributions, source_span

HELD = [
    ("Latvia wants the port to reopen by May.", "Latvia", "wants", "the port to reopen by May"),
    ("The Chadian envoy hopes to leave on Sunday.", "The Chadian envoy", "hopes", "to leave on Sunday"),
    ("Peru's cabinet ruled out a second vote.", "Peru's cabinet", "ruled out", "a second vote"),
    ("Oslo sees the treaty as a trap.", "Oslo", "sees", "the treaty as a trap"),
    ("Judges praised her for staying.", "Judges", "praised", "her for staying"),
    ("The unions campaigned against the levy.", "The unions", "campaigned against", "the levy"),
    ("Ghana was furious at the delay.", "Ghana", "was furious at", "the delay"),
    ("Riga is sure that the bridge will hold.", "Riga", "is sure", "that the bridge will hold"),
    ("Kenya's plan to close the camp drew protests.", "Kenya's", "plan", "to close the camp"),
    ("The bishop voiced support for the strike.", "The bishop", "voiced support for", "the strike"),
    ("Zambia vowed on Sunday to double copper output.", "Zambia", "vowed", "to double copper output"),
    ("The ferry is expected to sail again.", "", "expected", "to sail again"),
]
NOT_HELD = [
    "The vote was held in the old mint.",
    "It is likely to rain in Turku.",
    "The plan to close the camp was dropped.",
    "The reactor was planned in 1968 and built by 1975.",
    "Mali cut the funds for its northern towns.",
]


def found(sentence: str) -> list[tuple[str, str, str]]:
    annotation = annotation_of(sentence)
    held = attitudes(annotation, attributions(annotation))
    return [
        (
            source_span(annotation, one.source).of(annotation.text) if one.source is not None else "",
            one.cue.of(annotation.text) if one.cue is not None else "",
            " … ".join(span.of(annotation.text) for span in one.content),
        )
        for one in held
    ]


@pytest.mark.parametrize(("sentence", "source", "cue", "content"), HELD)
def test_who_holds_it_by_which_words(sentence: str, source: str, cue: str, content: str) -> None:
    assert found(sentence) == [(source, cue, content)]


@pytest.mark.parametrize("sentence", NOT_HELD)
def test_what_nobody_holds(sentence: str) -> None:
    assert found(sentence) == []


def test_what_is_said_is_no_attitude_and_what_is_wanted_inside_it_neither() -> None:
    assert found("The minister said that Ghana wants to join.") == []
    assert found("“We want to join,” the minister said.") == []


def test_of_two_the_outer_one_is_told() -> None:
    assert [cue for _, cue, _ in found("Benin hopes that Togo wants to talk and plans to ask.")] == ["hopes"]
