"""The end of an errand: its reading, its note that the page is dealt with, and its job, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from dragoman.model import Reading, Rejected, digest
from dragoman.store import rows
from dragoman.store.database import Database, hold
from dragoman.store.errors import StoreError
from dragoman.store.press.articles import taken
from dragoman.store.press.jobs import DONE, LEASED, WAITING
from dragoman.store.press.pages import put_page, put_rejected
from dragoman.store.press.readings import put_reading
from dragoman.store.rows import storable
from dragoman.store.schema.press import articles, jobs, sightings
from dragoman.store.sources.watched import put_entries
from dragoman.store.values.press import Lease, Stored
from dragoman.store.values.sources import Entry, Sighting


def keep_reading(
    database: Database,
    reading: Reading,
    *,
    sighting: Sighting,
    page: str,
    now: datetime,
    held: Lease | None = None,
    entries: Iterable[Entry] = (),
) -> Stored | None:
    """Adds *reading*, the note which source gave it and that *page* is dealt with, and ends the job that is *held*.

    None, and nothing is kept, where the lease has run out and somebody else has the job.
    """
    for wrong in rows.astray(reading):
        raise StoreError(database.where, f"a reading of {reading.article.source} is refused", wrong)
    with database.writes() as connection:
        if not _ended(connection, held):
            return None
        stored = put_reading(connection, reading, now=now)
        put_page(connection, page, now=now, reading=stored.reading)
        put_sighting(connection, rows.article_row(reading.article)["id"], sighting, now=now)
        put_entries(connection, sighting.source, entries)
    return stored


def keep_rejected(
    database: Database,
    one: Rejected,
    *,
    source: str,
    now: datetime,
    held: Lease | None = None,
    page: str | None = None,
    entries: Iterable[Entry] = (),
) -> bool:
    """Keeps why a page that *source* told of could not be read, and ends the job; false where it is no longer ours."""
    with database.writes() as connection:
        if not _ended(connection, held):
            return False
        put_rejected(connection, one, now=now, page=page)
        put_entries(connection, source, entries)
    return True


def keep_done(
    database: Database, held: Lease, *, source: str, now: datetime, address: str | None = None, elsewhere: bool = False
) -> bool:
    """Ends a job whose page was dealt with before; *address* is the article that *source* thereby gives too."""
    with database.writes() as connection:
        if not _ended(connection, held):
            return False
        article = None if address is None else rows.article_id(address)
        if article is not None and taken(connection, articles.c.id, [article]):
            put_sighting(connection, article, Sighting(source=source, elsewhere=elsewhere), now=now)
    return True


def put_off(
    database: Database,
    held: Lease,
    *,
    why: str,
    again: datetime,
    source: str,
    tried: bool = True,
    entries: Iterable[Entry] = (),
) -> bool:
    """Gives a job back, to be tried *again* then; false where it is no longer ours.

    One that was not even *tried* has not cost an attempt.
    """
    attempts = held.attempts if tried else held.attempts - 1
    values = {"state": WAITING, "due": again, "holder": None, "until": None, "error": storable(why)}
    values["attempts"] = attempts
    with database.writes() as connection:
        kept = _end(connection, held, values)
        put_entries(connection, source, entries if kept else ())
    return kept


def free_leases(database: Database, gone: Callable[[str], bool]) -> int:
    """Gives back the jobs of holders that are *gone*, before their leases run out; how many those are."""
    with database.writes() as connection:
        held = select(jobs.c.holder).where(jobs.c.state == LEASED).distinct()
        dead = [holder for holder in connection.execute(held).scalars() if holder is not None and gone(holder)]
        free = {"state": WAITING, "holder": None, "until": None}
        wanted = update(jobs).where(jobs.c.state == LEASED, jobs.c.holder.in_(dead))
        return connection.execute(wanted.values(free)).rowcount


def put_sighting(connection: Connection, article: str, sighting: Sighting, *, now: datetime) -> None:
    """Notes within a transaction which source gave an article; what it said of it last holds."""
    source = storable(sighting.source)
    hold(connection, digest("sighting", article, source))
    values: dict[str, Any] = {"elsewhere": sighting.elsewhere, "from_feed": sighting.from_feed}
    at = (sightings.c.article == article, sightings.c.source == source)
    if not connection.execute(update(sightings).where(*at).values(values)).rowcount:
        connection.execute(insert(sightings), {"article": article, "source": source, "added": now, **values})


def sightings_of(database: Database, address: str) -> tuple[Sighting, ...]:
    """Which sources gave the article at *address*, by name."""
    wanted = select(sightings).where(sightings.c.article == rows.article_id(address)).order_by(sightings.c.source)
    with database.reads() as connection:
        found = connection.execute(wanted).all()
    return tuple(Sighting(source=row.source, elsewhere=row.elsewhere, from_feed=row.from_feed) for row in found)


def _ended(connection: Connection, held: Lease | None) -> bool:
    """Ends the job, which then needs no more than its key; true where there is none to end."""
    values = {"state": DONE, "payload": b"", "holder": None, "until": None, "error": None}
    return held is None or _end(connection, held, values)


def _end(connection: Connection, held: Lease, values: dict[str, Any]) -> bool:
    ours = (
        jobs.c.id == digest("job", held.job.key),
        jobs.c.state == LEASED,
        jobs.c.holder == held.holder,
        jobs.c.attempts == held.attempts,
    )
    return connection.execute(update(jobs).where(*ours).values(values)).rowcount == 1
