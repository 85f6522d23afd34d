"""What holds whatever is read: evidence stands in its article, names are only names, order changes nothing."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.articles import reading_of

from dragoman.annotate.parse import paragraphs
from dragoman.model import Reading, Span

WORDS = st.sampled_from(
    [
        "Russia",
        "the",
        "United",
        "States",
        "said",
        "that",
        "“we",
        "will",
        ",",
        "not",
        "”",
        "accused",
        "of",
        ".",
        "Putin",
        "he",
        "they",
        "talks",
        "with",
        "on",
        "Monday",
        "Geneva",
        "sanctions",
        "troops",
        '"',
        "'",
        "—",
        "according",
        "to",
        "NATO-Russia",
        "Council",
        "official",
        "told",
        "reporters",
        ":",
        ";",
        "attacked",
        "in",
        "Kyiv",
        "’s",
        "and",
        "agreed",
    ]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=40).map(" ".join)
TEXTS = st.one_of(st.text(max_size=300), SENTENCES)


def spans(reading: Reading) -> Iterator[Span]:
    for entity in reading.entities:
        yield from entity.mentions
    for said in reading.statements:
        yield from said.content
        yield from (span for span in (said.cue, said.speaker.span if said.speaker else None) if span is not None)
    for event in reading.events:
        yield from (event.trigger, event.evidence)
    yield from (record.evidence for record in (*reading.meetings, *reading.positions))


@given(st.lists(TEXTS, min_size=1, max_size=4))
@example(["uith 1B ACCORDING"])  # a preposition before the word
def test_every_span_of_every_record_holds_words_of_its_article(parts: list[str]) -> None:
    reading = reading_of(*([part for part in parts if part.strip()] or ["x"]))
    text = reading.article.text

    for span in spans(reading):
        assert 0 <= span.start < span.end <= len(text)
        assert span.of(text).strip() == span.of(text)


@given(st.lists(SENTENCES, min_size=1, max_size=5))
def test_evidence_holds_its_trigger_and_stays_in_its_paragraph(parts: list[str]) -> None:
    reading = reading_of(*parts)
    inside = paragraphs(reading.article.text)

    for event in reading.events:
        assert event.evidence.holds(event.trigger)
    for record in (*reading.events, *reading.meetings, *reading.positions):
        assert any(paragraph.holds(record.evidence) for paragraph in inside)


@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_the_same_words_give_the_same_bytes(parts: list[str]) -> None:
    kept = [part for part in parts if part.strip()] or ["x"]
    first = reading_of(*kept)
    reading_of.cache_clear()

    assert reading_of(*kept) == first


ARTICLE = (
    "{A} and {B} agreed on Thursday to resume talks on the shared river next month, the {a} foreign ministry said.",
    "“We will not accept any dam without a treaty,” {a} Foreign Minister Tomas Revel told reporters in {A_capital}.",
    "{B} accused {A} of shelling a border village on Monday and expelled two {a} diplomats.",
)
ACTORS = {
    "kenya": {"A": "Kenya", "a": "Kenyan", "A_capital": "Nairobi"},
    "peru": {"A": "Peru", "a": "Peruvian", "A_capital": "Lima"},
    "ghana": {"A": "Ghana", "a": "Ghanaian", "A_capital": "Accra"},
    "cuba": {"A": "Cuba", "a": "Cuban", "A_capital": "Havana"},
}
CODES = {"kenya": "KEN", "peru": "PER", "ghana": "GHA", "cuba": "CUB"}


def renamed(first: str, second: str) -> Reading:
    names = {**ACTORS[first], "B": ACTORS[second]["A"]}
    return reading_of(*(paragraph.format(**names) for paragraph in ARTICLE))


def shape(reading: Reading, first: str, second: str) -> list[tuple[object, ...]]:
    """The records with the two states written A and B."""
    letter = {CODES[first]: "A", CODES[second]: "B"}

    def lettered(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(letter.get(name, name) for name in names)

    said = [
        ("said", letter.get(one.speaker.code or "", "") if one.speaker else None, one.form)
        for one in reading.statements
    ]
    done = [(one.type, one.mode, lettered(one.actors), lettered(one.recipients), one.status) for one in reading.events]
    met = [("met", lettered(one.parties), one.status) for one in reading.meetings]
    held = [("held", *lettered((one.holder,)), one.stance) for one in reading.positions]
    return [*said, *done, *met, *held]


@pytest.mark.parametrize(("first", "second"), list(itertools.permutations(ACTORS, 2)))
def test_renaming_the_actors_renames_the_records_and_changes_nothing_else(first: str, second: str) -> None:
    assert shape(renamed(first, second), first, second) == shape(renamed("kenya", "peru"), "kenya", "peru")


UNRELATED = (
    "Turkey recalled its ambassador from the Netherlands on Monday.",
    "The Brazilian president, Ana Souto, said that Brazil would sign the treaty.",
    "Japan and South Korea held joint naval drills near Busan.",
)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_order_of_unrelated_paragraphs_does_not_matter(order: tuple[int, ...]) -> None:
    def records(reading: Reading) -> set[object]:
        text = reading.article.text
        events = {(one.type, one.actors, one.recipients, one.status, one.evidence.of(text)) for one in reading.events}
        said = {
            (one.speaker.name if one.speaker else None, tuple(s.of(text) for s in one.content))
            for one in reading.statements
        }
        return events | said

    assert records(reading_of(*(UNRELATED[at] for at in order))) == records(reading_of(*UNRELATED))
