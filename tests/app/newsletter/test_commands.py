"""The commands of the newsletter: editions and previews, and what is wrong told in a line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.app.main import app

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "newsletter.toml"


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["newsletter", *words, "--settings", str(EXAMPLE)])
    return result.exit_code, result.output


def test_editions_are_listed_with_what_they_are_about() -> None:
    code, told = run("editions")

    assert code == 0
    assert "eastern-europe: Eastern Europe this morning · Eastern Europe · next " in told
    assert "world: The world this morning · the world · next " in told


@pytest.mark.parametrize(
    ("form", "begins"),
    [("text", "Subject: The world this morning"), ("html", "<!DOCTYPE html>"), ("web", "<!doctype html>")],
)
def test_an_issue_is_shown_as_it_would_go_out(store: str, form: str, begins: str) -> None:
    code, told = run("preview", "world", "--date", "2022-01-21", "--format", form, "--database", store)

    assert code == 0
    assert told.startswith(begins)
    assert "Norway accuses Iceland." in told


def test_an_issue_is_data_too(store: str, tmp_path: Path) -> None:
    file = tmp_path / "issue.json"
    code, _ = run(
        *("preview", "world", "--date", "2022-01-21", "--format", "json", "--out", str(file)), "--database", store
    )
    issue = json.loads(file.read_text(encoding="utf-8"))

    assert code == 0
    assert (issue["day"], issue["since"], issue["until"]) == ("2022-01-21", "2022-01-20", "2022-01-20")


def test_an_edition_that_is_not_there_is_named_with_those_that_are(store: str) -> None:
    code, told = run("preview", "mars", "--database", store)

    assert code == 2
    assert "ukraine" in " ".join(told.split())
