"""The report counts what stands in the files, and tells gaps as zeros."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from tests.training.corpus_words import coded, framed
from training.corpus.frames import COLUMNS
from training.corpus.report import figures, order, related_by, sense
from training.corpus.report_pages import markdown, page, written

PASSAGES = """@ t-1 newswire africa international
[A Kenya] and [B Mali] {1 met}; [C Peru] {2 sent} [A Nairobi] rice, [D officials] ~q said~, but <q [C Lima] {3 was robbed} q>.
: 1 CONSULT - actual A+B>
: 2 AID - historical C>A health
: 3 ASSAULT - actual >C
: q D indirect anonymous

@ t-2 headline asia domestic
[A Union] {1 to strike}
: 1 PROTEST strike future A>
"""
FRAMES = (
    "give-in.1\tCONCEDE\t\tverb\t[S] {give in} to [T].\t",
    "give-in.2\tCONCEDE\t\tfixed:negated\t[S] {won't give in} to [T]\t",
    "map\tNONE\t\tfixed\t[S] is north of [T].\t",
)


@pytest.fixture
def found(tmp_path: Path) -> dict[str, Any]:
    texts, table = tmp_path / "w1.txt", tmp_path / "concede.tsv"
    texts.write_text(PASSAGES, encoding="utf-8")
    table.write_text("\n".join(["\t".join(COLUMNS), *FRAMES]) + "\n", encoding="utf-8")
    return figures([texts, table])


def test_passages_are_counted_by_what_they_hold(found: dict[str, Any]) -> None:
    told = found["passages"]

    assert (told["all"], told["with an event"], told["with a statement"], told["with neither"]) == (2, 2, 1, 0)
    assert (told["by style"]["headline"], told["by style"]["live"]) == (1, 0)


def test_events_are_counted_by_type_status_mode_and_role(found: dict[str, Any]) -> None:
    events = found["events"]

    assert events["type by status"]["AID"] == {
        "actual": 0,
        "future": 0,
        "hypothetical": 0,
        "negated": 0,
        "historical": 1,
    }
    assert (events["type by mode"]["PROTEST"]["strike"], events["type by mode"]["PROTEST"]["riot"]) == (1, 0)
    assert events["roles"] == {"actor alone": 1, "actor and recipient": 1, "recipient alone": 1, "reciprocal": 1}
    assert (events["contexts"]["health"], events["contexts"]["cyber"], events["without a context"]) == (1, 0, 3)


def test_pairs_without_an_event_are_counted(found: dict[str, Any]) -> None:
    assert found["pairs"] == {"coded": 2, "no event": 4}


def test_headlines_are_no_sentences(found: dict[str, Any]) -> None:
    assert found["words a sentence"]["mean"] == 14


def test_frames_are_counted_by_type_kind_and_sense(found: dict[str, Any]) -> None:
    frames = found["frames"]

    assert frames["type by kind"]["CONCEDE"] == {"verb": 1, "noun": 0, "fixed": 1}
    assert (frames["senses"]["CONCEDE"], frames["senses"]["NONE"], frames["senses"]["AID"]) == (1, 1, 0)
    assert frames["type by status"]["CONCEDE"]["negated"] == 1


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("[A He] ~q said~ <q no q>.", "q A indirect", "source cue content"),
        ("<q No q>, [A he] ~q said~.", "q A indirect", "content source cue"),
        ("“<q No q>,” ~q said~ [A he]. “<q Never q>.”", "q A direct", "content cue source content"),
        ("It ~q is reported~ that <q all is well q>.", "q - indirect", "cue content"),
        ("[A Dhaka]: <q no deal q>", "q A indirect", "source content"),
    ],
)
def test_the_order_of_a_statement_s_parts(text: str, code: str, expected: str) -> None:
    assert order(coded(text, code).statements[0]) == expected


@pytest.mark.parametrize(
    ("code", "pairs"),
    [
        ("1 CONSULT - actual A+B+C>", {"AB", "AC", "BC"}),
        ("1 COERCE - actual A+B>C", {"AC", "BC"}),
        ("1 PROTEST - actual A>", set()),
        ("1 ASSAULT - actual >B+C", set()),
    ],
)
def test_an_event_stands_between_actor_and_recipient_or_among_all(code: str, pairs: set[str]) -> None:
    (event,) = coded("[A Mali], [B Peru] and [C Cuba] {1 acted}.", code).events

    assert set(related_by(event)) == {frozenset(pair) for pair in pairs}


def test_a_sense_has_no_number() -> None:
    assert sense(framed("[S] {give} rice.", sense="hand-out.12")) == "hand-out"


def test_the_report_can_be_read_on_a_narrow_terminal(found: dict[str, Any]) -> None:
    out = io.StringIO()
    Console(file=out, width=80).print(page(found))

    told = out.getvalue()
    assert "2 passages: 2 with an event, 1 with a statement, 0 with neither." in told
    assert "None over the thresholds." in told
    assert max(map(len, told.splitlines())) <= 80


def test_the_readme_s_figures_are_written_between_their_marks(found: dict[str, Any]) -> None:
    before = "# Corpus\n<!-- figures -->\nold\n<!-- /figures -->\nEnd.\n"

    text = written(before, "figures", markdown(found))

    assert text.startswith("# Corpus\n<!-- figures -->\n2 passages with 4 events and 1 statements;")
    assert text.endswith("<!-- /figures -->\nEnd.\n")
    assert written(text, "figures", markdown(found)) == text
