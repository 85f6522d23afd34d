"""Rules, alerts, what they told and how it went out, as lines of a backup, and back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec
from sqlalchemy import Connection, insert, select

from dragoman.ledger.alert_rules import RULES, AlertKind, Rule
from dragoman.ledger.alert_values import Alert
from dragoman.store.alerts.deliveries import OPEN, DeliveryState
from dragoman.store.alerts.rows import alert_of, put_alert
from dragoman.store.alerts.rules import KeptRule, put_rule
from dragoman.store.schema.alerts import alert_deliveries, alert_marks, alert_rules, alerts

RESTORED = "it may have gone out after the backup was made, and is not sent again"


class RuleLine(msgspec.Struct, frozen=True, tag="alert rule"):
    """A rule of a kind."""

    kind: AlertKind
    added: datetime
    in_file: bool
    rule: msgspec.Raw


class AlertLine(msgspec.Struct, frozen=True, tag="alert"):
    """What a rule found."""

    alert: Alert


class MarkLine(msgspec.Struct, frozen=True, tag="alert fact"):
    """A fact that an alert told."""

    mark: str
    alert: str


class DeliveryLine(msgspec.Struct, frozen=True, tag="alert delivery"):
    """How an alert went out, with the alert as it was then."""

    id: str
    alert: str
    channel: str
    state: DeliveryState
    due: datetime
    attempts: int
    holder: str | None
    until: datetime | None
    error: str | None
    ended: datetime | None
    body: msgspec.Raw


Alerted = RuleLine | AlertLine | MarkLine | DeliveryLine
"""Lines of what was watched and told."""


def alerted_lines(connection: Connection) -> Iterator[Alerted]:
    """All that was watched and told, in an order that both databases have."""
    for row in connection.execute(select(alert_rules).order_by(alert_rules.c.id)).all():
        yield RuleLine(kind=AlertKind(row.kind), added=row.added, in_file=row.in_file, rule=msgspec.Raw(row.body))
    for row in connection.execute(select(alerts).order_by(alerts.c.id)).all():
        yield AlertLine(alert=alert_of(row))
    for row in connection.execute(select(alert_marks).order_by(alert_marks.c.mark)).all():
        yield MarkLine(mark=row.mark, alert=row.alert)
    for row in connection.execute(select(alert_deliveries).order_by(alert_deliveries.c.id)).all():
        yield DeliveryLine(**{**row._mapping, "body": msgspec.Raw(row.body)})


def put_alerted(connection: Connection, line: Alerted) -> None:
    """Adds what a line holds. What had not gone out when the backup was made may have since, and stays *unsure*."""
    match line:
        case RuleLine():
            rule: Rule = msgspec.json.decode(line.rule, type=RULES[line.kind])
            put_rule(connection, KeptRule(rule=rule, added=line.added, in_file=line.in_file))
        case AlertLine():
            put_alert(connection, line.alert, there=False)
        case MarkLine():
            connection.execute(insert(alert_marks), msgspec.structs.asdict(line))
        case DeliveryLine():
            row = {**msgspec.structs.asdict(line), "body": bytes(line.body)}
            if line.state in (*OPEN, DeliveryState.BEGUN):
                row |= {"state": DeliveryState.UNSURE, "holder": None, "until": None, "error": RESTORED}
            connection.execute(insert(alert_deliveries), row)
