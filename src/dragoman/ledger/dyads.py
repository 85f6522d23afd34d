"""Two sides over time: cooperation and conflict, beside how much was written about them and by whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dragoman.ledger import days
from dragoman.ledger.bare import Dated
from dragoman.ledger.corroboration import origins
from dragoman.ledger.sides import key, keys
from dragoman.ledger.told import Told, in_order, record_of
from dragoman.model import Event, EventStatus


class Period(StrEnum):
    """How long a stretch of a series is. Weeks begin on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


REACH = {Period.DAY: 42, Period.WEEK: 7 * 26, Period.MONTH: 365 * 2}
"""Days back that are shown where no first day is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An article that was read and names both sides, whether or not it tells an act between them."""

    page: str
    day: date
    origin: str
    outlet: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """What stands between two sides from *first* to *last*.

    *cooperation* and *conflict* are sums of PLOVER scores, at least and at most 0; each report counts once, its copies
    not again. *articles* name both sides, and go back to so many *origins*; *outlets* are theirs, with their counts.
    """

    first: date
    last: date
    cooperation: float
    conflict: float
    events: int
    articles: int
    origins: int
    outlets: tuple[tuple[str, int], ...]
    told: tuple[Told, ...]

    @property
    def mean(self) -> float | None:
        """The mean score of an act; null where none is told."""
        return (self.cooperation + self.conflict) / self.events if self.events else None

    @property
    def cooperation_a_hundred(self) -> float | None:
        """Cooperation in 100 articles' worth; null where none names both."""
        return 100 * self.cooperation / self.articles if self.articles else None

    @property
    def conflict_a_hundred(self) -> float | None:
        return 100 * self.conflict / self.articles if self.articles else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dyad:
    """Two sides and every stretch from the first to the last of which something is known."""

    sides: tuple[str, str]
    period: Period
    stretches: tuple[Stretch, ...]


def dyad(
    told: Iterable[Told],
    mentions: Iterable[Mention],
    sides: tuple[str, str],
    *,
    period: Period = Period.WEEK,
    statuses: Sequence[EventStatus] = (EventStatus.ACTUAL,),
) -> Dyad:
    """The series between two *sides*, of events in either direction or of both together."""
    acts: dict[date, list[Told]] = {}
    for one in in_order(told, Event):
        if record_of(one, Event).status in statuses and between(record_of(one, Event), sides):
            acts.setdefault(_begin(acted_on(one), period), []).append(one)
    volume: dict[date, list[Mention]] = {}
    for mention in sorted(set(mentions), key=lambda one: (one.day, one.page)):
        volume.setdefault(_begin(mention.day, period), []).append(mention)
    begins = _every({*acts, *volume}, period)
    stretches = tuple(_stretch(begin, period, acts.get(begin, []), volume.get(begin, [])) for begin in begins)
    return Dyad(sides=sides, period=period, stretches=stretches)


def between(event: Event, sides: tuple[str, str]) -> bool:
    """Whether one of *sides* acts upon the other, or both act together on nobody."""
    actors, recipients = keys(event.actors), keys(event.recipients)
    one, other = map(key, sides)
    together = not recipients and {one, other} <= actors
    return together or (one in actors and other in recipients) or (other in actors and one in recipients)


def acted_on(told: Told) -> date:
    """The day of an act: its own where that is told exactly, else that of the article."""
    return done_on(record_of(told, Event), told.day)


def done_on(event: Dated, told_on: date) -> date:
    """The same for an *event* that an article of some day tells."""
    when = days.known(event.date)
    return days.first(when) if when and days.exact(when) else told_on


def _stretch(begin: date, period: Period, acts: Sequence[Told], volume: Sequence[Mention]) -> Stretch:
    counted = [record_of(one, Event).score for one in _once(acts)]
    outlets = Counter(one.outlet or "" for one in volume)
    return Stretch(
        first=begin,
        last=days.later(_next(begin, period), -1) if begin.year < date.max.year else date.max,
        cooperation=sum(score for score in counted if score > 0),
        conflict=sum(score for score in counted if score < 0),
        events=len(counted),
        articles=len({one.page for one in volume}),
        origins=len({one.origin for one in volume}),
        outlets=tuple(sorted(outlets.items(), key=lambda item: (-item[1], item[0]))),
        told=tuple(acts),
    )


def _once(acts: Sequence[Told]) -> Iterator[Told]:
    """The acts of the fullest report of each origin."""
    for copies in origins(acts).values():
        pages: dict[str, list[Told]] = {}
        for one in copies:
            pages.setdefault(one.page, []).append(one)
        yield from max(pages.items(), key=lambda item: (len(item[1]), item[0]))[1]


def _every(begins: set[date], period: Period) -> list[date]:
    """The beginnings of all stretches, those in between of which nothing is known among them."""
    if not begins:
        return []
    found, end = [min(begins)], max(begins)
    while found[-1] < end:
        found.append(_next(found[-1], period))
    return found


def _begin(day: date, period: Period) -> date:
    if period is Period.MONTH:
        return day.replace(day=1)
    return days.later(day, -day.weekday()) if period is Period.WEEK else day


def _next(begin: date, period: Period) -> date:
    if period is Period.MONTH:
        return _begin(days.later(begin, 31), period)
    return days.later(begin, 7 if period is Period.WEEK else 1)
