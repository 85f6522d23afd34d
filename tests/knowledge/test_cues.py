"""Every cue row does what it says: its example is coded by that very row, its counterexample is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

import pytest
from tests.articles import annotation_of, reading_of

from dragoman import knowledge
from dragoman.extract import attitudes, attributions, frames
from dragoman.extract.event_rows import best, event_index
from dragoman.extract.meetings import meeting_index
from dragoman.extract.positions import stance_index
from dragoman.knowledge import AttitudeCue, EventCue, MeetingCue, ReportingCue, StanceCue, Strength, ontology
from dragoman.model import EventType

COMPLEMENTS = frozenset({"", "inf", "not", "that", "will", "gerund", "own", "must", "unless", "as", "other", "none"})
SLOTS = frozenset(["subj", "obj", "poss", "poss.obj", "in.obj", "inf.subj", "inf.obj", "none", "both"])
PREPOSITIONS = frozenset(
    [
        "with",
        "against",
        "on",
        "to",
        "from",
        "of",
        "for",
        "over",
        "into",
        "at",
        "by",
        "between",
        "around",
        "near",
        "off",
        "in",
        "about",
        "outside",
        "after",
        "among",
        "through",
        "under",
        "across",
        "toward",
        "towards",
        "upon",
        "before",
    ]
)
SCOPES = frozenset(
    ["", "absorbs", "future", "passes:future", "passes:hypothetical", "passes:negated", "passes:historical"]
)


def named(rows: Iterable[AttitudeCue | EventCue | MeetingCue | StanceCue | ReportingCue]) -> list[object]:
    return [pytest.param(row, id=row.id) for row in rows]


def with_counterexample(rows: Iterable[EventCue | MeetingCue | StanceCue | ReportingCue]) -> list[object]:
    return named(row for row in rows if row.counterexample)


def fits_somewhere(row: EventCue | MeetingCue | StanceCue, index: Callable[[], frames.Index]) -> bool:
    doc = annotation_of(row.example).doc
    return any(one is row for token in doc for one, _ in frames.fitting(index(), token))


@pytest.mark.parametrize("row", named(knowledge.event_cues()))
def test_an_event_row_fits_its_example_and_codes_its_type(row: EventCue) -> None:
    doc = annotation_of(row.example).doc
    tokens = [token for token in doc if any(one is row for one, _ in frames.fitting(event_index(), token))]

    assert tokens, f"{row.id} fits no word of its example"
    chosen = [found for token in tokens if (found := best(token)) is not None]
    assert any(found.row.type == row.type for found in chosen), [found.row.id for found in chosen]


@pytest.mark.parametrize("row", with_counterexample(knowledge.event_cues()))
def test_an_event_row_leaves_its_counterexample_alone(row: EventCue) -> None:
    assert row.id not in {event.by.rule for event in reading_of(row.counterexample).events}


@pytest.mark.parametrize("row", named(knowledge.stance_cues()))
def test_a_stance_row_fits_its_example(row: StanceCue) -> None:
    assert fits_somewhere(row, stance_index)


@pytest.mark.parametrize("row", with_counterexample(knowledge.stance_cues()))
def test_a_stance_row_leaves_its_counterexample_alone(row: StanceCue) -> None:
    assert row.id not in {position.by.rule for position in reading_of(row.counterexample).positions}


@pytest.mark.parametrize("row", named(knowledge.meeting_cues()))
def test_a_meeting_row_fits_its_example(row: MeetingCue) -> None:
    assert fits_somewhere(row, meeting_index)


@pytest.mark.parametrize("row", with_counterexample(knowledge.meeting_cues()))
def test_a_meeting_row_leaves_its_counterexample_alone(row: MeetingCue) -> None:
    assert row.id not in {meeting.by.rule for meeting in reading_of(row.counterexample).meetings}


@pytest.mark.parametrize("row", named(knowledge.reporting_cues()))
def test_a_reporting_row_attributes_in_its_example(row: ReportingCue) -> None:
    assert row.id in {said.by.rule.split("+")[-1] for said in reading_of(row.example).statements}


@pytest.mark.parametrize("row", with_counterexample(knowledge.reporting_cues()))
def test_a_reporting_row_leaves_its_counterexample_alone(row: ReportingCue) -> None:
    assert row.id not in {said.by.rule.split("+")[-1] for said in reading_of(row.counterexample).statements}


@pytest.mark.parametrize("row", named(knowledge.attitude_cues()))
def test_an_attitude_row_attributes_in_its_example(row: AttitudeCue) -> None:
    annotation = annotation_of(row.example)

    assert row.id in {held.rule for held in attitudes(annotation, attributions(annotation))}


@pytest.mark.parametrize("row", named(knowledge.attitude_cues()))
def test_an_attitude_row_asks_only_for_what_is_known(row: AttitudeCue) -> None:
    others = {one for one in row.complements if not one.startswith("+")} - {"inf", "that", "obj", "oprd"}

    assert others <= PREPOSITIONS | {"as"}


@pytest.mark.parametrize(
    "rows",
    [
        knowledge.attitude_cues(), knowledge.event_cues(), knowledge.stance_cues(), knowledge.meeting_cues(),
        knowledge.reporting_cues(),
    ],
)  # fmt: skip
def test_an_id_is_one_rows(rows: tuple[EventCue, ...]) -> None:
    assert [row for row, count in Counter(row.id for row in rows).items() if count > 1] == []


@pytest.mark.parametrize("row", named(knowledge.event_cues()))
def test_an_event_row_asks_only_for_what_the_frames_know(row: EventCue) -> None:
    assert (row.type, row.mode) in ontology.modes()
    assert {slot.partition(":")[0] for slot in (*row.actor, *row.recipient)} <= SLOTS | PREPOSITIONS
    assert row.scope in SCOPES
    assert row.complement.removeprefix("!").partition(":")[0] in COMPLEMENTS
    classes = {word[1:] for word in row.object.removeprefix("!").split("|") if word.startswith("@")}
    assert classes <= set(frames.classes())


@pytest.mark.parametrize("kind", list(EventType))
def test_every_type_has_rows(kind: EventType) -> None:
    assert len([row for row in knowledge.event_cues() if row.type == kind]) >= 20


def test_every_context_has_words_and_is_one() -> None:
    assert {row.context for row in knowledge.context_cues()} == set(ontology.contexts())
    assert all(row.words for row in knowledge.context_cues())


def test_a_medium_phrase_stands_in_its_example() -> None:
    assert [row for row in knowledge.medium_cues() if row.phrase.lower() not in row.example.lower()] == []


def test_denials_are_marked_as_such() -> None:
    assert [row.head for row in knowledge.reporting_cues() if row.strength == Strength.DENIES]
