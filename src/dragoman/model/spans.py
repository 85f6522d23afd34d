"""Where words stand, and when things happen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dragoman.model.words import Basis


class Span(NamedTuple):
    """A half-open stretch of Unicode code points: `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A stretch of days, both ends counted. A null end is open; a day has both ends equal."""

    earliest: date | None
    latest: date | None
    basis: Basis

    @classmethod
    def day(cls, day: date, basis: Basis) -> Interval:
        return cls(earliest=day, latest=day, basis=basis)

    def within(self, other: Interval) -> bool:
        """Whether every day of this one lies in *other*; an open end holds all."""
        after = other.earliest is None or (self.earliest is not None and self.earliest >= other.earliest)
        before = other.latest is None or (self.latest is not None and self.latest <= other.latest)
        return after and before
