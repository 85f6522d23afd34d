"""Whom nothing may be sent to: a list of keyed digests, which survives that everything else is erased."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from dragoman.store.database import Database
from dragoman.store.mail.schema import subscribers, subscriptions, suppressed
from dragoman.store.mail.values import Keys, Reason, Status, Suppression


def suppression_hash(keys: Keys, address_key: str) -> str:
    """The keyed digest of an address."""
    return keys.hashed("suppressed", address_key)


def suppress(mail: Database, keys: Keys, address_key: str, reason: Reason, *, now: datetime) -> bool:
    """Sends nothing to this address from now on; false where that was so already, and its reason stays."""
    with mail.writes() as connection:
        return suppress_in(connection, keys, address_key, reason, now=now)


def suppress_subscriber(mail: Database, keys: Keys, subscriber: str, reason: Reason, *, now: datetime) -> bool:
    """The same for a subscriber by id; false where there is none."""
    with mail.writes() as connection:
        found = connection.execute(select(subscribers.c.address_key).where(subscribers.c.id == subscriber)).scalar()
        return found is not None and suppress_in(connection, keys, found, reason, now=now)


def suppress_in(connection: Connection, keys: Keys, address_key: str, reason: Reason, *, now: datetime) -> bool:
    """The same within a transaction."""
    hash = suppression_hash(keys, address_key)
    whose = select(subscribers.c.id).where(subscribers.c.address_key == address_key).scalar_subquery()
    stop = update(subscriptions).where(subscriptions.c.subscriber == whose)
    connection.execute(stop.values(status=Status.SUPPRESSED, left=now))
    found = suppression_in(connection, hash)
    if found is not None and found.reason is not Reason.ERASED:
        return False
    connection.execute(delete(suppressed).where(suppressed.c.hash == hash))
    connection.execute(insert(suppressed), {"hash": hash, "reason": reason, "at": now})
    return True


def suppression_in(connection: Connection, hash: str) -> Suppression | None:
    """Why nothing may be sent, within a transaction; none where it may."""
    found = connection.execute(select(suppressed).where(suppressed.c.hash == hash)).first()
    return Suppression(reason=Reason(found.reason), at=found.at) if found else None


def suppression_of(mail: Database, keys: Keys, address_key: str) -> Suppression | None:
    """Why nothing may be sent to this address; none where it may."""
    with mail.reads() as connection:
        return suppression_in(connection, suppression_hash(keys, address_key))


def lift_suppression(mail: Database, keys: Keys, address_key: str) -> bool:
    """Lets mail be sent to this address again; false where it might already. Its subscriptions do not come back."""
    with mail.writes() as connection:
        gone = delete(suppressed).where(suppressed.c.hash == suppression_hash(keys, address_key))
        return connection.execute(gone).rowcount > 0


def lift_erased(connection: Connection, keys: Keys, subscriber: str) -> None:
    """Somebody who erased themselves came back by their own mailbox."""
    address_key = connection.execute(select(subscribers.c.address_key).where(subscribers.c.id == subscriber)).scalar()
    if address_key is not None:
        ours = suppressed.c.hash == suppression_hash(keys, address_key)
        connection.execute(delete(suppressed).where(ours, suppressed.c.reason == Reason.ERASED))
