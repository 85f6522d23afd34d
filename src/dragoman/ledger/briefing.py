"""The brief as data: what is new, changed, contradicted or gone quiet, what is coming, and what was not read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dragoman.ledger import days
from dragoman.ledger.corroboration import Corroboration, corroboration
from dragoman.ledger.dyads import acted_on
from dragoman.ledger.history import Change, MeetingHistory, Step
from dragoman.ledger.meetings import meetings
from dragoman.ledger.positions import Move, Stand, positions
from dragoman.ledger.questions import Question, questions
from dragoman.ledger.sides import channel_name, keys
from dragoman.ledger.told import Told, in_order, record_of, spans
from dragoman.model import Event, EventStatus, EventType, MeetingStatus, Rejected

COMING, QUIET, FORGOTTEN = 14, 14, 60
"""Days ahead that are shown; days after which a question has gone quiet; days after which it is no longer shown."""

OFF = (MeetingStatus.POSTPONED, MeetingStatus.CANCELLED, MeetingStatus.REFUSED)
SAID = (EventType.AGREE, EventType.REQUEST, EventType.REJECT)
"""Acts that a position or a meeting told in the same words tells better."""

PARTS = {
    Move.FIRST_SAID: "new",
    Move.SOFTENED: "changed",
    Move.HARDENED: "changed",
    Move.CONTRADICTED: "contradicted",
}
"""Where a stand goes; what is only repeated goes nowhere."""

Subject = Event | Step | Stand | Question | MeetingHistory


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One claim: what it is about, on which *day*, who says so where the articles do not, and who tells it.

    *meeting* is the one whose step the subject is.
    """

    subject: Subject
    day: date
    told: tuple[Told, ...]
    corroboration: Corroboration
    says: tuple[str, ...]
    meeting: MeetingHistory | None = None

    @property
    def channel(self) -> str | None:
        return self.meeting.channel if self.meeting else None

    @property
    def quote(self) -> str:
        """The words that it rests on, of the one who told it first."""
        return self.told[0].quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """The brief of the days *since* to *day*. A line stands in one part; the best attested come first."""

    since: date
    day: date
    new: tuple[Line, ...]
    changed: tuple[Line, ...]
    contradicted: tuple[Line, ...]
    quiet: tuple[Line, ...]
    coming: tuple[Line, ...]
    articles: int
    unread: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a brief is about: everything, or what touches one of *sides* (both, for a dyad) or of *channels*."""

    sides: tuple[str, ...] = ()
    dyads: tuple[tuple[str, str], ...] = ()
    channels: tuple[str, ...] = ()

    def holds(self, parties: Collection[str], channel: str | None = None) -> bool:
        if not (self.sides or self.dyads or self.channels):
            return True
        there = keys(parties)
        in_channel = channel is not None and channel_name(channel) in map(channel_name, self.channels)
        dyad = any(keys(pair) <= there for pair in self.dyads)
        return in_channel or dyad or bool(keys(self.sides) & there)


ALL = Wanted()


def briefing(
    told: Iterable[Told],
    *,
    day: date,
    since: date | None = None,
    wanted: Wanted = ALL,
    rejected: Iterable[Rejected] = (),
) -> Briefing:
    """The brief of *day*, or of all days *since* another: nothing that was told later is in it."""
    begun = since or day
    known = [one for one in in_order(told, earlier_versions=True) if one.day <= day]
    fresh = _fresh(known, begun)
    held = meetings(known)
    claims = [*_steps(held, wanted, begun), *_stands(known, wanted, fresh)]
    lines = [*claims, *_acts(known, wanted, fresh, [line for line, _ in claims])]
    return Briefing(
        since=begun,
        day=day,
        new=_part(line for line, part in lines if part == "new"),
        changed=_part(line for line, part in lines if part == "changed"),
        contradicted=_part(line for line, part in lines if part == "contradicted"),
        quiet=_part(_quiet(known, held, wanted, day)),
        coming=tuple(sorted(_coming(held, wanted, day), key=lambda one: (one.day, one.told[0].page))),
        articles=len({one.page for one in known if begun <= one.day}),
        unread=tuple(sorted(rejected, key=lambda one: (one.source, one.stage, one.reason))),
    )


def _part(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The best attested first, then the newest."""
    return tuple(sorted(lines, key=_rank))


def _rank(line: Line) -> tuple[int, int, str, str]:
    first = line.told[0]
    return (-line.corroboration.origins, -line.day.toordinal(), first.page, first.record.id)


def _line(subject: Subject, day: date, told: tuple[Told, ...], meeting: MeetingHistory | None = None) -> Line:
    says = dict.fromkeys(one.claimant.name for one in told if one.claimant)
    return Line(
        subject=subject, day=day, told=told, corroboration=corroboration(told), says=tuple(says), meeting=meeting
    )


def _fresh(known: Iterable[Told], since: date) -> set[tuple[str, str]]:
    """What is told in these days, by article and record; a copy of an older report is not."""
    every = list(known)
    origins = {one.article: one.day for one in every}
    return {
        (one.article, one.record.id)
        for one in every
        if one.current and one.day >= since and origins.get(one.origin, since) >= since
    }


def _acts(
    known: Iterable[Told], wanted: Wanted, fresh: Collection[tuple[str, str]], claims: Iterable[Line]
) -> Iterator[tuple[Line, str]]:
    """Acts told in these days that no other line tells; reports of the same act of a day are one."""
    found: dict[tuple[object, ...], list[Told]] = {}
    told = {(one.article, span) for line in claims for one in line.told for span in spans(one.record)}
    for one in known:
        event = one.record
        if isinstance(event, Event) and (one.article, event.id) in fresh and _newly_done(event):
            same = (acted_on(one), event.type, event.mode, keys(event.actors), keys(event.recipients))
            found.setdefault(same, []).append(one)
    for group in found.values():
        event = record_of(group[0], Event)
        said = event.type in SAID and any((one.article, record_of(one, Event).evidence) in told for one in group)
        if not said and wanted.holds((*event.actors, *event.recipients)):
            yield _line(event, acted_on(group[0]), tuple(group)), "new"


def _newly_done(event: Event) -> bool:
    """Consultations are the meetings' to tell."""
    done = event.status is EventStatus.ACTUAL and event.type is not EventType.CONSULT
    return done and bool(event.actors)


def _steps(held: Iterable[MeetingHistory], wanted: Wanted, since: date) -> Iterator[tuple[Line, str]]:
    for meeting in held:
        for step in meeting.steps if wanted.holds(meeting.parties, meeting.channel) else ():
            if step.told[0].day >= since:
                yield _line(step, step.told[0].day, step.told, meeting), _part_of(step)
            elif corrected := tuple(one for one in step.told if step.replaced and one.day >= since):
                yield _line(step, corrected[0].day, corrected, meeting), "contradicted"


def _part_of(step: Step) -> str:
    if step.status in OFF or step.replaced:
        return "contradicted"
    return "new" if step.change is Change.FIRST else "changed"


def _stands(known: Iterable[Told], wanted: Wanted, fresh: Collection[tuple[str, str]]) -> Iterator[tuple[Line, str]]:
    for thread in positions(known):
        for stand in thread.stands:
            new = all((one.article, one.record.id) in fresh for one in stand.told)
            if new and stand.move in PARTS and wanted.holds((stand.holder,)):
                yield _line(stand, stand.day, stand.told), PARTS[stand.move]


def _quiet(known: Iterable[Told], held: Iterable[MeetingHistory], wanted: Wanted, day: date) -> Iterator[Line]:
    """Questions without an answer that nobody repeats, and meetings whose day passed without a word."""
    for one in questions(known):
        silent = (day - one.last).days
        if one.open and QUIET <= silent <= FORGOTTEN and wanted.holds((one.asker, *one.addressees)):
            yield _line(one, one.last, one.asked)
    for meeting in held:
        passed = meeting.date and meeting.date.latest and (day - meeting.date.latest).days
        if meeting.ahead and passed and 0 < passed <= FORGOTTEN and wanted.holds(meeting.parties, meeting.channel):
            yield _line(meeting, days.last(meeting.date) if meeting.date else day, meeting.told, meeting)


def _coming(held: Iterable[MeetingHistory], wanted: Wanted, day: date) -> Iterator[Line]:
    """Meetings that are to come within the days that are shown, the known part of a vague date counting."""
    until = days.later(day, COMING)
    for meeting in held:
        if not meeting.ahead or meeting.date is None or not wanted.holds(meeting.parties, meeting.channel):
            continue
        if days.first(meeting.date) <= until and days.last(meeting.date) > day:
            yield _line(meeting, max(days.first(meeting.date), day), meeting.told, meeting)
