"""Meetings that are newly scheduled, moved or cancelled, by their history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.ledger import days, sides
from dragoman.ledger.alert_rules import AlertKind, MeetingRule, Turn
from dragoman.ledger.alert_values import Facts, Finding, mark, words_of
from dragoman.ledger.history import Change, MeetingHistory, Step
from dragoman.ledger.meetings import meetings
from dragoman.ledger.sides import keys
from dragoman.ledger.told import Told, record_of
from dragoman.model import Interval, Meeting, MeetingStatus

OFF = (MeetingStatus.CANCELLED, MeetingStatus.REFUSED)


@dataclass(frozen=True, slots=True)
class _Turned:
    """A step by which a meeting took a turn."""

    turn: Turn
    step: Step
    before: Interval | None


def turns(rule: MeetingRule, told: Iterable[Told]) -> Iterator[Finding]:
    """What became of the meetings that the rule looks at."""
    for meeting in meetings(told):
        for one in _turned(meeting) if _wanted(rule, meeting) else ():
            if one.turn in rule.turns:
                yield _finding(rule, meeting, one)


def _wanted(rule: MeetingRule, meeting: MeetingHistory) -> bool:
    if not keys(rule.parties) <= keys(meeting.parties):
        return False
    through = meeting.channel and sides.channel_name(meeting.channel)
    return not rule.channel or bool(through and sides.related(sides.channel_name(rule.channel), through))


def _turned(meeting: MeetingHistory) -> Iterator[_Turned]:
    """Every turn of a meeting, in order."""
    before: Interval | None = None
    status: MeetingStatus | None = None
    for step in meeting.steps:
        turn = _turn(step, status)
        if turn is not None:
            yield _Turned(turn, step, before if turn is Turn.MOVED else None)
        if turn is not Turn.MOVED and (corrected := _set_right(step)):
            yield _Turned(Turn.MOVED, step, corrected)
        before, status = step.date or before, step.status


def _turn(step: Step, before: MeetingStatus | None) -> Turn | None:
    if step.status in OFF:
        return None if before in OFF else Turn.CANCELLED
    if step.change is Change.MOVED or (step.status is MeetingStatus.POSTPONED and before is not step.status):
        return Turn.MOVED
    newly = step.change in (Change.FIRST, Change.STATUS) and step.status is MeetingStatus.SCHEDULED
    return Turn.SCHEDULED if newly else None


def _set_right(step: Step) -> Interval | None:
    """The days that a page gave before it was corrected to others."""
    for one in step.replaced:
        date = days.known(record_of(one, Meeting).date)
        if date and step.date and days.apart(date, step.date):
            return date
    return None


def _finding(rule: MeetingRule, meeting: MeetingHistory, one: _Turned) -> Finding:
    """The turn, known by the meeting and by every page that tells it: a late report may change the meeting's id."""
    step = one.step
    ends = (step.date.earliest, step.date.latest) if step.date else ()
    pages = frozenset(mark(rule.name, told.page, told.quote, one.turn) for told in step.told)
    return Finding(
        rule=rule.name,
        kind=AlertKind.MEETING,
        about=mark(meeting.id),
        marks=pages | {mark(rule.name, meeting.id, one.turn, *ends)},
        seen=min(told.seen for told in step.told),
        facts=Facts(
            what=one.turn,
            day=step.told[0].day,
            actors=meeting.parties,
            status=step.status,
            place=step.place.name if step.place else None,
            about=meeting.topic or meeting.channel,
            date=step.date,
            before=one.before,
        ),
        words=words_of(step.told),
    )
