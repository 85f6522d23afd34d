"""Mails that came back: each is counted once, and who cannot be reached or complains is sent nothing any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, insert, select

from dragoman.model import digest
from dragoman.store.database import Database, hold
from dragoman.store.mail.schema import subscribers
from dragoman.store.mail.schema_sending import mail_bounces, mail_deliveries
from dragoman.store.mail.sending_values import BounceKind
from dragoman.store.mail.suppression import suppress_in
from dragoman.store.mail.values import Keys, Reason
from dragoman.store.rows import storable

SOFT_MOST, SOFT_WITHIN = 3, timedelta(days=14)
"""Soft bounces of as many mails within this time are as good as a hard one."""
LONGEST_DIAGNOSTIC = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a bounce led to. *known* where the mail is ours, *new* where it had not come back so before."""

    known: bool
    new: bool = False
    suppressed: bool = False
    soft: int = 0


def note_bounce(
    mail: Database,
    keys: Keys,
    delivery: int | None,
    subscriber: str,
    kind: BounceKind,
    *,
    diagnostic: str,
    now: datetime,
) -> Judged:
    """Notes that the mail *delivery* to *subscriber* came back, and suppresses the address where that is due.

    Without a *delivery* it is about the last mail that they were sent.
    """
    with mail.writes() as connection:
        hold(connection, digest("bounces", subscriber))
        delivery = _ours(connection, delivery, subscriber)
        if delivery is None:
            return Judged(known=False)
        seen = (mail_bounces.c.delivery == delivery, mail_bounces.c.kind == kind)
        if connection.execute(select(mail_bounces.c.number).where(*seen)).first():
            return Judged(known=True)
        row = {"delivery": delivery, "subscriber": subscriber, "kind": kind, "at": now}
        connection.execute(insert(mail_bounces), {**row, "diagnostic": storable(diagnostic[:LONGEST_DIAGNOSTIC])})
        soft = _soft(connection, subscriber, since=now - SOFT_WITHIN)
        due = kind is not BounceKind.SOFT or soft >= SOFT_MOST
        stopped = due and _stopped(connection, keys, subscriber, kind, now)
    return Judged(known=True, new=True, suppressed=stopped, soft=soft)


def bounces_by_kind(mail: Database, *, since: datetime) -> dict[BounceKind, int]:
    """How many mails came back how since then."""
    wanted = select(mail_bounces.c.kind, func.count()).where(mail_bounces.c.at >= since).group_by(mail_bounces.c.kind)
    with mail.reads() as connection:
        counts: dict[str, int] = {kind: count for kind, count in connection.execute(wanted)}
    return {kind: counts.get(kind, 0) for kind in BounceKind}


def _ours(connection: Connection, delivery: int | None, subscriber: str) -> int | None:
    """The mail that is meant; none where that subscriber was never sent it."""
    whose = select(mail_deliveries.c.number).where(mail_deliveries.c.subscriber == subscriber)
    if delivery is not None:
        whose = whose.where(mail_deliveries.c.number == delivery)
    found: int | None = connection.execute(whose.order_by(mail_deliveries.c.number.desc()).limit(1)).scalar()
    return found


def _soft(connection: Connection, subscriber: str, *, since: datetime) -> int:
    soft = (mail_bounces.c.subscriber == subscriber, mail_bounces.c.kind == BounceKind.SOFT)
    wanted = select(func.count()).select_from(mail_bounces).where(*soft, mail_bounces.c.at > since)
    return connection.execute(wanted).scalar_one()


def _stopped(connection: Connection, keys: Keys, subscriber: str, kind: BounceKind, now: datetime) -> bool:
    key = connection.execute(select(subscribers.c.address_key).where(subscribers.c.id == subscriber)).scalar()
    reason = Reason.COMPLAINT if kind is BounceKind.COMPLAINT else Reason.HARD_BOUNCE
    return key is not None and suppress_in(connection, keys, key, reason, now=now)
