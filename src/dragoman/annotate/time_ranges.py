"""Ranges: both ends of "from Monday to Wednesday" carry the whole stretch, and the end comes after the beginning."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from dragoman.annotate.time_mention import TimeMention
from dragoman.annotate.time_periods import containing, months_on
from dragoman.annotate.time_words import WEEKDAY
from dragoman.model import Basis, Interval

LED = re.compile(r"\b(between|from)\s+(?:the\s+|about\s+|around\s+)?$", re.IGNORECASE)
BRIDGE = {
    "between": re.compile(r"\s+and\s+(?:on\s+)?"),
    "from": re.compile(r"\s+(?:to|until|till|through)\s+|\s?[-–—]\s?"),
    "": re.compile(r"\s+through\s+|[-–]"),
}
ON_WEEKDAY = re.compile(WEEKDAY, re.IGNORECASE)
CLOCK = re.compile(r"T\d\d:\d\d$")


def ranged(text: str, mentions: list[TimeMention]) -> list[TimeMention]:
    """The mentions, each pair that tells a range with the whole of it."""
    done = list(mentions)
    for place, (first, second) in enumerate(zip(mentions, mentions[1:], strict=False)):
        lead = LED.search(text[max(0, first.span.start - 20) : first.span.start])
        bridge = BRIDGE[lead.group(1).lower() if lead else ""]
        if not bridge.fullmatch(text[first.span.end : second.span.start]) or not (lead or _is_day(first)):
            continue
        last = _following(text, first, second)
        whole = _hull(first.interval, last.interval)
        if whole is not None:
            done[place : place + 2] = [replace(first, interval=whole), replace(last, interval=whole)]
    return done


def is_clock(mention: TimeMention) -> bool:
    """Whether the mention tells an hour: "3 p.m."."""
    return mention.type == "TIME" and CLOCK.search(mention.value) is not None


def _is_day(mention: TimeMention) -> bool:
    return re.fullmatch(r"\d{4}-\d\d-\d\d", mention.value) is not None


def _following(text: str, first: TimeMention, second: TimeMention) -> TimeMention:
    """*second* read on from *first*: from Monday until Friday, from December to March, from 9 p.m. to 5 a.m."""
    start, end = first.interval, second.interval
    if start is None or end is None or start.earliest is None or end.earliest is None or end.basis is Basis.EXPLICIT:
        return second
    behind = (start.earliest - end.earliest).days
    if is_clock(first) and is_clock(second):
        over_night = behind == 0 and second.value < first.value
        return _moved(second, end.earliest + timedelta(1)) if over_night else second
    if behind <= 0 or second.mod:
        return second
    if ON_WEEKDAY.fullmatch(second.span.of(text)):
        return _moved(second, end.earliest + timedelta(7)) if behind < 7 else second
    return _moved(second, months_on(end.earliest, 12)) if behind < 366 else second


def _moved(mention: TimeMention, day: date) -> TimeMention:
    """The day or month of *mention* put to *day*."""
    month = re.fullmatch(r"\d{4}-\d\d", mention.value)
    if not month and not re.match(r"\d{4}-\d\d-\d\d", mention.value):
        return mention
    period = containing("month" if month else "day", day)
    basis = mention.interval.basis if mention.interval else Basis.RELATIVE
    return replace(mention, value=period.value + mention.value[10:], interval=period.interval(basis))


def _hull(first: Interval | None, second: Interval | None) -> Interval | None:
    if first is None or second is None or first.earliest is None or second.latest is None:
        return None
    if second.latest < first.earliest:
        return None
    basis = first.basis if first.basis == second.basis else Basis.RELATIVE
    return Interval(earliest=first.earliest, latest=second.latest, basis=basis)
