"""The commands of watching: rules, what they found, and who was told."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.app.alerts import options as option
from dragoman.app.alerts.desk import Dry, SettingsFile, alert_desk, known_to, outside, say_alert, side_of, tell_outcome
from dragoman.app.collect.desk import complain, say
from dragoman.app.options import Address, Json
from dragoman.app.store.commands import opened_store, print_json

if TYPE_CHECKING:
    from dragoman.app.alerts.settings import AlertSettings
    from dragoman.ledger.alert_rules import Rule
    from dragoman.ledger.alert_values import Alert, AlertState
    from dragoman.publish.ledger_page import Page
    from dragoman.store import Database
    from dragoman.store.alerts.rules import KeptRule

alerts = typer.Typer(
    name="alerts",
    help="What to look out for, what was found, and who was told.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Id = Annotated[str, typer.Argument(metavar="ID", help="An alert, by the beginning of its id.")]
Rule_ = Annotated[str, typer.Argument(metavar="NAME", help="The name of a rule: see dragoman alerts list.")]
Either = Annotated[str, typer.Argument(metavar="ID|NAME", help="An alert, by the beginning of its id, or a rule.")]
Every = Annotated[bool, typer.Option("--all", help="Those that are closed or muted too.")]


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the command line."""
    app.add_typer(alerts)


@alerts.command("add")
def add(
    context: typer.Context,
    kind: option.OfKind,
    name: option.Name,
    since: option.From = None,
    to: option.To = None,
    record: option.Record = None,
    type: option.Type = None,
    status: option.Status = None,
    actor: option.Actors = None,
    recipient: option.Recipients = None,
    channel: option.Channel = None,
    place: option.Place = None,
    words: option.Words = None,
    side: option.Sides = None,
    tone: option.Tone = None,
    threshold: option.Threshold = None,
    weeks: option.Weeks = None,
    minimum: option.Minimum = None,
    near: option.Near = None,
    turn: option.Turns = None,
    party: option.Parties = None,
    source: option.OfSource = None,
    factor: option.Factor = None,
    at_least: option.AtLeast = None,
    settings: SettingsFile = None,
    database: Address = None,
    as_json: Json = False,
) -> None:
    """Add a rule. It looks out from now on, or from the day that --since names.

    Exit code: 0 when it is added, 2 for wrong usage, 3 when the store failed.
    """
    apart = ("settings", "database", "as_json")
    values = {key: value for key, value in context.params.items() if key not in apart and value not in (None, (), [])}
    with alert_desk(database, settings, create=True) as (store, held):
        rule = _made(store, held, values)
        _add(store, held, rule)
    print_json(rule) if as_json else say(f"{rule.name}: added; dragoman alerts test {rule.name!r} shows what it finds")


def _made(store: Database, settings: AlertSettings, values: dict[str, Any]) -> Rule:
    from dragoman.app.alerts.making import WrongRule, rule_of
    from dragoman.app.alerts.settings import check_channels

    try:
        rule = rule_of(values, sides=lambda written: side_of(store, written))
        check_channels(rule, settings)
    except WrongRule as error:
        option_named = f"--{error.key.replace('_', '-')}: " if error.key else ""
        raise typer.BadParameter(option_named + str(error)) from None
    return rule


def _add(store: Database, settings: AlertSettings, rule: Rule) -> None:
    from dragoman.store.alerts.rules import add_rule

    if known_to(settings.rules, rule.name):
        where = settings.lines[rule.name.casefold()]
        raise typer.BadParameter(f"--name: {rule.name!r} stands in {where} already: write another name")
    if add_rule(store, rule, now=_now()):
        raise typer.BadParameter(f"--name: {rule.name!r} is there already: dragoman alerts remove it first")


@alerts.command("list")
def list_all(
    every: Every = False, settings: SettingsFile = None, database: Address = None, as_json: Json = False
) -> None:
    """List the rules, then the alerts that are open.

    Exit code: 0, 2 for wrong settings, 3 when the store failed.
    """
    from dragoman.ledger.alert_values import AlertState
    from dragoman.store.alerts.deliveries import DeliveryState, deliveries_in
    from dragoman.store.alerts.rules import all_alerts

    with alert_desk(database, settings) as (store, held):
        rules = _rules(store, held)
        states = list(AlertState) if every else [AlertState.NEW, AlertState.SENT, AlertState.SEEN]
        found = all_alerts(store, states=states)
        lost = deliveries_in(store, [DeliveryState.FAILED, DeliveryState.UNSURE])
    for one in rules:
        print_json({"rule": one}) if as_json else say(_rule_line(one, held))
    for alert in found:
        print_json({"alert": alert}) if as_json else _show_line(alert)
    for delivery in lost:
        if delivery.alert.id in {alert.id for alert in found}:
            complain(f"alert {delivery.alert.id[:8]} by {delivery.channel} is {delivery.state}: {delivery.error}")
    if not rules:
        complain("there is no rule yet: dragoman alerts add KIND --name NAME")


def _show_line(alert: Alert) -> None:
    from dragoman.publish.alert_text import headline

    say(f"{alert.id[:8]} · {alert.state} · {alert.rule} · {headline(alert)}")


def _rule_line(kept: KeptRule, settings: AlertSettings) -> str:
    from dragoman.ledger.alert_rules import kind_of

    where = settings.lines.get(kept.rule.name.casefold(), "added") if kept.in_file else "added"
    return f"{kept.rule.name} · {kind_of(kept.rule)} · to {', '.join(kept.rule.to) or 'everywhere'} · {where}"


def _rules(store: Database, settings: AlertSettings) -> tuple[KeptRule, ...]:
    from dragoman.store.alerts.rules import planned_rules

    return planned_rules(store, in_file=settings.rules, now=_now())


@alerts.command("show")
def show(which: Either, settings: SettingsFile = None, database: Address = None, as_json: Json = False) -> None:
    """Show an alert with the words that it rests on and how it was told, or a rule with its settings.

    Exit code: 0, 2 for an unknown one, 3 when the store failed.
    """
    from dragoman.publish.alert_text import alert_text
    from dragoman.store.alerts.deliveries import deliveries_of

    with alert_desk(database, settings) as (store, held):
        kept = next((one for one in _rules(store, held) if known_to((one.rule,), which)), None)
        if kept is not None:
            print_json(kept)
            return
        alert = _alert(store, which)
        told = deliveries_of(store, alert.id)
    if as_json:
        print_json({"alert": alert, "deliveries": told})
        return
    print(alert_text(alert, _page()), end="")
    for one in told:
        why = f": {one.error}" if one.error else ""
        say(f"  {one.channel}: {one.state}, tried {one.attempts} times{why}")


@alerts.command("remove")
def remove(name: Rule_, settings: SettingsFile = None, database: Address = None) -> None:
    """Forget a rule that was added; its alerts stay.

    Exit code: 0, 2 for an unknown name, 3 when the store failed.
    """
    from dragoman.store.alerts.rules import remove_rule

    with alert_desk(database, settings) as (store, held):
        kept = _rule(store, held, name)
        if kept.in_file:
            where = held.lines[kept.rule.name.casefold()]
            raise typer.BadParameter(f"{kept.rule.name!r} stands in {where}: remove it there")
        remove_rule(store, kept.rule.name)
    say(f"{kept.rule.name}: removed")


@alerts.command("test")
def test(name: Rule_, settings: SettingsFile = None, database: Address = None, as_json: Json = False) -> None:
    """Show what a rule would have told of all that is stored; nothing is kept and nothing is sent.

    Exit code: 0, also when nothing is found; 2 for an unknown name, 3 when the store failed.
    """
    from dragoman.app.alerts.alerting import past
    from dragoman.publish.alert_text import alert_text

    with alert_desk(database, settings) as (store, held):
        kept = _rule(store, held, name)
        found = past(store, kept.rule, now=_now())
    page = _page()
    for alert in found:
        print_json(alert) if as_json else print(alert_text(alert, page))
    complain(f"{kept.rule.name}: {len(found)} {'alert' if len(found) == 1 else 'alerts'} in what is stored")


@alerts.command("run")
def run(dry_run: Dry = False, settings: SettingsFile = None, database: Address = None, as_json: Json = False) -> None:
    """Look at every rule now, and send what is new.

    Exit code: 0 when all that is new is out, 1 when some could not be sent (each with a line on standard error),
    2 for wrong settings, 3 when the store failed.
    """
    from dragoman.app.alerts.alerting import raised
    from dragoman.app.alerts.delivery import deliveries
    from dragoman.store.alerts.deliveries import DeliveryState

    with alert_desk(database, settings) as (store, held):
        if dry_run:
            preview(store, held, as_json=as_json)
            return
        count, well = 0, True
        for one in raised(store, held, now=_now()):
            count += 1
            if as_json:
                print_json({"alert": one.alert, "to": one.to})
        for outcome in deliveries(store, held, outside()):
            well = well and outcome.state is DeliveryState.SENT
            tell_outcome(outcome, as_json=as_json)
    say(f"{count} new {'alert' if count == 1 else 'alerts'}", aside=as_json)
    if not well:
        raise typer.Exit(1)


def preview(store: Database, settings: AlertSettings, *, as_json: bool) -> None:
    """Shows what would be told now."""
    from dragoman.app.alerts.alerting import would_raise
    from dragoman.store.alerts.rules import known_marks

    for alert in would_raise(store, _rules(store, settings), known_marks(store), now=_now()):
        print_json({"alert": alert}) if as_json else say_alert(alert)


@alerts.command("ack")
def ack(id: Id, database: Address = None) -> None:
    """Note that you have seen an alert; what more becomes of it is told again.

    Exit code: 0, 2 for an unknown one, 3 when the store failed.
    """
    _state(id, "seen", database)


@alerts.command("mute")
def mute(id: Id, database: Address = None) -> None:
    """Hear no more of what an alert is about, whatever becomes of it.

    Exit code: 0, 2 for an unknown one, 3 when the store failed.
    """
    _state(id, "muted", database)


@alerts.command("close")
def close(id: Id, database: Address = None) -> None:
    """Be done with an alert; when it happens anew it is opened again.

    Exit code: 0, 2 for an unknown one, 3 when the store failed.
    """
    _state(id, "closed", database)


def _state(id: str, state: str, database: str | None) -> None:
    from dragoman.ledger.alert_values import AlertState
    from dragoman.store.alerts.rules import set_state

    wanted: AlertState = AlertState(state)
    with opened_store(database) as store:
        alert = set_state(store, _alert(store, id).id, wanted, now=_now())
    if alert:
        _show_line(alert)


def _alert(store: Database, beginning: str) -> Alert:
    from dragoman.store.alerts.rules import alerts_like

    found = alerts_like(store, beginning.strip().lower()) if beginning.strip() else ()
    if len(found) == 1:
        return found[0]
    if found:
        raise typer.BadParameter(f"{len(found)} alerts begin with {beginning!r}: write more of its id")
    raise typer.BadParameter(f"there is no alert {beginning!r}: see dragoman alerts list --all")


def _rule(store: Database, settings: AlertSettings, name: str) -> KeptRule:
    from dragoman.app.alerts.making import near

    kept = {one.rule.name: one for one in _rules(store, settings)}
    for one in kept.values():
        if known_to((one.rule,), name):
            return one
    known = ", ".join(kept) or "none yet"
    raise typer.BadParameter(f"there is no rule {name!r}{near(name, kept)}: there are {known}")


def _page() -> Page:
    from dragoman.app.store.ledger_commands import page

    return page()


def _now() -> datetime:
    return datetime.now(UTC)
