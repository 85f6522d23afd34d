"""The brief as data: what is new, changed, contradicted or gone quiet, what is coming, and what was not read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from dragoman.ledger import days
from dragoman.ledger.corroboration import Corroboration, corroboration
from dragoman.ledger.dyads import acted_on
from dragoman.ledger.history import Change, MeetingHistory, Step
from dragoman.ledger.meetings import meetings
from dragoman.ledger.merging import ALONE, Member
from dragoman.ledger.positions import Move, Stand, Thread, positions
from dragoman.ledger.questions import Question, questions
from dragoman.ledger.sides import channel_name, key, keys
from dragoman.ledger.silence import Sitting, silent, sittings
from dragoman.ledger.told import Record, Told, in_order, record_of, spans
from dragoman.model import Event, EventStatus, EventType, Meeting, MeetingStatus, Position, Rejected

COMING, QUIET = 14, 14
"""Days ahead that are shown; days after it was last told of on which a question goes quiet."""

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
    """The brief of the days *since* to *day*. A line stands in one part; the best attested come first.

    *coming* are meetings, *due* acts that are told to come: both by their day.
    """

    since: date
    day: date
    new: tuple[Line, ...]
    changed: tuple[Line, ...]
    contradicted: tuple[Line, ...]
    quiet: tuple[Line, ...]
    coming: tuple[Line, ...]
    due: tuple[Line, ...]
    articles: int
    unread: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a brief is about: everything, or what touches one of *sides* (both, for a dyad) or of *channels*.

    Where *types* are given, only lines of one of them are told: of a kind (event, meeting, position, question), or of
    an act's type, a meeting's status, a stance. Where *sources* are given, only these outlets and hosts are heard.
    """

    sides: tuple[str, ...] = ()
    dyads: tuple[tuple[str, str], ...] = ()
    channels: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def holds(self, parties: Collection[str], channel: str | None = None) -> bool:
        if not (self.sides or self.dyads or self.channels):
            return True
        there = keys(parties)
        in_channel = channel is not None and channel_name(channel) in map(channel_name, self.channels)
        dyad = any(keys(pair) <= there for pair in self.dyads)
        return in_channel or dyad or bool(keys(self.sides) & there)

    def hears(self, told: Told) -> bool:
        """Whether it is told by one of the sources."""
        names = {key(one) for one in self.sources}
        host = _host(told.url or "") if names else ""
        parents = {host.split(".", part)[-1] for part in range(host.count("."))}
        return not names or key(told.outlet or "") in names or bool(parents & names)

    def takes(self, line: Line) -> bool:
        """Whether a line is of one of the types."""
        return not self.types or bool(keys(self.types) & keys(_types(line.subject)))


ALL = Wanted()


def _host(url: str) -> str:
    """The host of an address; empty where it is none."""
    try:
        return (urlsplit(url).hostname or "").casefold()
    except ValueError:
        return ""


def _types(subject: Subject) -> tuple[str, str]:
    """A line's kind and type."""
    match subject:
        case Event() as event:
            return "event", event.type
        case Stand() as stand:
            return "position", stand.stance
        case Question():
            return "question", ""
        case Step() | MeetingHistory():
            return "meeting", subject.status


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a brief is written from: the same lines come from all that is told and from no more than they rest on.

    *told*, in order, is all of its days, whatever said the same lately or is copied in them, and what is due.
    *meetings*, *threads* and *questions* are as known on its last day; *sittings* are of the half year before the first or
    later.
    """

    told: Sequence[Told]
    meetings: Sequence[MeetingHistory]
    sittings: Sequence[Sitting]
    threads: Sequence[Thread]
    questions: Sequence[Question]


def briefing(
    told: Iterable[Told],
    *,
    day: date,
    since: date | None = None,
    wanted: Wanted = ALL,
    rejected: Iterable[Rejected] = (),
    together: Mapping[Member, str] = ALONE,
) -> Briefing:
    """The brief of *day*, or of all days *since* another: nothing that was told later is in it.

    What people say is *together*, as in `meetings`, is one meeting.
    """
    begun = since or day
    material = material_of(told, day=day, since=begun, wanted=wanted, together=together)
    return brief(material, day=day, since=begun, wanted=wanted, rejected=rejected)


def material_of(
    told: Iterable[Told], *, day: date, since: date, wanted: Wanted = ALL, together: Mapping[Member, str] = ALONE
) -> Material:
    """What the brief of the days *since* to *day* is written from, out of all that is *told*: meetings whenever they
    were told of, the rest as it was told lately."""
    known = [one for one in in_order(told, earlier_versions=True) if one.day <= day and wanted.hears(one)]
    held = meetings(known, together=together)
    lately = [one for one in known if one.day >= days.later(since, -days.LATELY)]
    return Material(
        told=lately,
        meetings=held,
        sittings=[one for meeting in held for one in sittings(meeting, since)],
        threads=positions(lately, answered=False),
        questions=questions(lately),
    )


def brief(
    material: Material, *, day: date, since: date, wanted: Wanted = ALL, rejected: Iterable[Rejected] = ()
) -> Briefing:
    """The brief of the days *since* to *day* from its *material*."""
    known, held = material.told, material.meetings
    fresh = fresh_in(known, since)
    claims = [*_steps(held, wanted, since, fresh), *_stands(material.threads, wanted, fresh)]
    every = [*claims, *_acts(known, wanted, fresh, [line for line, _ in claims])]
    lines = [(line, part) for line, part in every if wanted.takes(line)]
    return Briefing(
        since=since,
        day=day,
        new=_part(line for line, part in lines if part == "new"),
        changed=_part(line for line, part in lines if part == "changed"),
        contradicted=_part(line for line, part in lines if part == "contradicted"),
        quiet=_part(filter(wanted.takes, _quiet(material, wanted, since, day))),
        coming=_by_day(filter(wanted.takes, _coming(held, wanted, day))),
        due=_by_day(filter(wanted.takes, _due(known, wanted, day))),
        articles=len({one.page for one in known if since <= one.day}),
        unread=tuple(sorted(rejected, key=lambda one: (one.source, one.stage, one.reason))),
    )


def _part(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The best attested first, then the newest."""
    return tuple(sorted(lines, key=_rank))


def _by_day(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda one: (one.day, one.told[0].page, one.told[0].record.id)))


def _rank(line: Line) -> tuple[int, int, str, str]:
    first = line.told[0]
    return (-line.corroboration.origins, -line.day.toordinal(), first.page, first.record.id)


def _line(subject: Subject, day: date, told: tuple[Told, ...], meeting: MeetingHistory | None = None) -> Line:
    says = dict.fromkeys(one.claimant.name for one in told if one.claimant)
    return Line(
        subject=subject, day=day, told=told, corroboration=corroboration(told), says=tuple(says), meeting=meeting
    )


def fresh_in(known: Iterable[Told], since: date) -> set[tuple[str, str]]:
    """What is told in these days, by article and record; a copy of an older report, or its words again, is not."""
    every = list(known)
    origins = {one.article: one.day for one in every}
    printed = {says(one) for one in every if one.day < since}
    return {
        (one.article, one.record.id)
        for one in every
        if one.current and one.day >= since and origins.get(one.origin, since) >= since and says(one) not in printed
    }


def says(one: Told) -> tuple[object, ...]:
    """What a report says, in which words."""
    return said_in(one.record, one.quote)


def said_in(record: Record, quote: str) -> tuple[object, ...]:
    """What a *record* says in the words of *quote*."""
    match record:
        case Event() as event:
            return event.type, event.actors, event.recipients, quote
        case Meeting() as meeting:
            return meeting.status, meeting.parties, quote
        case Position() as position:
            return position.stance, position.holder, quote
    return "statement", quote


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


def _steps(
    held: Iterable[MeetingHistory], wanted: Wanted, since: date, fresh: Collection[tuple[str, str]]
) -> Iterator[tuple[Line, str]]:
    for meeting in held:
        for step in meeting.steps if wanted.holds(meeting.parties, meeting.channel) else ():
            if step.told[0].day >= since and any((one.article, one.record.id) in fresh for one in step.told):
                yield _line(step, step.told[0].day, step.told, meeting), _part_of(step)
            elif corrected := tuple(one for one in step.told if step.replaced and one.day >= since):
                yield _line(step, corrected[0].day, corrected, meeting), "contradicted"


def _part_of(step: Step) -> str:
    if step.status in OFF or step.replaced:
        return "contradicted"
    return "new" if step.change is Change.FIRST else "changed"


def _stands(
    threads: Iterable[Thread], wanted: Wanted, fresh: Collection[tuple[str, str]]
) -> Iterator[tuple[Line, str]]:
    for thread in threads:
        for stand in thread.stands:
            new = all((one.article, one.record.id) in fresh for one in stand.told)
            if new and stand.move in PARTS and wanted.holds((stand.holder,)):
                yield _line(stand, stand.day, stand.told), PARTS[stand.move]


def _quiet(material: Material, wanted: Wanted, since: date, day: date) -> Iterator[Line]:
    """What went quiet in these days, and is told on no other: questions without an answer that nobody repeated, and
    meetings whose day passed without a word."""
    for one in material.questions:
        if one.open and _gone_quiet(one.asked, since, day) and wanted.holds((one.asker, *one.addressees)):
            yield _line(one, one.last, one.asked)
    for meeting in silent(material.meetings, material.sittings, since, day):
        if wanted.holds(meeting.parties, meeting.channel):
            yield _line(meeting, days.last(meeting.date) if meeting.date else day, meeting.told, meeting)


def _gone_quiet(asked: Iterable[Told], since: date, day: date) -> bool:
    """Whether what was *asked* went quiet in these days: it was last told of a fortnight before one of them."""
    return since <= days.later(max(one.day for one in asked), QUIET) <= day


def _coming(held: Iterable[MeetingHistory], wanted: Wanted, day: date) -> Iterator[Line]:
    """Meetings that are to come within the days that are shown, the known part of a vague date counting."""
    for meeting in held:
        if meeting.date and is_coming(meeting, day) and wanted.holds(meeting.parties, meeting.channel):
            yield _line(meeting, max(days.first(meeting.date), day), meeting.told, meeting)


def is_coming(meeting: MeetingHistory, day: date) -> bool:
    """Whether a meeting is to come within the days that are shown."""
    when = meeting.date
    return meeting.ahead and when is not None and days.first(when) <= days.later(day, COMING) and days.last(when) > day


def _due(known: Iterable[Told], wanted: Wanted, day: date) -> Iterator[Line]:
    """Acts that are told to come on a known day within the days that are shown; reports of the same are one."""
    until, found = days.later(day, COMING), dict[tuple[object, ...], list[Told]]()
    for one in known:
        event = one.record
        if not isinstance(event, Event) or not one.current or event.status is not EventStatus.FUTURE:
            continue
        when = days.known(event.date)
        if when and when.latest and days.first(when) <= until and when.latest > day and event.actors:
            same = (days.first(when), when.latest, event.type, event.mode, keys(event.actors), keys(event.recipients))
            found.setdefault(same, []).append(one)
    for group in found.values():
        event = record_of(group[0], Event)
        if event.date and wanted.holds((*event.actors, *event.recipients)):
            yield _line(event, max(days.first(event.date), day), tuple(group))
