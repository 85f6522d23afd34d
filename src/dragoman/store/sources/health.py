"""How sources fare: what each gave, why it failed and what to do, when it is due, since when it is quiet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from dragoman.collect.politeness import Pace, quiet_since
from dragoman.store.database import Database
from dragoman.store.rows import storable
from dragoman.store.schema.press import sightings
from dragoman.store.sources.watched import all_sources, given_by, log_of
from dragoman.store.values.sources import Entry, Happened, Source, Standing, Watched

FEWEST_TOLD = 5
"""Entries of the log that are shown."""
DULL = (Happened.READ, Happened.UNCHANGED)
"""What happens when all is well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a source fares. *well* where nothing is to be done."""

    source: Source
    standing: Standing
    articles: int
    well: bool
    quiet_since: datetime | None
    log: tuple[Entry, ...]


def health(database: Database, watched: Watched, *, now: datetime) -> Health:
    """How one source fares."""
    log = log_of(database, watched.source.name, most=FEWEST_TOLD * 4)
    return _health(watched, given_by(database, watched.source.name), log, now)


def all_health(database: Database, *, now: datetime) -> tuple[Health, ...]:
    """How every source fares, by name; of those that are well without their log."""
    counted = select(sightings.c.source, func.count()).group_by(sightings.c.source)
    with database.reads() as connection:
        given = {row.source: row[1] for row in connection.execute(counted)}
    found = []
    for watched in all_sources(database):
        one = _health(watched, given.get(storable(watched.source.name), 0), (), now)
        found.append(one if one.well else health(database, watched, now=now))
    return tuple(found)


def worth_telling(log: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The newest entries that say more than that all is well."""
    return tuple(one for one in log if one.what not in DULL)[:FEWEST_TOLD]


def pace_of(standing: Standing) -> Pace:
    """The part of how a source stands that says when it is asked."""
    return Pace(
        due=standing.due,
        interval=standing.interval,
        failures=standing.failures,
        news=standing.news,
        usual=standing.usual,
    )


def _health(watched: Watched, articles: int, log: tuple[Entry, ...], now: datetime) -> Health:
    source, standing = watched.source, watched.standing
    quiet = quiet_since(pace_of(standing), added=source.added, now=now)
    return Health(
        source=source,
        standing=standing,
        articles=articles,
        well=standing.trouble is None and standing.paused is None and quiet is None,
        quiet_since=quiet,
        log=log,
    )
