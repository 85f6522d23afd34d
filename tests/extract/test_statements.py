from datetime import date

import pytest
from tests.articles import reading_of

from dragoman.model import Form, Medium, Statement


def contents(*paragraphs: str) -> list[list[str]]:
    reading = reading_of(*paragraphs)
    return [[span.of(reading.article.text) for span in one.content] for one in reading.statements]


def only(*paragraphs: str) -> Statement:
    (said,) = reading_of(*paragraphs).statements
    return said


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        ("The minister said that Kenya would wait.", ["Kenya would wait"]),
        ("Kenya would wait, the minister said.", ["Kenya would wait"]),
        ("“Kenya will wait,” the minister said.", ["Kenya will wait"]),
        ("The minister told reporters: “Kenya will wait for an answer.”", ["Kenya will wait for an answer."]),
        ("“Kenya will wait,” the minister said, “and it will not beg.”", ["Kenya will wait", "and it will not beg."]),
        ("Kenya will wait, according to the Ugandan foreign ministry.", ["Kenya will wait"]),
        ("The ministry denied that Kenya had shelled the village.", ["Kenya had shelled the village"]),
        ("There are reports that Kenya has closed the crossing.", ["Kenya has closed the crossing"]),
        ("Kenya made clear that the crossing would stay shut.", ["the crossing would stay shut"]),
        ("The minister accused Uganda of “piracy on the lake”.", ["piracy on the lake"]),
        ("As the minister told parliament, Kenya is ready to sign.", ["Kenya is ready to sign"]),
    ],
)
def test_what_is_said_is_cut_without_cue_that_and_marks(sentence: str, content: list[str]) -> None:
    assert contents(sentence) == [content]


def test_two_that_clauses_under_one_cue_are_one_statement() -> None:
    assert contents("The minister said that the road was open and that the bridge would follow.") == [
        ["the road was open", "the bridge would follow"]
    ]


def test_a_quotation_resumed_by_the_next_sentence_is_one_statement() -> None:
    assert contents("“The road is open,” the minister said. “The bridge will follow.”") == [
        ["The road is open", "The bridge will follow."]
    ]


def test_a_report_within_a_report_is_the_outer_ones() -> None:
    assert len(contents("“Our partners say they are ready to begin,” the Turkish president said.")) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister called on all sides to show restraint.",
        "The minister promised to leave the harvest alone.",
        "She declined to comment.",
        "The plan says nothing.",
    ],
)
def test_nothing_said_is_no_statement(sentence: str) -> None:
    assert contents(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "form"),
    [
        ("“Kenya will wait,” the minister said.", Form.DIRECT),
        ("The minister said Kenya would wait.", Form.INDIRECT),
        ("The minister said Kenya would wait “for a very long time”.", Form.MIXED),
        ("The minister said Kenya would “wait”.", Form.INDIRECT),
    ],
)
def test_the_form_follows_the_marks(sentence: str, form: Form) -> None:
    assert only(sentence).form == form


@pytest.mark.parametrize(
    ("sentence", "medium"),
    [
        ("The minister said at a press conference that Kenya would wait.", Medium.PRESS_CONFERENCE),
        ("In a telephone interview the minister said that Kenya would wait.", Medium.INTERVIEW),
        ("The minister said that Kenya would give an interview.", None),
    ],
)
def test_the_medium_is_told_outside_the_content(sentence: str, medium: Medium | None) -> None:
    assert only(sentence).medium == medium


def test_nobody_speaks_in_a_report_without_a_speaker() -> None:
    assert only("There are reports that Kenya has closed the crossing.").speaker is None


def test_he_is_resolved_to_the_speaker_before() -> None:
    first, second = reading_of(
        "Kenyan Foreign Minister Tomas Revel said that the road was open.", "“The bridge will follow,” he said."
    ).statements

    assert first.speaker is not None
    assert second.speaker is not None
    assert second.speaker.name == first.speaker.name == "Tomas Revel"
    assert (second.speaker.code, second.speaker.anonymous) == ("KEN", False)


def test_an_official_without_a_name_is_anonymous() -> None:
    speaker = only("“Noted,” said nobody. “We have noted all of it,” a senior Kenyan official said.").speaker

    assert speaker is not None
    assert (speaker.anonymous, speaker.code, speaker.sector) == (True, "KEN", "GOV")


def test_a_ministry_is_not_anonymous() -> None:
    speaker = only("The Kenyan foreign ministry said that the road was open.").speaker

    assert speaker is not None
    assert (speaker.anonymous, speaker.code) == (False, "KEN")


def test_a_statement_without_a_told_day_has_no_date() -> None:
    assert only("The minister said that Kenya would wait.").date is None


def test_a_told_day_is_the_statements_date() -> None:
    said = only("The minister said on Tuesday that Kenya would wait.")

    assert said.date is not None
    assert said.date.earliest == said.date.latest == date(2022, 1, 18)
