"""`python -m training.corpus`: what is wrong goes to stderr with its place, and decides the exit status."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from training.corpus.__main__ import main

Run = Callable[..., int]

GOOD = "@ t-1 newswire africa domestic\n[A Mali] {1 sent} [B Peru] rice.\n: 1 AID - actual A>B\n"
BAD = "@ t-2 newswire africa domestic\n[A Mali] {1 sent} rice.\n"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command in a folder with one good file and one bad."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.txt").write_text(BAD, encoding="utf-8")

    def command(*arguments: str) -> int:
        monkeypatch.setattr(sys, "argv", ["corpus", *arguments])
        return main()

    return command


def test_check_counts_the_good_and_tells_the_bad(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "good.txt", "bad.txt") == 1

    told = capsys.readouterr()
    assert told.out == "good.txt: 1 good, 0 bad\nbad.txt: 0 good, 1 bad\n"
    assert told.err == "bad.txt:1: event 1 is marked and has no code line\n"


def test_check_of_a_good_file_ends_well(run: Run) -> None:
    assert run("check", "good.txt") == 0


def test_report_tells_its_figures_as_json(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("report", "good.txt", "--json") == 0

    assert json.loads(capsys.readouterr().out)["events"]["type by status"]["AID"]["actual"] == 1


def test_view_writes_a_page(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("view", "good.txt", "--out", "page.html") == 0

    assert capsys.readouterr().out == "page.html: 1 passages\n"
    assert Path("page.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_view_of_nothing_says_so(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("view", "bad.txt", "--out", "page.html") == 1

    assert capsys.readouterr().err == "view: no passages in bad.txt\n"


def test_agreement_tells_what_it_cannot_compare(
    run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.corpus.__main__.files", lambda: [Path("good.txt")])
    Path("second.txt").write_text(GOOD + "\n" + GOOD.replace("t-1", "t-9"), encoding="utf-8")

    assert run("agreement", "second.txt") == 1

    told = capsys.readouterr()
    assert told.err == "t-9: the corpus has no such passage\n"
    assert told.out.startswith("1 passages coded twice, 1 not comparable\n")
