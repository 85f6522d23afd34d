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
from dragoman.model import Basis, Interval, Reading, Span
from dragoman.store import Database, StoreError, add_readings, opened
from dragoman.store.ledgers import answers as ledgers
from dragoman.store.ledgers.answers import LATELY, brief_of, meetings_of, meetings_to_come, posture_of, quotes_of


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


def test_the_last_movements_are_the_last_of_all(store: Database) -> None:
    filled(store, *press_in_order(1500))

    for side in ("USA", "RUS", "DNK"):
        every = posture_of(store, side)
        assert len(every) > 5
        assert posture_of(store, side, limit=5) == every[-5:]
        assert posture_of(store, side, limit=10_000) == every


def said(source: str, day: date, words: str) -> Reading:
    reading = talks(source=source, day=day)
    start = reading.article.text.index(words)
    return replace(
        reading, statements=(replace(reading.statements[0], content=(Span(start, start + len(words)),), id=source),)
    )


def test_the_last_quotations_are_those_of_the_last_days(store: Database) -> None:
    long_ago, words = DAY - timedelta(400), ("We want talks", "Cod Forum", "overfishing", "a quota")
    filled(store, *(said(f"{at}.txt", DAY + timedelta(at), one) for at, one in enumerate(words)))
    filled(store, said("old.txt", long_ago, "overfishing"))
    filled(store, *(said(f"before{at}.txt", DAY - timedelta(60), words[0]) for at in range(10)))

    assert [one.words for one in quotes_of(store, "Kari Dahl", limit=2)] == ["overfishing", "a quota"]
    assert len(quotes_of(store, "Kari Dahl")) == len(words)
    assert quotes_of(store, "Kari Dahl")[0].day == long_ago


def test_where_nothing_can_be_kept_the_records_are_asked(store: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(_: Database) -> int:
        raise StoreError(store.where, "the database is read only", "make it writable")

    filled(store, *press_in_order(100))
    kept = meetings_of(store), meetings_of(store, limit=3), ledgers.channels_of(store), ledgers.channels_known(store)
    monkeypatch.setattr(ledgers, "look_for_meetings", locked)

    assert kept == (
        meetings_of(store), meetings_of(store, limit=3), ledgers.channels_of(store), ledgers.channels_known(store)
    )  # fmt: skip
