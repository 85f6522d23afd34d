"""Subscribers that an operator brings: one by command, or a list from another program with its consents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Row, func, select, update

from dragoman.store.database import Database, hold
from dragoman.store.mail.limits import LOCK
from dragoman.store.mail.schema import consents, subscribers, subscriptions, suppressed
from dragoman.store.mail.sending import put_confirmation
from dragoman.store.mail.subscribers import Asking, put_asking, put_consent
from dragoman.store.mail.suppression import suppression_hash, suppression_in
from dragoman.store.mail.values import Consent, ConsentAct, Keys, Reason, Status

BATCH = 500
"""Rows that are read at once."""


class Brought(StrEnum):
    """What came of one address."""

    ADDED = "added"
    KNOWN = "known"
    LEFT = "left"
    SUPPRESSED = "suppressed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An address of a list, when it asked and when it confirmed, where the list says so."""

    asking: Asking
    asked: datetime | None = None
    confirmed: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnList:
    """A subscription as a list has it, with the words of the last consent."""

    address: str
    edition: str
    status: Status
    asked: datetime
    confirmed: datetime | None
    left: datetime | None
    wording: str
    wording_version: str


def bring(
    mail: Database, keys: Keys, several: Sequence[Listed], *, confirmed: bool, now: datetime
) -> tuple[Brought, ...]:
    """Adds what is new, all at once. Unless they are *confirmed*, each is asked by mail first.

    Nobody who left, complained or was erased comes back by a list.
    """
    with mail.writes() as connection:
        hold(connection, LOCK)
        return tuple(_brought(connection, keys, one, confirmed, now) for one in several)


def _brought(connection: Connection, keys: Keys, listed: Listed, confirmed: bool, now: datetime) -> Brought:
    asking = listed.asking
    if suppression_in(connection, suppression_hash(keys, asking.address_key)) is not None:
        return Brought.SUPPRESSED
    before = _status(connection, asking)
    if before is Status.LEFT or before is Status.SUPPRESSED:
        return Brought.LEFT
    if before is Status.CONFIRMED or (before is Status.PENDING and not confirmed):
        return Brought.KNOWN
    subscriber = put_asking(connection, asking, now=now)
    ours = update(subscriptions).where(subscriptions.c.subscriber == subscriber)
    ours = ours.where(subscriptions.c.edition == asking.edition)
    connection.execute(ours.values(asked=listed.asked or now))
    if not confirmed:
        put_confirmation(connection, subscriber, asking.edition, now)
        return Brought.ADDED
    at = listed.confirmed or now
    connection.execute(ours.values(status=Status.CONFIRMED, confirmed=at))
    act = Consent(edition=asking.edition, act=ConsentAct.CONFIRMED, at=at, origin=asking.origin)
    put_consent(connection, subscriber, act)
    return Brought.ADDED


def _status(connection: Connection, asking: Asking) -> Status | None:
    whose = select(subscribers.c.id).where(subscribers.c.address_key == asking.address_key).scalar_subquery()
    ours = (subscriptions.c.subscriber == whose, subscriptions.c.edition == asking.edition)
    found = connection.execute(select(subscriptions.c.status).where(*ours)).scalar()
    return Status(found) if found else None


def all_subscriptions(mail: Database, *, edition: str | None = None) -> Iterator[OnList]:
    """Every subscription, by address, with the words that were agreed to last."""
    last = select(func.max(consents.c.number).label("number")).group_by(consents.c.subscriber, consents.c.edition)
    words = consents.c.number.in_(last.scalar_subquery())
    agreed = (consents.c.subscriber == subscriptions.c.subscriber, consents.c.edition == subscriptions.c.edition)
    wanted = (
        select(subscribers.c.address, subscriptions, consents.c.wording, consents.c.wording_version)
        .join(subscriptions, subscriptions.c.subscriber == subscribers.c.id)
        .join(consents, agreed[0] & agreed[1] & words)
        .order_by(subscribers.c.address_key, subscriptions.c.edition)
        .execution_options(yield_per=BATCH)
    )
    if edition is not None:
        wanted = wanted.where(subscriptions.c.edition == edition)
    with mail.reads() as connection:
        for row in connection.execute(wanted):
            yield _listed(row)


def _listed(row: Row[tuple[object, ...]]) -> OnList:
    return OnList(
        address=row.address,
        edition=row.edition,
        status=Status(row.status),
        asked=row.asked,
        confirmed=row.confirmed,
        left=row.left,
        wording=row.wording,
        wording_version=row.wording_version,
    )


def suppression_tally(mail: Database) -> dict[Reason, int]:
    """How many addresses nothing may be sent to, by reason."""
    each = select(suppressed.c.reason, func.count()).group_by(suppressed.c.reason).order_by(suppressed.c.reason)
    with mail.reads() as connection:
        return {Reason(reason): count for reason, count in connection.execute(each)}
