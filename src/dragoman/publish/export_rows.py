"""What every export of events begins with: who did what to whom on which day, in codes and in words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import combinations, product

from dragoman.knowledge.codes import CameoCode, cameo_of
from dragoman.model import (
    Article,
    Entity,
    Event,
    EventStatus,
    Interval,
    Meeting,
    Position,
    Reading,
    Span,
    Statement,
    digest,
)
from dragoman.publish.export_sides import Side, sides_of

Record = Entity | Statement | Event | Meeting | Position

MOST_DAYS = 366
"""Days of a stretch that may become a row each; a longer one stands under its first."""
END_OF_SENTENCE = re.compile(r"[.!?…][\"'”’)]*\s+|\n+")


class Dates(StrEnum):
    """What becomes of an event of which a stretch of days is told, where a format has room for one."""

    EXACT = "exact"  # left out
    FIRST = "first"  # its first day
    ALL = "all"  # a row for each of its days


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A reading with those of its *records* that are to leave the house. *seen* is when it was stored."""

    reading: Reading
    records: tuple[Record, ...]
    seen: datetime

    @property
    def events(self) -> Iterator[Event]:
        return (record for record in self.records if isinstance(record, Event))


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An event on one day, with what formats of other houses want to know of it.

    *stretch* is the days as told where they are more than this one; *sentence* counts from 1, the title first.
    """

    event: Event
    reading: Reading
    seen: datetime
    day: date
    stretch: Interval | None
    cameo: CameoCode
    actors: tuple[Side, ...]
    recipients: tuple[Side, ...]
    sentence: int
    leading: bool

    @property
    def article(self) -> Article:
        return self.reading.article

    @property
    def pairs(self) -> Iterator[tuple[Side | None, Side | None]]:
        """Who acts towards whom; of a reciprocal act every two once."""
        if not self.recipients and len(self.actors) > 1:
            return combinations(self.actors, 2)
        return product(self.actors or (None,), self.recipients or (None,))

    @property
    def reciprocal(self) -> bool:
        return not self.recipients and len(self.actors) > 1

    @property
    def quote(self) -> str:
        return self.event.evidence.of(self.article.text)

    def number(self, actor: Side | None, recipient: Side | None) -> int:
        """The number of a pair's row, of 60 bits: the same whenever the same is read."""
        sides = (one.listed if one else "" for one in (actor, recipient))
        parts = (address(self.article), self.article.id, self.event.id, *sides, self.day)
        return int(digest("row", *parts, size=15), 16)


def acts(reports: Iterable[Report], *, dates: Dates, statuses: Collection[EventStatus]) -> Iterator[Act]:
    """The acts of all *reports*, in order; those whose status is none of *statuses* stay here."""
    for report in reports:
        ends = [found.end() for found in END_OF_SENTENCE.finditer(report.reading.article.text)]
        for event in report.events:
            if event.status in statuses:
                yield from _acts(event, report, ends, dates)


def _acts(event: Event, report: Report, ends: list[int], dates: Dates) -> Iterator[Act]:
    actors, recipients = (sides_of(side, event, report.reading) for side in (event.actors, event.recipients))
    for day in days_of(event, report, dates):
        yield Act(
            event=event,
            reading=report.reading,
            seen=report.seen,
            day=day,
            stretch=event.date if vague(event) else None,
            cameo=cameo_of(event.type, event.mode, event.contexts),
            actors=actors,
            recipients=recipients,
            sentence=1 + sum(end <= event.evidence.start for end in ends),
            leading=leads(event.evidence, report.reading.article),
        )


def vague(event: Event) -> bool:
    """Whether other than one day is told: a stretch, or none at all."""
    return event.date is None or event.date.earliest is None or event.date.earliest != event.date.latest


def days_of(event: Event, report: Report, dates: Dates) -> Iterator[date]:
    """The days under which *event* stands: as told, else that of publication, else that on which it was stored."""
    if dates is Dates.EXACT and vague(event):
        return
    told = ends_of(event.date) or ends_of(report.reading.article.published)
    first, last = told or (report.seen.date(), report.seen.date())
    length = (last - first).days + 1
    if dates is not Dates.ALL or event.date is None or not 1 <= length <= MOST_DAYS:
        yield first
        return
    yield from (first + timedelta(days) for days in range(length))


def ends_of(interval: Interval | None) -> tuple[date, date] | None:
    """Both ends of a stretch; where one is open, the other twice; none where both are."""
    first = interval and (interval.earliest or interval.latest)
    last = interval and (interval.latest or interval.earliest)
    return (first, last) if first and last else None


def leads(evidence: Span, article: Article) -> bool:
    """Whether the words stand in the title or the first paragraph."""
    title = len(article.title or "")
    end = article.text.find("\n", title + 2 if title else 0)
    return end < 0 or evidence.start < end


def address(article: Article) -> str:
    return article.url or article.source


def interval_text(interval: Interval) -> str:
    """`2022-03-01/2022-03-31`, as ISO 8601 has it; an open end is `..`."""
    ends = (end.isoformat() if end else ".." for end in (interval.earliest, interval.latest))
    return "/".join(ends)
