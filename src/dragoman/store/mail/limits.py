"""How many mails sign-ups may cause, counted over sliding times; and proofs of work that were used. In transactions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select, update

from dragoman.model import digest
from dragoman.store.database import Database, hold
from dragoman.store.mail.schema import attempts, challenges, consents
from dragoman.store.mail.values import Limit

LOCK = digest("sign-ups")
LONGEST = timedelta(days=2)
"""No limit looks further back."""


def over(connection: Connection, limits: Iterable[Limit], *, now: datetime) -> str | None:
    """The name of the first limit that is reached. Every one is looked up, whichever is reached."""
    reached = [limit.name for limit in limits if _count(connection, limit, now) >= limit.most]
    return reached[0] if reached else None


def _count(connection: Connection, limit: Limit, now: datetime) -> int:
    of_key = (attempts.c.key == limit.key, attempts.c.at > now - limit.within)
    return connection.execute(select(func.count()).where(*of_key)).scalar_one()


def count_in(connection: Connection, limits: Iterable[Limit], *, now: datetime) -> None:
    """Counts one mail against each limit."""
    connection.execute(insert(attempts), [{"key": limit.key, "at": now} for limit in limits])


def spend(mail: Database, id: str, *, expires: datetime, now: datetime) -> bool:
    """Marks a proof of work as used; false where it was used before."""
    with mail.writes() as connection:
        hold(connection, LOCK)
        connection.execute(delete(challenges).where(challenges.c.expires <= now))
        if connection.execute(select(challenges.c.id).where(challenges.c.id == id)).first() is not None:
            return False
        connection.execute(insert(challenges), {"id": id, "expires": expires})
    return True


def tidy(mail: Database, *, now: datetime) -> None:
    """Throws away what has had its time: counted mails, used proofs, digests of networks."""
    with mail.writes() as connection:
        tidy_in(connection, now=now)


def tidy_in(connection: Connection, *, now: datetime) -> None:
    """The same within a transaction."""
    connection.execute(delete(attempts).where(attempts.c.at <= now - LONGEST))
    connection.execute(delete(challenges).where(challenges.c.expires <= now))
    over = consents.c.network_until <= now
    connection.execute(update(consents).where(over).values(network_hash=None, network_until=None))
