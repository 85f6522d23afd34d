"""The short way to a meeting leaves none out: reports are merged as if every meeting were looked at."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import SOAK
from tests.ledger.reports import GENEVA, JANUARY, VIENNA, day, meeting, on, stretch

from dragoman.ledger import merging
from dragoman.ledger.history import MeetingHistory
from dragoman.ledger.seating import Seating, Seats
from dragoman.ledger.told import Told, in_order
from dragoman.model import Interval, MeetingStatus

PARTIES = (
    *("", "USA", "RUS", "USA RUS", "RUS UKR", "USA RUS UKR", "RUS UKR FRA DEU", "RUS UKR FRA", "RUS UKR DEU GBR"),
    *("NATO", "NATO RUS", "OSCE", "USA GBR", "EUU RUS", "USA GBR FRA DEU CHN RUS"),
)
CHANNELS = ("NATO-Russia Council", "Normandy Format", "OSCE Permanent Council", "North Atlantic Council", "Cod Forum")
QUOTES = ("They meet.", "The meeting was postponed.", "A second round of talks.", "The first round of talks.")
DAYS = st.integers(0, 400).map(lambda days: JANUARY + timedelta(days))
USA_RUS: Seats = (frozenset({"usa", "rus"}), None)


class Everybody(Seating):
    """Looks at every meeting."""

    def __init__(self) -> None:
        super().__init__()
        self.every = set[int]()

    def put(self, meeting: int, *_: Any) -> None:
        self.every.add(meeting)

    def near(self, *_: Any) -> set[int]:
        return self.every


def whens(first: date, length: int, ends: str) -> Interval | None:
    """A stretch of days with both its ends, one, or none."""
    last = first + timedelta(length)
    return stretch(first if "first" in ends else None, last if "last" in ends else None) if ends else None


WHENS = st.builds(
    whens,
    DAYS,
    st.sampled_from((0, 0, 0, 1, 30, 300)),
    st.sampled_from(("first last", "first last", "first last", "first", "last", "")),
)
REPORTS = st.lists(
    st.builds(
        meeting,
        st.sampled_from(PARTIES),
        DAYS,
        status=st.sampled_from(list(MeetingStatus)),
        when=WHENS,
        place=st.sampled_from((None, GENEVA, VIENNA)),
        channel=st.none() | st.sampled_from(CHANNELS),
        quote=st.sampled_from(QUOTES),
    ),
    max_size=25,
)


def merged(reports: list[Told]) -> list[MeetingHistory]:
    return merging.merged((one, ()) for one in in_order(reports))


@given(REPORTS)
@settings(max_examples=4000 if SOAK else 200)
def test_no_meeting_that_could_fit_is_left_out(reports: list[Told]) -> None:
    found = merged(reports)
    with patch.object(merging, "Seating", Everybody):
        assert found == merged(reports)


def near(when: Interval | None, told: date, *, other: Seats = USA_RUS, held: Interval | None = None) -> bool:
    """Whether a report is led to a meeting of the two that is *held* on some days, else last told of on 1 January."""
    seating = Seating()
    seating.put(7, [USA_RUS], held, JANUARY)
    return seating.near(other, when, told) == {7}


def test_a_report_is_led_to_a_meeting_of_the_same_sides_up_to_four_months_off() -> None:
    assert near(day(20, 4), on(1), held=day(1))
    assert not near(day(1, 7), on(1), held=day(1))


def test_other_sides_are_looked_at_on_the_same_days_alone() -> None:
    three: Seats = (frozenset({"usa", "rus", "ukr"}), None)

    assert near(day(2), on(1), other=three, held=day(1))
    assert not near(day(20), on(1), other=three, held=day(1))


def test_without_a_day_those_of_two_months_are_looked_at() -> None:
    assert near(None, on(1, 2))
    assert near(None, on(1, 2), held=day(1))
    assert not near(None, on(1, 5))
    assert not near(None, on(1, 5), held=day(1))


def test_sides_that_share_no_pair_do_not_meet() -> None:
    other: Seats = (frozenset({"usa", "chn"}), None)

    assert not near(day(1), on(1), other=other, held=day(1))


def test_a_stretch_without_an_end_is_always_looked_at() -> None:
    assert near(day(1, 12), on(1), held=stretch(on(1), None))


def test_meetings_of_long_ago_cost_nothing() -> None:
    seating = Seating()
    for at in range(1000):
        seating.put(at, [USA_RUS], None, JANUARY + timedelta(7 * at))

    assert len(seating.near(USA_RUS, None, JANUARY)) < 20
