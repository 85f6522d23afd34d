"""Degrees on a flat map: the Natural Earth projection, paths of it, circles on the earth, and the windows one looks through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import asin, atan2, cos, degrees, pi, radians, sin

WIDTH = 1000
BOTTOM, TOP = -58.0, 84.0
"""Degrees of latitude between which the map is shown: no act of diplomacy is told of beyond."""
HALF = 0.870700 * pi
"""The projection's reach to either side, at the equator."""
SCALE = WIDTH / (2 * HALF)
EARTH = 6371.0
"""Kilometres."""
CORNERS = 36
"""Corners of what is drawn as a circle."""
LEAST = 0.3
"""Units of the map below which the next corner of an outline is left out."""

Point = tuple[float, float]


def _raw(lon: float, lat: float) -> Point:
    """Šavrič, Jenny, Patterson, Petrovič and Hurni's polynomial of 2011, in radii."""
    across, up = radians(lon), radians(lat)
    square = up * up
    fourth = square * square
    x = 0.870700 - 0.131979 * square + fourth * (-0.013791 + fourth * (0.003971 * square - 0.001529 * fourth))
    y = 1.007226 + square * (0.015085 + fourth * (-0.044475 + 0.028874 * square - 0.005916 * fourth))
    return across * x, up * y


OFFSET = _raw(0.0, TOP)[1]
HEIGHT = round((OFFSET - _raw(0.0, BOTTOM)[1]) * SCALE)


def placed(lon: float, lat: float) -> Point:
    """Where degrees stand on the map, in its units."""
    x, y = _raw(lon, lat)
    return (x + HALF) * SCALE, (OFFSET - y) * SCALE


def path(rings: Iterable[Sequence[Point]]) -> str:
    """Rings in degrees as the data of an SVG path."""
    return "".join(_closed([placed(*point) for point in ring]) for ring in rings)


def _closed(points: Sequence[Point]) -> str:
    """Corners as steps from one to the next, in tenths of a unit: half as long as where each of them stands."""
    kept: list[tuple[int, int]] = []
    for x, y in points:
        corner = round(x * 10), round(y * 10)
        if not kept or max(abs(corner[0] - kept[-1][0]), abs(corner[1] - kept[-1][1])) >= LEAST * 10:
            kept.append(corner)
    if len(kept) < 3 or min(y for _, y in kept) > HEIGHT * 10:
        return ""
    steps = (f"{(x - before_x) / 10:g},{(y - before_y) / 10:g}" for (before_x, before_y), (x, y) in pairwise(kept))
    return f"M{kept[0][0] / 10:g},{kept[0][1] / 10:g}l{' '.join(steps)}z"


def circle(lon: float, lat: float, kilometres: float) -> str:
    """All that lies within so many *kilometres*, as a path; it is held at the edge of the map."""
    reach, up = kilometres / EARTH, radians(lat)
    corners: list[Point] = []
    for at in range(CORNERS):
        turn = 2 * pi * at / CORNERS
        y = asin(sin(up) * cos(reach) + cos(up) * sin(reach) * cos(turn))
        x = atan2(sin(turn) * sin(reach) * cos(up), cos(reach) - sin(up) * sin(y))
        corners.append((min(max(lon + degrees(x), -180.0), 180.0), degrees(y)))
    return path([corners])


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A part of the map, in its units."""

    x: float
    y: float
    width: float
    height: float

    @property
    def box(self) -> str:
        return f"{self.x:.1f} {self.y:.1f} {self.width:.1f} {self.height:.1f}"

    @property
    def unit(self) -> float:
        """What on the whole map is one unit wide, seen through this window."""
        return self.width / WIDTH

    def holds(self, x: float, y: float) -> bool:
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height


def window(west: float, south: float, east: float, north: float) -> Window:
    """The part of the map that holds these degrees, not higher than it is wide."""
    points = [placed(lon, lat) for lon in (west, east, (west + east) / 2) for lat in (south, north)]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    height = max(bottom - top, (right - left) * 0.5)
    width = max(right - left, height * 1.45)
    middle = (left + right) / 2
    return Window(x=middle - width / 2, y=top, width=width, height=height)


WINDOWS = {
    "world": Window(x=0, y=0, width=WIDTH, height=HEIGHT),
    "europe": window(-14, 34, 62, 66),
    "middle east": window(22, 11, 66, 44),
    "africa": window(-22, -36, 56, 38),
    "asia": window(58, -12, 152, 56),
    "americas": window(-128, -50, -32, 58),
}
