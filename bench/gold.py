"""Public gold: predictions written, then scored by the scorers that lie beside the gold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench.predict import TASKS
from bench.shared import data, scored, shared, write_lines

FILES = {
    "events": ("plv_train.tsv", "aw_train.tsv"),
    "attribution": ("dev.jsonl",),
    "places": ("lgl.jsonl", "geovirus.jsonl"),
    "times": ("timebank.jsonl", "aquaint.jsonl", "wikiwars.jsonl"),
}


def run(task: str, given: str | None, out: Path) -> dict[str, Any]:
    """The scorer's figures for each gold file of *task*; *given* is a folder of files of the same shape."""
    folder = data(given, "bench", task)
    names = [name for name in FILES[task] if (folder / name).exists()] or sorted(
        path.name for path in folder.iterdir() if path.suffix in (".tsv", ".jsonl")
    )
    figures = {}
    for name in names:
        gold, pred = folder / name, out / f"{Path(name).stem}.pred.jsonl"
        write_lines(pred, TASKS[task](gold))
        extra = ("--json",) if task in ("events", "attribution") else ()
        figures[Path(name).stem] = scored(shared() / "bench" / "score" / f"{task}.py", str(gold), str(pred), *extra)
        if task == "attribution":
            scorer = shared() / "bench" / "score" / "attribution.py"
            figures["reported"] = scored(scorer, str(gold), str(pred), "--json", "--reported")
    return figures
