"""The world's outlines are read from a topology, and cut at the edge of the map."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.web.diplomacy import SQUARE

from dragoman.web.map import atlas as atlas_module
from dragoman.web.map.atlas import cut_at_edge, states


def test_states_are_read_from_a_topology_with_lines_that_they_share() -> None:
    found = dict(states(SQUARE))

    assert list(found) == ["MLI", "XKX"]
    assert found["MLI"][0][:3] == [(0, 10), (0, 20), (10, 20)]


def test_a_topology_in_steps_is_read_as_well() -> None:
    stepped = json.loads(json.dumps(SQUARE))
    stepped["transform"] = {"scale": [2.0, 1.0], "translate": [-10.0, 0.0]}
    stepped["arcs"] = [[[5, 10], [0, 10], [5, 0]], [[5, 10], [5, 0], [0, 10]], [[10, 20], [1, -15], [-6, 5]]]

    assert dict(states(stepped)) == dict(states(SQUARE))


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"arcs": [], "objects": {"countries": {"geometries": [{}]}}}'])
def test_a_file_that_is_no_map_is_no_map(content: str, tmp_path: Path) -> None:
    file = tmp_path / "world.json"
    file.write_text(content)

    assert atlas_module._atlas(file, 0) is None


def test_what_crosses_the_edge_of_the_map_is_cut_in_two() -> None:
    found = list(cut_at_edge([(170, 60), (-170, 60), (-170, 70), (170, 70), (170, 60)]))

    assert sorted((min(x for x, _ in ring), max(x for x, _ in ring)) for ring in found) == [(-180, -170), (170, 180)]


def test_what_lies_around_a_pole_goes_by_way_of_the_pole() -> None:
    (found,) = cut_at_edge([(-180, -70), (-90, -65), (0, -70), (90, -65), (180, -70), (-180, -70)])

    assert min(y for _, y in found) == -90
