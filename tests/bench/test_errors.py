"""Errors by class, on gold of a line or two."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import errors

TEXT = "Ġorġ Vella said on Tuesday that the ferry to Tunis would sail again."


def spans(*words: str) -> list[list[int]]:
    return [[TEXT.index(one), TEXT.index(one) + len(one)] for one in words]


def kinds(gold: list[dict[str, list[list[int]]]], said: list[dict[str, list[list[int]]]]) -> list[str]:
    return [one.kind for one in errors._article_errors(TEXT, gold, said)]


FERRY = {
    "source": spans("Ġorġ Vella"),
    "cue": spans("said"),
    "content": spans("that the ferry to Tunis would sail again"),
}


def test_what_is_as_in_the_gold_is_no_error() -> None:
    assert kinds([FERRY], [FERRY]) == []


def test_what_nobody_told_is_missed_and_invented_by_its_cue() -> None:
    assert kinds([FERRY], []) == ["missed: said"]
    assert kinds([], [FERRY]) == ["invented: said"]


@pytest.mark.parametrize(
    ("role", "words", "kind"),
    [
        ("source", ("Vella",), "source too short"),
        ("source", (), "source missing"),
        ("cue", ("said on Tuesday",), "cue too long"),
        ("content", ("the ferry to Tunis would sail",), "content too short"),
        ("source", ("Tunis",), "source another"),
    ],
)
def test_a_part_that_differs_is_told_by_how_it_does(role: str, words: tuple[str, ...], kind: str) -> None:
    assert kinds([FERRY], [{**FERRY, role: spans(*words)}]) == [kind]


def test_events_are_told_as_gold_and_said_and_the_surest_come_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plv_train.tsv").write_text(
        "uid\tmarked_sentence\tgold_root\n"
        "a\t<s>Chad</s> accused <t>Gabon</t> of hiding the stolen cattle.\tACCUSE\n"
        "b\t<s>Chad</s> accused <t>Gabon</t> of hiding the stolen goats.\tAID\n",
        encoding="utf-8",
    )

    assert errors.run("events", str(tmp_path)) == {"plv_train": {"AID > ACCUSE": 1}}
    assert "stolen goats" in capsys.readouterr().out


def test_attributions_are_read_from_the_files_text(tmp_path: Path) -> None:
    article = {
        "doc_id": "1",
        "text": TEXT,
        "date": None,
        "attributions": [FERRY, {**FERRY, "content": spans("Tuesday")}],
    }
    (tmp_path / "dev.jsonl").write_text(json.dumps(article) + "\n", encoding="utf-8")

    assert errors.run("attribution", str(tmp_path))["dev"]["missed: said"] == 1
