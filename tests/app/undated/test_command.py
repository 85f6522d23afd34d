"""`dragoman undated`: of pages by their words, of the store also by dated copies and by when they came in."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.store.readings import NOW, bare
from typer.testing import CliRunner, Result

from dragoman.app import main
from dragoman.store import add_reading, opened

WORDS = (
    "Secretary of State Antony Blinken met the foreign minister of Russia, Sergei Lavrov, in a hotel by the lake on Friday. "
    "The two spoke for ninety minutes, a third of it alone, and told reporters afterwards that they would speak again "
    "once the written answers had been given, for which each of them named another day."
)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main.app, [str(argument) for argument in arguments])


def told(*arguments: str | Path) -> list[dict[str, Any]]:
    result = run("undated", *arguments, "--json")
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "talks.txt"
    file.write_text(f"Ninety minutes by the lake\n\n{WORDS}\n", encoding="utf-8")
    return file


def test_a_page_without_a_date_is_told_in_shares(page: Path) -> None:
    (found,) = told(page)

    assert found["published"] is None
    assert "2021-01-26" <= found["dating"]["within"]["earliest"] <= found["dating"]["within"]["latest"] <= "2025-06-01"
    assert found["dating"]["within"]["share"] >= 0.9


def test_people_read_it_with_the_words_that_tell_it(page: Path) -> None:
    shown = run("undated", page).stdout

    assert "by its words: nine times in ten" in shown
    assert "“Antony Blinken”: foreign_minister of USA 2021-01-26 to 2025-01-20" in shown


def test_a_page_that_tells_its_date_needs_none(page: Path) -> None:
    page.write_text(f"Ninety minutes by the lake\n\n21 January 2022\n\n{WORDS}\n", encoding="utf-8")
    (found,) = told(page)

    assert (found["published"]["earliest"], found["dating"]) == ("2022-01-21", None)


def test_a_page_that_cannot_be_read_costs_a_line_and_the_exit_code(page: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    result = run("undated", tmp_path / "empty.txt", page)

    assert result.exit_code == 1
    assert "empty.txt" in result.stderr
    assert "nine times in ten" in result.stdout


def test_in_the_store_a_dated_copy_tells_the_days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "store.db"
    monkeypatch.setenv("DRAGOMAN_DATABASE", str(file))
    copy = bare(WORDS, source="copy.txt", day=date(2022, 1, 22))
    with opened(str(file), create=True) as database:
        add_reading(database, bare(WORDS, source="bare.txt", day=None), now=NOW)
        (alone,) = told()
        add_reading(database, replace(copy, article=replace(copy.article, outlet="The Fjord")), now=NOW)
        (found,) = told()

    assert alone["dating"]["within"]["latest"] > "2023"
    assert "2022-01-18" <= found["dating"]["within"]["earliest"] <= found["dating"]["within"]["latest"] <= "2022-01-26"
    assert "a copy of 2022-01-22 at The Fjord" in [one["why"] for one in found["dating"]["because"]]


def test_a_store_in_which_all_is_dated_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "store.db"
    monkeypatch.setenv("DRAGOMAN_DATABASE", str(file))
    with opened(str(file), create=True) as database:
        add_reading(database, bare(WORDS), now=NOW)

    assert run("undated").stdout == "Every article that is stored tells its date.\n"


def test_read_tells_it_where_the_date_is_unknown(page: Path) -> None:
    shown = " ".join(run("read", page, "--format", "text").stdout.split())

    assert "date unknown; by its words nine times in ten" in shown
