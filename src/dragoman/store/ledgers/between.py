"""What is done between two sides and who writes of both, found by key and day: no more is read than is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, select

from dragoman.ledger.dyads import Mention, acted_on
from dragoman.ledger.told import Told
from dragoman.store.database import Database
from dragoman.store.errors import StoreError
from dragoman.store.folds.keys import filed, look_for_keys
from dragoman.store.ledger_keys import between, naming
from dragoman.store.rows import key
from dragoman.store.schema.folds import ledger_keys
from dragoman.store.schema.press import readings, records
from dragoman.store.told.records import Home, _told, fits, homes_of, mentioned, mentions, told
from dragoman.store.told.respected import respected_told

Found = tuple[list[Told], list[Mention]]
Days = tuple[date | None, date | None]
"""The first and the last day, where those are asked for."""


def told_between(database: Database, both: tuple[str, str], *, since: date | None, until: date | None) -> Found:
    """The acts between two sides and the articles that name both, each by the day on which it counts."""
    try:
        look_for_keys(database)
    except StoreError:  # read only, or somebody else writes for long
        return from_records(database, both, since=since, until=until)
    days = since, until
    with database.reads() as connection:
        if not filed(connection):
            return from_records(database, both, since=since, until=until)
        naming_both = homes_of(connection, _naming_both(connection, both, days))
        return _acts(connection, both, days, naming_both), mentioned(connection, naming_both.values())


def from_records(database: Database, both: tuple[str, str], *, since: date | None, until: date | None) -> Found:
    """The same from all records of the two."""
    days = since, until
    acts = [one for one in told(database, "event", sides=both) if _within(acted_on(one), days)]
    return acts, [one for one in mentions(database, *both) if _within(one.day, days)]


def _acts(connection: Connection, both: tuple[str, str], days: Days, known: Mapping[int, Home]) -> list[Told]:
    columns = (records.c.kind, records.c.quote, records.c.body, records.c.current, records.c.reading)
    asked: Any = select(*columns).select_from(ledger_keys).join(records, records.c.number == ledger_keys.c.record)
    asked = asked.where(_filed(ledger_keys.c, between(*both), days), records.c.current).order_by(records.c.number)
    made = partial(_told, connection, known=known)
    found = list(made(connection.execute(asked).all()))
    asks = partial(fits, "event", frozenset(map(key, both)))
    every = respected_told(connection, found, made, asks, earlier_versions=False)
    return every if days == (None, None) else [one for one in every if _within(acted_on(one), days)]


def _naming_both(connection: Connection, both: tuple[str, str], days: Days) -> list[int]:
    """The readings of today whose articles name both sides."""
    one, other = ledger_keys.alias(), ledger_keys.alias()
    same = and_(other.c.key == naming(both[1]), other.c.day == one.c.day, other.c.reading == one.c.reading)
    asked = select(one.c.reading).join(other, same).join(readings, readings.c.number == one.c.reading)
    asked = asked.where(_filed(one.c, naming(both[0]), days), readings.c.current).distinct()
    return list(connection.execute(asked).scalars().all())


def _filed(columns: Any, number: int, days: Days) -> ColumnElement[bool]:
    """What stands under a key on these *days*."""
    first, last = (day and day.toordinal() for day in days)
    bounds = [columns.day >= first] if first else []
    return and_(columns.key == number, *bounds, *([columns.day <= last] if last else []))


def _within(day: date, days: Days) -> bool:
    return (days[0] or date.min) <= day <= (days[1] or date.max)
