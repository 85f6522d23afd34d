"""What rules look at that no ledger holds: how the sources fare, and how many of their pages could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

import msgspec
from sqlalchemy import Connection, func, select

from dragoman.ledger.alert_values import DayOfPages, Refusal, SourceState
from dragoman.store.database import Database
from dragoman.store.rows import storable
from dragoman.store.schema.press import readings, rejected, sightings, sources
from dragoman.store.values.sources import Source, Standing

Owns = Callable[[Source, str], bool]
"""Whether a page, by its address, is of a source."""


def source_states(database: Database, owns: Owns) -> tuple[SourceState, ...]:
    """How every source fares. A page that could not be read is counted for every source that *owns* it."""
    with database.reads() as connection:
        refusals = _refusals(connection)
        found = connection.execute(select(sources.c.body, sources.c.standing)).all()
        return tuple(
            _state(connection, source, standing, [one for one in refusals if owns(source, one.address)])
            for source, standing in (
                (msgspec.json.decode(body, type=Source), msgspec.json.decode(standing, type=Standing))
                for body, standing in found
            )
        )


def readings_so_far(database: Database) -> tuple[int, int]:
    """How many readings and refusals the store has ever been given: where both stay, no rule has more to look at."""
    with database.reads() as connection:
        newest = connection.execute(select(func.max(readings.c.number))).scalar() or 0
        return newest, connection.execute(select(func.count()).select_from(rejected)).scalar_one()


def _refusals(connection: Connection) -> list[Refusal]:
    found = connection.execute(select(rejected).order_by(rejected.c.added, rejected.c.id))
    return [Refusal(day=row.added.date(), address=row.source, reason=f"{row.reason} [{row.stage}]") for row in found]


def _state(connection: Connection, source: Source, standing: Standing, refusals: list[Refusal]) -> SourceState:
    given = _given(connection, source.name)
    refused = Counter(one.day for one in refusals)
    pages = (DayOfPages(day=day, read=given[day], refused=refused[day]) for day in sorted({*given, *refused}))
    return SourceState(
        name=source.name,
        added=source.added,
        news=standing.news,
        usual=None if standing.usual is None else standing.usual.total_seconds(),
        paused=standing.paused is not None,
        pages=tuple(pages),
        refusals=tuple(refusals),
    )


def _given(connection: Connection, name: str) -> Counter[date]:
    """How many articles a source gave on each day."""
    wanted = select(sightings.c.added).where(sightings.c.source == storable(name))
    return Counter(moment.date() for moment in connection.execute(wanted).scalars())
