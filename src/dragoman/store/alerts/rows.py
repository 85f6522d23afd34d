"""Alerts as rows, within a transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, insert, select, update

from dragoman.ledger.alert_values import Alert, AlertState
from dragoman.store.rows import storable
from dragoman.store.schema.alerts import alerts


def alert_of(row: Row[Any]) -> Alert:
    """An alert by its row."""
    return msgspec.json.decode(row.body, type=Alert)


def put_alert(connection: Connection, alert: Alert, *, there: bool) -> None:
    """Keeps an alert, in the place of what is *there*."""
    values = {"rule": storable(alert.rule), "state": alert.state, "changed": alert.changed}
    row = {"id": alert.id, **values, "body": msgspec.json.encode(alert)}
    if there:
        connection.execute(update(alerts).where(alerts.c.id == alert.id).values(row))
    else:
        connection.execute(insert(alerts), row)


def change_state(connection: Connection, id: str, state: AlertState, *, now: datetime) -> Alert | None:
    """The alert in its new state; none where there is no such alert."""
    row = connection.execute(select(alerts).where(alerts.c.id == id).with_for_update()).first()
    if row is None:
        return None
    alert = replace(alert_of(row), state=state, changed=now)
    put_alert(connection, alert, there=True)
    return alert
