"""What two sides do and who names both, found by key and day: the same as all records say, whatever has happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, delete, func, select
from tests.conftest import SOAK
from tests.contract.conftest import BACKENDS, Addresses
from tests.contract.test_folds import emptied
from tests.store.histories import DAYS, FIRST, HISTORIES, person
from tests.store.readings import NOW, talks

from dragoman.ledger.dyads import Dyad, Period, dyad
from dragoman.model import Position, Span, Stance
from dragoman.store import Database, StoreError, add_reading, opened
from dragoman.store.folds import keys as folded_keys
from dragoman.store.folds.keys import look_for_keys, rebuild_keys
from dragoman.store.forgetting.people import forget_person
from dragoman.store.ledger_filing import FILES
from dragoman.store.ledgers import between as told_between
from dragoman.store.ledgers.answers import dyad_of, shown_since
from dragoman.store.ledgers.between import from_records
from dragoman.store.schema.folds import fold_marks, ledger_keys

PAIRS = (("NOR", "ISL"), ("NATO", "RUS"), ("kari dahl", "ISL"), ("DNK", "ISL"))
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
CASES = {"sqlite": 400 if SOAK else 30, "postgresql": 60 if SOAK else 5}


def by_records(database: Database, both: tuple[str, str], since: date | None, until: date | None) -> Dyad:
    return dyad(*from_records(database, both, since=since, until=until), both, period=Period.WEEK)


def same_as_all_records_say(database: Database, since: date | None, until: date | None) -> None:
    for both in PAIRS:
        kept = dyad_of(database, both, period=Period.WEEK, since=since, until=until)
        assert kept == by_records(database, both, since, until)


@pytest.mark.parametrize("backend", BACKENDS)
def test_it_says_what_all_records_say(backend: str, new_address: Addresses) -> None:
    address = new_address(backend)

    @given(history=st.data(), since=st.none() | DAYS, until=st.none() | DAYS)
    @settings(max_examples=CASES[backend], suppress_health_check=list(HealthCheck), phases=PHASES)
    def holds(history: st.DataObject, since: date | None, until: date | None) -> None:
        with opened(address, create=True) as database:
            emptied(database)
            for step in history.draw(HISTORIES):
                step(database)
            same_as_all_records_say(database, since, until)
            rebuild_keys(database)
            same_as_all_records_say(database, since, until)

    holds()


@pytest.fixture
def two_days(database: Database) -> Database:
    """Two articles of a quarrel, a hundred days apart, with the acts of their days."""
    for source, day in (("a.txt", FIRST), ("b.txt", FIRST + timedelta(100))):
        reading = talks(source=source, day=day, more=f" So says {source}.")
        add_reading(database, replace(reading, events=(replace(reading.events[0], date=None),)), now=NOW)
    return database


def sources(found: Dyad) -> list[str]:
    return [one.source for stretch in found.stretches for one in stretch.told]


def test_only_the_days_that_are_asked_for_are_told(two_days: Database) -> None:
    def told_in(since: date | None, until: date | None) -> list[str]:
        return sources(dyad_of(two_days, ("NOR", "ISL"), period=Period.WEEK, since=since, until=until))

    assert told_in(None, None) == ["a.txt", "b.txt"]
    assert told_in(FIRST + timedelta(1), None) == ["b.txt"]
    assert told_in(None, FIRST) == ["a.txt"]


def test_one_text_at_two_pages_tells_its_act_once_where_it_is_told_last(database: Database) -> None:
    for source, at in (("a.txt", 0), ("b.txt", 100)):
        reading = talks(source=source, day=FIRST + timedelta(at))
        add_reading(database, replace(reading, events=(replace(reading.events[0], date=None),)), now=NOW)

    assert sources(dyad_of(database, ("NOR", "ISL"), period=Period.WEEK)) == ["b.txt"]
    for until in (None, FIRST + timedelta(1)):
        same_as_all_records_say(database, None, until)


def test_a_series_shows_so_many_days_back_from_the_newest_article(two_days: Database) -> None:
    newest = FIRST + timedelta(100)

    assert shown_since(two_days, period=Period.DAY, today=NOW.date()) == newest - timedelta(42)
    assert shown_since(two_days, period=Period.WEEK, today=NOW.date()) == newest - timedelta(182)
    assert shown_since(two_days, period=Period.DAY, today=NOW.date(), until=FIRST) == FIRST - timedelta(42)


def test_what_was_stored_before_there_were_keys_is_filed_once(two_days: Database) -> None:
    every = by_records(two_days, ("NOR", "ISL"), None, None)
    with two_days.writes() as connection:
        connection.execute(delete(ledger_keys))
        connection.execute(delete(fold_marks))

    assert dyad_of(two_days, ("NOR", "ISL"), period=Period.WEEK) == every
    assert look_for_keys(two_days) == 0


@pytest.mark.parametrize("table", FILES, ids=str)
def test_who_is_forgotten_stands_in_no_file(two_days: Database, table: Table) -> None:
    def held() -> int:
        with two_days.reads() as connection:
            return connection.execute(select(func.count()).select_from(table)).scalar() or 0

    demand = Position(
        id="p9", holder="Kari Dahl", stance=Stance.DEMANDS, issue="a cod quota", date=None, statement=None,
        evidence=Span(0, 9), by=talks().positions[0].by,
    )  # fmt: skip
    add_reading(two_days, replace(talks(source="kari.txt"), positions=(demand,)), now=NOW)
    before = held()
    forget_person(two_days, "Kari Dahl", by=person(0))
    left = held()
    rebuild_keys(two_days)

    assert 0 < left < before
    assert held() == left


def test_by_other_rows_of_issues_everything_is_filed_anew(two_days: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    look_for_keys(two_days)
    assert look_for_keys(two_days) == 0
    monkeypatch.setattr(folded_keys, "_issues", lambda: "other rows")

    assert look_for_keys(two_days) > 0
    assert look_for_keys(two_days) == 0


def test_where_nothing_can_be_kept_the_records_are_asked(two_days: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(database: Database) -> int:
        raise StoreError(database.where, "the database is read only", "make it writable")

    kept = dyad_of(two_days, ("NOR", "ISL"), period=Period.WEEK)
    monkeypatch.setattr(told_between, "look_for_keys", locked)

    assert dyad_of(two_days, ("NOR", "ISL"), period=Period.WEEK) == kept
