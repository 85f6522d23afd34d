"""The queue: a job is one holder's at a time, survives its holder, and is done once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.store.readings import NOW, bare, talks

from dragoman.model import Reading
from dragoman.store import (
    Database,
    Job,
    Lease,
    StoreError,
    add_jobs,
    add_reading,
    counts,
    finish,
    give_up,
    lease,
    opened,
)

MINUTE = timedelta(minutes=1)
FETCH = Job(key="fetch a", kind="fetch", payload=b'{"url":"a"}', due=NOW)


def taken(database: Database, *, holder: str = "one", after: timedelta = timedelta(0), **more: object) -> Lease | None:
    return lease(database, holder=holder, now=NOW + after, length=MINUTE, **more)  # type: ignore[arg-type]


def test_a_job_is_leased_with_all_that_it_says(database: Database) -> None:
    add_jobs(database, [FETCH])

    assert taken(database) == Lease(job=FETCH, holder="one", until=NOW + MINUTE, attempts=1)


def test_a_leased_job_is_nobody_elses(database: Database) -> None:
    add_jobs(database, [FETCH])
    taken(database)

    assert taken(database, holder="two") is None


def test_a_lease_that_ran_out_is_taken_over_and_its_holder_can_no_longer_finish(database: Database) -> None:
    add_jobs(database, [FETCH])
    first = taken(database)
    second = taken(database, holder="two", after=MINUTE)

    assert first
    assert second
    assert (second.holder, second.attempts) == ("two", 2)
    assert not finish(database, first)
    assert finish(database, second)


def test_the_same_holder_cannot_finish_by_an_older_lease(database: Database) -> None:
    add_jobs(database, [FETCH])
    first = taken(database)
    taken(database, after=MINUTE)

    assert first
    assert not finish(database, first)


def test_work_that_is_done_is_not_done_again(database: Database) -> None:
    add_jobs(database, [FETCH])
    held = taken(database)

    assert held
    assert finish(database, held)
    assert add_jobs(database, [FETCH]) == 0
    assert taken(database, after=100 * MINUTE) is None


def test_a_job_waits_until_it_is_due(database: Database) -> None:
    add_jobs(database, [replace(FETCH, due=NOW + MINUTE)])

    assert taken(database) is None
    assert taken(database, after=MINUTE)


def test_the_job_that_has_been_due_longest_comes_first(database: Database) -> None:
    add_jobs(database, [FETCH, replace(FETCH, key="fetch b", due=NOW - MINUTE)])
    held = taken(database)

    assert held
    assert held.job.key == "fetch b"


def test_a_worker_takes_only_the_kinds_that_it_knows(database: Database) -> None:
    add_jobs(database, [FETCH])

    assert taken(database, kinds=["send"]) is None
    assert taken(database, kinds=["send", "fetch"])


def test_a_job_that_failed_is_tried_again_when_asked_for(database: Database) -> None:
    add_jobs(database, [FETCH])
    held = taken(database)

    assert held
    assert give_up(database, held, why="the server answers 503", again=NOW + MINUTE)
    assert taken(database) is None
    assert taken(database, after=MINUTE)


def test_a_job_that_failed_for_good_is_not_tried_again(database: Database) -> None:
    add_jobs(database, [FETCH])
    held = taken(database)

    assert held
    assert give_up(database, held, why="the server answers 410")
    assert taken(database, after=100 * MINUTE) is None


def test_jobs_stand_or_fall_with_the_reading_that_makes_them_needed(database: Database) -> None:
    add_reading(database, talks(), now=NOW, jobs=[FETCH])
    assert counts(database).jobs == 1

    broken: Reading = replace(bare("Text.", source="b.txt"), events=(replace(talks().events[0]),))
    with pytest.raises(StoreError):
        add_reading(database, broken, now=NOW, jobs=[replace(FETCH, key="fetch c")])
    assert counts(database).jobs == 1


def test_many_workers_take_each_job_once(address: str) -> None:
    with opened(address, create=True) as database:
        add_jobs(database, [replace(FETCH, key=f"fetch {number}") for number in range(40)])

    def work(holder: int) -> list[str]:
        keys = []
        with opened(address) as database:
            while held := taken(database, holder=str(holder)):
                keys.append(held.job.key)
                finish(database, held)
        return keys

    with ThreadPoolExecutor(4) as workers:
        done = [key for keys in workers.map(work, range(4)) for key in keys]

    assert sorted(done) == sorted(f"fetch {number}" for number in range(40))


def test_two_processes_that_add_the_same_at_once_add_it_once(address: str) -> None:
    with opened(address, create=True):
        pass

    def work(_: int) -> Callable[[], int]:
        with opened(address) as database:
            return [add_reading(database, talks(source=f"{n}.txt"), now=NOW).new for n in range(10)].count

    with ThreadPoolExecutor(4) as workers:
        added = sum(count(True) for count in workers.map(work, range(4)))  # type: ignore[call-arg]

    assert added == 10
