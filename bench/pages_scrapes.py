"""Plain-text scrapes of our own, each line with its gold: `bench/scrapes/README.md` tells the letters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.shared import ROOT

SCRAPES = ROOT / "bench" / "scrapes"
BODY = "B "


def scrapes(folder: Path = SCRAPES) -> Iterator[tuple[str, str, str]]:
    """Each scrape's name, its text and its body."""
    for path in sorted(folder.glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        yield (
            path.stem,
            "\n".join(line[2:] for line in lines),
            "\n".join(line[2:] for line in lines if line[:2] == BODY),
        )
