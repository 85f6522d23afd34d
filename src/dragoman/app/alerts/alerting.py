"""Rules and the store → alerts: what each rule looks at, what it found, and what of that is news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from dragoman.app.alerts.settings import AlertSettings
from dragoman.app.collect.rounds import speaks_for
from dragoman.collect.sites import site_of
from dragoman.ledger.alert_rules import (
    DyadRule,
    MeetingRule,
    ParseRule,
    PostureRule,
    QuietRule,
    Recorded,
    RecordRule,
    Rule,
)
from dragoman.ledger.alert_values import Alert, AlertState, Finding
from dragoman.ledger.alerts import Material, findings, news, since
from dragoman.ledger.days import later
from dragoman.store import Database, Source, SourceKind
from dragoman.store.alerts.material import source_states
from dragoman.store.alerts.rules import KeptRule, all_rules, open_alerts
from dragoman.store.told.records import mentions, told


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """An alert that is new, and the channels that it goes to."""

    alert: Alert
    to: tuple[str, ...]


def raised(database: Database, settings: AlertSettings, *, now: datetime) -> Iterator[Raised]:
    """Looks at every rule and keeps what is new, rule by rule; each alert is told once it is kept."""
    for kept in all_rules(database, in_file=settings.rules, now=now):
        to = channels_of(kept.rule, settings)
        found = _found(database, kept, now)
        for alert in open_alerts(database, found, to=to, now=now):
            yield Raised(alert=alert, to=to)


def would_raise(
    database: Database, kept: Iterable[KeptRule], known: Iterable[str], *, now: datetime
) -> Iterator[Alert]:
    """What the rules would tell now; nothing is kept."""
    marks = set(known)
    for one in kept:
        new = news(_found(database, one, now), marks)
        marks |= {mark for mark, _ in new.marks}
        yield from (as_alert(finding) for finding in new.findings)


def past(database: Database, rule: Rule, *, now: datetime) -> tuple[Alert, ...]:
    """All that a rule finds in what is stored, as if nobody had ever been told of anything."""
    found = findings(rule, material(database, rule, now=now, first=rule.since))
    asked = [one for one in found if rule.since is None or one.facts.day >= rule.since]
    return tuple(as_alert(one) for one in news(asked, ()).findings)


def as_alert(finding: Finding) -> Alert:
    """A finding as it would be told."""
    return Alert(
        id=finding.id,
        rule=finding.rule,
        kind=finding.kind,
        state=AlertState.NEW,
        opened=finding.seen,
        changed=finding.seen,
        times=1,
        facts=finding.facts,
        words=finding.words,
        details=finding.details,
    )


def channels_of(rule: Rule, settings: AlertSettings) -> tuple[str, ...]:
    """Where a rule's alerts go: everywhere, where it does not say."""
    return rule.to or settings.channels


def _found(database: Database, kept: KeptRule, now: datetime) -> tuple[Finding, ...]:
    first = kept.rule.since or kept.added.date()
    found = findings(kept.rule, material(database, kept.rule, now=now, first=first))
    return since(kept.rule, found, added=kept.added)


def material(database: Database, rule: Rule, *, now: datetime, first: date | None = None) -> Material:
    """What a rule has to look at, where only what happened from the *first* day on matters to it."""
    match rule:
        case RecordRule():
            one = (rule.actors[0],) if len(rule.actors) == 1 and rule.record is not Recorded.MEETING else ()
            types = (*rule.types, *rule.stances, *rule.forms, *rule.stages)
            return Material(now=now, told=tuple(told(database, rule.record, sides=one, types=types)))
        case PostureRule():
            one = (rule.actors[0],) if len(rule.actors) == 1 else ()
            return Material(now=now, told=tuple(told(database, "event", sides=one, types=("MOBILIZE",))))
        case MeetingRule():
            return Material(now=now, told=tuple(told(database, "meeting", earlier_versions=True)))
        case DyadRule(sides=sides):
            from_day = first and later(first, -first.weekday() - 7 * (rule.weeks + 1))
            acts = told(database, "event", sides=sides, since=from_day)
            named = mentions(database, *sides, since=from_day)
            return Material(now=now, told=tuple(acts), mentions=tuple(named))
        case QuietRule() | ParseRule():
            return Material(now=now, sources=source_states(database, _owns))


def _owns(source: Source, address: str) -> bool:
    """Whether a page is of a source: on a site that it speaks for, or in its folder."""
    if source.kind is SourceKind.FOLDER:
        return address == source.address or address.startswith(source.address.rstrip("/") + "/")
    return "://" in address and site_of(address) in speaks_for(source)
