"""Pages that have been dealt with, and those that could not be read."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select

from dragoman.model import Rejected, digest
from dragoman.store.database import Database, hold
from dragoman.store.rows import storable
from dragoman.store.schema.press import pages, rejected


def add_rejected(database: Database, one: Rejected, *, now: datetime, page: str | None = None) -> str:
    """Keeps that a page could not be read, and why, once; its id. *page* marks its bytes as dealt with."""
    with database.writes() as connection:
        return put_rejected(connection, one, now=now, page=page)


def put_rejected(connection: Connection, one: Rejected, *, now: datetime, page: str | None = None) -> str:
    """The same within a transaction."""
    id = digest("rejected", one.source, one.stage, one.reason)
    hold(connection, id)
    if connection.execute(select(rejected.c.id).where(rejected.c.id == id)).first() is None:
        texts = {name: storable(getattr(one, name)) for name in ("source", "stage", "reason")}
        connection.execute(insert(rejected), {"id": id, "added": now, **texts})
    if page is not None:
        put_page(connection, page, now=now, rejected=id)
    return id


def all_rejected(database: Database) -> tuple[Rejected, ...]:
    """Every page that could not be read, by source."""
    with database.reads() as connection:
        found = connection.execute(select(rejected).order_by(rejected.c.added, rejected.c.id)).all()
    return tuple(
        sorted(
            (Rejected(source=row.source, stage=row.stage, reason=row.reason) for row in found),
            key=lambda one: (one.source, one.stage, one.reason),
        )
    )


def put_page(
    connection: Connection, page: str, *, now: datetime, reading: str | None = None, rejected: str | None = None
) -> None:
    """Notes that *page* has been dealt with, within a transaction."""
    hold(connection, page)
    if connection.execute(select(pages.c.id).where(pages.c.id == page)).first() is None:
        connection.execute(insert(pages), {"id": page, "added": now, "reading": reading, "rejected": rejected})


def dealt_with(database: Database, page: str) -> str | Rejected | None:
    """What became of *page*: the digest of its reading, or why it was rejected; none where it is new."""
    with database.reads() as connection:
        found = connection.execute(select(pages).where(pages.c.id == page)).first()
        if found is None or found.reading is not None:
            return found.reading if found is not None else None
        row = connection.execute(select(rejected).where(rejected.c.id == found.rejected)).one()
    return Rejected(source=row.source, stage=row.stage, reason=row.reason)
