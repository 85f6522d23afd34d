"""How far the figures of several seeds lie apart."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean
from typing import Any


def spread(files: Sequence[Path]) -> str:
    """A line a figure that all *files* of `evaluate` hold: its mean, the least, the most, and how far these are apart."""
    every = [dict(_figures(json.loads(path.read_text(encoding="utf-8")))) for path in files]
    shared = [name for name in every[0] if all(name in one for one in every)]
    rows = [(name, [one[name] for one in every]) for name in shared]
    head = f"{'':40} {'mean':>7} {'least':>7} {'most':>7} {'apart':>7}   of {len(every)} seeds"
    lines = (
        f"{name:40} {mean(found):7.1f} {min(found):7.1f} {max(found):7.1f} {max(found) - min(found):7.1f}"
        for name, found in rows
    )
    return "\n".join((head, *lines))


def _figures(told: dict[str, Any], under: str = "") -> Iterator[tuple[str, float]]:
    """Every figure with its name, those of a part under the part's."""
    for name, value in told.items():
        if isinstance(value, dict):
            yield from _figures(value, f"{under}{name}: ")
        elif isinstance(value, int | float):
            yield f"{under}{name}", float(value)
