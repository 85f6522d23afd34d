"""Regions of the world: every state in one of M49's lowest, every code known."""

from collections import Counter

from dragoman.knowledge import states
from dragoman.knowledge.world_regions import region_named, states_in, world_regions

OUTSIDE = {"ATA"}
"""Antarctica is in no region."""


def test_every_state_is_in_one_region_of_m49() -> None:
    placed = Counter(state for region in world_regions() if region.code for state in region.states)

    assert set(placed) == {state.code for state in states()} - OUTSIDE
    assert set(placed.values()) == {1}


def test_every_state_of_a_region_is_known() -> None:
    known = {state.code for state in states()}

    assert [code for region in world_regions() for code in region.states if code not in known] == []


def test_a_larger_region_holds_the_states_of_those_within_it() -> None:
    names = {region.name for region in world_regions()}

    assert all(region.within in names | {""} for region in world_regions())
    assert set(states_in("Eastern Europe")) < set(states_in("Europe"))
    assert "MLI" in states_in("Africa")


def test_a_region_is_found_by_any_of_its_names() -> None:
    found = region_named("  southeast asia ")

    assert found and found.name == "South-eastern Asia"
    assert region_named("Atlantis") is None


def test_every_row_names_its_source() -> None:
    assert all(region.source for region in world_regions())
