"""A meeting as the calendar shows it: its days, how far it has come as sign and word, and the way to its history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dragoman.ledger import days
from dragoman.ledger.history import TAKING_PLACE, Change, MeetingHistory
from dragoman.ledger.sides import called, channel_name, key, keys
from dragoman.model import Interval, MeetingStatus
from dragoman.publish.wording import days as in_words
from dragoman.publish.wording import where
from dragoman.web.reports import Origin, attested, reports

SIGNS = {
    MeetingStatus.PROPOSED: "?",
    MeetingStatus.AGREED: "+",
    MeetingStatus.SCHEDULED: "●",
    MeetingStatus.UNDER_WAY: "▶",
    MeetingStatus.HELD: "✓",
    MeetingStatus.POSTPONED: "→",
    MeetingStatus.CANCELLED: "✕",
    MeetingStatus.REFUSED: "⊘",
}
"""What a status looks like beside its colour and its edge."""

OPEN = 60
"""Days for which an end that is not told is drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A meeting on days *first* to *last*, an end that is not told being drawn for a while.

    *exact*: one very day is told. *open* says that an end is not; *moved*, that it was to be on another day before.
    """

    id: str
    address: str
    parties: str
    status: MeetingStatus
    moved: bool
    first: date
    last: date
    exact: bool
    open: bool
    when: str
    where: str
    channel: str | None
    topic: str | None
    steps: int
    origins: tuple[Origin, ...]

    @property
    def sign(self) -> str:
        return SIGNS[self.status]

    @property
    def state(self) -> str:
        """Its status as a name of a class."""
        return self.status.replace(" ", "-")

    @property
    def word(self) -> str:
        return f"{self.status} (moved before)" if self.moved else str(self.status)

    @property
    def title(self) -> str:
        """`scheduled: Russia, United States, 10 January 2022`."""
        return f"{self.word}: {self.parties}, {self.when or 'no day told'}"

    @property
    def attested(self) -> str:
        return attested(self.origins)


def entry(one: MeetingHistory) -> Entry:
    """How a meeting is shown; without a day it stands on the day on which it was last told."""
    when = days.known(one.date)
    first, last = _shown(when, one) if when else (one.told[-1].day, one.told[-1].day)
    return Entry(
        id=one.id,
        address=f"/meeting/{one.id}?near={first}",
        parties=", ".join(called(party) for party in one.parties) or "Somebody not named",
        status=one.status,
        moved=any(step.change is Change.MOVED for step in one.steps),
        first=first,
        last=last,
        exact=when is not None and when.earliest == when.latest,
        open=when is not None and None in (when.earliest, when.latest),
        when=in_words(when) if when else "",
        where=where(one.place),
        channel=channel_name(one.channel) if one.channel else None,
        topic=one.topic,
        steps=len(one.steps),
        origins=reports(reversed(one.told)),
    )


def _shown(told: Interval, one: MeetingHistory) -> tuple[date, date]:
    """The days that are drawn: an open end reaches `OPEN` days, and back no further than to the first report.

    What has been held was over when it was last told.
    """
    first = told.earliest or min(one.told[0].day, days.last(told))
    reach = days.later(first, OPEN)
    over = max(first, one.told[-1].day) if one.status in TAKING_PLACE else reach
    last = told.latest or min(reach, over)
    return min(first, last), max(first, last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which meetings are asked for: those of a *side*, through a *channel*, of a *status*."""

    side: str | None = None
    channel: str | None = None
    status: MeetingStatus | None = None

    def holds(self, one: MeetingHistory) -> bool:
        return (
            (not self.side or key(self.side) in keys(one.parties))
            and (not self.channel or key(channel_name(self.channel)) == key(channel_name(one.channel or "")))
            and (not self.status or self.status is one.status)
        )


def of_days(histories: Iterable[MeetingHistory], first: date, last: date) -> list[Entry]:
    """The entries of meetings that touch the days *first* to *last*, in the order of their days."""
    dated = (entry(one) for one in histories if days.known(one.date))
    found = [one for one in dated if one.first <= last and one.last >= first]
    return sorted(found, key=lambda one: (one.first, one.last, one.parties, one.id))


def without_day(histories: Iterable[MeetingHistory], first: date, last: date) -> list[Entry]:
    """Meetings of which no day is told, told of in the days *first* to *last*; the newest first."""
    undated = (one for one in histories if not days.known(one.date))
    found = [entry(one) for one in undated if first <= one.told[-1].day <= last]
    return sorted(found, key=lambda one: (one.first, one.id), reverse=True)
