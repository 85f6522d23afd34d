"""One meeting as it is told over time: what each report changes, with those who tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from dragoman.ledger import days, sides
from dragoman.ledger.told import Told, record_of
from dragoman.model import Interval, Meeting, MeetingStatus, Place, digest

FORWARD = (MeetingStatus.PROPOSED, MeetingStatus.AGREED, MeetingStatus.SCHEDULED)
OFF = (MeetingStatus.POSTPONED, MeetingStatus.CANCELLED, MeetingStatus.REFUSED)
TAKING_PLACE = (MeetingStatus.UNDER_WAY, MeetingStatus.HELD)
RANK = {status: rank for rank, status in enumerate((*FORWARD, *TAKING_PLACE))}


class Change(StrEnum):
    """What a step changes."""

    FIRST = "first told"
    STATUS = "status"
    DATED = "date"  # told, or told more closely
    MOVED = "moved"
    PLACED = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What was known from then on. *told* are those who tell it, the first one first.

    *replaced* is what an article said before it was corrected.
    """

    change: Change
    status: MeetingStatus
    date: Interval | None
    place: Place | None
    told: tuple[Told, ...]
    replaced: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingHistory:
    """One meeting as all reports together tell it.

    *id* is the digest of its first report and stays when more is told; *sequence* counts the changes.
    """

    id: str
    sequence: int
    parties: tuple[str, ...]
    channel: str | None
    place: Place | None
    date: Interval | None
    status: MeetingStatus
    topic: str | None
    steps: tuple[Step, ...]

    @property
    def told(self) -> tuple[Told, ...]:
        return tuple(one for step in self.steps for one in step.told)

    @property
    def ahead(self) -> bool:
        """Whether it is still to come, as far as is told."""
        return self.status in FORWARD or self.status is MeetingStatus.POSTPONED


def opened(told: Told, replaced: tuple[Told, ...] = ()) -> MeetingHistory:
    """A meeting of which nothing was told before."""
    record = record_of(told, Meeting)
    date = days.known(record.date)
    step = Step(change=Change.FIRST, status=record.status, date=date, place=record.place, told=(told,))
    earliest = min((told, *replaced), key=lambda one: one.nth)
    first = MeetingHistory(
        id=_id(earliest),
        sequence=0,
        parties=record.parties,
        channel=channel_told(record),
        place=record.place,
        date=date,
        status=record.status,
        topic=record.topic,
        steps=(step,),
    )
    return _corrected(first, replaced)


def _id(earliest: Told) -> str:
    """The digest of what is first told: by which page, on which day, in which words, of whom, when and where."""
    record = record_of(earliest, Meeting)
    facts = (_facts(earliest), record.channel, *sorted(record.parties))
    return digest("meeting", earliest.page, earliest.day, earliest.quote, *facts)


def grown(reports: Iterable[tuple[Told, tuple[Told, ...]]]) -> MeetingHistory:
    """The meeting that all these *reports* tell of, each with what it replaces: `opened` and then `extended`."""
    first, *more = reports
    meeting = opened(*first)
    for told, replaced in more:
        meeting = _corrected(_told_next(meeting, told), replaced)
    return _voted(meeting) if more else meeting  # what was voted on the way is no part of the end


def extended(meeting: MeetingHistory, told: Told, replaced: tuple[Told, ...] = ()) -> MeetingHistory:
    """*meeting* with what is *told* next: a step where it changes something, else one more who tells the last one."""
    return _corrected(_voted(_told_next(meeting, told)), replaced)


def _told_next(meeting: MeetingHistory, told: Told) -> MeetingHistory:
    record = record_of(told, Meeting)
    status = _status(meeting, record)
    date, moved = _date(meeting, record)
    place = _place(meeting.place, record.place, moved=moved)
    step = Step(change=Change.FIRST, status=status, date=date, place=place, told=(told,))
    changed = _change(meeting, step, moved=moved)
    if changed is None:
        last = meeting.steps[-1]
        steps = (*meeting.steps[:-1], replace(last, date=date, place=place, told=(*last.told, told)))
    else:
        steps = (*meeting.steps, replace(step, change=changed))
    sequence = meeting.sequence + (changed is not None)
    return replace(meeting, steps=steps, status=status, date=date, place=place, sequence=sequence)


def channel_told(record: Meeting) -> str | None:
    """Its channel as told; a body that sits as such is its own."""
    row = sides.channel_of(record.parties[0]) if len(record.parties) == 1 else None
    return record.channel or (row.name if row else None)


def _corrected(meeting: MeetingHistory, replaced: tuple[Told, ...]) -> MeetingHistory:
    """*meeting* whose last report came in the stead of what its article said before."""
    new = _facts(meeting.steps[-1].told[-1])
    wrong = tuple(one for one in replaced if _facts(one) != new)
    if not wrong:
        return meeting
    last = replace(meeting.steps[-1], replaced=(*meeting.steps[-1].replaced, *wrong))
    return replace(meeting, steps=(*meeting.steps[:-1], last), sequence=meeting.sequence + 1)


def _facts(told: Told) -> tuple[object, ...]:
    record = record_of(told, Meeting)
    date = days.known(record.date)
    return record.status, _ends(date), record.place and record.place.name


def _status(meeting: MeetingHistory, record: Meeting) -> MeetingStatus:
    """How far it has come: a late report of an earlier stage takes nothing back."""
    before, now = meeting.status, record.status
    if before is MeetingStatus.HELD:
        return before
    if now in OFF:
        return now
    if before in OFF:
        return before if now is MeetingStatus.PROPOSED else now
    return max(before, now, key=RANK.__getitem__)


def _date(meeting: MeetingHistory, record: Meeting) -> tuple[Interval | None, bool]:
    """The days as they are known now, and whether they moved."""
    before, now = meeting.date, days.known(record.date)
    if before is None or now is None:
        return before or now, False
    if not days.apart(before, now):
        return days.shared(before, now), False
    if meeting.status in TAKING_PLACE and record.status in TAKING_PLACE:
        return days.joined(before, now), False
    return now, True


def _place(before: Place | None, now: Place | None, *, moved: bool) -> Place | None:
    """The place as it is known now: a town tells more than its country."""
    if before is None or now is None:
        return before or now
    country = before.name == sides.called(before.code or "")
    return now if moved or (country and now.code == before.code) else before


def _change(meeting: MeetingHistory, step: Step, *, moved: bool) -> Change | None:
    if moved:
        return Change.MOVED
    if step.status is not meeting.status:
        return Change.STATUS
    if _ends(step.date) != _ends(meeting.date) and meeting.status not in TAKING_PLACE:
        return Change.DATED
    if step.place != meeting.place and meeting.status not in TAKING_PLACE:
        return Change.PLACED
    return None


def _ends(date: Interval | None) -> tuple[object, object] | None:
    return (date.earliest, date.latest) if date else None


def _voted(meeting: MeetingHistory) -> MeetingHistory:
    """Parties, channel and topic as most reports tell them; the fuller list and the first word where they tie."""
    records = [record_of(one, Meeting) for one in meeting.told]
    lists = Counter(sides.keys(record.parties) for record in records)
    whole = {one: times for one, times in lists.items() if not any(one < other for other in lists)}
    chosen = max(whole, key=lambda one: (whole[one], len(one), sorted(one)))
    parties = next(record.parties for record in records if sides.keys(record.parties) == chosen)
    return replace(
        meeting,
        parties=parties,
        channel=_most([channel_told(record) for record in records]),
        topic=_most([record.topic for record in records]),
    )


def _most(said: Iterable[str | None]) -> str | None:
    votes = Counter(one for one in said if one)
    return max(votes, key=votes.__getitem__) if votes else None
