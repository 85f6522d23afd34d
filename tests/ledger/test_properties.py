"""What holds of every ledger: the order of reports changes nothing, and no claim stands without one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger.reports import MEETINGS, REPORTS, on

from dragoman.ledger.briefing import briefing
from dragoman.ledger.channels import channels
from dragoman.ledger.corroboration import corroboration
from dragoman.ledger.dyads import dyad
from dragoman.ledger.history import Step
from dragoman.ledger.meetings import meetings
from dragoman.ledger.positions import positions
from dragoman.ledger.posture import posture
from dragoman.ledger.questions import questions
from dragoman.ledger.quotes import quotes
from dragoman.ledger.told import Told

FOLDS: dict[str, Callable[[Iterable[Told]], Any]] = {
    "meetings": meetings,
    "channels": lambda every: channels(meetings(every)),
    "positions": positions,
    "questions": questions,
    "posture": posture,
    "quotes": lambda every: quotes(every, "RUS"),
    "dyad": lambda every: dyad(every, [], ("RUS", "USA")),
    "corroboration": corroboration,
    "briefing": lambda every: briefing(every, day=on(20), since=on(10)),
}
folds = pytest.mark.parametrize("fold", FOLDS.values(), ids=FOLDS.keys())


@folds
@given(every=REPORTS, chance=st.randoms(use_true_random=False))
def test_reports_in_any_order_give_the_same(
    fold: Callable[[Iterable[Told]], Any], every: list[Told], chance: Any
) -> None:
    other = list(every)
    chance.shuffle(other)

    assert fold(every) == fold(other)


@folds
@given(every=REPORTS)
def test_a_report_that_comes_twice_counts_once(fold: Callable[[Iterable[Told]], Any], every: list[Told]) -> None:
    assert fold(every) == fold([*every, *every])


@folds
@given(every=REPORTS)
def test_every_claim_rests_on_reports_that_were_given(fold: Callable[[Iterable[Told]], Any], every: list[Told]) -> None:
    claims = [of for of in _within(fold(every)) if hasattr(of, "told") and of.__class__.__name__ != "Stretch"]

    assert all(of.told for of in claims)
    assert set(_reports(claims)) <= set(every)


@given(every=st.lists(MEETINGS, max_size=14))
def test_every_report_of_a_meeting_is_in_one_history(every: list[Told]) -> None:
    kept = [one for found in meetings(every) for one in found.told]

    assert len(kept) == len(set(kept)) == len({(one.article, one.record.id) for one in every})


@given(every=st.lists(MEETINGS, max_size=14))
def test_every_change_of_a_meeting_counts_in_its_sequence(every: list[Told]) -> None:
    for found in meetings(every):
        assert found.sequence == len(found.steps) - 1
        assert (found.status, found.date) == (found.steps[-1].status, found.steps[-1].date)


@given(every=st.lists(MEETINGS, min_size=1, max_size=10), more=MEETINGS)
def test_a_meetings_id_stays_when_later_reports_come(every: list[Told], more: Told) -> None:
    last = max(one.day for one in every)
    known = {found.id for found in meetings(every)}

    if more.day > last:
        assert known <= {found.id for found in meetings([*every, more])}


@given(every=st.lists(MEETINGS, max_size=14))
def test_two_meetings_have_two_ids(every: list[Told]) -> None:
    found = meetings(every)

    assert len({of.id for of in found}) == len(found)


def _within(value: Any) -> Iterator[Any]:
    """Every dataclass in *value*, but not inside reports."""
    if isinstance(value, tuple | list):
        for one in value:
            yield from _within(one)
    elif is_dataclass(value) and not isinstance(value, Told):
        yield value
        for field in fields(value):
            yield from _within(getattr(value, field.name))


def _reports(claims: Iterable[Any]) -> Iterator[Told]:
    for claim in claims:
        told = claim.told if isinstance(claim.told, tuple) else (claim.told,)
        yield from told
        if isinstance(claim, Step):
            yield from claim.replaced
