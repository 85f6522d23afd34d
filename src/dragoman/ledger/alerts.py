"""Alerts as a pure fold: a rule, what is told and how the sources fare → what it found; and of that what is news."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from dragoman.ledger.alert_meetings import turns
from dragoman.ledger.alert_records import postures, records
from dragoman.ledger.alert_rules import (
    AlertKind,
    DyadRule,
    MeetingRule,
    ParseRule,
    PostureRule,
    QuietRule,
    RecordRule,
    Rule,
)
from dragoman.ledger.alert_series import dyads, parses
from dragoman.ledger.alert_values import Facts, Finding, SourceState, mark
from dragoman.ledger.dyads import Mention
from dragoman.ledger.sides import key
from dragoman.ledger.told import Told

NEVER_TOLD = timedelta(days=7)
"""What is taken for the usual wait of a source that has told too little to know it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a rule looks at, as it is *now*."""

    now: datetime
    told: tuple[Told, ...] = ()
    mentions: tuple[Mention, ...] = ()
    sources: tuple[SourceState, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Findings that nobody was told of, and every fact that is known from now on, by the alert that tells it."""

    findings: tuple[Finding, ...]
    marks: tuple[tuple[str, str], ...]


def findings(rule: Rule, material: Material) -> tuple[Finding, ...]:
    """Everything that the rule finds, oldest first, whatever order the material comes in."""
    today = material.now.date()
    match rule:
        case RecordRule():
            found = records(rule, material.told)
        case DyadRule():
            found = dyads(rule, material.told, material.mentions, today=today)
        case PostureRule():
            found = postures(rule, material.told)
        case MeetingRule():
            found = turns(rule, material.told)
        case QuietRule():
            found = _quiet(rule, material)
        case ParseRule():
            found = parses(rule, material.sources, today=today)
    return tuple(sorted(found, key=lambda one: (one.facts.day, one.about, sorted(one.marks))))


def since(rule: Rule, found: Iterable[Finding], *, added: datetime) -> tuple[Finding, ...]:
    """What was not there yet when the rule was *added*; where it names a day, what is told from that day on."""
    if rule.since is not None:
        return tuple(one for one in found if one.facts.day >= rule.since)
    return tuple(one for one in found if one.seen >= added)


def news(found: Iterable[Finding], known: Collection[str]) -> News:
    """What is not *known* yet, by its marks; of findings that are the same the first."""
    marks, told = set(known), list[Finding]()
    learned: list[tuple[str, str]] = []
    for one in found:
        if marks.isdisjoint(one.marks | one.others):
            told.append(one)
        learned += [(mark, one.id) for mark in sorted(one.marks - marks)]
        marks |= one.marks
    return News(findings=tuple(told), marks=tuple(learned))


def _quiet(rule: QuietRule, material: Material) -> Iterator[Finding]:
    """Sources that have told nothing new for longer than the rule bears with."""
    wanted = {key(name) for name in rule.sources}
    for source in sorted(material.sources, key=lambda one: one.name):
        if source.paused or (wanted and key(source.name) not in wanted):
            continue
        usual = NEVER_TOLD if source.usual is None else timedelta(seconds=source.usual)
        last, factor = source.news or source.added, 1.0 if source.usual is None else rule.factor
        if material.now - last > max(usual * factor, rule.at_least):
            yield _silence(rule, source, last, material.now)


def _silence(rule: QuietRule, source: SourceState, last: datetime, now: datetime) -> Finding:
    return Finding(
        rule=rule.name,
        kind=AlertKind.QUIET,
        about=mark(key(source.name), "quiet"),
        marks=frozenset([mark(rule.name, key(source.name), last.isoformat())]),
        seen=now,
        facts=Facts(
            what="quiet",
            day=now.date(),
            source=source.name,
            since=last,
            value=round((now - last).total_seconds(), 1),
            usual=source.usual,
        ),
    )
