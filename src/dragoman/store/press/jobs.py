"""The database is the queue: jobs are rows with a lease, added in the transaction that makes them needed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, insert, or_, select, update

from dragoman.model import digest
from dragoman.store.database import Database, hold
from dragoman.store.schema.press import jobs
from dragoman.store.values.press import Job, Lease

WAITING, LEASED, DONE, FAILED = "waiting", "leased", "done", "failed"


def add_jobs(database: Database, wanted: Iterable[Job]) -> int:
    """Adds the jobs whose key is new; how many those are."""
    with database.writes() as connection:
        return put_jobs(connection, wanted)


def put_jobs(connection: Connection, wanted: Iterable[Job]) -> int:
    """The same within a transaction."""
    new, by_id = 0, {digest("job", job.key): job for job in wanted}
    hold(connection, *by_id)
    for id, job in by_id.items():
        if connection.execute(select(jobs.c.id).where(jobs.c.id == id)).first() is None:
            row = {"id": id, "key": job.key, "kind": job.kind, "payload": job.payload, "due": job.due}
            connection.execute(insert(jobs), {**row, "state": WAITING, "attempts": 0})
            new += 1
    return new


def lease(
    database: Database, *, holder: str, now: datetime, length: timedelta, kinds: Iterable[str] | None = None
) -> Lease | None:
    """The job that has been due longest, *holder*'s alone for *length*; one whose lease ran out is due again."""
    with database.writes() as connection:
        due = or_(and_(jobs.c.state == WAITING, jobs.c.due <= now), and_(jobs.c.state == LEASED, jobs.c.until <= now))
        wanted = select(jobs).where(due, *([] if kinds is None else [jobs.c.kind.in_(tuple(kinds))]))
        found = connection.execute(
            wanted.order_by(jobs.c.due, jobs.c.id).limit(1).with_for_update(skip_locked=True)
        ).first()
        if found is None:
            return None
        until, attempts = now + length, found.attempts + 1
        taken = {"state": LEASED, "holder": holder, "until": until, "attempts": attempts}
        connection.execute(update(jobs).where(jobs.c.id == found.id).values(taken))
    return Lease(job=_job(found), holder=holder, until=until, attempts=attempts)


def finish(database: Database, held: Lease) -> bool:
    """Marks the job as done; false where the lease has run out and somebody else has taken it."""
    return _end(database, held, {"state": DONE, "holder": None, "until": None, "error": None})


def give_up(database: Database, held: Lease, *, why: str, again: datetime | None = None) -> bool:
    """Marks the job as failed for *why*, to be tried *again* then where that is given."""
    state = {"state": FAILED} if again is None else {"state": WAITING, "due": again}
    return _end(database, held, {**state, "holder": None, "until": None, "error": why})


def _end(database: Database, held: Lease, values: dict[str, Any]) -> bool:
    with database.writes() as connection:
        done = connection.execute(update(jobs).where(_still(held)).values(values))
    return done.rowcount == 1


def _still(held: Lease) -> ColumnElement[bool]:
    return and_(
        jobs.c.id == digest("job", held.job.key),
        jobs.c.state == LEASED,
        jobs.c.holder == held.holder,
        jobs.c.attempts == held.attempts,
    )


def _job(row: Row[Any]) -> Job:
    return Job(key=row.key, kind=row.kind, payload=row.payload, due=row.due)
