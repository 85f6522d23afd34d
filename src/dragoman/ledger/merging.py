"""Which meeting a report is of: a score over parties, channel, place and days, and the reasons that forbid it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from dragoman.ledger import days, sides
from dragoman.ledger.alike import HALF, overlap
from dragoman.ledger.history import (
    FORWARD,
    OFF,
    TAKING_PLACE,
    MeetingHistory,
    channel_told,
    extended,
    opened,
)
from dragoman.ledger.seating import FAR, FORUM, Seating, Seats, names
from dragoman.ledger.told import Told, record_of
from dragoman.model import Interval, Meeting, MeetingStatus, Place

Member = tuple[str, str]
"""An article and a record of it."""

ALONE: Mapping[Member, str] = MappingProxyType({})
"""Nobody says that any two reports are of one meeting."""

ENOUGH = 4.0
"""What parties, channel, place and days must come to. The same parties are 3, the same day told exactly 2.5."""

NEAR = 10
"""Days between a report without a day and the meeting's: likely the same. Up to `FAR` they are perhaps."""

KEPT = 1 << 16
"""Pairs of tables of which the fit is kept."""

MOVES = re.compile(
    r"\b(postpon\w*|reschedul\w*|put off|pushed? back|brought forward|delay\w*|shift\w*|moved? (?:to|from)|new date)\b",
    re.IGNORECASE,
)
"""Words that tell of another day for the same meeting."""

ANOTHER = re.compile(r"\b(another|next|follow-up|further|second|third|series|again)\b", re.IGNORECASE)
"""Words that tell of one more meeting."""

ROUND = re.compile(
    r"\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)) "
    r"(?:round|session|meeting|summit)\b",
    re.IGNORECASE,
)


def merged(
    reports: Iterable[tuple[Told, tuple[Told, ...]]], together: Mapping[Member, str] = ALONE
) -> list[MeetingHistory]:
    """The meetings that *reports* tell of, in the order in which each is first told.

    A report comes with what it replaces; it joins the meeting that it fits best, or is the first of a new one.
    Those that people say are *together*, by a group's name, are of one meeting however badly they fit.
    """
    merging = Merging(together)
    for told, replaced in reports:
        merging.add(told, replaced)
    return merging.found


class Merging:
    """Meetings that grow by reports, which come in the order in which they were told."""

    def __init__(self, together: Mapping[Member, str] = ALONE) -> None:
        self.found: list[MeetingHistory] = []
        self.seating = Seating()
        self._tables: list[set[Seats]] = []
        self._together = together
        self._grouped: dict[str, int] = {}

    def add(self, told: Told, replaced: tuple[Told, ...] = ()) -> int:
        """Adds a report, which is the newest, to the meeting that it is of; the number of that."""
        at = self._named(told)
        if at is None:
            near = (one for one in self.seating.near(*asks(told)) if _meets(self._tables[one], asks(told)[0]))
            score, best = max(((fit(self.found[one], told), one) for one in near), default=(0.0, 0))
            at = best if score >= ENOUGH else None
        return self._put(at, told, replaced)

    def know(self, reports: Iterable[tuple[Told, tuple[Told, ...]]]) -> int:
        """Takes over a meeting all of whose *reports* are known to be of it; its number."""
        at: int | None = None
        for told, replaced in reports:
            at = self._put(at, told, replaced)
        if at is None:
            raise ValueError("a meeting without reports is none: give the report that tells of it first")
        return at

    def _named(self, told: Told) -> int | None:
        group = self._together.get((told.article, told.record.id))
        return self._grouped.get(group) if group is not None else None

    def _put(self, at: int | None, told: Told, replaced: tuple[Told, ...]) -> int:
        if at is None:
            at = len(self.found)
            self.found.append(opened(told, replaced))
            self._tables.append(set())
        else:
            self.found[at] = extended(self.found[at], told, replaced)
        self._tables[at] |= {asks(told)[0], _seats(self.found[at])}
        self.seating.put(at, self._tables[at], self.found[at].date, told.day)
        if group := self._together.get((told.article, told.record.id)):
            self._grouped.setdefault(group, at)
        return at


def asks(told: Told) -> tuple[Seats, Interval | None, date]:
    """By what a report looks for its meeting: its table, when it says that they meet and when it says so."""
    record = record_of(told, Meeting)
    return (sides.keys(record.parties), channel_told(record)), days.known(record.date), told.day


def _meets(tables: Iterable[Seats], seats: Seats) -> bool:
    """Whether *seats* go with one of a meeting's tables, and share a name with it."""
    return any(together(table, seats) > 0 and not names(table).isdisjoint(names(seats)) for table in tables)


def _seats(meeting: MeetingHistory) -> Seats:
    return sides.keys(meeting.parties), meeting.channel


def fit(meeting: MeetingHistory, told: Told) -> float:
    """How well a report goes with *meeting*; 0 where it cannot be the same."""
    record = record_of(told, Meeting)
    dates = _dates(meeting, told)
    sitting = together(_seats(meeting), (sides.keys(record.parties), channel_told(record)))
    if not sitting or dates is None or _other_round(meeting, told):
        return 0.0
    topic = 0.5 if overlap(meeting.topic or "", record.topic or "") >= HALF else 0.0
    return sitting + _places(meeting.place, record.place) + dates + topic


@lru_cache(maxsize=KEPT)
def together(one: Seats, other: Seats) -> float:
    """How well parties and channels go together; 0 where they do not."""
    channel = _channels(one[1], other[1]) or _members(one, other)
    parties = sides.fit(one[0], other[0], one_channel=channel > 0)
    return max(0.0, parties + channel) if parties else 0.0


def _channels(one: str | None, other: str | None) -> float:
    if not one or not other:
        return 0.0
    if sides.channel_name(one) == sides.channel_name(other):
        return 1.5
    return 0.5 if sides.related(one, other) else -2.0


def _members(one: Seats, other: Seats) -> float:
    """A channel told by the one, and by the other exactly those who belong to it."""
    names = (one[1], other[0]), (other[1], one[0])
    told = any(name and len(parties) >= FORUM and sides.members(sides.key(name)) == parties for name, parties in names)
    return 1.0 if told else 0.0


def _places(one: Place | None, other: Place | None) -> float:
    """The same town, or a town and its country; another one speaks against it."""
    if one is None or other is None:
        return 0.0
    if sides.key(one.name) == sides.key(other.name):
        return 1.5
    countries = {place.name == sides.called(place.code or "") for place in (one, other)}
    return 0.75 if one.code == other.code and countries == {True, False} else -1.5


def _dates(meeting: MeetingHistory, told: Told) -> float | None:
    """How well the days go together; null where they speak against it."""
    date = days.known(record_of(told, Meeting).date)
    if date is None or meeting.date is None:
        return _without_day(meeting, told)
    between = days.apart(meeting.date, date)
    if not between:
        return _overlapping(meeting.date, date)
    if between == 1 and _a_day_off(meeting, told):
        return 1.0
    return 1.5 if _moved(meeting, told, between) else None


def _a_day_off(meeting: MeetingHistory, told: Told) -> bool:
    """Whether a day's difference is the next day of a session, or two reports that disagree about a forum's sitting."""
    record = record_of(told, Meeting)
    going_on = {meeting.status, record.status} <= set(TAKING_PLACE)
    same_channel = _channels(meeting.channel, channel_told(record)) > 1
    return going_on or (same_channel and record.status in TAKING_PLACE and not ANOTHER.search(told.quote))


def _overlapping(one: Interval, other: Interval) -> float:
    exact = days.exact(one) + days.exact(other)
    if exact == 2:
        return 2.5
    if max(days.length(one), days.length(other)) > 2 * FAR:
        return 0.5
    return 1.5 if exact else 1.0


def _without_day(meeting: MeetingHistory, told: Told) -> float | None:
    """A report or a meeting without a day: what is to come is not what has been."""
    status, date = record_of(told, Meeting).status, days.known(record_of(told, Meeting).date)
    coming = status in FORWARD or status in OFF
    if coming and meeting.status in TAKING_PLACE:
        return None
    if meeting.date and _out_of_time(meeting.date, told.day, coming=coming):
        return None
    gap = _gap(meeting, told, date)
    if gap > FAR:
        return None
    return 1.0 if gap <= NEAR else 0.25


def _out_of_time(date: Interval, day: date, *, coming: bool) -> bool:
    """Whether a meeting on *date* can be neither what is told on *day* to come nor what is told to have been."""
    return days.last(date) < day if coming else days.first(date) > day


def _gap(meeting: MeetingHistory, told: Told, date: Interval | None) -> int:
    """Days between a report and a meeting, one of them without a day: that on which it was told stands for it."""
    other = meeting.told[-1].day
    if meeting.date:
        return days.apart(meeting.date, Interval.day(told.day, meeting.date.basis))
    return days.apart(date, Interval.day(other, date.basis)) if date else abs((told.day - other).days)


def _moved(meeting: MeetingHistory, told: Told, between: int) -> bool:
    """Whether another day is told for the same meeting, rather than another meeting."""
    record = record_of(told, Meeting)
    if meeting.status in TAKING_PLACE or between > 2 * FAR:
        return False
    if sides.keys(record.parties) != sides.keys(meeting.parties):
        return False
    if record.status is MeetingStatus.POSTPONED or MOVES.search(told.quote):
        return True
    here = any(one.article == told.article for one in meeting.told)
    if here and meeting.status in OFF and record.status in FORWARD:
        return True
    same_channel = _channels(meeting.channel, channel_told(record)) > 1
    still_open = meeting.date is not None and days.last(meeting.date) >= told.day
    return same_channel and still_open and not here and record.status in FORWARD and not ANOTHER.search(told.quote)


def _other_round(meeting: MeetingHistory, told: Told) -> bool:
    ours, theirs = _round(told), {_round(one) for one in meeting.told} - {None}
    return ours is not None and bool(theirs) and ours not in theirs


def _round(told: Told) -> str | None:
    return _round_in(told.quote)


@lru_cache(maxsize=KEPT)
def _round_in(quote: str) -> str | None:
    found = ROUND.search(quote)
    return found[1].casefold() if found else None
