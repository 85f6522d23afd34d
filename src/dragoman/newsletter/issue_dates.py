"""Days in an edition's language."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date, format_interval, format_skeleton

from dragoman.model import Basis, Interval
from dragoman.publish.wording import days

ENGLISH = "en_GB"


@dataclass(frozen=True, slots=True)
class Dates:
    """How days are written in a *locale*."""

    locale: str = ENGLISH

    def day(self, day: date) -> str:
        """`24 January 2022`."""
        return _plain(format_date(day, "long", locale=self.locale))

    def full(self, day: date) -> str:
        """`Monday, 24 January 2022`."""
        return _plain(format_date(day, "full", locale=self.locale))

    def between(self, first: date, last: date) -> str:
        """`24 January 2022`, `January 2022`, `24–26 January 2022`."""
        if self.locale == ENGLISH:
            return days(Interval(earliest=first, latest=last, basis=Basis.GIVEN))
        if first == last:
            return self.day(first)
        if is_month(first, last):
            return _plain(format_skeleton("yMMMM", first, locale=self.locale))
        return _plain(format_interval(first, last, "yMMMMd", locale=self.locale))

    def when(self, interval: Interval | None) -> str:
        """The words of a sentence for its days: `on …`, `in …`, `within …`; empty where none are told."""
        first, last = (interval.earliest, interval.latest) if interval else (None, None)
        if first is None or last is None:
            return f"from {self.day(first)} on" if first else f"by {self.day(last)}" if last else ""
        told = self.between(first, last)
        return f"on {told}" if first == last else f"in {told}" if is_month(first, last) else f"within {told}"


def is_month(first: date, last: date) -> bool:
    """Whether the days are those of one whole month."""
    same = (first.year, first.month) == (last.year, last.month)
    return same and first.day == 1 and last.day == monthrange(last.year, last.month)[1]


def _plain(text: str) -> str:
    """*text* with the blanks that anybody can search for."""
    return text.replace("\u2009", "").replace("\u202f", " ").replace("\xa0", " ")
