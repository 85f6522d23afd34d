"""The day of publication: what each part of the page says, and what follows when they are compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dragoman.model import Basis, Interval

WEST = 8
"""Hours of UTC before which it is still the day before where the page was written, if the page says so,"""
EAST = 14
"""and from which it is the day after already."""


class Source(StrEnum):
    """Where on the page a day stands."""

    LINKED = "linked"  # JSON-LD
    META = "meta"  # a meta tag
    TIMED = "timed"  # an element marked as the publication date
    ADDRESS = "address"  # the page's address
    SHOWN = "shown"  # the words near the headline
    SEARCHED = "searched"  # htmldate's search of the whole page


MACHINE = (Source.LINKED, Source.META, Source.TIMED)
SEEN = (Source.SHOWN, Source.ADDRESS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A day that *source* gives. *hour* is set where it is an hour of UTC: the day may be another where it was written."""

    source: Source
    day: date
    hour: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """The day that the candidates agree on best; *sure* where two parts of the page that are made apart say the same."""

    when: Interval | None = None
    sure: bool = False
    candidates: tuple[Candidate, ...] = ()

    @property
    def guessed(self) -> bool:
        """Whether the day only comes from a search of the whole page, which finds other articles' days as well."""
        return any(one.source is Source.SEARCHED for one in self.candidates)

    @property
    def day(self) -> date | None:
        """The day, where it is one."""
        return self.when.earliest if self.when and self.when.earliest == self.when.latest else None


def settled(candidates: Sequence[Candidate], *, clock: int | None = None) -> Dated:
    """The candidates' verdict. What machines read counts before what people see, but for the hours around midnight.

    *clock* is how many hours the place of publication is ahead of UTC, where that is known.
    """
    if not candidates:
        return Dated()
    first = min(candidates, key=lambda one: list(Source).index(one.source))
    day = _local(first, candidates, clock)
    families = {_family(one.source) for one in candidates if one.day == day or _same_night(one, day)}
    return Dated(
        when=Interval.day(day, Basis.TEXT if first.source in (Source.SHOWN, Source.SEARCHED) else Basis.PAGE),
        sure=len(families) > 1 and not _denied(day, candidates),
        candidates=tuple(candidates),
    )


def _family(source: Source) -> str:
    """What is made by one hand: all metadata is; htmldate reads what the others read."""
    if source in MACHINE:
        return "machine"
    return "shown" if source is Source.SEARCHED else source.value


def _local(first: Candidate, candidates: Sequence[Candidate], clock: int | None) -> date:
    """The day of *first* where the page was written: what is seen beside it tells, if the hour is near midnight."""
    seen = [one.day for source in SEEN for one in candidates if one.source is source]
    if first.day in seen:
        return first.day
    if near := [day for day in seen if _same_night(first, day)]:
        return near[0]
    hour = 0 if first.hour is None or clock is None else first.hour + clock
    return first.day + timedelta(hour // 24)


def _same_night(one: Candidate, day: date) -> bool:
    """Whether the candidate's hour is one at which it is *day* in some part of the world."""
    if one.hour is None:
        return False
    return (one.hour < WEST and one.day - day == timedelta(1)) or (one.hour >= EAST and day - one.day == timedelta(1))


def _denied(day: date, candidates: Sequence[Candidate]) -> bool:
    """Whether a first-hand source says another day."""
    others = {one.source for one in candidates if one.day != day and not _same_night(one, day)}
    agreed = {one.source for one in candidates if one.day == day or _same_night(one, day)}
    return bool((others - agreed) & {*MACHINE, *SEEN})
