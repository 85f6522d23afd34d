"""What is read again when there is a new reader: the newest version of an article with its current reading."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import msgspec
from sqlalchemy import Select, or_, select

from dragoman.model import Rejected
from dragoman.store.database import Database
from dragoman.store.press.readings import READING, whole
from dragoman.store.schema.press import articles, readings, versions
from dragoman.store.values.press import Kept

DAMAGED = "a stored value is damaged ({}): see dragoman verify --all, then restore a backup"


def to_recode(database: Database, *, since: date, sample: int | None = None) -> tuple[int, ...]:
    """The versions that were added or published *since* a day and are read, oldest first; a *sample* of so many is
    drawn by their digests, the same each time."""
    begun = datetime.combine(since, time(), UTC)
    asked = select(versions.c.number).join(readings).where(versions.c.current, readings.c.current)
    asked = asked.where(or_(versions.c.added >= begun, versions.c.last >= since))
    if sample is not None:
        asked = asked.order_by(versions.c.id).limit(sample)
    with database.reads() as connection:
        return tuple(sorted(connection.execute(asked).scalars()))


def to_compare(database: Database, version: int) -> Kept | Rejected | None:
    """The current reading of a version, or why it cannot be told; none where there is none any longer."""
    asked: Select[Any] = select(*READING, versions.c.body, articles.c.address)
    asked = asked.select_from(readings.join(versions).join(articles)).where(
        versions.c.number == version, versions.c.current, readings.c.current
    )
    with database.reads() as connection:
        found = connection.execute(asked).first()
        if found is None:
            return None
        try:
            return next(whole(connection, [found]))
        except (msgspec.MsgspecError, ValueError, TypeError) as error:
            return Rejected(source=found.address, stage="store", reason=DAMAGED.format(error))
