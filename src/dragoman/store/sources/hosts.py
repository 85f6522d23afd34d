"""Hosts: whose turn it is to ask one, until when it is left alone, and what its robots.txt says."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from dragoman.model import digest
from dragoman.store.database import Database, hold
from dragoman.store.schema.press import hosts
from dragoman.store.values.sources import Host


def host_named(database: Database, name: str) -> Host:
    """What is known of a host; nothing yet where nothing is."""
    with database.reads() as connection:
        return _host(connection, name)


def take_turn(database: Database, name: str, *, now: datetime, gap: timedelta) -> datetime:
    """The moment when a host may be asked next, which is then nobody else's, whichever process asks."""
    with database.writes() as connection:
        hold(connection, digest("host", name))
        asked = _host(connection, name).asked
        turn = now if asked is None else max(now, asked + gap)
        _keep(connection, name, {"asked": turn})
    return turn


def leave_alone(database: Database, name: str, *, until: datetime) -> None:
    """Notes that a host is not to be asked before *until*."""
    with database.writes() as connection:
        hold(connection, digest("host", name))
        _keep(connection, name, {"until": until})


def keep_robots(database: Database, name: str, content: bytes, status: int, *, now: datetime) -> None:
    """Keeps a host's robots.txt."""
    with database.writes() as connection:
        hold(connection, digest("host", name))
        _keep(connection, name, {"robots": content, "status": status, "learned": now})


def _host(connection: Connection, name: str) -> Host:
    found = connection.execute(select(hosts).where(hosts.c.name == name)).first()
    return Host(**found._mapping) if found else Host(name=name)


def _keep(connection: Connection, name: str, values: dict[str, object]) -> None:
    done = connection.execute(update(hosts).where(hosts.c.name == name).values(values))
    if not done.rowcount:
        connection.execute(insert(hosts), {"name": name, **values})
