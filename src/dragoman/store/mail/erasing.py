"""What is held about one address: all of it as one value, and the way out that leaves a keyed digest alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, select, update

from dragoman.store.database import Database
from dragoman.store.forgetting.erasing import sweep_files
from dragoman.store.mail.schema import consents, subscribers, subscriptions
from dragoman.store.mail.schema_sending import mail_bounces, mail_deliveries
from dragoman.store.mail.subscribers import consents_of, with_subscriptions
from dragoman.store.mail.suppression import suppress_in, suppression_hash, suppression_in
from dragoman.store.mail.values import Consent, Keys, Reason, Subscriber, Subscription, Suppression

SWEPT = ("subscribers", "subscriptions", "consents", "mail_deliveries", "mail_bounces")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """All that is held about an address. Without a *subscriber* it is at most that nothing may be sent to it."""

    address: str
    subscriber: Subscriber | None
    subscriptions: tuple[Subscription, ...]
    consents: tuple[Consent, ...]
    deliveries: tuple[dict[str, Any], ...]
    bounces: tuple[dict[str, Any], ...]
    suppression: Suppression | None


def held_about(mail: Database, keys: Keys, address: str, address_key: str) -> Held:
    """All that is held about an address."""
    with mail.reads() as connection:
        found = with_subscriptions(connection, subscribers.c.address_key == address_key)
        id = found[0].id if found else ""
        return Held(
            address=address,
            subscriber=found[0] if found else None,
            subscriptions=found[1] if found else (),
            consents=consents_of(connection, id),
            deliveries=_rows(connection, mail_deliveries, id),
            bounces=_rows(connection, mail_bounces, id),
            suppression=suppression_in(connection, suppression_hash(keys, address_key)),
        )


def _rows(connection: Connection, table: Table, subscriber: str) -> tuple[dict[str, Any], ...]:
    wanted = select(table).where(table.c.subscriber == subscriber).order_by(table.c.number)
    return tuple(dict(row._mapping) for row in connection.execute(wanted))


def erase_address(mail: Database, keys: Keys, address_key: str, *, now: datetime) -> bool:
    """Takes out all that is held about an address; what stays is a keyed digest, so that no list brings it back.

    False where nothing was held. The files keep what is deleted until `swept`.
    """
    with mail.writes() as connection:
        found = connection.execute(select(subscribers.c.id).where(subscribers.c.address_key == address_key)).scalar()
        if found is None:
            return False
        if suppression_in(connection, suppression_hash(keys, address_key)) is None:
            suppress_in(connection, keys, address_key, Reason.ERASED, now=now)
        _erase(connection, found)
    return True


def erase_subscriber(mail: Database, keys: Keys, subscriber: str, *, now: datetime) -> bool:
    """The same by id."""
    with mail.reads() as connection:
        found = connection.execute(select(subscribers.c.address_key).where(subscribers.c.id == subscriber)).scalar()
    return found is not None and erase_address(mail, keys, found, now=now)


def _erase(connection: Connection, subscriber: str) -> None:
    """What servers said may hold the address; that a mail went out stays, under a number that is nobody's now."""
    connection.execute(update(mail_deliveries).where(mail_deliveries.c.subscriber == subscriber).values(reply=None))
    connection.execute(update(mail_bounces).where(mail_bounces.c.subscriber == subscriber).values(diagnostic=""))
    for table in (consents, subscriptions):
        connection.execute(delete(table).where(table.c.subscriber == subscriber))
    connection.execute(delete(subscribers).where(subscribers.c.id == subscriber))


def swept(mail: Database) -> str | None:
    """Writes the files anew without what was deleted; why that could not be done, where it could not."""
    return sweep_files(mail, SWEPT)
