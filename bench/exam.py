"""Whole articles with gold: the reader on their pages, scored by the exam's own scorer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bench.shared import NoData, data, scored, shared
from dragoman import read
from dragoman.model import Rejected, Unreadable, encode

KINDS = ("text", "statements", "events", "meetings", "positions")


def readings(folder: Path) -> bytes:
    """The readings of every article folder in *folder*, one JSON object a line."""
    lines = []
    for gold in sorted(folder.glob("*/gold.json")):
        page = next(iter(sorted(gold.parent.glob("page.*"))), None)
        if page is None:
            raise NoData(f"{gold.parent}: no page beside gold.json")
        day = json.loads(gold.read_text(encoding="utf-8"))["given_published"]
        try:
            lines.append(encode(read(page.read_bytes(), published=day, source=str(page))))
        except Unreadable as error:
            lines.append(encode(Rejected(source=str(page), stage=error.stage, reason=error.reason)))
    return b"\n".join(lines) + b"\n"


def run(given: str | None, out: Path) -> dict[str, Any]:
    """The exam's figures on a set folder; prints the scorer's table. *out* is a folder for the readings."""
    folder = data(given, "exam", "dev")
    scorer = shared() / "exam" / "score.py"
    if not scorer.exists():
        raise NoData(f"{scorer}: not there; set DRAGOMAN_SHARED")
    path = out / "readings.jsonl"
    path.write_bytes(readings(folder))
    total = scored(scorer, str(folder), str(path), "--json")["total"]
    for name, figures in total["scores"].items():
        print(f"{name:28}" + "  ".join("   n/a" if figure is None else f"{figure:6.3f}" for figure in figures))
    print(f"{'leaked':28}{total.get('leaked')}")
    return {
        **{kind: total["scores"][kind][2] for kind in KINDS},
        "leaked": total.get("leaked"),
        "bad_spans": total.get("bad_spans"),
        "overall": total["overall"],
    }
