"""The pool gives what one process gives; a page that ends or stalls a worker costs itself alone."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest
from tests.scale.runs import LIMIT, files, planned, ran, results
from tests.scale.steps import Deaf, Lines

from dragoman.scale.inline import Inline
from dragoman.scale.pool import Pool
from dragoman.scale.tasks import ScaleError, Step, Task


def pool(step: Step | None = None, workers: int = 2) -> Pool:
    return Pool(step or Lines(), workers=workers, limit=LIMIT)


def rejected(out: Path) -> dict[str, str]:
    """Why each page that was left out was."""
    lines = [json.loads(line) for text in results(out).values() for line in text.splitlines()]
    return {one["rejected"]["source"]: one["rejected"]["reason"] for one in lines if "rejected" in one}


def test_a_pool_writes_the_files_of_one_process(tmp_path: Path) -> None:
    several = planned(files(tmp_path / "in", "a b", "c", "d bad", "", "e f g"))

    ran(Inline(Lines()), several, tmp_path / "inline")
    ran(pool(), several, tmp_path / "pool")

    assert results(tmp_path / "inline") == results(tmp_path / "pool") != {}


def test_poison_is_found_named_and_left_out(tmp_path: Path) -> None:
    several = planned(files(tmp_path / "in", "a poison b", "tar c", "bad", "d e f g h poison"))

    finished = ran(pool(), several, tmp_path / "out")

    assert rejected(tmp_path / "out") == {
        "000.txt:1:poison": "it ends the process that reads it: tried 3 times, then left out",
        "001.txt:0:tar": "it takes longer than 1 seconds: tried 3 times, then left out",
        "002.txt:0:bad": "it is bad",
        "003.txt:5:poison": "it ends the process that reads it: tried 3 times, then left out",
    }
    assert sum(one.quarantined for one in finished) == 3
    assert sum(one.rejected for one in finished) == 4
    assert sum(one.lines for one in finished) == 12


def test_all_but_poison_is_read_as_without_it(tmp_path: Path) -> None:
    sound = planned(files(tmp_path / "sound", "a b c", "d"))
    ran(pool(), sound, tmp_path / "one")
    (text,) = results(tmp_path / "one").values()
    poisoned = planned(files(tmp_path / "poisoned", "a b c poison", "d"))
    ran(pool(), poisoned, tmp_path / "two")
    (other,) = results(tmp_path / "two").values()

    assert [line for line in other.splitlines() if "rejected" not in line] == text.splitlines()


def test_a_shard_whose_pages_cannot_be_told_apart_is_left_out_whole(tmp_path: Path) -> None:
    (shard,) = planned(files(tmp_path / "in", "a", "b"))

    ran(pool(Deaf(), workers=1), [shard], tmp_path / "out")

    assert list(rejected(tmp_path / "out")) == [str(shard)]


def test_a_worker_that_is_killed_costs_nothing(tmp_path: Path) -> None:
    several = planned(files(tmp_path / "in", *"abcdefgh"), pages=1)
    ran(Inline(Lines()), several, tmp_path / "inline")

    class Struck(Pool):
        """Its first worker is killed with a task in hand."""

        struck = False

        def take(self, task: Task) -> None:
            if not self.struck and self._idle is not None and self._idle.process.pid:
                self.struck = True
                os.kill(self._idle.process.pid, signal.SIGSTOP)
                pid = self._idle.process.pid
                super().take(task)
                os.kill(pid, signal.SIGKILL)
                return
            super().take(task)

    runner = Struck(Lines(), workers=2, limit=LIMIT)
    ran(runner, several, tmp_path / "pool")

    assert runner.struck
    assert results(tmp_path / "pool") == results(tmp_path / "inline")


def test_workers_that_cannot_start_end_the_run_with_the_reason(tmp_path: Path) -> None:
    several = planned(files(tmp_path / "in", "a"))

    with pytest.raises(ScaleError, match="no model here: run make setup"):
        ran(pool(Lines(broken=True)), several, tmp_path / "out")


def test_what_must_end_the_run_ends_it(tmp_path: Path) -> None:
    several = planned(files(tmp_path / "in", "a stop"))

    with pytest.raises(ScaleError, match="mend it"):
        ran(pool(), several, tmp_path / "out")


def test_no_process_is_left(tmp_path: Path) -> None:
    runner = pool()
    pids = [one.process.pid for one in runner._members]
    ran(runner, planned(files(tmp_path / "in", "a", "b")), tmp_path / "out")

    assert not [pid for pid in pids if pid and Path(f"/proc/{pid}").exists()]


def test_what_is_done_is_not_done_again(tmp_path: Path) -> None:
    several = planned(files(tmp_path / "in", *"abcd"), pages=1)
    first = ran(Inline(Lines()), several[:2], tmp_path / "out")
    rest = ran(Inline(Lines()), several, tmp_path / "out")

    assert [one.shard for one in [*first, *rest]] == several
