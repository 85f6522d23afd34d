"""Records of a pattern, and forces that move: each act once, however many tell it and on however many days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.knowledge.issues import issue_of, stems
from dragoman.ledger import days, sides
from dragoman.ledger.alert_rules import AlertKind, PostureRule, Recorded, RecordRule
from dragoman.ledger.alert_values import Facts, Finding, mark, words_of
from dragoman.ledger.dyads import acted_on
from dragoman.ledger.history import channel_told
from dragoman.ledger.posture import near
from dragoman.ledger.sides import key, keys
from dragoman.ledger.told import Record, Told, in_order, record_of
from dragoman.model import Event, EventStatus, EventType, Meeting, Place, Position, Statement

SAME_ACT = 7
"""Days after an act in which reports of it that name no day are about that one."""
REAL = (EventStatus.ACTUAL, EventStatus.FUTURE)
CLASSES: dict[Recorded, type[Record]] = {
    Recorded.EVENT: Event,
    Recorded.MEETING: Meeting,
    Recorded.POSITION: Position,
    Recorded.STATEMENT: Statement,
}


@dataclass(frozen=True, slots=True)
class _Act:
    """One act on one day, by those who tell it; *dated* where one of them names the day."""

    day: date
    dated: bool
    told: tuple[Told, ...]


def records(rule: RecordRule, told: Iterable[Told]) -> Iterator[Finding]:
    """Every record that fits the rule, as told by all reports of it."""
    fitting = [one for one in in_order(told, CLASSES[rule.record]) if fits(rule, one)]
    if rule.record is Recorded.EVENT:
        yield from _acts(rule.name, AlertKind.RECORD, fitting, _same_act)
        return
    for same, reports in _grouped(fitting, _same_word).items():
        known = mark(rule.name, *same)
        yield Finding(
            rule=rule.name,
            kind=AlertKind.RECORD,
            about=known,
            marks=frozenset([known]),
            seen=min(one.seen for one in reports),
            facts=_facts(reports[0], reports[0].day),
            words=words_of(reports),
        )


def postures(rule: PostureRule, told: Iterable[Told]) -> Iterator[Finding]:
    """Every movement of forces that the rule looks out for."""
    fitting = [one for one in in_order(told, Event) if _moves(rule, record_of(one, Event))]
    yield from _acts(rule.name, AlertKind.POSTURE, fitting, _same_movement)


def fits(rule: RecordRule, told: Told) -> bool:
    """Whether a record is what the rule asks for."""
    record = told.record
    if rule.words and not stems(rule.words) <= stems(told.quote):
        return False
    if not _any(rule.actors, _doing(record)) or not _any(rule.recipients, _done_to(record)):
        return False
    if rule.place and not _at(rule.place, None if isinstance(record, Position | Statement) else record.place):
        return False
    if rule.channel and not (isinstance(record, Meeting) and _through(rule.channel, channel_told(record))):
        return False
    return _of_type(rule, record)


def _of_type(rule: RecordRule, record: Record) -> bool:
    match record:
        case Event():
            return record.status in (rule.statuses or REAL) and (not rule.types or record.type in rule.types)
        case Meeting():
            return not rule.stages or record.status in rule.stages
        case Position():
            return not rule.stances or record.stance in rule.stances
        case Statement():
            return not rule.forms or record.form in rule.forms


def _any(wanted: Sequence[str], held: Iterable[str]) -> bool:
    return not wanted or bool(keys(wanted) & keys(held))


def _doing(record: Record) -> tuple[str, ...]:
    match record:
        case Event():
            return record.actors
        case Meeting():
            return record.parties
        case Position():
            return (record.holder,)
        case Statement(speaker=speaker):
            return tuple(name for name in (speaker.name, speaker.code) if name) if speaker else ()


def _done_to(record: Record) -> tuple[str, ...]:
    match record:
        case Event():
            return record.recipients
        case Meeting():
            return record.parties
        case Statement(addressee=str(addressee)):
            return (addressee,)
        case _:
            return ()


def _at(wanted: str, place: Place | None) -> bool:
    """Whether a place is the one that is meant, by its name, its state's code or its state's name."""
    return place is not None and key(wanted) in keys(
        [place.name, *((place.code, sides.called(place.code)) if place.code else ())]
    )


def _through(wanted: str, channel: str | None) -> bool:
    return channel is not None and sides.related(sides.channel_name(wanted), sides.channel_name(channel))


def _moves(rule: PostureRule, event: Event) -> bool:
    if event.type is not EventType.MOBILIZE or event.status not in REAL or not event.actors:
        return False
    there = _any(rule.near, near(event)) and (not rule.place or _at(rule.place, event.place))
    return there and _any(rule.actors, event.actors)


def _acts(
    rule: str, kind: AlertKind, fitting: Sequence[Told], same: Callable[[Told], tuple[object, ...]]
) -> Iterator[Finding]:
    for subject, reports in _grouped(fitting, same).items():
        for act in _by_day(reports):
            undated = frozenset(mark(rule, *subject, "told", one.day) for one in act.told if not _dated(one))
            known = frozenset([mark(rule, *subject, act.day)]) if act.dated else undated
            yield Finding(
                rule=rule,
                kind=kind,
                about=mark(rule, *subject, act.day),
                marks=known,
                others=undated,
                seen=min(one.seen for one in act.told),
                facts=_facts(act.told[0], act.day),
                words=words_of(act.told),
            )


def _grouped(told: Iterable[Told], same: Callable[[Told], tuple[object, ...]]) -> dict[tuple[object, ...], list[Told]]:
    found: dict[tuple[object, ...], list[Told]] = {}
    for one in told:
        found.setdefault(same(one), []).append(one)
    return found


def _by_day(reports: Sequence[Told]) -> Iterator[_Act]:
    """Acts by their day; a report that names none is of the last act in the days before it, if there is one."""
    named = {acted_on(one) for one in reports if _dated(one)}
    found: dict[date, list[Told]] = {day: [] for day in named}
    for one in reports:
        day = acted_on(one)
        if not _dated(one):
            day = max((other for other in found if 0 <= (day - other).days <= SAME_ACT), default=day)
        found.setdefault(day, []).append(one)
    for day in sorted(found):
        yield _Act(day, day in named, tuple(found[day]))


def _dated(told: Told) -> bool:
    when = days.known(record_of(told, Event).date)
    return when is not None and days.exact(when)


def _same_act(told: Told) -> tuple[object, ...]:
    event = record_of(told, Event)
    return (event.type, event.mode, event.status, *_both(event.actors, event.recipients))


def _same_movement(told: Told) -> tuple[object, ...]:
    event = record_of(told, Event)
    return _both(event.actors, near(event))


def _both(actors: Iterable[str], recipients: Iterable[str]) -> tuple[str, str]:
    return (" ".join(sorted(keys(actors))), " ".join(sorted(keys(recipients))))


def _same_word(told: Told) -> tuple[object, ...]:
    """What makes two reports of a meeting, position or statement the same."""
    record = told.record
    match record:
        case Meeting():
            date = days.known(record.date)
            ends = (date.earliest, date.latest) if date else ()
            return ("meeting", record.status, *_both(record.parties, ()), *ends)
        case Position():
            row = issue_of(record.issue)
            issue = row.name if row else " ".join(sorted(stems(record.issue))) or key(record.issue)
            return ("position", key(record.holder), record.stance, issue)
        case _:
            return ("statement", " ".join(sorted(keys(_doing(record)))), key(told.quote))


def _facts(told: Told, day: date) -> Facts:
    record = told.record
    match record:
        case Event():
            place = record.place.name if record.place else None
            towards = near(record) if record.type is EventType.MOBILIZE else record.recipients
            what = f"{record.type} {record.mode}" if record.mode else str(record.type)
            return Facts(
                what=what, day=day, actors=record.actors, recipients=towards, status=record.status, place=place
            )
        case Meeting():
            place, about = record.place.name if record.place else None, record.topic or record.channel
            date = days.known(record.date)
            return Facts(
                what="meeting",
                day=day,
                actors=record.parties,
                status=record.status,
                place=place,
                about=about,
                date=date,
            )
        case Position():
            return Facts(what=record.stance, day=day, actors=(record.holder,), about=record.issue)
        case Statement():
            return Facts(what="statement", day=day, actors=_doing(record)[:1], about=told.quote)
