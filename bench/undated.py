"""Articles of known days without their dates: how often the stretch of nine tenths holds the day, and how much is known.

*gain* is how much more likely the day is than if all days were alike, as a logarithm (nats), the mean over articles.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import mean, median
from typing import Any

from bench.shared import ROOT
from dragoman.annotate import annotate
from dragoman.annotate.dating import all_days, dating, distribution
from dragoman.annotate.dating_clues import clues_of
from dragoman.model import article_of

ARTICLES = ROOT / "bench" / "articles"
SETS = {"chosen on": ("tune", "dense", "talks"), "held": ("held", "dense-held", "talks-held")}


def run() -> dict[str, Any]:
    """Figures of the passages on which the weights were chosen, and of those held back; prints them."""
    figures = {name: _figures(folders) for name, folders in SETS.items()}
    for name, told in figures.items():
        print(f"{name:10} " + "  ".join(f"{key} {value:g}" for key, value in told.items()))
    return figures


def _figures(folders: tuple[str, ...]) -> dict[str, float]:
    found = [one for folder in folders for one in _dated(ARTICLES / folder)]
    return {
        "articles": len(found),
        "covered": round(mean(held for held, _, _ in found), 3),
        "median_days": median(width for _, width, _ in found),
        "gain": round(mean(gain for _, _, gain in found), 2),
    }


def _dated(folder: Path) -> Iterator[tuple[bool, int, float]]:
    """Of each article whether its day is held, by how many days, and what is gained."""
    for gold in sorted(folder.glob("*/gold.json")):
        told = json.loads(gold.read_text(encoding="utf-8"))
        title, *paragraphs = told["text"].split("\n\n")
        article = annotate(article_of(source="bench", title=title, paragraphs=paragraphs, published=None), heads=False)
        day, days = date.fromisoformat(told["published"]), all_days()
        found, clues = dating(article), list(clues_of(article, days))
        if found is None:
            yield True, len(days), 0.0
            continue
        share = float(distribution(clues, days)[day.toordinal() - int(days[0])])
        width = (found.within.latest - found.within.earliest).days + 1
        yield found.within.earliest <= day <= found.within.latest, width, math.log(share * len(days))
