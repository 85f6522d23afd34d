"""The generator fills frames; whatever the seed, spans hold and codes stand for the words."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.corpus import generate_verbs as verbs
from training.corpus.frames import Frame, frame
from training.corpus.generate import generated
from training.corpus.generate_edits import cut, joined, paragraphs, sentences, spans
from training.corpus.generate_swaps import elsewhere, recast
from training.corpus.markup import Coded, Passage, Said

from dragoman.model import EventStatus, EventType, Form, Span

ROWS = (
    ["lash-out-at", "ACCUSE", "disapprove", "verb", "[S] {lash out} at [T] (over the tariff|because of quotas).", ""],
    ["arrest", "COERCE", "arrest", "verb", "[S:gov,mil] {arrest} [T:civ,opp] (| on Monday).", ""],
    ["withdrawal", "RETREAT", "withdraw", "noun", "[S:mil]'s {withdrawal} from the valley", ""],
    ["send", "AID", "", "verb", "[S] {send} food to [T:civ].", ""],
    ["winter", "NONE", "", "verb", "In winter [S] looks like [T].", ""],
    ["war", "THREATEN", "violence", "fixed", "[S] {threatens war} on [T]", ""],
    ["sign", "SUPPORT", "", "verb", "[S] and [T] {sign} a treaty on eels.", ""],
)
FRAMES: list[Frame] = [frame(list(row)) for row in ROWS]
SEEDS = st.integers(min_value=0, max_value=10**6)


def only(*, sense: str) -> list[Frame]:
    return [row for row in FRAMES if row.sense == sense]


def passage(text: str = "Mali thanked Peru. “We owe them,” it said.") -> Passage:
    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    return Passage(
        id="t",
        style="newswire",
        region="world",
        scope="international",
        text=text,
        mentions=(("A", span("Mali")), ("B", span("Peru")), ("A", span("it"))),
        events=(
            Coded(
                number="1",
                type=EventType.SUPPORT,
                mode=None,
                status=EventStatus.ACTUAL,
                actors=("A",),
                recipients=("B",),
                contexts=(),
                trigger=span("thanked"),
            ),
        ),
        statements=(
            Said(
                letter="q",
                speaker="A",
                source=span("it"),
                cues=(span("said"),),
                content=(span("We owe them"),),
                form=Form.DIRECT,
                anonymous=False,
            ),
        ),
        line=1,
    )


@given(SEEDS)
def test_every_span_of_a_generated_passage_holds_words(seed: int) -> None:
    for one in generated(FRAMES, seed, 12):
        assert all(span.of(one.text) == span.of(one.text).strip() != "" for span in spans(one))


@given(SEEDS)
def test_the_same_seed_gives_the_same_passages(seed: int) -> None:
    assert list(generated(FRAMES, seed, 8)) == list(generated(FRAMES, seed, 8))


@given(SEEDS)
def test_a_frame_without_an_event_is_coded_as_none(seed: int) -> None:
    assert not any(one.events for one in generated(only(sense="winter"), seed, 4))


@given(SEEDS)
def test_sides_joined_by_and_act_together(seed: int) -> None:
    for one in generated(only(sense="sign"), seed, 4):
        assert all(event.actors and not event.recipients for event in one.events)


@given(SEEDS)
def test_a_negated_verb_has_a_negation_before_its_trigger(seed: int) -> None:
    for one in generated(only(sense="arrest"), seed, 12):
        for event in one.events:
            if event.status == EventStatus.NEGATED:
                before = one.text[: event.trigger.start].rsplit(".", 1)[-1]
                assert any(word in before for word in ("not", "never", "stopped short"))


@given(SEEDS)
def test_another_world_keeps_the_acts(seed: int) -> None:
    moved = elsewhere(passage(), Random(seed))

    assert [event.trigger.of(moved.text) for event in moved.events] == ["thanked"]
    assert moved.statements[0].content[0].of(moved.text) == "We owe them"


@given(SEEDS)
def test_a_participant_renamed_keeps_its_spans(seed: int) -> None:
    moved = recast(passage(), Random(seed), share=0.5, masked=0.5)

    assert moved.text.startswith(moved.mentions[0][1].of(moved.text))
    assert moved.text[moved.mentions[0][1].end :].startswith(" thanked ")


def test_a_sentence_alone_forgets_who_is_not_in_it() -> None:
    text = passage().text
    first, second = sentences(text)

    assert cut(passage(), first).events[0].recipients == ("B",)
    assert not cut(passage(), second).events
    assert cut(passage(), second).statements[0].source == Span(15, 17)


def test_two_passages_joined_keep_both_of_their_acts() -> None:
    both = joined(passage(), passage())

    assert [event.trigger.of(both.text) for event in both.events] == ["thanked", "thanked"]
    assert {letter for letter, _ in both.mentions} == {"A", "B", "A'", "B'"}


def test_an_abbreviation_ends_no_sentence() -> None:
    assert len(sentences("Gen. Okafor met Mr. J. Silva in St. Ives. They agreed.")) == 2


def test_paragraphs_are_parted_by_blank_lines() -> None:
    assert [span.of("One.\n\nTwo.") for span in paragraphs("One.\n\nTwo.")] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("base", "past", "participle", "ing", "third"),
    [
        ("accuse", "accused", "accused", "accusing", "accuses"),
        ("withdraw", "withdrew", "withdrawn", "withdrawing", "withdraws"),
        ("ban", "banned", "banned", "banning", "bans"),
        ("carry", "carried", "carried", "carrying", "carries"),
        ("hit", "hit", "hit", "hitting", "hits"),
        ("free", "freed", "freed", "freeing", "frees"),
        ("lash", "lashed", "lashed", "lashing", "lashes"),
    ],
)
def test_verbs_are_inflected(base: str, past: str, participle: str, ing: str, third: str) -> None:
    assert (verbs.past(base), verbs.participle(base), verbs.ing(base), verbs.third(base)) == (
        past,
        participle,
        ing,
        third,
    )
