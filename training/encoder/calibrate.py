"""Temperatures that make scores probabilities, fitted on held passages and written into the card."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dragoman.annotate.brain import Brain, Related
from dragoman.annotate.brain_files import CARD
from training.corpus.markup import BadMarkup, Coded, passages
from training.encoder.evaluate import answers, units
from training.encoder.lean import leans, trigger_threshold

GRID = tuple(round(0.4 + 0.05 * step, 2) for step in range(53))
EXTRA = tuple(round(0.1 * step, 1) for step in range(-10, 51))
BINS = 10
Floats = npt.NDArray[np.float64]


def calibrate(files: Sequence[Path], folder: Path) -> str:
    """Fits the temperatures on *files*, writes them into the card, and says the error that is left."""
    held = [one for path in files for one in passages(path) if not isinstance(one, BadMarkup)]
    _write(folder, temperatures={"type": 1.0, "status": 1.0}, leans=leans(Brain(folder), held), nothing=0.0)
    rows = [(answer, event) for answer, event, _ in answers(Brain(folder), units(held))]
    types = np.array(
        [[1 - answer.event, *(answer.event * part for part in answer.types.values())] for answer, _ in rows]
    )
    gold = np.array([_type(answer, event) for answer, event in rows])
    told = [(answer, event) for answer, event in rows if event is not None]
    statuses = np.array([list(answer.statuses.values()) for answer, _ in told])
    status = np.array([list(answer.statuses).index(event.status) for answer, event in told])
    heat, nothing = fitted(types, gold, EXTRA)
    heats = {"type": heat, "status": fitted(statuses, status)[0]}
    cut = threshold(1 - heated(types, heat, nothing)[:, 0], gold > 0)
    cuts = {"pair": cut, "trigger": trigger_threshold(Brain(folder), held)}
    _write(folder, temperatures=heats, thresholds=cuts, nothing=nothing)
    lines = [f"temperatures {heats}, thresholds {cuts}, leans {Brain(folder).card.leans}"]
    known = heated(types, heat, nothing)
    lines.append(f"type: ECE {error(known, gold):.3f}, before {error(types, gold):.3f}")
    sure = heated(statuses, heats["status"])
    lines.append(f"status: ECE {error(sure, status):.3f}, before {error(statuses, status):.3f}")
    return "\n".join([*lines, *reliability(known, gold)])


def _type(answer: Related, event: Coded | None) -> int:
    return 0 if event is None else 1 + list(answer.types).index(event.type)


def _write(folder: Path, **told: dict[str, float] | float) -> None:
    """The card with these settings in place of its own."""
    path = folder / CARD
    card = json.loads(path.read_text(encoding="utf-8"))
    for name, settings in told.items():
        card[name] = settings if isinstance(settings, float) else {**card[name], **settings}
    path.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def heated(chances: Floats, heat: float, nothing: float = 0.0) -> Floats:
    """The probabilities at another temperature, with *nothing* added to the first one's score."""
    raised = np.clip(chances, 1e-9, 1.0) ** (1 / heat)
    raised[:, 0] *= np.exp(nothing)
    result: Floats = raised / raised.sum(1, keepdims=True)
    return result


def fitted(chances: Floats, gold: npt.NDArray[np.int64], extra: Sequence[float] = (0.0,)) -> tuple[float, float]:
    """The temperature, and what to add to the first score, at which *gold* is likeliest."""

    def cost(setting: tuple[float, float]) -> float:
        return float(-np.log(heated(chances, *setting)[np.arange(len(gold)), gold] + 1e-9).mean())

    return min(product(GRID, extra), key=cost)


def threshold(chances: Floats, told: npt.NDArray[np.bool_]) -> float:
    """From which probability on saying yes gives the best F1."""

    def f1(cut: float) -> float:
        said = chances >= cut
        return float(2 * (said & told).sum() / max(1, said.sum() + told.sum()))

    return max((round(0.05 * step, 2) for step in range(2, 19)), key=f1)


def error(chances: Floats, gold: npt.NDArray[np.int64]) -> float:
    """Expected calibration error of the likeliest answer."""
    top, right = chances.max(1), chances.argmax(1) == gold
    bins = np.minimum((top * BINS).astype(int), BINS - 1)
    return float(
        sum(abs(right[bins == one].mean() - top[bins == one].mean()) * (bins == one).mean() for one in set(bins))
    )


def reliability(chances: Floats, gold: npt.NDArray[np.int64]) -> list[str]:
    """A line a bin: how sure, how often right, how many."""
    top, right = chances.max(1), chances.argmax(1) == gold
    bins = np.minimum((top * BINS).astype(int), BINS - 1)
    return [
        f"{one / BINS:.1f}–{(one + 1) / BINS:.1f}: said {top[bins == one].mean():.2f}, right {right[bins == one].mean():.2f}, "
        f"{(bins == one).sum()} pairs"
        for one in sorted(set(bins))
    ]
