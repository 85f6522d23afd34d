"""Meetings whose day passed without a word: neither they nor another that may be it are told to have taken place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from dragoman.ledger import days
from dragoman.ledger.history import MeetingHistory
from dragoman.ledger.sides import channel_name, keys, related
from dragoman.model import Interval

FORGOTTEN = 60
"""Days after a meeting's own after which nobody waits to hear of it: what is told of it later is of the past."""

NEAR = 3
"""Days between a meeting that nobody told of and another of the same sides which may be it."""

LONG, NO_WEEK = 26, -1
"""Weeks up to which a meeting is filed under each of its own; the place of the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A meeting that took place or was called off: who sat, in which *channel* and when."""

    parties: frozenset[str]
    channel: str | None
    date: Interval


def sittings(meeting: MeetingHistory, since: date) -> Iterator[Sitting]:
    """A *meeting* as one that is over, where it is so and was of the half year before *since* or later."""
    when = days.known(meeting.date)
    if not meeting.ahead and when and days.last(when) >= days.later(since, -days.LATELY):
        yield Sitting(parties=keys(meeting.parties), channel=meeting.channel, date=when)


def silent(
    meetings: Iterable[MeetingHistory], sittings: Iterable[Sitting], since: date, day: date
) -> Iterator[MeetingHistory]:
    """Those of *meetings* that passed in the days *since* to *day*, and of which none of the *sittings* tells."""
    over = _by_week(sittings)
    for meeting in meetings:
        if passed(meeting, since, day) and not any(_tells_of(one, meeting) for one in _about_then(over, meeting)):
            yield meeting


def passed(meeting: MeetingHistory, since: date, day: date) -> bool:
    """Whether a meeting that was to come has passed in the days *since* to *day*: the day after its last one is among
    them, or, where something was told of it only later, the last day on which that was, while anybody waits."""
    over = meeting.date and meeting.date.latest
    if not over or not meeting.ahead:
        return False
    known = max(days.later(over, 1), *(one.day for one in meeting.told))
    return since <= known <= min(day, days.later(over, FORGOTTEN))


def _by_week(over: Iterable[Sitting]) -> dict[int, list[Sitting]]:
    """Sittings by each of their weeks; those of very many stand under none of them."""
    found: dict[int, list[Sitting]] = {}
    for one in over:
        weeks = weeks_of(one.date, 0)
        for week in weeks if len(weeks) <= LONG else [NO_WEEK]:
            found.setdefault(week, []).append(one)
    return found


def _about_then(over: Mapping[int, list[Sitting]], meeting: MeetingHistory) -> Iterator[Sitting]:
    """Those that are near a meeting in time, some of them twice, and some that are not."""
    weeks = weeks_of(meeting.date, NEAR) if meeting.date else range(0)
    for week in (*(weeks if len(weeks) <= LONG else (week for week in over if week in weeks)), NO_WEEK):
        yield from over.get(week, ())


def weeks_of(date: Interval, reach: int) -> range:
    """The weeks that a stretch of days touches, with so many days more at both ends."""
    return range((days.first(date).toordinal() - reach) // 7, (days.last(date).toordinal() + reach) // 7 + 1)


def _tells_of(one: Sitting, meeting: MeetingHistory) -> bool:
    """Whether another meeting, which took place or was called off about then, may be the one that nobody told of."""
    if meeting.date is None or days.apart(one.date, meeting.date) > NEAR:
        return False
    shared = one.parties & keys(meeting.parties)
    channels = [channel_name(channel) for channel in (one.channel, meeting.channel) if channel is not None]
    same_channel = len(channels) > 1 and related(*channels)
    return same_channel or len(shared) > 1 or shared == keys(meeting.parties)
