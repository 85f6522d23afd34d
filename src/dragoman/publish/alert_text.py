"""An alert as people read it: one line of what was found, then the words that it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from dragoman.ledger.alert_rules import AlertKind
from dragoman.ledger.alert_values import Alert, Facts, Words
from dragoman.model import EventType
from dragoman.publish.ledger_claims import named
from dragoman.publish.ledger_page import Page, joined, several
from dragoman.publish.wording import ACTS, MONTHS, days, told

MOVES = "moves or raises forces"
ORDINARY = ("actual", "scheduled")
"""Statuses that go without saying."""


def headline(alert: Alert) -> str:
    """What was found, in one line: `Russia → Ukraine: ACCUSE (14 January 2022)`."""
    facts = alert.facts
    match alert.kind:
        case AlertKind.RECORD:
            return _record(facts)
        case AlertKind.POSTURE:
            near = f" near {named(facts.recipients)}" if facts.recipients else ""
            return told(f"{named(facts.actors)}: {MOVES}{near}", facts.place or "", _status(facts), day_told(facts))
        case AlertKind.MEETING:
            return _meeting(facts)
        case AlertKind.DYAD:
            return _dyad(facts)
        case AlertKind.QUIET:
            return _quiet(facts)
        case AlertKind.PARSE:
            share, usual = _per_cent(facts.value), _per_cent(facts.usual)
            week = f"in the week to {day_told(facts)}"
            return f"{facts.source}: {share} of {several(facts.count or 0, 'page')} could not be read {week}; usual are {usual}"


def alert_line(alert: Alert) -> str:
    """The alert in one line, with its rule and where it is told."""
    where = next((one.url or one.source for one in alert.words), "")
    return told(f"alert {alert.id[:8]} ({alert.rule}): {headline(alert)}", where)


def alert_text(alert: Alert, page: Page) -> str:
    """The alert with the words that it rests on."""
    stands = told(alert.id, f"rule {alert.rule}", str(alert.state), moment(alert.changed))
    return joined(
        [
            *page.heading(headline(alert)),
            *page.lines(stands, 2),
            *(line for one in alert.words for line in _quoted(one, page)),
            *(line for one in alert.details for line in page.lines(one, 4, more=2)),
        ]
    )


def day_told(facts: Facts) -> str:
    return f"{facts.day.day} {MONTHS[facts.day.month - 1]} {facts.day.year}"


def moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _record(facts: Facts) -> str:
    if facts.what == "meeting":
        return _meeting(facts)
    if facts.what == "statement":
        return told(f"{named(facts.actors)} said: {facts.about}", day_told(facts))
    towards = f" → {named(facts.recipients)}" if facts.recipients else ""
    if facts.about:
        return told(f"{named(facts.actors)} {facts.what}: {facts.about}", day_told(facts))
    one, several_do, _ = ACTS[EventType(facts.what.partition(" ")[0])]
    verb = several_do if len(facts.actors) > 1 else one
    act = f"{named(facts.actors)}{towards}: {verb} ({facts.what})"
    return told(act, _status(facts), facts.place or "", day_told(facts))


def _status(facts: Facts) -> str:
    return "" if facts.status is None or facts.status in ORDINARY else facts.status


def _meeting(facts: Facts) -> str:
    what = facts.status if facts.what == "meeting" or facts.what == "cancelled" else facts.what
    day = days(facts.date) if facts.date else "date not told"
    before = f" (it was {days(facts.before)})" if facts.before else ""
    return told(f"{named(facts.actors)}: meeting {what}", day + before, facts.place or "", facts.about or "")


def _dyad(facts: Facts) -> str:
    far = f"{facts.deviations:.1f} robust deviations above the usual {facts.usual:.0f}"
    measured = f"{facts.value:.0f} in 100 articles' worth, {far}, in {several(facts.count or 0, 'article')}"
    return f"{named(facts.actors)}: {facts.what} in the week to {day_told(facts)}: {measured}"


def _quiet(facts: Facts) -> str:
    usual = f", usually every {_span(facts.usual)}" if facts.usual else ""
    since = moment(facts.since) if facts.since else "it was added"
    return f"{facts.source}: nothing new since {since} ({_span(facts.value or 0)}{usual})"


def _span(seconds: float) -> str:
    span = timedelta(seconds=seconds)
    if span >= timedelta(days=2):
        return several(span.days, "day")
    hours = round(seconds / 3600)
    return several(hours, "hour") if hours else several(round(seconds / 60), "minute")


def _per_cent(share: float | None) -> str:
    return f"{100 * (share or 0):.0f} %"


def _quoted(one: Words, page: Page) -> Iterator[str]:
    head = ", ".join(
        part for part in (one.outlet or "", f"{one.day.day} {MONTHS[one.day.month - 1]} {one.day.year}") if part
    )
    yield from page.lines(one.quote, 4, mark="│ ")
    yield from page.small(
        told(f"as told by {one.claimant}" if one.claimant else "", f"{head}: {one.url or one.source}"), 4
    )
