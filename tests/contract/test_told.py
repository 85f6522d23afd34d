"""What the ledgers are fed with: the same from SQLite and from PostgreSQL, and no more rows than are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from sqlalchemy import event
from tests.conftest import SOAK
from tests.contract.conftest import Addresses
from tests.store.readings import DAY, NOW, RULE, bare, readings, span, talks

from dragoman.ledger.dyads import Mention
from dragoman.ledger.told import Told, told_of
from dragoman.model import (
    Basis,
    Entity,
    EntityKind,
    Event,
    EventStatus,
    EventType,
    Interval,
    Reading,
    Sector,
    digest,
)
from dragoman.store import Database, add_reading, add_readings, opened
from dragoman.store.told.records import is_side, mentions, told

WORDS = "Norway accused Iceland of overfishing in the strait."
READINGS, EACH = (2000, 50) if SOAK else (40, 50)
PROBE = 100
"""SQLite counts its steps in hundreds here."""


def act(reading: Reading, actor: str, recipient: str, *, id: str, day: date = DAY) -> Event:
    text = reading.article.text
    return Event(
        id=id, type=EventType.ACCUSE, mode=None, contexts=(), actors=(actor,), recipients=(recipient,),
        status=EventStatus.ACTUAL, date=Interval.day(day, Basis.RELATIVE), place=None, statement=None,
        trigger=span(text, "accused"), evidence=span(text, WORDS), score=-2.0, confidence=0.9, by=RULE,
    )  # fmt: skip


def state(reading: Reading, code: str, name: str) -> Entity:
    mention = span(reading.article.text, name)
    return Entity(id=code, name=name, kind=EntityKind.STATE, code=code, sector=Sector.GOV, mentions=(mention,), by=RULE)


def quarrel(source: str, *, day: date = DAY, outlet: str = "The Herring") -> Reading:
    """Norway accuses Iceland, and both are named."""
    reading = bare(WORDS, source=source, day=day)
    named = (state(reading, "NOR", "Norway"), state(reading, "ISL", "Iceland"))
    one = act(reading, "NOR", "ISL", id=digest("act", source), day=day)
    return replace(reading, article=replace(reading.article, outlet=outlet), entities=named, events=(one,))


@given(one=readings())
@settings(max_examples=200 if SOAK else 10, phases=(Phase.explicit, Phase.generate))
def test_the_store_tells_what_the_reading_tells(one: Reading, tmp_path_factory: pytest.TempPathFactory) -> None:
    with opened(str(tmp_path_factory.mktemp("told") / "store.db"), create=True) as database:
        add_reading(database, one, now=NOW)
        found = told(database)

    def key(of: Told) -> tuple[str, str, str]:
        return of.article, type(of.record).__name__, of.record.id

    told_by_reading = {key(of): of.record for of in told_of(one, seen=NOW)}
    assert {key(of): of.record for of in found} == told_by_reading


def test_a_record_comes_with_its_article_its_words_and_who_says_it(database: Database) -> None:
    reading = talks()
    claimed = replace(reading.events[0], statement="s1")
    reading = replace(reading, events=(claimed,))
    add_reading(database, reading, now=NOW)

    assert sorted(told(database), key=lambda one: one.record.id) == sorted(
        told_of(reading, seen=NOW, page="a.txt"), key=lambda one: one.record.id
    )


def test_both_sides_must_be_there(database: Database) -> None:
    add_reading(database, talks(), now=NOW)

    assert [one.record.id for one in told(database, "event", sides=("NOR", "ISL"))] == ["v1"]
    assert told(database, "event", sides=("NOR", "DNK")) == []


@pytest.mark.parametrize(
    ("kinds", "asked", "expected"),
    [
        (("meeting", "position"), {}, {"m1", "p1"}),
        ((), {"types": ("ACCUSE",)}, {"v1"}),
        (("meeting",), {"channel": "Cod Forum"}, {"m1"}),
        (("meeting",), {"channel": "Herring Forum"}, set()),
        (("event",), {"since": DAY, "until": DAY}, {"v1"}),
        (("event",), {"since": DAY + timedelta(1)}, set()),
        (("event",), {"until": DAY - timedelta(1)}, set()),
    ],
)
def test_only_what_is_asked_for_comes(
    database: Database, kinds: tuple[str, ...], asked: dict[str, Any], expected: set[str]
) -> None:
    add_reading(database, talks(), now=NOW)

    assert {one.record.id for one in told(database, *kinds, **asked)} == expected


def test_what_a_page_said_before_comes_only_when_asked_for(database: Database) -> None:
    add_reading(database, talks(), now=NOW)
    add_reading(database, talks(more=" It was corrected."), now=NOW + timedelta(hours=1))

    assert [(one.nth, one.current) for one in told(database, "meeting")] == [(2, True)]
    versions = {(one.page, one.nth, one.current) for one in told(database, "meeting", earlier_versions=True)}
    assert versions == {("a.txt", 1, False), ("a.txt", 2, True)}


def test_a_newer_readers_reading_takes_the_place_of_the_older(database: Database) -> None:
    newer = replace(talks().reader, program="2")
    add_reading(database, talks(), now=NOW)
    add_reading(database, talks(reader=newer), now=NOW)

    assert len(told(database, "meeting", earlier_versions=True)) == 1


def test_articles_that_name_both_sides_are_counted(database: Database) -> None:
    add_readings(database, [(quarrel("a.txt"), None), (bare("Norway alone.", source="b.txt"), None)], now=NOW)
    reading = quarrel("a.txt")

    assert mentions(database, "NOR", "ISL") == [
        Mention(page="a.txt", day=DAY, origin=reading.article.id, outlet="The Herring")
    ]
    assert mentions(database, "NOR", "DNK") == []
    assert mentions(database, "NOR", "ISL", until=DAY - timedelta(1)) == []


def test_a_side_is_known_by_its_code_or_name(database: Database) -> None:
    add_reading(database, talks(), now=NOW)

    assert is_side(database, "nor")
    assert is_side(database, "Kari Dahl")
    assert not is_side(database, "Atlantis")


def crowd(count: int) -> list[tuple[Reading, str | None]]:
    """Readings in which many others accuse one another."""
    made = []
    for at in range(count):
        reading = bare(WORDS, source=f"crowd{at}.txt", day=DAY - timedelta(at % 300))
        acts = tuple(act(reading, f"a{each}", f"b{each}", id=digest(at, each)) for each in range(EACH))
        made.append((replace(reading, events=acts), None))
    return made


@dataclass
class Work:
    """Steps that SQLite makes, in hundreds."""

    steps: int = 0

    def step(self) -> int:
        self.steps += 1
        return 0


@contextmanager
def counted(database: Database) -> Iterator[Work]:
    work = Work()

    def begun(connection: Any) -> None:
        connection.connection.driver_connection.set_progress_handler(work.step, PROBE)

    event.listen(database.engine, "begin", begun)
    try:
        yield work
    finally:
        event.remove(database.engine, "begin", begun)


def test_a_dyad_costs_what_it_holds_however_much_else_is_stored(new_address: Addresses) -> None:
    costs = []
    for others in (READINGS // 20, READINGS):
        with opened(new_address("sqlite"), create=True) as database:
            add_readings(database, [(quarrel(f"q{at}.txt"), None) for at in range(20)], now=NOW)
            add_readings(database, crowd(others), now=NOW)
            with counted(database) as work:
                found = told(database, "event", sides=("NOR", "ISL")), mentions(database, "NOR", "ISL")
            costs.append(work.steps)
            assert [len(every) for every in found] == [20, 20]

    assert costs[1] <= 1.5 * costs[0] + 5, costs
