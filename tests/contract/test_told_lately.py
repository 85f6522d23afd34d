"""What was told of late, the same from SQLite and from PostgreSQL."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.store.readings import DAY, NOW, talks

from dragoman.store import Database, add_reading
from dragoman.store.told.records import newest_until, told

LATER = DAY + timedelta(30)


def sources(database: Database, since: date, *kinds: str, types: tuple[str, ...] = ()) -> list[str]:
    return [one.source for one in told(database, *kinds, types=types, told_since=since)]


@pytest.fixture
def filled(database: Database) -> Database:
    """Two articles, a month apart, and one that has no day."""
    for source, day in (("a.txt", DAY), ("b.txt", LATER), ("c.txt", None)):
        add_reading(database, talks(source=source, day=day), now=NOW)
    return database


def test_it_counts_when_it_was_told_and_not_which_days_it_tells_of(filled: Database) -> None:
    assert sources(filled, DAY, "position") == ["c.txt", "a.txt", "b.txt"]
    assert sorted(sources(filled, DAY + timedelta(1), "meeting")) == ["b.txt", "c.txt"]
    assert sources(filled, LATER + timedelta(1), "position") == ["c.txt"]


def test_an_article_without_a_day_is_of_the_day_on_which_it_was_added(filled: Database) -> None:
    assert sources(filled, NOW.date(), "position") == ["c.txt"]
    assert sources(filled, NOW.date() + timedelta(1), "position") == []


def test_only_the_types_that_are_asked_for_come(filled: Database) -> None:
    assert sources(filled, LATER, "event", types=("ACCUSE",)) == ["c.txt", "b.txt"]
    assert sources(filled, LATER, "event", types=("AID",)) == []


def test_what_a_page_said_before_is_found_by_its_own_day(filled: Database) -> None:
    add_reading(filled, talks(source="a.txt", day=LATER), now=NOW + timedelta(hours=1))
    both = told(filled, "position", told_since=DAY, earlier_versions=True)
    of_late = told(filled, "position", told_since=LATER, earlier_versions=True)

    assert [(one.source, one.current) for one in both if one.source == "a.txt"] == [("a.txt", False), ("a.txt", True)]
    assert [(one.source, one.current) for one in of_late if one.source == "a.txt"] == [("a.txt", True)]


def test_the_newest_day_is_that_of_an_article_until_then(filled: Database) -> None:
    assert newest_until(filled, LATER) == LATER
    assert newest_until(filled, LATER - timedelta(1)) == DAY
    assert newest_until(filled, DAY - timedelta(1)) is None
