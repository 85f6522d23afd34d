"""Rules and alerts: what is new is kept, with the deliveries that it makes necessary, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, insert, select

from dragoman.ledger.alert_rules import RULES, AlertKind, Rule, kind_of
from dragoman.ledger.alert_values import Alert, AlertState, Finding
from dragoman.ledger.alerts import news
from dragoman.model import digest
from dragoman.store.alerts.deliveries import drop_deliveries, put_deliveries
from dragoman.store.alerts.rows import alert_of, change_state, put_alert
from dragoman.store.database import Database, hold
from dragoman.store.press.articles import taken
from dragoman.store.rows import storable
from dragoman.store.schema.alerts import alert_marks, alert_rules, alerts

LOCK = digest("alerts")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRule:
    """A rule, since when it looks out, and whether it stands in a file."""

    rule: Rule
    added: datetime
    in_file: bool = False


def rule_id(name: str) -> str:
    """The id of the rule of this *name*, whatever its case."""
    return digest("alert rule", name.casefold())


def add_rule(database: Database, rule: Rule, *, now: datetime) -> KeptRule | None:
    """Adds a rule; the one that has its name already, where there is one, and nothing is added."""
    with database.writes() as connection:
        hold(connection, LOCK)
        found = connection.execute(select(alert_rules).where(alert_rules.c.id == rule_id(rule.name))).first()
        if found is not None:
            return _kept(found)
        put_rule(connection, KeptRule(rule=rule, added=now))
    return None


def remove_rule(database: Database, name: str) -> bool:
    """Forgets a rule that was added; its alerts stay. False where there is none of that name."""
    with database.writes() as connection:
        ours = (alert_rules.c.id == rule_id(name), ~alert_rules.c.in_file)
        return connection.execute(delete(alert_rules).where(*ours)).rowcount == 1


def all_rules(database: Database, *, in_file: Iterable[Rule] = (), now: datetime) -> tuple[KeptRule, ...]:
    """Every rule, by name: those that were added, and those that stand *in_file*, which look out since first seen."""
    wanted = {rule_id(rule.name): rule for rule in in_file}
    with database.writes() as connection:
        hold(connection, LOCK)
        known = _known(connection)
        gone = [id for id, one in known.items() if one.in_file and id not in wanted]
        connection.execute(delete(alert_rules).where(alert_rules.c.id.in_(gone)))
        for id, rule in wanted.items():
            if id not in known:
                put_rule(connection, KeptRule(rule=rule, added=now, in_file=True))
    return _together(known, wanted, now)


def planned_rules(database: Database, *, in_file: Iterable[Rule] = (), now: datetime) -> tuple[KeptRule, ...]:
    """The same, and nothing is noted."""
    with database.reads() as connection:
        return _together(_known(connection), {rule_id(rule.name): rule for rule in in_file}, now)


def _known(connection: Connection) -> dict[str, KeptRule]:
    return {row.id: _kept(row) for row in connection.execute(select(alert_rules))}


def _together(known: dict[str, KeptRule], wanted: dict[str, Rule], now: datetime) -> tuple[KeptRule, ...]:
    """The rules of the file as it is now, each since it was first seen, and those that were added."""
    since = {id: one.added for id, one in known.items() if one.in_file}
    filed = [KeptRule(rule=rule, added=since.get(id, now), in_file=True) for id, rule in wanted.items()]
    added = [one for id, one in known.items() if not one.in_file and id not in wanted]
    return tuple(sorted([*filed, *added], key=lambda one: one.rule.name.casefold()))


def kept_rules(database: Database) -> tuple[KeptRule, ...]:
    """The rules that were added, by name."""
    with database.reads() as connection:
        found = [_kept(row) for row in connection.execute(select(alert_rules).where(~alert_rules.c.in_file))]
    return tuple(sorted(found, key=lambda one: one.rule.name.casefold()))


def open_alerts(database: Database, found: Iterable[Finding], *, to: Sequence[str], now: datetime) -> tuple[Alert, ...]:
    """The alerts of what nobody was told of yet, each with a delivery by every channel that it goes *to*.

    What an alert that is there already tells anew opens it again; one that is muted stays so and goes nowhere.
    """
    several = list(found)
    with database.writes() as connection:
        hold(connection, LOCK)
        marks = [mark for one in several for mark in (*one.marks, *one.others)]
        new = news(several, taken(connection, alert_marks.c.mark, marks))
        for mark, id in new.marks:
            connection.execute(insert(alert_marks), {"mark": mark, "alert": id})
        opened = [_open(connection, one, to, now) for one in new.findings]
    return tuple(one for one in opened if one.state is AlertState.NEW)


def _open(connection: Connection, finding: Finding, to: Sequence[str], now: datetime) -> Alert:
    row = connection.execute(select(alerts).where(alerts.c.id == finding.id)).first()
    before = alert_of(row) if row else None
    muted = before is not None and before.state is AlertState.MUTED
    alert = Alert(
        id=finding.id,
        rule=finding.rule,
        kind=finding.kind,
        state=AlertState.MUTED if muted else AlertState.NEW,
        opened=before.opened if before else now,
        changed=now,
        times=before.times + 1 if before else 1,
        facts=finding.facts,
        words=finding.words,
        details=finding.details,
    )
    put_alert(connection, alert, there=before is not None)
    if not muted:
        put_deliveries(connection, alert, to, now=now)
    return alert


def known_marks(database: Database) -> set[str]:
    """Every fact that was told."""
    with database.reads() as connection:
        return set(connection.execute(select(alert_marks.c.mark)).scalars())


def all_alerts(database: Database, *, states: Iterable[AlertState] = AlertState) -> tuple[Alert, ...]:
    """The alerts in these states, those that changed first first."""
    wanted = select(alerts).where(alerts.c.state.in_([str(one) for one in states]))
    with database.reads() as connection:
        return tuple(alert_of(row) for row in connection.execute(wanted.order_by(alerts.c.changed, alerts.c.id)))


def alerts_like(database: Database, beginning: str) -> tuple[Alert, ...]:
    """The alerts whose id begins so."""
    wanted = select(alerts).where(alerts.c.id.startswith(beginning, autoescape=True)).order_by(alerts.c.id)
    with database.reads() as connection:
        return tuple(alert_of(row) for row in connection.execute(wanted))


def set_state(database: Database, id: str, state: AlertState, *, now: datetime) -> Alert | None:
    """The alert in its new state; what was still to be sent of it is dropped. None where there is no such alert."""
    with database.writes() as connection:
        alert = change_state(connection, id, state, now=now)
        if alert is not None:
            drop_deliveries(connection, id, now=now)
    return alert


def put_rule(connection: Connection, kept: KeptRule) -> None:
    """Adds a rule within a transaction."""
    rule = kept.rule
    row = {"id": rule_id(rule.name), "name": storable(rule.name), "kind": kind_of(rule), "added": kept.added}
    connection.execute(insert(alert_rules), {**row, "in_file": kept.in_file, "body": msgspec.json.encode(rule)})


def _kept(row: Row[Any]) -> KeptRule:
    rule: Rule = msgspec.json.decode(row.body, type=RULES[AlertKind(row.kind)])
    return KeptRule(rule=rule, added=row.added, in_file=row.in_file)
