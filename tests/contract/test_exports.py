"""What leaves a store: the same from SQLite and from PostgreSQL, what a search finds, and a batch of it at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.contract.conftest import BACKENDS, Addresses
from tests.store.readings import DAY, NOW, bare, talks

from dragoman.model import Reader, encode
from dragoman.store import (
    Act,
    Database,
    Person,
    Query,
    StoreError,
    add_reading,
    add_readings,
    exports,
    mark,
    opened,
    search,
)
from dragoman.store.exports import BATCH, how_many_to_export, to_export

SOME = [talks(source=f"{at}.txt", day=DAY + timedelta(at), more=f" Page {at}.") for at in range(7)]
WHO = Person(who="ana", at=NOW, why="read again")
FILTERS = [
    Query(kind="event"),
    Query(kind="entity"),
    Query(actor="NOR"),
    Query(actor="nor", type="ACCUSE"),
    Query(kind="event", type="accuse"),
    Query(channel="Cod Forum"),
    Query(place="CHE"),
    Query(kind="event", words="overfishing"),
    Query(kind="meeting", since=date(2022, 3, 2)),
    Query(kind="event", since=DAY + timedelta(3), until=DAY + timedelta(4)),
    Query(actor="nobody"),
]


@pytest.fixture(params=BACKENDS)
def store(request: pytest.FixtureRequest, new_address: Addresses) -> Iterator[Database]:
    with opened(new_address(request.param), create=True) as database:
        add_readings(database, [(one, None) for one in SOME], now=NOW)
        yield database


def test_a_whole_store_leaves_whole_oldest_day_first(store: Database) -> None:
    found = list(to_export(store, Query()))

    assert [encode(one.kept.reading) for one in found] == [encode(one) for one in SOME]
    assert {len(one.records) for one in found} == {5}
    assert how_many_to_export(store, Query()) == len(SOME)


@pytest.mark.parametrize("query", FILTERS, ids=lambda query: str(query)[6:60])
def test_what_leaves_is_what_a_search_finds(store: Database, query: Query) -> None:
    found = list(to_export(store, query))
    hits = search(store, _wide(query))

    assert sorted((one.kept.reading.article.source, record.id) for one in found for record in one.records) == sorted(
        (hit.article.source, hit.record.id) for hit in hits if hit.record
    )
    assert how_many_to_export(store, query) == len(found)
    assert all(one.records for one in found)


def _wide(query: Query) -> Query:
    """The same without a limit, and of records: words alone would ask for articles."""
    return replace(query, limit=1000, kind=query.kind or ("event" if query.words else None))


def test_days_alone_choose_articles_by_publication(store: Database) -> None:
    found = list(to_export(store, Query(since=DAY + timedelta(2), until=DAY + timedelta(3))))

    assert [one.kept.reading.article.source for one in found] == ["2.txt", "3.txt"]
    assert {len(one.records) for one in found} == {5}


def test_only_the_newest_reading_of_the_newest_version_leaves(store: Database) -> None:
    add_reading(store, talks(source="0.txt", more=" Page 0, changed."), now=NOW)
    newer = replace(SOME[1], reader=Reader(program="2", model="m", knowledge="k"))
    add_reading(store, newer, now=NOW)

    found = [one.kept.reading for one in to_export(store, Query(kind="event"))]

    assert len(found) == len(SOME)
    assert newer in found and SOME[1] not in found and SOME[0] not in found


def test_what_is_added_meanwhile_waits_for_the_next_time(store: Database) -> None:
    coming = to_export(store, Query(actor="NOR"))
    first = next(coming)
    add_reading(store, bare("A page of the meantime."), now=NOW)

    assert len([first, *coming]) == len(SOME)


def test_a_batch_is_in_memory_at_a_time(store: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    real = exports.whole

    def counted(connection: object, batch: list[object]) -> object:
        made.append(len(batch))
        return real(connection, batch)

    monkeypatch.setattr(exports, "BATCH", 2)
    monkeypatch.setattr(exports, "whole", counted)
    coming = to_export(store, Query(kind="event"))

    next(coming)
    assert made == [2]
    assert len(list(coming)) == len(SOME) - 1
    assert made == [2, 2, 2, 1]


def test_more_than_a_batch_leaves_whole(new_address: Addresses) -> None:
    with opened(new_address("sqlite"), create=True) as database:
        many = [bare(f"Page {at}.", source=f"{at}.txt") for at in range(2 * BATCH + 1)]
        add_readings(database, [(one, None) for one in many], now=NOW)

        assert {one.kept.reading.article.source for one in to_export(database, Query())} == {
            f"{at}.txt" for at in range(401)
        }


def test_words_that_hold_no_word_are_told(store: Database) -> None:
    with pytest.raises(StoreError, match="holds no word"):
        list(to_export(store, Query(words="—")))


def test_what_was_marked_leaves_as_people_set_it_right(store: Database) -> None:
    wrong, right = (f"{one.article.id}/{one.events[0].id}" for one in SOME[:2])
    mark(store, wrong, Act.WRONG, by=WHO)
    mark(store, right, Act.PART, by=WHO, part="type", value="THREATEN")

    left = {
        f"{one.kept.reading.article.id}/{record.id}"
        for one in to_export(store, Query(kind="event"))
        for record in one.records
    }
    threats = [one.kept.reading.article.source for one in to_export(store, Query(type="THREATEN"))]

    assert wrong not in left and len(left) == sum(len(one.events) for one in SOME) - 1
    assert threats == [SOME[1].article.source]
