"""Subscribers: who asked, confirmed and left, with a consent for each act, in one transaction each."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, Update, case, func, insert, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite

from dragoman.store.database import Database, hold
from dragoman.store.mail.limits import LOCK, count_in, over, tidy_in
from dragoman.store.mail.schema import consents, subscribers, subscriptions
from dragoman.store.mail.sending import put_confirmation
from dragoman.store.mail.suppression import lift_erased, suppression_hash, suppression_in
from dragoman.store.mail.values import (
    Consent,
    ConsentAct,
    Door,
    Keys,
    Limit,
    Origin,
    Reason,
    Status,
    Subscriber,
    Subscription,
    Wording,
)
from dragoman.store.schema.press import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """*address* asks for *edition*. *address_key* is how the address is told from others."""

    address: str
    address_key: str
    edition: str
    origin: Origin
    act: ConsentAct = ConsentAct.ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFor:
    """What came of asking: to which *subscriber* a confirmation goes, or which limit was *over*, or neither."""

    subscriber: str | None = None
    over: str | None = None


def ask(mail: Database, keys: Keys, asking: Asking, limits: Sequence[Limit], *, now: datetime) -> AskedFor:
    """Notes that somebody asked, and queues the question whether it was them: the same work whoever they are.

    Who erased themselves may ask again by their own mailbox; whoever is suppressed for another reason may not.
    """
    with mail.writes() as connection:
        hold(connection, LOCK)
        tidy_in(connection, now=now)
        if (reached := over(connection, limits, now=now)) is not None:
            return AskedFor(over=reached)
        count_in(connection, limits, now=now)
        found = suppression_in(connection, suppression_hash(keys, asking.address_key))
        attempt = connection.begin_nested()
        subscriber = put_asking(connection, asking, now=now)
        put_confirmation(connection, subscriber, asking.edition, now)
        if found is not None and found.reason is not Reason.ERASED:
            attempt.rollback()
            return AskedFor()
        attempt.commit()
    return AskedFor(subscriber=subscriber)


def put_asking(connection: Connection, asking: Asking, *, now: datetime) -> str:
    """Notes within a transaction that somebody asked, whoever it is; the id of the subscriber."""
    row = {"id": secrets.token_hex(8), "address": asking.address, "address_key": asking.address_key, "added": now}
    known = {"address_key": asking.address_key}
    upsert = _insert(connection, subscribers).values(row)
    subscriber: str = connection.execute(
        upsert.on_conflict_do_update(index_elements=["address_key"], set_=known).returning(subscribers.c.id)
    ).scalar_one()
    asked = {"subscriber": subscriber, "edition": asking.edition, "status": Status.PENDING, "asked": now}
    stays = subscriptions.c.status == Status.CONFIRMED
    again = {
        "status": case((stays, subscriptions.c.status), else_=Status.PENDING),
        "asked": case((stays, subscriptions.c.asked), else_=literal(now, Moment)),
        "left": None,
    }
    keep = _insert(connection, subscriptions).values(asked)
    connection.execute(keep.on_conflict_do_update(index_elements=["subscriber", "edition"], set_=again))
    put_consent(connection, subscriber, Consent(edition=asking.edition, act=asking.act, at=now, origin=asking.origin))
    return subscriber


def confirm(
    mail: Database, keys: Keys, subscriber: str, edition: str, origin: Origin, *, now: datetime
) -> Subscription | None:
    """The subscription after its confirmation; none where nobody asked. One that was left or suppressed stays so."""
    with mail.writes() as connection:
        found = _subscription(connection, subscriber, edition)
        if found is None or found.status is not Status.PENDING:
            return found
        put_confirmed(connection, keys, subscriber, edition, origin, now=now)
        return _subscription(connection, subscriber, edition)


def put_confirmed(
    connection: Connection, keys: Keys, subscriber: str, edition: str, origin: Origin, *, now: datetime
) -> None:
    """Confirms within a transaction. That somebody erased themselves before counts no more."""
    connection.execute(_this(subscriber, edition).values(status=Status.CONFIRMED, confirmed=now, left=None))
    put_consent(connection, subscriber, Consent(edition=edition, act=ConsentAct.CONFIRMED, at=now, origin=origin))
    lift_erased(connection, keys, subscriber)


def leave(mail: Database, subscriber: str, editions: Iterable[str] | None, origin: Origin, *, now: datetime) -> int:
    """Ends subscriptions, all of them where no *editions* are named; how many were running."""
    with mail.writes() as connection:
        running = [one for one in _all(connection, subscriber) if one.status in (Status.PENDING, Status.CONFIRMED)]
        wanted = None if editions is None else set(editions)
        ended = [one.edition for one in running if wanted is None or one.edition in wanted]
        for edition in ended:
            connection.execute(_this(subscriber, edition).values(status=Status.LEFT, left=now))
            put_consent(connection, subscriber, Consent(edition=edition, act=ConsentAct.LEFT, at=now, origin=origin))
    return len(ended)


def subscriber_of(mail: Database, id: str) -> tuple[Subscriber, tuple[Subscription, ...]] | None:
    """A subscriber with all subscriptions, by edition; none where there is no such id."""
    with mail.reads() as connection:
        return with_subscriptions(connection, subscribers.c.id == id)


def subscriber_at(mail: Database, address_key: str) -> tuple[Subscriber, tuple[Subscription, ...]] | None:
    """The same by address."""
    with mail.reads() as connection:
        return with_subscriptions(connection, subscribers.c.address_key == address_key)


def consents_of(connection: Connection, subscriber: str) -> tuple[Consent, ...]:
    """Every act of a subscriber, oldest first."""
    wanted = select(consents).where(consents.c.subscriber == subscriber).order_by(consents.c.number)
    return tuple(_consent(row) for row in connection.execute(wanted))


def put_consent(connection: Connection, subscriber: str, consent: Consent) -> None:
    """Notes one act."""
    origin = consent.origin
    row = {
        "subscriber": subscriber,
        "edition": consent.edition,
        "act": consent.act,
        "wording": origin.wording.text,
        "wording_version": origin.wording.version,
        "source": origin.door,
        "at": consent.at,
        "network_hash": origin.network_hash,
        "network_until": origin.network_until,
    }
    connection.execute(insert(consents), row)


def tally(mail: Database) -> dict[str, dict[Status, int]]:
    """How many subscriptions each edition has, by status."""
    each = select(subscriptions.c.edition, subscriptions.c.status, func.count())
    with mail.reads() as connection:
        found: dict[str, dict[Status, int]] = {}
        grouped = each.group_by(subscriptions.c.edition, subscriptions.c.status).order_by(subscriptions.c.edition)
        for edition, status, count in connection.execute(grouped):
            found.setdefault(edition, {})[Status(status)] = count
    return found


def _insert(connection: Connection, table: Table) -> Any:
    """An insertion that may say what happens where the row is there already; both databases have it."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def _this(subscriber: str, edition: str) -> Update:
    ours = (subscriptions.c.subscriber == subscriber, subscriptions.c.edition == edition)
    return update(subscriptions).where(*ours)


def _subscription(connection: Connection, subscriber: str, edition: str) -> Subscription | None:
    return next((one for one in _all(connection, subscriber) if one.edition == edition), None)


def _all(connection: Connection, subscriber: str) -> tuple[Subscription, ...]:
    wanted = select(subscriptions).where(subscriptions.c.subscriber == subscriber).order_by(subscriptions.c.edition)
    return tuple(subscription_of_row(row) for row in connection.execute(wanted.with_for_update()))


def with_subscriptions(
    connection: Connection, whose: ColumnElement[bool]
) -> tuple[Subscriber, tuple[Subscription, ...]] | None:
    """Who this is, with all subscriptions, within a transaction."""
    row = connection.execute(select(subscribers).where(whose)).first()
    if row is None:
        return None
    wanted = select(subscriptions).where(subscriptions.c.subscriber == row.id).order_by(subscriptions.c.edition)
    held = tuple(subscription_of_row(one) for one in connection.execute(wanted))
    return Subscriber(id=row.id, address=row.address, added=row.added), held


def subscription_of_row(row: Row[Any]) -> Subscription:
    """A subscription by its row."""
    times = {"asked": row.asked, "confirmed": row.confirmed, "left": row.left}
    return Subscription(edition=row.edition, status=Status(row.status), **times)


def _consent(row: Row[Any]) -> Consent:
    origin = Origin(
        wording=Wording(text=row.wording, version=row.wording_version),
        door=Door(row.source),
        network_hash=row.network_hash,
        network_until=row.network_until,
    )
    return Consent(edition=row.edition, act=ConsentAct(row.act), at=row.at, origin=origin)
