"""Each row of cues/en/boilerplate.csv condemns its example and spares its counterexample."""

import pytest

from dragoman.clean.cues import cue_of, matches
from dragoman.knowledge.cues import BoilerplateCue
from dragoman.knowledge.rows import boilerplate_cues

ROWS = boilerplate_cues()


@pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])
def test_a_row_matches_its_example_and_not_its_counterexample(row: BoilerplateCue) -> None:
    assert matches(row, row.example)
    assert not matches(row, row.counterexample)


@pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])
def test_an_example_is_condemned_when_all_rows_are_tried(row: BoilerplateCue) -> None:
    assert cue_of(row.example) is not None


def test_ids_do_not_repeat() -> None:
    assert len({row.id for row in ROWS}) == len(ROWS) >= 120


@pytest.mark.parametrize(
    "line",
    [
        "The minister will subscribe to no agreement that leaves the islands out, she told parliament on Monday.",
        "“Follow us and you will be safe,” the commander told the villagers, according to three of them.",
        "Related charges against the two diplomats were dropped, the prosecutor said on Wednesday.",
        "More than 400 people signed up to return to the border villages.",
        "Share prices fell in both capitals as the talks broke off.",
        "The latest round of talks ended without a statement.",
        "Comments by the president that the treaty was dead drew protests from Ankara.",
        "Get out of our waters, the coast guard radioed to the trawlers.",
        "By joining the court's case, Ireland gave up its silence.",
        "Support for the ceasefire is growing, the envoy said.",
    ],
)
def test_a_sentence_of_an_article_is_spared(line: str) -> None:
    assert cue_of(line) is None


@pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])
def test_what_a_row_condemns_is_seen_at_a_glance_in_capitals_too(row: BoilerplateCue) -> None:
    shout = row.example.upper()

    assert (cue_of(shout) is not None) or not any(matches(other, shout) for other in ROWS)
