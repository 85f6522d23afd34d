"""What could not be read, page by page, the newest first, and how much of it each stage gave up on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select

from dragoman.model import Rejected
from dragoman.store.database import Database
from dragoman.store.schema.press import rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A page that could not be read, and when that was."""

    at: datetime
    what: Rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedPage:
    """A page of them; *after* is the id after which the next begins, none after the last."""

    refused: tuple[Refused, ...]
    after: str | None


def rejected_page(database: Database, *, stage: str | None, after: str | None, most: int) -> RefusedPage:
    """The page that begins after the row of that id, of one *stage* alone; from the first where it is gone."""
    wanted = select(rejected).where(*([rejected.c.stage == stage] if stage else []))
    with database.reads() as connection:
        last = connection.execute(select(rejected).where(rejected.c.id == after)).first() if after else None
        if last is not None:
            earlier = and_(rejected.c.added == last.added, rejected.c.id < last.id)
            wanted = wanted.where(or_(rejected.c.added < last.added, earlier))
        ordered = wanted.order_by(rejected.c.added.desc(), rejected.c.id.desc()).limit(most + 1)
        found = connection.execute(ordered).all()
    told = [
        Refused(at=row.added, what=Rejected(source=row.source, stage=row.stage, reason=row.reason))
        for row in found[:most]
    ]
    return RefusedPage(refused=tuple(told), after=found[most - 1].id if len(found) > most else None)


def rejected_by_stage(database: Database) -> tuple[tuple[str, int], ...]:
    """How many pages each stage gave up on, the most first."""
    count = func.count()
    counted = select(rejected.c.stage, count).group_by(rejected.c.stage).order_by(count.desc(), rejected.c.stage)
    with database.reads() as connection:
        return tuple((row.stage, int(row[1])) for row in connection.execute(counted))
