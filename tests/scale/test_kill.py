"""kill -9 at random moments of a run: what was told as done stays done, and the end is as without a kill."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.conftest import SOAK
from tests.scale.runs import files, planned, ran, results
from tests.scale.steps import Lines

from dragoman.scale.folder import LEDGER, held
from dragoman.scale.inline import Inline
from dragoman.scale.tasks import ScaleError
from dragoman.store.run_ledger import done_shards, run_ledger

KILLS = 40 if SOAK else 4
SLOWLY = Path(__file__).with_name("run_slowly.py")


@contextmanager
def running(out: Path, workers: int, named: list[str]) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, str(SLOWLY), str(out), str(workers), *named]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def killed(out: Path, workers: int, named: list[str], chance: random.Random) -> set[str]:
    """The shards that a run tells as done before it is killed."""
    with running(out, workers, named) as process:
        assert process.stdout
        seen = [line for _, line in zip(range(chance.randrange(1, 6)), process.stdout, strict=False)]
        time.sleep(chance.random() / 50)
        process.kill()
        seen += process.stdout
    return {line.split()[1] for line in seen if line.startswith("done") and line.endswith("\n")}


@pytest.mark.parametrize("workers", [0, 2])
def test_a_run_that_is_killed_goes_on(workers: int, tmp_path: Path) -> None:
    chance, promised = random.Random(workers), set[str]()
    named = files(tmp_path / "in", *(f"{number} bad {number}" for number in range(8 * KILLS)))
    ran(Inline(Lines()), planned(named), tmp_path / "whole")
    for _ in range(KILLS):
        promised |= killed(tmp_path / "out", workers, named, chance)
        with held(tmp_path / "out") as folder, run_ledger(folder / LEDGER) as ledger:
            assert promised <= done_shards(ledger)
    ran(Inline(Lines()), planned(named), tmp_path / "out")

    assert promised
    assert results(tmp_path / "out") == results(tmp_path / "whole")
    assert not list((tmp_path / "out").glob("*.part"))


def test_two_runs_do_not_work_in_one_folder(tmp_path: Path) -> None:
    named = files(tmp_path / "in", *"abcdefgh")
    with running(tmp_path / "out", 0, named) as process:
        assert process.stdout
        process.stdout.readline()
        with pytest.raises(ScaleError, match="another run works here"), held(tmp_path / "out"):
            pass


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(ScaleError, match="name another with --out"), held(tmp_path / "file"):
        pass
