"""Agreement in figures: F1 for finding, the same choice and Cohen's kappa for labels, each with an interval.

The interval holds the middle 95 % of five hundred draws of as many passages, with replacement.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from random import Random
from typing import TypeVar

from rich.table import Table

from training.corpus.agreement import Compared, Found, Labels, found, labels, sides

DRAWS = 500
SEED = 1
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measure of agreement on *name*, with its interval, over *of* things."""

    name: str
    measure: str
    value: float
    low: float
    high: float
    of: int


def figures(pairs: Sequence[Compared]) -> list[Figure]:
    """Every measure over all compared passages."""
    finds = [found(pair) for pair in pairs]
    rows = [_figure(name, "F1", [one[name] for one in finds], _f1, _most) for name in _names(finds)]
    rows += _chosen([sides(pair) for pair in pairs], {"same": same})
    return rows + _chosen([labels(pair) for pair in pairs], {"same": same, "kappa": kappa})


def _chosen(parts: Sequence[dict[str, Labels]], measures: dict[str, Callable[[Labels], float]]) -> list[Figure]:
    """Every measure of every choice."""
    return [
        _figure(name, told, [one[name] for one in parts], _joined(measure), _size)
        for name in _names(parts)
        for told, measure in measures.items()
    ]


def confusions(pairs: Sequence[Compared], name: str = "type") -> list[tuple[str, str, int]]:
    """Which labels the coders chose apart, the commonest first."""
    apart = Counter(choice for pair in pairs for choice in labels(pair)[name] if choice[0] != choice[1])
    return [(first, second, count) for (first, second), count in apart.most_common()]


def table(rows: Iterable[Figure]) -> Table:
    """The figures for a terminal."""
    told = Table("agreement on", "measure", "value", "interval", "of", box=None, pad_edge=False, header_style="dim")
    for column in told.columns[2:]:
        column.justify = "right"
    for row in rows:
        told.add_row(row.name, row.measure, f"{row.value:.2f}", f"{row.low:.2f}–{row.high:.2f}", f"{row.of:,}")
    return told


def markdown(pairs: Sequence[Compared]) -> str:
    """The figures that the README tells: a line for each name, with its kappa where it has one."""
    rows = figures(pairs)
    kappas = {row.name: _told(row) for row in rows if row.measure == "kappa"}
    lines = [
        f"| {row.name} | {row.measure} | {_told(row)} | {kappas.get(row.name, '')} | {row.of:,} |"
        for row in rows
        if row.measure != "kappa"
    ]
    head = [f"{len(pairs)} passages were coded twice.", "", "| agreement on | measure | | kappa | of |"]
    return "\n".join([*head, "|---|---|---|---|---:|", *lines])


def _told(row: Figure) -> str:
    return f"{row.value:.2f} ({row.low:.2f}–{row.high:.2f})"


def f1(both: int, first: int, second: int) -> float:
    """The harmonic mean of precision and recall, whichever coder is called right; 1 where neither found any."""
    return 2 * both / (first + second) if first + second else 1.0


def same(choices: Labels) -> float:
    """The share on which both chose the same."""
    return sum(count for (a, b), count in Counter(choices).items() if a == b) / len(choices) if choices else 1.0


def kappa(choices: Labels) -> float:
    """Cohen's kappa: agreement beyond what the coders' own habits would bring by chance."""
    left, right = Counter[str](), Counter[str]()
    for (a, b), count in Counter(choices).items():
        left[a] += count
        right[b] += count
    chance = sum(left[label] * right[label] for label in left) / len(choices) ** 2 if choices else 1.0
    return 1.0 if chance == 1 else (same(choices) - chance) / (1 - chance)


def _figure(
    name: str, measure: str, parts: Sequence[T], of: Callable[[Sequence[T]], float], size: Callable[[Sequence[T]], int]
) -> Figure:
    random = Random(SEED)
    draws = sorted(of(random.choices(parts, k=len(parts))) for _ in range(DRAWS))
    return Figure(
        name=name,
        measure=measure,
        value=round(of(parts), 3),
        low=round(draws[int(0.025 * DRAWS)], 3),
        high=round(draws[int(0.975 * DRAWS)], 3),
        of=size(parts),
    )


def _names(parts: Sequence[dict[str, T]]) -> list[str]:
    return list(parts[0]) if parts else []


def _f1(parts: Sequence[Found]) -> float:
    return f1(*map(sum, zip(*parts, strict=True)))


def _most(parts: Sequence[Found]) -> int:
    return max(sum(part[1] for part in parts), sum(part[2] for part in parts))


def _joined(measure: Callable[[Labels], float]) -> Callable[[Sequence[Labels]], float]:
    return lambda parts: measure(list(chain.from_iterable(parts)))


def _size(parts: Sequence[Labels]) -> int:
    return sum(len(part) for part in parts)
