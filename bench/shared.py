"""Where the shared data lies, and how its scorers are run: as they are, in a process of their own."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


class NoData(Exception):
    """The data that a measurement needs is not at hand."""


def shared() -> Path:
    """The folder of shared data: `$DRAGOMAN_SHARED`, by default `../shared` beside the repository."""
    return Path(os.environ.get("DRAGOMAN_SHARED") or ROOT.parent / "shared")


def data(given: str | None, *parts: str) -> Path:
    """The folder or file to measure on: the one *given*, else the shared one. Raises `NoData`."""
    path = Path(given) if given else shared().joinpath(*parts)
    if not path.exists():
        raise NoData(f"{path}: not there; set DRAGOMAN_SHARED or pass --data")
    return path


def scored(scorer: Path, *arguments: str) -> dict[str, Any]:
    """What *scorer* prints with `--json` (or as its last JSON object)."""
    done = subprocess.run([sys.executable, str(scorer), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoData(f"{scorer.name}: {done.stderr.strip()}")
    return json.loads(done.stdout[done.stdout.index("{") :])  # type: ignore[no-any-return]


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as rows:
        yield from (json.loads(row) for row in rows if row.strip())


def write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
