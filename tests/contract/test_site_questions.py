"""What the site asks of a store, on both databases: pages of hits, alerts and refusals, facets, partners, the state."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.store.readings import DAY, NOW, talks
from tests.web.rooms import with_alerts, with_rejected, with_sources

from dragoman.ledger.alert_values import AlertState
from dragoman.ledger.briefing import Wanted
from dragoman.model import Reading
from dragoman.store import Database, Query, add_readings, respected_search
from dragoman.store.alerts.pages import alert_page, alerts_by_state
from dragoman.store.brief.days import lines_a_day
from dragoman.store.copies.copying import look_for_copies
from dragoman.store.copies.stories import story_of
from dragoman.store.ledgers.actors import (
    Partner,
    meetings_lately,
    partners,
    questions_lately,
    threads_lately,
    told_lately,
)
from dragoman.store.ledgers.answers import brief_of
from dragoman.store.press.rejected import rejected_by_stage, rejected_page
from dragoman.store.searches.pages import facets, search_page
from dragoman.store.sources.health import all_health, health
from dragoman.store.sources.watched import all_sources
from dragoman.store.state import state_of


@pytest.fixture
def several(database: Database) -> list[Reading]:
    """The same talks on six days, and once on no day."""
    every = [talks(source=f"{one}.txt", day=DAY - timedelta(one), more=f" Day {one}.") for one in range(6)]
    every.append(talks(source="undated.txt", day=None, more=" Once."))
    add_readings(database, [(one, None) for one in every], now=NOW)
    look_for_copies(database)
    return every


@pytest.mark.parametrize(
    "query",
    [Query(actor="NOR"), Query(kind="event"), Query(words="talks"), Query(words="talk*", kind="statement"),
     Query(place="geneva"), Query(until=DAY, kind="meeting")],
)  # fmt: skip
@pytest.mark.parametrize("limit", [1, 3])
def test_pages_put_together_are_the_search(
    database: Database, several: list[Reading], query: Query, limit: int
) -> None:
    found, cursor = [], None
    while True:
        page = search_page(database, replace(query, limit=limit), cursor=cursor)
        found += page.hits
        cursor = page.cursor
        if cursor is None:
            break

    assert tuple(found) == respected_search(database, replace(query, limit=1000))


def test_facets_count_what_the_search_finds(database: Database, several: list[Reading]) -> None:
    found = facets(database, Query(kind="meeting"))

    assert found.counted == len(several)
    assert found.types == (("scheduled", len(several)),)
    assert dict(found.sides) == {"nor": len(several), "isl": len(several)}


def test_an_actor_is_told_with_partners_questions_and_stands(database: Database, several: list[Reading]) -> None:
    assert partners(database, "ISL", until=DAY) == [Partner(name="NOR", by=0, towards=len(several), together=0)]
    assert len(told_lately(database, "NOR", "event", until=DAY, most=100)) == len(several) - 1  # one is of no day
    assert [one.asker for one in questions_lately(database, until=DAY)] == ["ISL"]
    assert [one.holder for one in threads_lately(database, "ISL", until=DAY)] == ["ISL"]
    assert {one.channel for one in meetings_lately(database, until=DAY)} == {"Cod Forum"}


def test_the_lines_of_a_day_are_those_of_its_own_brief(database: Database, several: list[Reading]) -> None:
    days = [DAY - timedelta(back) for back in range(8)]
    counted = lines_a_day(database, days, wanted=Wanted())
    briefs = {day: brief_of(database, day=day, wanted=Wanted()) for day in days}

    assert counted == {day: len(one.new) + len(one.changed) + len(one.contradicted) for day, one in briefs.items()}


def test_alerts_come_page_by_page(database: Database) -> None:
    with_alerts(database, talks(), count=5)
    first = alert_page(database, states=AlertState, after=None, most=3)
    second = alert_page(database, states=AlertState, after=first.after, most=3)

    assert [len(first.alerts), len(second.alerts)] == [3, 2]
    assert len({one.id for one in (*first.alerts, *second.alerts)}) == 5
    assert second.after is None
    assert alerts_by_state(database)[AlertState.NEW] == 5


def test_refusals_come_page_by_page(database: Database) -> None:
    with_rejected(database, count=5)
    first = rejected_page(database, stage=None, after=None, most=3)
    second = rejected_page(database, stage=None, after=first.after, most=3)

    assert [len(first.refused), len(second.refused)] == [3, 2]
    assert rejected_by_stage(database) == (("net", 3), ("clean", 2))


def test_the_health_of_all_is_that_of_each(database: Database) -> None:
    with_sources(database, now=NOW)
    found = all_health(database, now=NOW)

    assert [one.well for one in found] == [False, True, False, False]
    for one, watched in zip(found, all_sources(database), strict=True):
        assert replace(one, log=()) == replace(health(database, watched, now=NOW), log=())


def test_the_state_changes_with_what_is_stored(database: Database, several: list[Reading]) -> None:
    before = state_of(database)
    add_readings(database, [(talks(source="new.txt", day=date(2022, 1, 21), more=" New."), None)], now=NOW)
    grown = state_of(database)
    with_rejected(database, count=1)

    assert grown.press != before.press
    assert grown.people == before.people
    assert state_of(database).people != grown.people


def test_a_story_is_known_by_any_of_its_articles(database: Database, several: list[Reading]) -> None:
    found = [story_of(database, one.article) for one in several]

    assert {one.group.origin.id for one in found} == {found[0].group.origin.id}
    assert {len(one.group.copies) for one in found} == {len(several) - 1}
