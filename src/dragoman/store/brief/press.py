"""What came of some days' press: which outlets were read, how much of it tells nothing, and what could not be read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import msgspec
from sqlalchemy import and_, func, or_, select

from dragoman.model import Rejected
from dragoman.store.database import Database
from dragoman.store.schema.press import readings, records, rejected, versions


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletRead:
    """An outlet's *articles* of the days, and how many of them tell nothing that is coded."""

    outlet: str
    articles: int
    uncoded: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfPress:
    """The press of some days: *read* by outlet, and what was *refused* when it came in on these days."""

    read: tuple[OutletRead, ...]
    refused: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True)
class _Head:
    outlet: str | None


def day_of_press(database: Database, since: date, until: date) -> DayOfPress:
    """The press of the days *since* to *until*; an article without a date counts on the day when it came in."""
    begun, over = (datetime.combine(day, time(), UTC) for day in (since, until + timedelta(1)))
    undated = and_(versions.c.last.is_(None), versions.c.added >= begun, versions.c.added < over)
    coded = select(func.count()).where(records.c.reading == readings.c.number, records.c.kind != "entity")
    asked: Any = select(versions.c.body, coded.scalar_subquery().label("coded")).select_from(versions.join(readings))
    asked = asked.where(readings.c.current, or_(versions.c.last.between(since, until), undated))
    refusals = select(rejected).where(rejected.c.added >= begun, rejected.c.added < over)
    with database.reads() as connection:
        found = [(_outlet(row.body), row.coded) for row in connection.execute(asked)]
        refused = connection.execute(refusals.order_by(rejected.c.added, rejected.c.id)).all()
    articles, uncoded = Counter(name for name, _ in found), Counter(name for name, coded in found if not coded)
    return DayOfPress(
        read=tuple(
            OutletRead(outlet=name, articles=articles[name], uncoded=uncoded[name]) for name in sorted(articles)
        ),
        refused=tuple(Rejected(source=row.source, stage=row.stage, reason=row.reason) for row in refused),
    )


def _outlet(body: bytes) -> str:
    return msgspec.json.decode(body, type=_Head).outlet or "no outlet named"
