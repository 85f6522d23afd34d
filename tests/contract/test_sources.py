"""What every store keeps of collecting: the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.contract.conftest import BACKENDS, Addresses
from tests.store.older import older_store
from tests.store.readings import NOW, talks

from dragoman.model import Rejected, digest
from dragoman.store import (
    Database,
    Entry,
    Job,
    Lease,
    Sighting,
    Source,
    SourceKind,
    Standing,
    StoreError,
    Trouble,
    Watched,
    add_jobs,
    add_reading,
    add_source,
    all_readings,
    all_rejected,
    all_sources,
    backup,
    counts,
    dealt_with,
    due_sources,
    free_leases,
    given_by,
    host_named,
    keep_done,
    keep_reading,
    keep_rejected,
    keep_robots,
    keep_source,
    lease,
    leave_alone,
    log_of,
    next_due,
    opened,
    put_off,
    remove_source,
    restore,
    sightings_of,
    source_named,
    take_turn,
    unknown_jobs,
    verify,
)
from dragoman.store.sources import watched as sources

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
WIRE = Source(
    name="Wire", address="https://wire.example/feed", kind=SourceKind.FEED, added=NOW, outlet="The Wire",
    sites=("wire.example.org",), allow=("127.0.0.1:8765",), every=HOUR, since=date(2026, 1, 1),
)  # fmt: skip
STANDING = Standing(due=NOW, interval=HOUR, etag='"x"', trouble=Trouble(reason="it is down", remedy="wait"))
PAGE = digest("page")
FETCH = Job(key="page a", kind="page", payload=b"{}", due=NOW)
SEEN = Sighting(source="Wire")
DOWN = Entry(at=NOW, what="failed", reason="it is down", address="https://wire.example/a", remedy="wait")


@pytest.fixture
def wire(database: Database) -> Watched:
    assert add_source(database, WIRE, STANDING) is None
    return Watched(source=WIRE, standing=STANDING)


def held(database: Database) -> Lease:
    add_jobs(database, [FETCH])
    found = lease(database, holder="one", now=NOW, length=MINUTE)
    assert found
    return found


def faults(database: Database) -> list[str]:
    return [fault for one in verify(database, every=True) for fault in one.faults]


def test_a_source_comes_back_as_it_was_added(database: Database, wire: Watched) -> None:
    assert source_named(database, "wire") == wire
    assert all_sources(database) == (wire,)


@pytest.mark.parametrize("other", [replace(WIRE, address="https://other.example/"), replace(WIRE, name="Other")])
def test_a_name_and_an_address_are_taken_once(database: Database, wire: Watched, other: Source) -> None:
    assert add_source(database, replace(other, name=other.name.upper()), STANDING) == wire
    assert all_sources(database) == (wire,)


def test_sources_are_due_in_order_and_not_while_they_are_paused(database: Database) -> None:
    for name, due, paused in (("b", NOW, None), ("a", NOW - HOUR, None), ("c", NOW, "why"), ("d", NOW + HOUR, None)):
        source = replace(WIRE, name=name, address=f"https://{name}.example/")
        add_source(database, source, replace(STANDING, due=due, paused=paused))

    assert [one.source.name for one in due_sources(database, now=NOW)] == ["a", "b"]


def test_a_round_is_kept_whole_with_its_jobs(database: Database, wire: Watched) -> None:
    after = replace(wire, standing=replace(STANDING, due=NOW + HOUR, trouble=None))

    assert keep_source(database, after, entries=[DOWN], wanted=[FETCH, FETCH]) == 1
    assert keep_source(database, after, wanted=[FETCH]) == 0
    assert source_named(database, "Wire") == after
    assert log_of(database, "Wire") == (DOWN,)
    assert counts(database).jobs == 1


def test_a_round_of_a_source_that_was_removed_keeps_nothing(database: Database, wire: Watched) -> None:
    assert remove_source(database, "WIRE")

    assert keep_source(database, wire, entries=[DOWN], wanted=[FETCH]) is None
    assert (log_of(database, "Wire"), counts(database).jobs, all_sources(database)) == ((), 0, ())
    assert not remove_source(database, "Wire")


def test_the_log_keeps_the_newest_entries(database: Database, wire: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "LONGEST_LOG", 3)
    add_source(database, replace(WIRE, name="Other", address="https://other.example/"), STANDING)
    for number in range(5):
        keep_source(database, wire, entries=[replace(DOWN, reason=f"{number}")])
    keep_source(database, replace(wire, source=replace(WIRE, name="Other")), entries=[DOWN])

    assert [one.reason for one in log_of(database, "Wire")] == ["4", "3", "2"]
    assert log_of(database, "Other") == (DOWN,)


def test_what_a_server_says_is_cut_and_made_storable(database: Database, wire: Watched) -> None:
    keep_source(database, wire, entries=[replace(DOWN, reason="a\0b" + "x" * 100_000)])
    (entry,) = log_of(database, "Wire")

    assert (entry.reason[:3], len(entry.reason)) == ("a\ufffdb", sources.LONGEST_REASON)


def test_a_reading_its_page_its_sighting_and_its_job_are_one(database: Database, wire: Watched) -> None:
    mine = held(database)
    stored = keep_reading(database, talks(), sighting=SEEN, page=PAGE, now=NOW, held=mine, entries=[DOWN])

    assert stored
    assert stored.new
    assert dealt_with(database, PAGE) == stored.reading
    assert sightings_of(database, "a.txt") == (SEEN,)
    assert given_by(database, "Wire") == 1
    assert log_of(database, "Wire") == (DOWN,)
    assert lease(database, holder="two", now=NOW + HOUR, length=MINUTE) is None
    assert add_jobs(database, [FETCH]) == 0
    assert faults(database) == []


def test_a_job_that_somebody_else_has_taken_over_keeps_nothing(database: Database, wire: Watched) -> None:
    mine = held(database)
    lease(database, holder="two", now=NOW + HOUR, length=MINUTE)
    refused = Rejected(source="a", stage="net", reason="down")

    assert keep_reading(database, talks(), sighting=SEEN, page=PAGE, now=NOW, held=mine) is None
    assert not keep_rejected(database, refused, source="Wire", now=NOW, held=mine, entries=[DOWN])
    assert not keep_done(database, mine, source="Wire", now=NOW)
    assert not put_off(database, mine, why="x", again=NOW, source="Wire", entries=[DOWN])
    assert (counts(database).articles, counts(database).rejected, log_of(database, "Wire")) == (0, 0, ())


def test_a_reading_that_does_not_hold_ends_no_job(database: Database, wire: Watched) -> None:
    mine = held(database)
    broken = replace(talks(), article=replace(talks().article, text="other"))

    with pytest.raises(StoreError, match="is refused"):
        keep_reading(database, broken, sighting=SEEN, page=PAGE, now=NOW, held=mine)
    assert lease(database, holder="two", now=NOW + HOUR, length=MINUTE)


def test_a_page_that_could_not_be_read_is_kept_with_its_reason(database: Database, wire: Watched) -> None:
    refused = Rejected(source="https://wire.example/a", stage="net", reason="the server answers 404")

    assert keep_rejected(database, refused, source="Wire", now=NOW, held=held(database), entries=[DOWN])
    assert all_rejected(database) == (refused,)
    assert log_of(database, "Wire") == (DOWN,)


def test_a_page_that_is_known_already_is_noted_for_its_source_too(database: Database, wire: Watched) -> None:
    add_reading(database, talks(), now=NOW)

    assert keep_done(database, held(database), source="Wire", now=NOW, address="a.txt", elsewhere=True)
    assert sightings_of(database, "a.txt") == (replace(SEEN, elsewhere=True),)


def test_a_job_that_is_put_off_comes_back_then(database: Database, wire: Watched) -> None:
    assert put_off(database, held(database), why="503", again=NOW + HOUR, source="Wire", entries=[DOWN])
    assert lease(database, holder="one", now=NOW + MINUTE, length=MINUTE) is None
    again = lease(database, holder="one", now=NOW + HOUR, length=MINUTE)

    assert again
    assert again.attempts == 2


def test_a_job_that_was_not_tried_has_cost_no_attempt(database: Database, wire: Watched) -> None:
    put_off(database, held(database), why="busy", again=NOW, source="Wire", tried=False)
    again = lease(database, holder="one", now=NOW, length=MINUTE)

    assert again
    assert again.attempts == 1


def test_jobs_of_a_holder_that_is_gone_are_free_at_once(database: Database) -> None:
    mine = held(database)

    assert free_leases(database, lambda holder: holder == "two") == 0
    assert free_leases(database, lambda holder: holder == "one") == 1
    assert lease(database, holder="two", now=NOW, length=MINUTE)
    assert not keep_done(database, mine, source="Wire", now=NOW)


def test_jobs_that_are_not_there_yet_are_told_apart(database: Database) -> None:
    add_jobs(database, [FETCH])

    assert unknown_jobs(database, ["page a", "page b"]) == {"page b"}


def test_what_is_due_next_is_a_source_or_a_job(database: Database, wire: Watched) -> None:
    assert next_due(database, ["page"]) == NOW
    keep_source(database, replace(wire, standing=replace(STANDING, due=NOW + HOUR)))
    assert next_due(database, ["page"]) == NOW + HOUR
    add_jobs(database, [replace(FETCH, due=NOW + MINUTE)])
    assert next_due(database, ["page"]) == NOW + MINUTE
    assert next_due(database, ["file"]) == NOW + HOUR


def test_an_empty_store_waits_for_nothing(database: Database) -> None:
    assert next_due(database, ["page"]) is None


def test_turns_at_a_host_are_a_gap_apart_and_nobody_elses(database: Database) -> None:
    second = timedelta(seconds=1)
    turns = [take_turn(database, "wire.example", now=NOW, gap=second) for _ in range(3)]

    assert turns == [NOW, NOW + second, NOW + 2 * second]
    assert take_turn(database, "other.example", now=NOW, gap=second) == NOW
    assert take_turn(database, "wire.example", now=NOW + HOUR, gap=second) == NOW + HOUR


def test_what_is_known_of_a_host_is_kept(database: Database) -> None:
    assert host_named(database, "wire.example").learned is None
    keep_robots(database, "wire.example", b"User-agent: *\nDisallow: /\0", 200, now=NOW)
    leave_alone(database, "wire.example", until=NOW + HOUR)
    host = host_named(database, "wire.example")

    assert (host.robots, host.status, host.learned) == (b"User-agent: *\nDisallow: /\0", 200, NOW)
    assert (host.until, host.asked) == (NOW + HOUR, None)


def test_a_backup_holds_what_is_collected(database: Database, new_address: Addresses, tmp_path: Path) -> None:
    add_source(database, replace(WIRE, name="Another", address="https://another.example/"), STANDING)
    add_source(database, WIRE, STANDING)
    both = [DOWN, replace(DOWN, reason="again")]
    keep_source(database, Watched(source=WIRE, standing=STANDING), entries=both, wanted=[FETCH])
    for source in ("Wire", "Another"):
        keep_reading(database, talks(), sighting=Sighting(source=source, from_feed=True), page=PAGE, now=NOW)
    keep_robots(database, "wire.example", b"", 404, now=NOW)
    backup(database, tmp_path / "one.gz")

    for backend in BACKENDS:
        with opened(new_address(backend), create=True) as other:
            restore(other, tmp_path / "one.gz")
            assert all_sources(other) == all_sources(database)
            assert log_of(other, "Wire") == log_of(database, "Wire") == (both[1], both[0])
            assert sightings_of(other, "a.txt") == sightings_of(database, "a.txt")
            assert host_named(other, "wire.example") == host_named(database, "wire.example")
            assert faults(other) == []
            backup(other, tmp_path / "two.gz")
        assert (tmp_path / "two.gz").read_bytes() == (tmp_path / "one.gz").read_bytes()


def test_a_store_that_only_has_sources_is_not_restored_into(database: Database, wire: Watched, tmp_path: Path) -> None:
    backup(database, tmp_path / "one.gz")

    with pytest.raises(StoreError, match="the store is not empty"):
        restore(database, tmp_path / "one.gz")


def test_a_store_of_the_first_schema_is_brought_up_to_date(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    older_store(address, [talks(), talks(more=" Both denied it.")], monkeypatch)

    with pytest.raises(StoreError, match="its schema 0001 is older .* dragoman doctor --upgrade"), opened(address):
        pass
    with opened(address, upgrade=True) as database:
        assert [one.reading for one in all_readings(database)] == [talks(more=" Both denied it.")]
        assert counts(database).versions == 2
        assert add_source(database, WIRE, STANDING) is None
        assert faults(database) == []
