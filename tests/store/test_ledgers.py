"""From the store to a ledger: what is left unread changes nothing that is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from bench.store_press import LAST, press_in_order
from tests.store.readings import DAY, NOW, talks

from dragoman.ledger import days
from dragoman.ledger.briefing import ALL, Wanted
from dragoman.model import Basis, Interval, Reading
from dragoman.store import Database, add_readings, opened
from dragoman.store.ledgers import LATELY, brief_of, meetings_of, meetings_to_come


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with opened(str(tmp_path_factory.mktemp("ledgers") / "store.db"), create=True) as database:
        yield database


def filled(store: Database, *coming: Reading) -> Database:
    add_readings(store, [(one, None) for one in coming], now=NOW)
    return store


def meeting_told(source: str, day: date, when: date | None) -> Reading:
    reading = talks(source=source, day=day)
    date = Interval.day(when, Basis.EXPLICIT) if when else None
    return replace(reading, events=(), meetings=(replace(reading.meetings[0], date=date, id=source),))


def test_meetings_to_come_are_those_of_the_whole_store(store: Database) -> None:
    filled(store, *press_in_order(1500))
    every = [one for one in meetings_of(store) if one.ahead and one.date and days.last(one.date) >= LAST]

    assert every
    assert meetings_to_come(store, today=LAST) == every


def test_a_meeting_that_was_told_of_long_ago_is_still_to_come(store: Database) -> None:
    filled(store, meeting_told("a.txt", DAY, DAY + timedelta(3 * LATELY)))

    assert len(meetings_to_come(store, today=DAY + timedelta(2 * LATELY))) == 1


def test_meetings_are_as_they_were_known_on_a_day(store: Database) -> None:
    ahead = DAY + timedelta(20)
    filled(store, meeting_told("a.txt", DAY, ahead), meeting_told("b.txt", DAY + timedelta(1), ahead))
    (known,) = meetings_to_come(store, today=DAY, on=DAY)

    assert [one.source for one in known.told] == ["a.txt"]
    assert meetings_to_come(store, today=DAY, on=DAY, side="DNK") == []


def test_a_brief_is_of_its_days_alone(store: Database) -> None:
    filled(store, talks(source="a.txt", day=DAY - timedelta(400)), talks(source="b.txt", day=DAY, more=" Again."))
    brief = brief_of(store, day=DAY, wanted=ALL)

    assert brief.articles == 1
    assert {one.source for line in brief.new for one in line.told} == {"b.txt"}


def test_a_position_that_was_taken_lately_is_not_new(store: Database) -> None:
    filled(store, talks(source="a.txt", day=DAY - timedelta(100)), talks(source="b.txt", day=DAY, more=" Again."))
    brief = brief_of(store, day=DAY, wanted=Wanted(sides=("ISL",)))

    assert not [line for line in brief.new if "demands" in line.quote]


def test_a_meeting_of_long_ago_that_is_told_today_is_new(store: Database) -> None:
    filled(store, meeting_told("a.txt", DAY, DAY - timedelta(2 * LATELY)))

    assert [line.quote for line in brief_of(store, day=DAY, wanted=ALL).new if line.meeting]
