"""The ledger of a run: a shard is done once, and a run goes on only as it was begun."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dragoman.model import Rejected
from dragoman.store import Database, StoreError
from dragoman.store.run_ledger import (
    QUARANTINE,
    ShardDone,
    add_shard,
    begun,
    done_shards,
    rejected_pages,
    run_ledger,
    sums,
)

NOW = datetime(2026, 1, 1, tzinfo=UTC)
BAD = Rejected(source="https://wire.example/1", stage="clean", reason="no article")
LOST = Rejected(source="https://wire.example/2", stage=QUARANTINE, reason="it ends the process")
ONE = ShardDone(id="a", said="a to b", file="f.jsonl", lines=5, rejected={1: BAD, 3: LOST}, seconds=1.5, done=NOW)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Database]:
    with run_ledger(tmp_path / "run.db") as ledger:
        yield ledger


def test_a_shard_is_done_once(ledger: Database) -> None:
    assert add_shard(ledger, ONE)
    assert not add_shard(ledger, replace(ONE, file="other.jsonl", lines=9))

    assert done_shards(ledger) == {"a"}
    assert (sums(ledger).lines, sums(ledger).readings, sums(ledger).quarantined) == (5, 3, 1)


def test_pages_that_workers_were_lost_over_are_told_first(ledger: Database) -> None:
    add_shard(ledger, ONE)

    assert list(rejected_pages(ledger, limit=5)) == [LOST, BAD]
    assert list(rejected_pages(ledger, limit=1)) == [LOST]


def test_a_run_keeps_its_now(ledger: Database) -> None:
    assert begun(ledger, {"--format": "jsonl"}, now=NOW) == NOW
    assert begun(ledger, {"--format": "jsonl"}, now=NOW + timedelta(days=1)) == NOW


def test_a_run_of_other_settings_is_refused(ledger: Database) -> None:
    begun(ledger, {"--format": "jsonl", "--published": "None"}, now=NOW)

    with pytest.raises(StoreError, match="another --format: name another folder"):
        begun(ledger, {"--format": "parquet", "--published": "None"}, now=NOW)


def test_a_ledger_opens_again(tmp_path: Path) -> None:
    for _ in range(2):
        with run_ledger(tmp_path / "again.db") as ledger:
            add_shard(ledger, ONE)
            assert sums(ledger).shards == 1
