"""Stretches of days beside one another. An open end reaches for ever; null is a day not told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dragoman.model import Interval

LATELY = 180
"""Days in which what goes on is followed back: what is older counts as not told."""

EXACT = 3
"""Days at most of a stretch that counts as a day told exactly."""


def first(interval: Interval) -> date:
    return interval.earliest or date.min


def last(interval: Interval) -> date:
    return interval.latest or date.max


def known(interval: Interval | None) -> Interval | None:
    """*interval*, or null where both ends are open: such a one tells nothing."""
    return interval if interval and (interval.earliest or interval.latest) else None


def exact(interval: Interval) -> bool:
    return length(interval) <= EXACT


def length(interval: Interval) -> int:
    """How many days it holds."""
    return (last(interval) - first(interval)).days + 1


def apart(one: Interval, other: Interval) -> int:
    """Days from the end of the one to the beginning of the other; 0 where they share a day."""
    return max(0, (first(other) - last(one)).days, (first(one) - last(other)).days)


def shared(one: Interval, other: Interval) -> Interval:
    """The days that both hold, known as the narrower is. They must share one."""
    narrower = min(one, other, key=length)
    earliest = max((day for day in (one.earliest, other.earliest) if day), default=None)
    latest = min((day for day in (one.latest, other.latest) if day), default=None)
    return replace(narrower, earliest=earliest, latest=latest)


def joined(one: Interval, other: Interval) -> Interval:
    """From the first day of either to the last."""
    earliest = None if None in (one.earliest, other.earliest) else min(first(one), first(other))
    latest = None if None in (one.latest, other.latest) else max(last(one), last(other))
    return replace(one, earliest=earliest, latest=latest)


def later(day: date, days: int) -> date:
    """*day* and so many *days* on, or back, as far as the calendar goes."""
    ordinal = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.min + timedelta(ordinal - date.min.toordinal())
