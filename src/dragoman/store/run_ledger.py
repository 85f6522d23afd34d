"""The ledger of a run over many shards: a row for each that is done, once, however often it was worked at.

A file of its own in the run's folder, not part of the store. It has no migrations: a run is gone on with by the version
of Dragoman that began it or by none, since another one would read differently, so no program meets an older schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec
from sqlalchemy import URL, Column, Float, ForeignKey, Integer, MetaData, String, Table, Text, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from dragoman.model import Rejected
from dragoman.store.database import SETTINGS, Database, database_at
from dragoman.store.errors import StoreError
from dragoman.store.schema.press import Moment

metadata = MetaData()

runs = Table(
    "runs",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("began", Moment, nullable=False),
    Column("settings", Text, nullable=False),
)
"""The one run: when it *began*, which is its now for good, and by what *settings* it reads."""

shards = Table(
    "shards",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("said", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("lines", Integer, nullable=False),
    Column("rejected", Integer, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("done", Moment, nullable=False),
)
"""The shards that are done: what each is, the *file* that holds its results, and how much that is."""

rejections = Table(
    "rejections",
    metadata,
    Column("shard", ForeignKey("shards.id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("reason", Text, nullable=False),
)
"""The pages of a shard that could not be read, by their place in it."""

QUARANTINE = "scale"
"""The stage of a page that workers were lost over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardDone:
    """A shard that is done. *rejected* are the pages that could not be read, by their place among its *lines*."""

    id: str
    said: str
    file: str
    lines: int
    rejected: Mapping[int, Rejected]
    seconds: float
    done: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What the shards that are done hold together. *quarantined* pages are among the *rejected* ones."""

    shards: int
    files: int
    lines: int
    rejected: int
    quarantined: int

    @property
    def readings(self) -> int:
        return self.lines - self.rejected


@contextmanager
def run_ledger(file: Path) -> Iterator[Database]:
    """The ledger in *file*, made where it is not there."""
    database = database_at(URL.create("sqlite", database=str(file)), settings=SETTINGS)
    try:
        with database.writes() as connection:
            metadata.create_all(connection)
        yield database
    finally:
        database.close()


def begun(ledger: Database, settings: Mapping[str, str], *, now: datetime) -> datetime:
    """When the run began: *now*, or before. Raises `StoreError` where it is one of other settings."""
    wanted = msgspec.json.encode(dict(sorted(settings.items()))).decode()
    with ledger.writes() as connection:
        found = connection.execute(select(runs.c.began, runs.c.settings)).first()
        if found is None:
            connection.execute(insert(runs), {"number": 1, "began": now, "settings": wanted})
            return now
    if found.settings != wanted:
        before = msgspec.json.decode(found.settings)
        changed = ", ".join(name for name in sorted({*before, *settings}) if before.get(name) != settings.get(name))
        what = f"this run was begun with another {changed}"
        raise StoreError(ledger.where, what, "name another folder, or run it as it was begun")
    began: datetime = found.began
    return began


def done_shards(ledger: Database) -> frozenset[str]:
    """The ids of the shards that are done."""
    with ledger.reads() as connection:
        return frozenset(connection.execute(select(shards.c.id)).scalars())


def add_shard(ledger: Database, one: ShardDone) -> bool:
    """Writes down that a shard is done; false where that was known, and nothing is changed."""
    row = {"id": one.id, "said": one.said, "file": one.file, "seconds": one.seconds, "done": one.done}
    row |= {"lines": one.lines, "rejected": len(one.rejected)}
    with ledger.writes() as connection:
        if connection.execute(upsert(shards).on_conflict_do_nothing(), row).rowcount == 0:
            return False
        if rows := _rejections(one):
            connection.execute(insert(rejections), rows)
    return True


def _rejections(one: ShardDone) -> Sequence[dict[str, object]]:
    return [
        {"shard": one.id, "place": place, "source": bad.source, "stage": bad.stage, "reason": bad.reason}
        for place, bad in one.rejected.items()
    ]


def sums(ledger: Database) -> Sums:
    """What is done so far."""
    with ledger.reads() as connection:
        found = connection.execute(
            select(
                func.count(),
                func.count(shards.c.file.distinct()),
                func.coalesce(func.sum(shards.c.lines), 0),
                func.coalesce(func.sum(shards.c.rejected), 0),
            )
        ).one()
        lost = connection.execute(
            select(func.count()).select_from(rejections).where(rejections.c.stage == QUARANTINE)
        ).scalar_one()
    return Sums(shards=found[0], files=found[1], lines=found[2], rejected=found[3], quarantined=lost)


def rejected_pages(ledger: Database, *, limit: int) -> Iterator[Rejected]:
    """The first pages that could not be read, those that workers were lost over before all others."""
    quarantined_first = (rejections.c.stage != QUARANTINE, rejections.c.source, rejections.c.place)
    with ledger.reads() as connection:
        wanted = select(rejections.c.source, rejections.c.stage, rejections.c.reason).order_by(*quarantined_first)
        for row in connection.execute(wanted.limit(limit)):
            yield Rejected(source=row.source, stage=row.stage, reason=row.reason)
