"""Lengths on a chart: axes with round numbers, bars, and the days at which an axis is labelled. Nothing is drawn here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil, floor, log10

STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A line of an axis, at *y*, and what it says."""

    y: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar of a *kind*, from *y* down for *height*."""

    kind: str
    y: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """Values from *lowest* to *highest*, on a panel that begins at *top* and is so high."""

    lowest: float
    highest: float
    step: float
    top: float
    height: float

    def at(self, value: float) -> float:
        """Where a value stands; what lies beyond the axis stands at its end."""
        held = min(max(value, self.lowest), self.highest)
        return round(self.top + self.height * (self.highest - held) / (self.highest - self.lowest), 1)

    def bar(self, kind: str, value: float, *, on: float = 0.0) -> Bar:
        """A bar from *on* to *value* more than that."""
        ends = sorted((self.at(on), self.at(on + value)))
        return Bar(kind=kind, y=ends[0], height=round(max(ends[1] - ends[0], 0.8 if value else 0.0), 1))

    @property
    def ticks(self) -> tuple[Tick, ...]:
        count = round((self.highest - self.lowest) / self.step)
        values = (self.lowest + self.step * at for at in range(count + 1))
        return tuple(Tick(y=self.at(value), label=label(value)) for value in values)

    @property
    def zero(self) -> float:
        return self.at(0.0)


def axis(values: Iterable[float], *, top: float, height: float, lines: int = 4) -> Axis:
    """An axis that holds 0 and all *values*, between round numbers, with about so many *lines*."""
    known = [0.0, *values]
    step = round_step((max(known) - min(known)) / lines)
    lowest, highest = step * floor(min(known) / step), step * ceil(max(known) / step)
    return Axis(lowest=lowest, highest=highest if highest > lowest else step, step=step, top=top, height=height)


def round_step(least: float) -> float:
    """The smallest of 1, 2, 5, 10, 20, 50 … that is no less."""
    if least <= 1:
        return 1.0
    scale = 10.0 ** floor(log10(least))
    return next(scale * step for step in STEPS if scale * step >= least - 1e-9)


def label(value: float) -> str:
    """`−20`, with a minus that is one."""
    return f"{value:g}".replace("-", "−")


def stacked(of: Axis, parts: Sequence[tuple[str, float]]) -> tuple[Bar, ...]:
    """Bars one upon the other, the first at the bottom."""
    floors = accumulate((value for _, value in parts), initial=0.0)
    return tuple(of.bar(kind, value, on=on) for (kind, value), on in zip(parts, floors, strict=False) if value)


def every_nth(count: int, *, most: int) -> int:
    """Which of *count* columns have a label, where there is room for *most*: every first, second, third…"""
    return max(1, ceil(count / most))
