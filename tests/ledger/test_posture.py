"""Who moves, raises or withdraws forces."""

from __future__ import annotations

import pytest
from tests.ledger.reports import GENEVA, event, on

from dragoman.ledger.posture import posture
from dragoman.model import EventStatus, EventType

MOBILIZE, RETREAT, CONCEDE = EventType.MOBILIZE, EventType.RETREAT, EventType.CONCEDE


def test_movements_and_steps_back_come_by_their_day() -> None:
    found = posture([event(RETREAT, "RUS", "", on(9)), event(MOBILIZE, "RUS", "UKR", on(5), mode="troops")])

    assert [(one.type, one.near) for one in found] == [(MOBILIZE, ("UKR",)), (RETREAT, ())]


def test_reports_of_one_act_are_one_movement() -> None:
    (found,) = posture([event(MOBILIZE, "RUS", "UKR", on(5), page=page) for page in ("a", "b")])

    assert [one.page for one in found.told] == ["a", "b"]


def test_without_a_recipient_forces_are_near_the_state_where_they_stand() -> None:
    (found,) = posture([event(MOBILIZE, "RUS", "", on(5), place=GENEVA)])

    assert (found.near, found.place) == (("CHE",), GENEVA)


@pytest.mark.parametrize(
    ("quote", "counts"),
    [("He announced a withdrawal of troops.", True), ("He announced a ceasefire.", True), ("He apologised.", False)],
)
def test_of_concessions_only_those_of_forces_count(quote: str, counts: bool) -> None:
    assert bool(posture([event(CONCEDE, "RUS", "", on(5), quote=quote)])) is counts


@pytest.mark.parametrize("status", [EventStatus.NEGATED, EventStatus.HYPOTHETICAL])
def test_what_was_denied_or_feared_is_no_movement(status: EventStatus) -> None:
    assert posture([event(MOBILIZE, "RUS", "UKR", on(5), status=status)]) == ()
