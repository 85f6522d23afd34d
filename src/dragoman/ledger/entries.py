"""Meetings as entries of a calendar that others follow: each keeps its name whatever is told of it, and counts changes.

What is told in a day may tell of a day long gone, join two meetings or part one; an entry goes with its reports.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from dragoman.ledger import days
from dragoman.ledger.history import MeetingHistory, opened
from dragoman.ledger.sides import channel_name, key, keys
from dragoman.ledger.told import Told, record_of
from dragoman.model import Interval, Meeting, digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An entry as it was last shown. *uid* never changes, *sequence* rises with each change, the last of which was
    *changed*; *state* is the digest of what was shown, on days *first* to *last*. *seats* are digests of its parties
    and channel. One that is *gone* is no longer told by itself."""

    uid: str
    sequence: int
    made: datetime
    changed: datetime
    state: str
    first: date
    last: date
    seats: tuple[str, ...]
    gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A meeting with the entry that it has; none where the entry is gone."""

    kept: Kept
    meeting: MeetingHistory | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """Every entry of a calendar, and what of it is to be kept: entries that are new or changed, reports and theirs."""

    entries: tuple[Entry, ...]
    changed: tuple[Kept, ...]
    reports: dict[str, str]


def assigned(
    meetings: Iterable[MeetingHistory], kept: Iterable[Kept], reports: Mapping[str, str], *, now: datetime
) -> Assigned:
    """Which entry each of *meetings* has: the one that its reports have, else a new one.

    *kept* are the entries that these meetings should hold, by days, and those of their *reports*: which entry each
    report has. Of two entries whose meetings are now one the older stays; the other, as one of which nothing is told
    any more, is gone.
    """
    every = [one for one in meetings if days.known(one.date)]
    known = {one.uid: one for one in kept}
    chosen = _chosen(every, known, reports)
    entries: list[Entry] = []
    mine: dict[str, str] = {}
    for at, meeting in enumerate(every):
        uid = chosen.get(at) or _fresh(meeting, {*known, *(entry.kept.uid for entry in entries)})
        entries.append(Entry(kept=_updated(meeting, known.get(uid), uid, now), meeting=meeting))
        mine |= dict.fromkeys(marks(meeting), uid)
    shown = {entry.kept.uid for entry in entries}
    gone = [Entry(kept=_gone(one, now), meeting=None) for one in known.values() if one.uid not in shown]
    everything = (*entries, *gone)
    return Assigned(
        entries=everything,
        changed=tuple(entry.kept for entry in everything if known.get(entry.kept.uid) != entry.kept),
        reports={mark: uid for mark, uid in mine.items() if reports.get(mark) != uid},
    )


def marks(meeting: MeetingHistory) -> tuple[str, ...]:
    """What its reports are known by: each in its words, and each by its page and parties, should it be coded anew."""
    return tuple(dict.fromkeys((*_exact(meeting), *_loose(meeting))))


def seats_of(sides: Iterable[str], channel: str | None) -> tuple[str, ...]:
    """Digests of parties and channel: a filter finds them, and nobody's name is kept."""
    named = (digest("party", side) for side in sorted(keys(sides)))
    return (*named, *((digest("channel", key(channel_name(channel))),) if channel else ()))


def _exact(meeting: MeetingHistory) -> Iterator[str]:
    return (opened(one).id for one in _reports(meeting))


def _loose(meeting: MeetingHistory) -> Iterator[str]:
    for one in _reports(meeting):
        yield digest("page", one.page, *sorted(keys(record_of(one, Meeting).parties)))


def _reports(meeting: MeetingHistory) -> Iterator[Told]:
    """Its reports, what pages said before they were corrected among them."""
    return (one for step in meeting.steps for one in (*step.told, *step.replaced))


def _chosen(
    meetings: Sequence[MeetingHistory], known: Mapping[str, Kept], reports: Mapping[str, str]
) -> dict[int, str]:
    """The entry of each meeting, by its place: the most of its reports decide, then the older entry.

    Reports in their very words come first; by page and parties alone only those find an entry that else have none.
    """
    chosen: dict[int, str] = {}
    spoken_for: set[str] = set()
    for of in (_exact, _loose):
        votes = [
            (known[uid].made, -count, uid, at)
            for at, meeting in enumerate(meetings)
            if at not in chosen
            for uid, count in Counter(reports[mark] for mark in of(meeting) if mark in reports).items()
            if uid in known and uid not in spoken_for
        ]
        for _, _, uid, at in sorted(votes):
            if at not in chosen and uid not in chosen.values():
                chosen[at] = uid
        spoken_for |= {uid for _, _, uid, _ in votes}
    return chosen


def _fresh(meeting: MeetingHistory, taken: set[str]) -> str:
    """A name that no entry has had: the meeting's own, unless it was given before."""
    names = (digest("entry", meeting.id, again) if again else meeting.id for again in range(len(taken) + 1))
    return next(name for name in names if name not in taken)


def _updated(meeting: MeetingHistory, before: Kept | None, uid: str, now: datetime) -> Kept:
    """The entry as it stands now."""
    state = _state(meeting)
    if before is not None and before.state == state and not before.gone:
        return before
    when = days.known(meeting.date)
    first, last = _ends(when) if when else (date.min, date.max)
    return Kept(
        uid=uid,
        sequence=before.sequence + 1 if before else 0,
        made=before.made if before else now,
        changed=now,
        state=state,
        first=first,
        last=last,
        seats=seats_of(meeting.parties, meeting.channel),
    )


def _gone(one: Kept, now: datetime) -> Kept:
    return one if one.gone else replace(one, gone=True, sequence=one.sequence + 1, changed=now)


def _ends(when: Interval) -> tuple[date, date]:
    """Both ends; where one is open, the other twice."""
    known = [day for day in (when.earliest, when.latest) if day]
    return min(known), max(known)


def _state(meeting: MeetingHistory) -> str:
    """The digest of all that an entry shows."""
    place = meeting.place
    where = (place.name, place.code, place.lat, place.lon) if place else ()
    when = days.known(meeting.date)
    ends = (when.earliest, when.latest) if when else ()
    words = (part for one in meeting.told for part in (one.quote, one.outlet, one.source, one.url))
    return digest(meeting.status, ends, where, meeting.channel, meeting.topic, *meeting.parties, *words)
