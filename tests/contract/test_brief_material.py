"""Briefs, positions and questions found by key and day are those that all records give, whatever has happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.conftest import SOAK
from tests.contract.conftest import BACKENDS, Addresses
from tests.contract.test_folds import emptied
from tests.store.histories import DAYS, FIRST, HISTORIES
from tests.store.readings import NOW, talks

from dragoman.ledger import days
from dragoman.ledger.briefing import ALL, QUIET, Briefing, Wanted, brief
from dragoman.ledger.positions import Thread, positions
from dragoman.ledger.questions import Question, questions
from dragoman.ledger.sides import keys
from dragoman.model import Basis, Interval, MeetingStatus, Position
from dragoman.store import Database, StoreError, add_reading, opened
from dragoman.store.brief import material as brief_material
from dragoman.store.brief.material import from_records
from dragoman.store.folds.keys import rebuild_keys
from dragoman.store.ledgers.answers import brief_of, meetings_of, positions_of, questions_of
from dragoman.store.told.records import told

PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
CASES = {"sqlite": 400 if SOAK else 40, "postgresql": 60 if SOAK else 5}
WHO = ("isl", "kari dahl")
LENGTHS = st.sampled_from([1, 1, 7, 40])


def by_records(database: Database, day: date, length: int, wanted: Wanted = ALL) -> Briefing:
    since = day - timedelta(length - 1)
    material = from_records(database, since=since, day=day, wanted=wanted)
    return brief(material, day=day, since=since, wanted=wanted)


def same_as_all_records_say(database: Database, day: date, length: int) -> None:
    for wanted in (ALL, Wanted(sides=("ISL",)), Wanted(sources=("page1.txt",))):
        kept = brief_of(database, day=day, length=length, wanted=wanted)
        assert kept == by_records(database, day, length, wanted)


def of_all_records(database: Database, since: date) -> list[list[Thread] | list[Question]]:
    every = [one for one in told(database, "event", "position") if one.day >= since]
    stands = [one for one in every if isinstance(one.record, Position)]
    asked = [one for one in questions(every) if one.open]
    sides = [[one for one in asked if who in keys((one.asker, *one.addressees))] for who in WHO]
    return [*(list(positions(stands, holder=who)) for who in WHO), asked, *sides]


def same_positions_and_questions(database: Database, since: date) -> None:
    found: list[list[Thread] | list[Question]] = [positions_of(database, who, since=since) for who in WHO]
    found += [questions_of(database, since=since), *(questions_of(database, who, since=since) for who in WHO)]

    assert found == of_all_records(database, since)
    for who, threads in zip(WHO, found, strict=False):
        assert positions_of(database, who, since=since, limit=2) == threads[-2:]
        of_quota = [one for one in threads if one.issue in ("a cod quota", "the cod quota at sea")]
        assert positions_of(database, who, since=since, issue="cod quota") == of_quota
    for who, asked in zip((None, *WHO), found[len(WHO) :], strict=True):
        assert questions_of(database, who, since=since, limit=2) == asked[-2:]


def quiet_days(database: Database) -> list[date]:
    """The days on which the newest question and the newest meeting may go quiet."""
    told_on = [days.later(one.day, QUIET) for one in told(database, "event", "position")]
    over = [days.later(one.date.latest, 1) for one in meetings_of(database) if one.date and one.date.latest]
    return [*told_on[-1:], *over[-1:]]


@pytest.mark.parametrize("backend", BACKENDS)
def test_it_says_what_all_records_say(backend: str, new_address: Addresses) -> None:
    address = new_address(backend)

    @given(history=st.data(), some=st.lists(DAYS, min_size=3, max_size=3), length=LENGTHS)
    @settings(max_examples=CASES[backend], suppress_health_check=list(HealthCheck), phases=PHASES)
    def holds(history: st.DataObject, some: list[date], length: int) -> None:
        with opened(address, create=True) as database:
            emptied(database)
            for step in history.draw(HISTORIES):
                step(database)
            for day in (*some, FIRST + timedelta(260)):
                same_as_all_records_say(database, day, length)
                same_positions_and_questions(database, day)
            for day in quiet_days(database):
                same_as_all_records_say(database, day, length)
            rebuild_keys(database)
            same_as_all_records_say(database, some[0], length)

    holds()


def filled(database: Database, *days: int, status: MeetingStatus = MeetingStatus.SCHEDULED) -> None:
    """Pages of some days after the first that tell the same in the same words, of a meeting after three weeks."""
    for at in days:
        reading = talks(source=f"{at}.txt", day=FIRST + timedelta(at), more=f" So it was on day {at}.")
        when = Interval.day(FIRST + timedelta(21), Basis.EXPLICIT)
        told = replace(reading.meetings[0], date=when, status=status)
        acts = (replace(reading.events[0], id=f"e{at}"),)
        add_reading(database, replace(reading, meetings=(told,), events=acts), now=NOW)


def test_what_was_printed_before_is_not_new(database: Database) -> None:
    filled(database, 0, 30)
    first, again = (brief_of(database, day=FIRST + timedelta(at), wanted=ALL) for at in (0, 30))

    assert first.new
    assert again.new == ()
    assert again == by_records(database, FIRST + timedelta(30), 1)


def test_meetings_are_as_they_were_known_on_the_day(database: Database) -> None:
    filled(database, 0, 10)
    filled(database, 22, status=MeetingStatus.HELD)
    before, after = (brief_of(database, day=FIRST + timedelta(at), wanted=ALL) for at in (12, 25))

    assert [len(line.told) for line in before.coming] == [2]
    assert before == by_records(database, FIRST + timedelta(12), 1)
    assert (after.coming, after.quiet) == ((), by_records(database, FIRST + timedelta(25), 1).quiet)


def test_a_text_that_one_page_has_changed_is_still_what_the_other_says(database: Database) -> None:
    """Of two pages in the same words the later one was corrected: the earlier one's words count."""
    add_reading(database, talks(source="a.txt", day=FIRST), now=NOW)
    add_reading(database, talks(source="b.txt", day=FIRST + timedelta(5)), now=NOW)
    assert [one.page for of in meetings_of(database) for one in of.told] == ["b.txt"]
    nothing = replace(talks(source="b.txt", more=" It was corrected."), events=(), positions=(), meetings=())
    add_reading(database, nothing, now=NOW)

    (thread,) = positions_of(database, "ISL", since=FIRST)
    (meeting,) = meetings_of(database)
    assert [one.page for stand in thread.stands for one in stand.told] == ["a.txt"]
    assert [one.page for one in meeting.told] == ["a.txt"]
    assert brief_of(database, day=FIRST, wanted=ALL) == by_records(database, FIRST, 1)
    assert len(brief_of(database, day=FIRST, wanted=ALL).new) == 3


def test_where_nothing_can_be_kept_the_records_are_asked(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(database: Database) -> int:
        raise StoreError(database.where, "the database is read only", "make it writable")

    add_reading(database, talks(source="a.txt", day=FIRST), now=NOW)
    kept = brief_of(database, day=FIRST, wanted=ALL)
    monkeypatch.setattr(brief_material, "look_for_meetings", locked)

    assert kept.new
    assert brief_of(database, day=FIRST, wanted=ALL) == kept
