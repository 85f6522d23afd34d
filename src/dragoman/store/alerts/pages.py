"""Alerts page by page, those that changed last first, and how many there are in each state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select

from dragoman.ledger.alert_values import Alert, AlertState
from dragoman.store.alerts.rows import alert_of
from dragoman.store.database import Database
from dragoman.store.schema.alerts import alerts


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertPage:
    """A page of alerts; *after* is the id after which the next begins, none after the last."""

    alerts: tuple[Alert, ...]
    after: str | None


def alert_page(database: Database, *, states: Iterable[AlertState], after: str | None, most: int) -> AlertPage:
    """The page of alerts in these *states* that begins after the alert of that id; from the first where it is gone."""
    wanted = select(alerts).where(alerts.c.state.in_([str(one) for one in states]))
    with database.reads() as connection:
        last = connection.execute(select(alerts).where(alerts.c.id == after)).first() if after else None
        if last is not None:
            earlier = and_(alerts.c.changed == last.changed, alerts.c.id < last.id)
            wanted = wanted.where(or_(alerts.c.changed < last.changed, earlier))
        ordered = wanted.order_by(alerts.c.changed.desc(), alerts.c.id.desc()).limit(most + 1)
        found = [alert_of(row) for row in connection.execute(ordered)]
    more = len(found) > most
    return AlertPage(alerts=tuple(found[:most]), after=found[most - 1].id if more else None)


def alerts_by_state(database: Database) -> dict[AlertState, int]:
    """How many alerts are in each state."""
    counted = select(alerts.c.state, func.count()).group_by(alerts.c.state)
    with database.reads() as connection:
        found = {AlertState(row.state): int(row[1]) for row in connection.execute(counted)}
    return {state: found.get(state, 0) for state in AlertState}
