"""Sources: added, changed, removed; what a round found is kept with the jobs that it makes necessary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, and_, delete, func, insert, select, update

from dragoman.model import digest
from dragoman.store.database import Database, hold
from dragoman.store.press.articles import taken
from dragoman.store.press.jobs import WAITING, put_jobs
from dragoman.store.rows import storable
from dragoman.store.schema.press import jobs, sightings, source_log, sources
from dragoman.store.values.press import Job
from dragoman.store.values.sources import Entry, Source, Standing, Watched

LONGEST_LOG = 200
"""Entries that are kept of one source."""
LONGEST_REASON = 1000


def source_id(name: str) -> str:
    """The id of the source of this *name*, whatever its case."""
    return digest("source", name.casefold())


def add_source(database: Database, source: Source, standing: Standing) -> Watched | None:
    """Adds *source*; the one that already has its name or address, where there is one, and nothing is added."""
    with database.writes() as connection:
        hold(connection, digest("sources"))
        for other in _all(connection):
            if source_id(other.source.name) == source_id(source.name) or other.source.address == source.address:
                return other
        put_source(connection, Watched(source=source, standing=standing))
    return None


def put_source(connection: Connection, watched: Watched) -> None:
    """Adds a source within a transaction."""
    connection.execute(insert(sources), {"id": source_id(watched.source.name), **_row(watched)})


def all_sources(database: Database) -> tuple[Watched, ...]:
    """Every source, by name."""
    with database.reads() as connection:
        return tuple(_all(connection))


def source_named(database: Database, name: str) -> Watched | None:
    """The source of this *name*."""
    with database.reads() as connection:
        found = connection.execute(select(sources).where(sources.c.id == source_id(name))).first()
    return watched_of(found) if found else None


def due_sources(database: Database, *, now: datetime) -> tuple[Watched, ...]:
    """The sources to ask now, those that have been due longest first."""
    wanted = select(sources).where(~sources.c.paused, sources.c.due <= now).order_by(sources.c.due, sources.c.id)
    with database.reads() as connection:
        return tuple(watched_of(row) for row in connection.execute(wanted))


def claim_source(database: Database, due: Watched, *, until: datetime) -> bool:
    """Takes a *due* source for oneself until then; false where another collector has it, or has asked it."""
    return _moved(database, due, due.standing.due, until)


def unclaim_source(database: Database, due: Watched, *, until: datetime) -> None:
    """Gives back a source that was taken until then and not asked: it is due as before."""
    _moved(database, due, until, due.standing.due)


def _moved(database: Database, watched: Watched, before: datetime, after: datetime) -> bool:
    """Sets when a source is asked, unless it is another moment by now; its standing keeps when it was due."""
    mine = and_(sources.c.id == source_id(watched.source.name), sources.c.due == before)
    with database.writes() as connection:
        return connection.execute(update(sources).where(mine).values(due=after)).rowcount == 1


def keep_source(
    database: Database,
    after: Watched,
    *,
    before: Watched | None = None,
    entries: Iterable[Entry] = (),
    wanted: Iterable[Job] = (),
) -> int | None:
    """Keeps what a source has become, what happened, and the jobs that it makes necessary, all in one transaction.

    Where it was paused or resumed since it was as *before*, that holds. How many of the jobs are new; none where the
    source was removed meanwhile, and then nothing is kept.
    """
    id = source_id(after.source.name)
    with database.writes() as connection:
        found = connection.execute(select(sources).where(sources.c.id == id).with_for_update()).first()
        if found is None:
            return None
        paused = watched_of(found).standing.paused
        if before is not None and paused != before.standing.paused:
            after = replace(after, standing=replace(after.standing, paused=paused))
        connection.execute(update(sources).where(sources.c.id == id).values(_row(after)))
        put_entries(connection, after.source.name, entries)
        return put_jobs(connection, wanted)


def remove_source(database: Database, name: str) -> bool:
    """Forgets a source and its log; what it gave stays. False where there is none of that *name*."""
    id = source_id(name)
    with database.writes() as connection:
        connection.execute(delete(source_log).where(source_log.c.source == id))
        return connection.execute(delete(sources).where(sources.c.id == id)).rowcount == 1


def log_of(database: Database, name: str, *, most: int = LONGEST_LOG) -> tuple[Entry, ...]:
    """What happened at a source, the newest first."""
    wanted = select(source_log).where(source_log.c.source == source_id(name))
    with database.reads() as connection:
        found = connection.execute(wanted.order_by(source_log.c.number.desc()).limit(most)).all()
    return tuple(entry_of(row) for row in found)


def put_entries(connection: Connection, name: str, entries: Iterable[Entry]) -> None:
    """Adds to the log of a source that is still there, within a transaction; the oldest make room."""
    id, several = source_id(name), list(entries)
    if not several or connection.execute(select(sources.c.id).where(sources.c.id == id)).first() is None:
        return
    connection.execute(insert(source_log), [_entry_row(id, one) for one in several[-LONGEST_LOG:]])
    of_it = source_log.c.source == id
    newest = select(source_log.c.number).where(of_it).order_by(source_log.c.number.desc())
    oldest_kept = connection.execute(newest.offset(LONGEST_LOG - 1).limit(1)).scalar()
    if oldest_kept is not None:
        connection.execute(delete(source_log).where(of_it, source_log.c.number < oldest_kept))


def unknown_jobs(database: Database, keys: Iterable[str]) -> set[str]:
    """Those of the *keys* under which no job is there yet, done or not."""
    by_id = {digest("job", key): key for key in keys}
    with database.reads() as connection:
        known = taken(connection, jobs.c.id, by_id)
    return {key for id, key in by_id.items() if id not in known}


def given_by(database: Database, name: str) -> int:
    """How many articles a source has given."""
    wanted = select(func.count()).select_from(sightings).where(sightings.c.source == storable(name))
    with database.reads() as connection:
        return connection.execute(wanted).scalar_one()


def next_due(database: Database, kinds: Iterable[str], *, of_sources: bool = True) -> datetime | None:
    """When the next waiting job of these *kinds* is due, or the next source; none where nothing waits."""
    asked = [select(func.min(jobs.c.due)).where(jobs.c.state == WAITING, jobs.c.kind.in_(tuple(kinds)))]
    if of_sources:
        asked.append(select(func.min(sources.c.due)).where(~sources.c.paused))
    with database.reads() as connection:
        found = [connection.execute(one).scalar() for one in asked]
    return min((one for one in found if one is not None), default=None)


def _all(connection: Connection) -> list[Watched]:
    return sorted(map(watched_of, connection.execute(select(sources))), key=lambda one: one.source.name.casefold())


def _row(watched: Watched) -> dict[str, Any]:
    source, standing = watched.source, watched.standing
    return {
        "name": storable(source.name),
        "due": standing.due,
        "paused": standing.paused is not None,
        "body": msgspec.json.encode(source),
        "standing": msgspec.json.encode(standing),
    }


def watched_of(row: Row[Any]) -> Watched:
    """A source by its row."""
    return Watched(
        source=msgspec.json.decode(row.body, type=Source), standing=msgspec.json.decode(row.standing, type=Standing)
    )


def _entry_row(id: str, entry: Entry) -> dict[str, Any]:
    texts = {name: getattr(entry, name) for name in ("what", "reason", "address", "remedy")}
    cut = {name: None if text is None else storable(text[:LONGEST_REASON]) for name, text in texts.items()}
    return {"source": id, "at": entry.at, **cut}


def entry_of(row: Row[Any]) -> Entry:
    """An entry by its row."""
    return Entry(at=row.at, what=row.what, reason=row.reason, address=row.address, remedy=row.remedy)
