"""A ledger that is kept folded says what folding all records says, whatever has happened to the store."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, text
from tests.conftest import SOAK
from tests.contract.conftest import BACKENDS, Addresses
from tests.store.histories import FIRST, HISTORIES, person
from tests.store.readings import NOW, talks

from dragoman.ledger.channels import channels
from dragoman.ledger.history import MeetingHistory
from dragoman.model import Basis, Interval, Reading
from dragoman.store import Database, add_reading, add_readings, backup, opened, restore, words
from dragoman.store.folds import meetings as folds_meetings
from dragoman.store.folds.meetings import look_for_meetings, rebuild_meetings
from dragoman.store.forgetting.people import forget_person
from dragoman.store.ledgers.answers import _meetings, _of_side, _to_come, channels_of, meetings_of, meetings_to_come
from dragoman.store.press.readings import put_reading
from dragoman.store.schema.folds import meeting_parties, meeting_reports
from dragoman.store.schema.press import metadata

TODAY = FIRST + timedelta(100)
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""Histories are made smaller only by hand: each takes a tenth of a second."""
CASES = {"sqlite": 400 if SOAK else 40, "postgresql": 60 if SOAK else 6}


def emptied(database: Database) -> None:
    with database.writes() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
        for name in words.INDEXES:
            all_of = f"INSERT INTO {name} ({name}) VALUES ('delete-all')" if database.sqlite else f"DELETE FROM {name}"
            connection.execute(text(all_of))


def brief(one: MeetingHistory) -> tuple[object, ...]:
    """A meeting in few words."""
    return one.id, one.date, [(told.page, told.record.id, told.day) for told in one.told]


def same_as_all_records_say(database: Database, today: date) -> None:
    every = list(_meetings(database))

    assert [brief(one) for one in meetings_of(database)] == [brief(one) for one in every]
    assert meetings_of(database) == every
    assert meetings_of(database, limit=2) == every[-2:]
    assert meetings_of(database, side="ISL", limit=3) == _of_side(every, "ISL")[-3:]
    assert meetings_to_come(database, today=today) == _to_come(every, today)
    assert channels_of(database) == channels(every)


@pytest.mark.parametrize("backend", BACKENDS)
def test_it_says_what_all_records_say(backend: str, new_address: Addresses, monkeypatch: pytest.MonkeyPatch) -> None:
    address = new_address(backend)
    monkeypatch.setattr(folds_meetings, "CHUNK", 3)

    @given(history=st.data())
    @settings(max_examples=CASES[backend], suppress_health_check=list(HealthCheck), phases=PHASES)
    def holds(history: st.DataObject) -> None:
        with opened(address, create=True) as database:
            emptied(database)
            for step in history.draw(HISTORIES):
                step(database)
            same_as_all_records_say(database, TODAY)

    holds()


def told_of_dahl(source: str, day: date) -> Reading:
    reading = talks(source=source, day=day)
    return replace(reading, meetings=(replace(reading.meetings[0], parties=("Kari Dahl", "ISL"), id=source),))


def test_meetings_that_look_the_same_stand_in_the_order_in_which_they_are_told(database: Database) -> None:
    """A page that says one sentence twice, of a year, may tell of two meetings: nothing but their order parts them."""
    reading = talks(day=FIRST)
    year = Interval(earliest=FIRST, latest=FIRST + timedelta(400), basis=Basis.EXPLICIT)
    told = replace(reading.meetings[0], parties=("NOR",), channel=None, place=None, date=year)
    add_reading(database, replace(reading, meetings=(told, replace(told, id="m0"))), now=NOW)

    assert [one.told[0].record.id for one in meetings_of(database)] == ["m0", "m1"]
    same_as_all_records_say(database, FIRST)


def test_who_is_forgotten_is_in_no_ledger(database: Database) -> None:
    add_readings(database, [(told_of_dahl("a.txt", FIRST), None), (talks(source="b.txt"), None)], now=NOW)
    meetings_of(database)
    forget_person(database, "Kari Dahl", by=person(0))
    with database.reads() as connection:
        sides = set(connection.execute(select(meeting_parties.c.side)).scalars())

    assert "kari dahl" not in sides
    assert [one.parties for one in meetings_of(database)] == [("NOR", "ISL")]


def test_what_was_damaged_is_folded_again(database: Database) -> None:
    add_readings(database, [(talks(source="a.txt"), None), (told_of_dahl("b.txt", FIRST), None)], now=NOW)
    every = meetings_of(database)
    with database.writes() as connection:
        connection.execute(delete(meeting_reports))

    assert meetings_of(database) == []
    assert rebuild_meetings(database) == 2
    assert meetings_of(database) == every


def test_a_page_of_today_has_only_today_folded_again(database: Database) -> None:
    days = [FIRST + timedelta(each) for each in range(30)]
    add_readings(database, [(told_of_dahl(f"{day}.txt", day), None) for day in days], now=NOW)

    assert look_for_meetings(database) == 30
    assert look_for_meetings(database) == 0
    add_readings(database, [(told_of_dahl("late.txt", days[-2]), None)], now=NOW)
    assert look_for_meetings(database) == 3


def somebody_waits(database: Database) -> bool:
    with database.reads() as connection:
        asked = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return bool(connection.execute(asked).scalar())


def test_what_was_numbered_before_and_is_stored_later_is_folded(new_address: Addresses) -> None:
    with opened(new_address("postgresql"), create=True) as database, ThreadPoolExecutor(1) as other:
        with database.writes() as connection:
            put_reading(connection, told_of_dahl("a.txt", FIRST), now=NOW)
            add_readings(database, [(talks(source="b.txt"), None)], now=NOW)
            folding = other.submit(look_for_meetings, database)
            while not folding.done() and not somebody_waits(database):
                wait([folding], timeout=0.01)
        folding.result()

        every = list(_meetings(database))
        assert sum(len(one.told) for one in every) == 2
        assert meetings_of(database) == every


def test_a_restored_store_folds_its_ledgers_anew(database: Database, new_address: Addresses, tmp_path: Path) -> None:
    add_readings(database, [(talks(source="a.txt"), None)], now=NOW)
    every = meetings_of(database)
    backup(database, tmp_path / "one.gz")
    with opened(new_address("sqlite"), create=True) as other:
        restore(other, tmp_path / "one.gz")

        assert meetings_of(other) == every
