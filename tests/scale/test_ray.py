"""The same bytes from one process, a pool, and a Ray cluster of which two nodes of three are killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import SOAK
from tests.scale.run_on_ray import BEGAN, LIMIT
from tests.scale.runs import files, planned, ran, results
from tests.scale.steps import Lines

from dragoman.app.reader import reader
from dragoman.app.run.running import Heart
from dragoman.scale import rays
from dragoman.scale.inline import Inline
from dragoman.scale.pool import Pool
from dragoman.scale.tasks import Step

SCRIPT = Path(__file__).with_name("run_on_ray.py")
PAGES = Path(__file__).parents[2] / "examples" / "press" / "pages"
LONGEST = 900 if SOAK else 300
"""Seconds after which the cluster is given up."""


@contextmanager
def cluster(*arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    """A cluster of its own session; whatever of it is left at the end is ended with it."""
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        try:
            yield process
        finally:
            if left(process.pid):
                os.killpg(process.pid, signal.SIGKILL)


def left(group: int) -> list[int]:
    """The processes of a group that still run."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, of_group = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(of_group) == group and state != "Z":
            found.append(int(stat.parent.name))
    return found


def on_ray(out: Path, name: str, named: list[str]) -> dict[str, Any]:
    with cluster(out, name, *named) as process:
        told, _ = process.communicate(timeout=LONGEST)
        assert process.returncode == 0
        assert left(process.pid) == []
    found: dict[str, Any] = json.loads(told)
    return found


def corpus(folder: Path) -> tuple[str, Step, list[str]]:
    """The real reader over the example press where there is time, a quick step over made-up lines otherwise."""
    if SOAK:
        named = sorted(str(file) for file in PAGES.rglob("*.*"))
        return "heart", Heart(published=None, began=BEGAN, heads=True, reader=reader()), named
    return "lines", Lines(), files(folder, *(f"{number} bad {number} more" for number in range(60)))


def test_three_runners_give_the_same_files(tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="pip install 'dragoman[ray]'")
    name, step, named = corpus(tmp_path / "in")
    told = on_ray(tmp_path / "ray", name, named)
    ran(Inline(step), planned(named), tmp_path / "inline")
    ran(Pool(step, workers=2, limit=LIMIT), planned(named), tmp_path / "pool", limit=LIMIT)

    assert told["done"] == told["shards"] == len(planned(named))
    assert len(told["kills"]) == 2 and told["kills"][-1] < told["done"]
    assert results(tmp_path / "ray") == results(tmp_path / "pool") == results(tmp_path / "inline") != {}


def test_without_ray_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(rays, "import_module", missing)

    with pytest.raises(rays.NoRay, match="dragoman\\[ray\\]"):
        rays.Rays(Lines(), address="local")
