"""Accuracy is floors that only rise: every figure of floors.json is measured again and held against its floor."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from bench import actors, exam, feeds, gold, pages, speed, store, stories, undated
from bench.shared import ROOT, NoData

FLOORS = ROOT / "bench" / "floors.json"


FEWER = 4000
"""Made-up articles among which copies are looked for here; `bench stories` takes more."""
MEASURES: dict[str, Callable[[Path], dict[str, Any]]] = {
    "actors": lambda _: actors.run(None),
    "undated": lambda _: undated.run(),
    "pages": lambda _: pages.run(None),
    "feeds": lambda _: feeds.run(None),
    "stories": lambda _: stories.run(FEWER, stories.SEED),
    "speed": lambda _: speed.run(),
    "store": lambda _: {"added": store.added()},
    "exam": lambda out: exam.run(None, out),
    "times_own": partial(gold.run, "times", str(ROOT / "bench" / "times_own")),
} | {task: partial(gold.run, task, None) for task in gold.FILES}
"""What each task of floors.json measures; `own:NAME` is the exam on articles of our own."""


def measured(task: str, out: Path) -> dict[str, Any]:
    """The figures of one task of floors.json, by name."""
    if task.startswith("own:"):
        return exam.run(str(ROOT / "bench" / "articles" / task.removeprefix("own:")), out)
    return MEASURES[task](out)


def run(out: Path) -> dict[str, Any]:
    """Measures what floors.json names; *broken* lists the figures under their floor."""
    broken, seen = [], {}
    for task, floors in json.loads(FLOORS.read_text(encoding="utf-8")).items():
        try:
            figures = measured(task, out)
        except NoData as error:
            print(f"{task}: passed over, {error}")
            continue
        for name, floor in floors.items():
            value = _at(figures, name)
            seen[f"{task} {name}"] = value
            held = value is not None and (value <= -floor if floor < 0 else value >= floor)
            print(f"{'ok    ' if held else 'BROKEN'} {task} {name}: {value} (floor {floor})")
            broken += [] if held else [f"{task} {name}"]
    return {"figures": seen, "broken": broken}


def _at(figures: dict[str, Any], name: str) -> float | None:
    """The figure at a name of several words, one a level; a list gives its last item (P, R, F1 → F1)."""
    value: Any = figures
    for part in name.split():
        value = value.get(part) if isinstance(value, dict) else None
    return value[-1] if isinstance(value, list) else value
