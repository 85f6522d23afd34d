"""Who is told of an alert: one row a channel, with a lease, so that a kill neither loses nor doubles.

What a receiver knows again by its id is sent again after a kill. A mail is not: from the moment at which it may have
gone out its row says that it is *begun*, and if nobody lives to say how that ended, it stays *unsure* and is not sent
a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, or_, select, update

from dragoman.ledger.alert_values import Alert, AlertState
from dragoman.model import digest
from dragoman.store.alerts.rows import alert_of, change_state
from dragoman.store.database import Database
from dragoman.store.rows import storable
from dragoman.store.schema.alerts import alert_deliveries as table
from dragoman.store.schema.alerts import alerts


class DeliveryState(StrEnum):
    """How a delivery stands."""

    WAITING = "waiting"
    LEASED = "leased"
    BEGUN = "begun"  # it may be out already
    SENT = "sent"
    FAILED = "failed"
    UNSURE = "unsure"  # it may be out or not
    DROPPED = "dropped"  # its alert was dealt with first


OPEN = (DeliveryState.WAITING, DeliveryState.LEASED)
LONGEST_ERROR = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """*alert*, as it was then, is told by *channel*. *id* is the same whenever it is tried."""

    id: str
    channel: str
    alert: Alert
    state: DeliveryState
    due: datetime
    attempts: int
    holder: str | None = None
    error: str | None = None


def put_deliveries(connection: Connection, alert: Alert, to: Sequence[str], *, now: datetime) -> None:
    """Adds a delivery by each channel, within a transaction."""
    for channel in dict.fromkeys(to):
        row = {"id": digest("delivery", alert.id, alert.times, channel), "alert": alert.id, "channel": channel}
        state = {"state": DeliveryState.WAITING, "due": now, "attempts": 0}
        connection.execute(insert(table), {**row, **state, "body": msgspec.json.encode(alert)})


def drop_deliveries(connection: Connection, alert: str, *, now: datetime) -> None:
    """Ends what is still to be sent of an alert, within a transaction."""
    ours = (table.c.alert == alert, table.c.state.in_(OPEN))
    connection.execute(update(table).where(*ours).values(_ended(DeliveryState.DROPPED, now)))


def lease_delivery(database: Database, *, holder: str, now: datetime, length: timedelta) -> Delivery | None:
    """The delivery that has been due longest, *holder*'s alone for *length*."""
    with database.writes() as connection:
        due = or_(
            and_(table.c.state == DeliveryState.WAITING, table.c.due <= now),
            and_(table.c.state == DeliveryState.LEASED, table.c.until <= now),
        )
        wanted = select(table).where(due).order_by(table.c.due, table.c.id).limit(1)
        found = connection.execute(wanted.with_for_update(skip_locked=True)).first()
        if found is None:
            return None
        held = {"state": DeliveryState.LEASED, "holder": holder, "until": now + length}
        held |= {"attempts": found.attempts + 1}
        connection.execute(update(table).where(table.c.id == found.id).values(held))
    return _delivery(found, **held)


def begin_delivery(database: Database, held: Delivery) -> bool:
    """Notes that it may be out from now on; false where somebody else has it, or its alert was dealt with."""
    with database.writes() as connection:
        return _change(connection, held, {"state": DeliveryState.BEGUN}, *OPEN)


def delivered(database: Database, held: Delivery, *, now: datetime) -> bool:
    """Notes that it is out, and that its alert was sent; false where somebody else has it."""
    with database.writes() as connection:
        kept = _change(connection, held, _ended(DeliveryState.SENT, now), DeliveryState.LEASED, DeliveryState.BEGUN)
        wanted = select(alerts.c.state).where(alerts.c.id == held.alert.id)
        if kept and connection.execute(wanted).scalar() == AlertState.NEW:
            change_state(connection, held.alert.id, AlertState.SENT, now=now)
    return kept


def undelivered(
    database: Database,
    held: Delivery,
    *,
    why: str,
    now: datetime,
    again: datetime | None = None,
    unsure: bool = False,
) -> bool:
    """Notes why it is not out: it is tried *again* then, or else has failed; or it is *unsure* whether it is out."""
    error = {"error": storable(why[:LONGEST_ERROR])}
    if unsure or again is None:
        values = {**_ended(DeliveryState.UNSURE if unsure else DeliveryState.FAILED, now), **error}
    else:
        values = {"state": DeliveryState.WAITING, "due": again, "holder": None, "until": None, **error}
    with database.writes() as connection:
        return _change(connection, held, values, DeliveryState.LEASED, DeliveryState.BEGUN)


def free_deliveries(database: Database, gone: Callable[[str], bool], *, now: datetime) -> tuple[Delivery, ...]:
    """Takes over from holders that are *gone* or late: what they had only leased is due again.

    Those of which nobody knows any more whether they are out.
    """
    with database.writes() as connection:
        held = select(table).where(table.c.state.in_((DeliveryState.LEASED, DeliveryState.BEGUN))).with_for_update()
        dead = [row for row in connection.execute(held).all() if row.until <= now or gone(row.holder)]
        unsure = [row for row in dead if row.state == DeliveryState.BEGUN]
        why = {"error": "the program ended while it was sent: it may be out or not, and is not sent again"}
        ended = {**_ended(DeliveryState.UNSURE, now), **why}
        for row in dead:
            free = {"state": DeliveryState.WAITING, "holder": None, "until": None}
            values = ended if row.state == DeliveryState.BEGUN else free
            connection.execute(update(table).where(table.c.id == row.id).values(values))
    return tuple(_delivery(row, state=DeliveryState.UNSURE, **why) for row in unsure)


def deliveries_of(database: Database, alert: str) -> tuple[Delivery, ...]:
    """How an alert was told, oldest first."""
    wanted = select(table).where(table.c.alert == alert).order_by(table.c.due, table.c.id)
    with database.reads() as connection:
        return tuple(_delivery(row) for row in connection.execute(wanted))


def next_delivery(database: Database) -> datetime | None:
    """When the next delivery that waits is due."""
    with database.reads() as connection:
        wanted = select(func.min(table.c.due)).where(table.c.state == DeliveryState.WAITING)
        return connection.execute(wanted).scalar()


def deliveries_in(database: Database, states: Iterable[DeliveryState]) -> tuple[Delivery, ...]:
    """Every delivery in these states, those due first first."""
    wanted = select(table).where(table.c.state.in_(list(states))).order_by(table.c.due, table.c.id)
    with database.reads() as connection:
        return tuple(_delivery(row) for row in connection.execute(wanted))


def _change(connection: Connection, held: Delivery, values: dict[str, Any], *states: DeliveryState) -> bool:
    """Changes a delivery that is still ours."""
    ours: list[ColumnElement[bool]] = [table.c.id == held.id, table.c.state.in_(states)]
    ours += [table.c.holder == held.holder, table.c.attempts == held.attempts]
    return connection.execute(update(table).where(*ours).values(values)).rowcount == 1


def _ended(state: DeliveryState, now: datetime) -> dict[str, Any]:
    return {"state": state, "holder": None, "until": None, "error": None, "ended": now}


def _delivery(row: Row[Any], **now: Any) -> Delivery:
    known = {"state": DeliveryState(row.state), "attempts": row.attempts, "holder": row.holder, "error": row.error}
    known |= {name: value for name, value in now.items() if name != "until"}
    return Delivery(id=row.id, channel=row.channel, alert=alert_of(row), due=row.due, **known)
