"""`dragoman attributions`: of a page, for people and as JSON, what is said beside what is held."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from dragoman.app import main

WORDS = (
    "Latvia's foreign minister, Baiba Ozola, said on Monday that the bridge at Silene had been closed for the winter. "
    "She wants Belarus to mend its half of it before the thaw. "
    "The drivers who wait there are angry about the queue, and their union has written three letters to the ministry "
    "without an answer to any of them since the first snow fell on the road."
)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main.app, ["attributions", *(str(argument) for argument in arguments)])


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "bridge.txt"
    file.write_text(f"A bridge for the winter\n\n{WORDS}\n", encoding="utf-8")
    return file


def told(page: Path) -> dict[str, Any]:
    result = run(page, "--json")
    assert result.exit_code == 0, result.output
    (line,) = result.stdout.splitlines()
    return json.loads(line)  # type: ignore[no-any-return]


def test_json_holds_both_kinds_with_the_words_and_who_it_is(page: Path) -> None:
    said, wants, angry = told(page)["attributions"]

    assert (said["kind"], said["cue"]["words"], said["code"]) == ("said", "said", "LVA")
    assert (wants["kind"], wants["source"]["words"], wants["code"]) == ("held", "She", "LVA")
    assert [part["words"] for part in wants["content"]] == ["Belarus to mend its half of it before the thaw"]
    assert (angry["kind"], angry["cue"]["words"]) == ("held", "are angry about")


def test_every_span_is_where_its_words_stand_in_the_text(page: Path) -> None:
    text = page.read_text(encoding="utf-8").rstrip("\n")
    parts = [part for one in told(page)["attributions"] for part in (one["source"], one["cue"], *one["content"])]

    assert [text[slice(*part["span"])] for part in parts] == [part["words"] for part in parts]


def test_people_read_a_line_each(page: Path) -> None:
    shown = run(page).stdout

    assert "A bridge for the winter" in shown
    assert "Baiba Ozola (LVA) · wants · Belarus to mend its half of it before the thaw" in shown


def test_a_page_that_cannot_be_read_is_told_and_the_rest_goes_on(page: Path, tmp_path: Path) -> None:
    result = run(tmp_path / "none.txt", page)

    assert result.exit_code == 1
    assert "none.txt" in result.stderr
    assert "A bridge for the winter" in result.stdout
