"""The map as drawn: states shaded, regions as circles of their extent, towns as dots, each a way to its sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from dragoman.publish.ledger_page import several
from dragoman.web.claims import Claim
from dragoman.web.map.atlas import Atlas
from dragoman.web.map.places import Where
from dragoman.web.map.projection import Window, circle, placed

LABELS = 24
"""Places that have their name beside them, at most."""
LETTER, LINE, GAP = 5.9, 12.0, 3.0
"""The width and height of a label's letters and the gap before it, in units of the whole map."""
SMALLEST, LARGEST = 3.4, 11.0
"""Radii of dots."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place with the claims that stand there."""

    where: Where
    claims: tuple[Claim, ...]

    @property
    def title(self) -> str:
        return f"{self.where.full_name}: {several(len(self.claims), 'act')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A state or a region, with its outline."""

    spot: Spot
    outline: str
    shade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    spot: Spot
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name beside its dot, where no other stands."""

    text: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What is drawn, through which window; areas lie below dots, the wide below the narrow."""

    window: Window
    areas: tuple[Area, ...]
    dots: tuple[Dot, ...]
    labels: tuple[Label, ...]


def drawing(spots: Sequence[Spot], atlas: Atlas, window: Window) -> Drawing:
    """The drawing of *spots* as seen through a *window*."""
    areas = [_area(one, atlas) for one in spots if not one.where.point]
    dots = tuple(_dot(one, window) for one in spots if one.where.point)
    seen = [dot for dot in dots if window.holds(dot.x, dot.y)]
    return Drawing(
        window=window,
        areas=tuple(sorted(areas, key=lambda one: (not one.spot.where.state, -one.spot.where.reach))),
        dots=tuple(sorted(dots, key=lambda one: -one.radius)),
        labels=tuple(_labels(seen, window)),
    )


def _area(spot: Spot, atlas: Atlas) -> Area:
    where = spot.where
    drawn = atlas.outlines.get(where.code or "") if where.state else None
    shade = 1 if len(spot.claims) == 1 else 2 if len(spot.claims) < 5 else 3
    return Area(spot=spot, outline=drawn or circle(where.lon, where.lat, where.reach), shade=shade)


def _dot(spot: Spot, window: Window) -> Dot:
    x, y = placed(spot.where.lon, spot.where.lat)
    radius = min(LARGEST, SMALLEST + 1.3 * sqrt(len(spot.claims) - 1)) * window.unit
    return Dot(spot=spot, x=round(x, 2), y=round(y, 2), radius=round(radius, 2))


Box = tuple[float, float, float, float]


def _labels(dots: Sequence[Dot], window: Window) -> list[Label]:
    """Names to the right or the left of dots, those of the most acts first, where they overlap nothing."""
    taken: list[Box] = [
        (dot.x - dot.radius, dot.y - dot.radius, dot.x + dot.radius, dot.y + dot.radius) for dot in dots
    ]
    found: list[Label] = []
    for dot in sorted(dots, key=lambda one: (-len(one.spot.claims), one.spot.where.name)):
        free = next(
            (box for box in _boxes(dot, window) if window.holds(box[0], box[1]) and not _meets(box, taken)), None
        )
        if free and len(found) < LABELS:
            taken.append(free)
            base = free[1] + LINE * 0.78 * window.unit
            found.append(
                Label(text=dot.spot.where.name, x=round(free[0], 2), y=round(base, 2), size=round(11 * window.unit, 2))
            )
    return found


def _boxes(dot: Dot, window: Window) -> tuple[Box, ...]:
    width, height, gap = (size * window.unit for size in (LETTER * len(dot.spot.where.name), LINE, GAP))
    top = dot.y - height / 2
    right, left = dot.x + dot.radius + gap, dot.x - dot.radius - gap - width
    return ((right, top, right + width, top + height), (left, top, left + width, top + height))


def _meets(box: Box, taken: Sequence[Box]) -> bool:
    return any(box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in taken)
