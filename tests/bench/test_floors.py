"""A figure under its floor breaks the run."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bench.__main__ import main
from bench.shared import NoData

from bench import floors

Measure = Callable[[dict[str, Any], dict[str, Any]], int]


@pytest.fixture
def measure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Measure:
    """The exit code of `bench floors` where a made-up task has these floors and these figures."""

    def code(figures: dict[str, Any], wanted: dict[str, Any]) -> int:
        file = tmp_path / "floors.json"
        file.write_text(json.dumps({"kettles": wanted}), encoding="utf-8")
        monkeypatch.setattr(floors, "FLOORS", file)
        monkeypatch.setitem(floors.MEASURES, "kettles", lambda out: figures)
        monkeypatch.setattr(sys, "argv", ["bench", "floors"])
        return main()

    return code


@pytest.mark.parametrize(
    ("name", "figure"),
    [
        ("share", 0.5),
        ("dev exact", 0.25),
        ("dev scores", 0.7),
        ("dev none", None),
        ("dev none/deeper", None),
        ("nowhere/at/all", None),
    ],
)
def test_a_figure_stands_at_a_path_of_names_and_a_list_gives_its_last(name: str, figure: float | None) -> None:
    figures = {"share": 0.5, "dev": {"exact": 0.25, "scores": [0.9, 0.6, 0.7], "none": None}}

    assert floors._at(figures, name) == figure


@pytest.mark.parametrize(
    ("figure", "floor", "code"),
    [
        (0.5, 0.5, 0),
        (0.51, 0.5, 0),
        (0.49, 0.5, 1),
        (0.02, -0.02, 0),
        (0.0, -0.02, 0),
        (0.03, -0.02, 1),
        (None, 0.1, 1),
    ],
    ids=["at", "above", "under", "at the ceiling", "under the ceiling", "above the ceiling", "not measured"],
)
def test_a_broken_floor_or_ceiling_is_exit_code_1(
    figure: float | None, floor: float, code: int, measure: Measure
) -> None:
    assert measure({"share": figure}, {"share": floor}) == code


def test_a_broken_floor_is_named(measure: Measure, capsys: pytest.CaptureFixture[str]) -> None:
    measure({"share": 0.1, "rest": 1.0}, {"share": 0.5, "rest": 0.5})
    *told, last = capsys.readouterr().out.splitlines()

    assert told == ["BROKEN kettles share: 0.1 (floor 0.5)", "ok     kettles rest: 1.0 (floor 0.5)"]
    assert json.loads(last) == {"figures": {"kettles share": 0.1, "kettles rest": 1.0}, "broken": ["kettles share"]}


def test_a_task_without_its_data_is_passed_over(
    measure: Measure, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def absent(task: str, out: Path) -> dict[str, Any]:
        raise NoData(f"{task}: not there")

    monkeypatch.setattr(floors, "measured", absent)

    assert measure({}, {"share": 0.5}) == 0
    assert "kettles: passed over, kettles: not there" in capsys.readouterr().out


def test_the_projects_own_floors_are_numbers_of_known_tasks() -> None:
    tasks = json.loads(floors.FLOORS.read_text(encoding="utf-8"))

    assert tasks
    assert all(task in floors.MEASURES or task.startswith("own:") for task in tasks)
    assert all(isinstance(floor, int | float) for wanted in tasks.values() for floor in wanted.values())
