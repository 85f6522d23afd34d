"""Shared data: what a run says where there is none, and that nothing of it stands in the repository."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from bench.__main__ import main
from bench.predict import TASKS

from bench import shared

OVERLAP = shared.shared() / "bench" / "overlap.py"
OURS = ("src/dragoman/knowledge/data/cues/en", "bench/articles", "examples/press", "tests")
CHECKED = {".csv", ".json", ".html", ".txt", ".eml", ".xml", ".py", ".md"}


@pytest.mark.parametrize("task", ["exam", *TASKS])
def test_a_run_without_shared_data_says_what_to_set(
    task: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DRAGOMAN_SHARED", str(tmp_path / "none"))
    monkeypatch.setattr(sys, "argv", ["bench", task])

    assert main() == 1
    told = capsys.readouterr().err
    assert told.startswith(f"bench {task}: {tmp_path / 'none'}")
    assert told.endswith("not there; set DRAGOMAN_SHARED or pass --data\n")


def test_a_gold_file_that_is_not_there_is_a_line_and_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone, out = tmp_path / "gone.jsonl", tmp_path / "out.jsonl"
    monkeypatch.setattr(sys, "argv", ["bench", "predict", "times", "--in", str(gone), "--out", str(out)])

    assert main() == 1
    assert "gone.jsonl" in capsys.readouterr().err


def test_shared_data_lies_beside_the_repository_unless_said_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DRAGOMAN_SHARED", raising=False)

    assert shared.shared() == shared.ROOT.parent / "shared"


def test_lines_are_read_plain_and_gzipped(tmp_path: Path) -> None:
    import gzip

    plain, zipped = tmp_path / "rows.jsonl", tmp_path / "rows.jsonl.gz"
    plain.write_bytes('{"a": "ġ"}\n\n{"a": 2}\n'.encode())
    zipped.write_bytes(gzip.compress(plain.read_bytes()))

    assert list(shared.lines(plain)) == list(shared.lines(zipped)) == [{"a": "ġ"}, {"a": 2}]


@pytest.mark.skipif(not OVERLAP.exists(), reason="the shared benchmark is not at hand: set DRAGOMAN_SHARED")
def test_nothing_of_ours_shares_a_run_of_words_with_the_benchmarks() -> None:
    files = [path for folder in OURS for path in sorted((shared.ROOT / folder).rglob("*")) if path.suffix in CHECKED]

    done = subprocess.run([sys.executable, str(OVERLAP), *map(str, files)], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
