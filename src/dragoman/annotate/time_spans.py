"""Where a time begins and ends: a range is two times, "the night of May 3" is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from dragoman.annotate.time_mention import TimeMention
from dragoman.annotate.time_periods import Period, containing, days_on
from dragoman.annotate.time_words import DAY_PARTS, ORDINALS
from dragoman.model import Basis, Interval, Span

BETWEEN = re.compile(r"\s?(?:[-–—]|\bto\b|\band\b)\s?")
FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d")
MONTH = re.compile(r"\d{4}-\d\d")
OUTER = re.compile(
    r"\bthe\s+(?:early\s+|late\s+)?(?:(?P<part>night|evening|afternoon|morning)\s+of|(?P<week>week|weekend)\s+(?:of|beginning|starting)"
    r"|(?P<unit>day|week)\s+(?P<side>before|after)|(?P<rank>" + "|".join(ORDINALS) + r"|last|final)\s+week\s+(?:of|in))"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)
OUTER_WORDS = ("of", "in", "before", "after", "beginning", "starting", "the")
LONGEST = 40  # characters in which such words stand


def widened(text: str, mention: TimeMention) -> TimeMention:
    """With the words before it that make another time of it: "the day after Christmas", "the last week of April"."""
    start, end = mention.span
    before = text[max(0, start - LONGEST) : start]
    if mention.type != "DATE" or mention.interval is None or not before.rstrip().lower().endswith(OUTER_WORDS):
        return mention
    outer = OUTER.search(before)
    told = _made(mention, outer) if outer else None
    return replace(told, span=Span(start - len(before) + outer.start(), end)) if told and outer else mention


def halves(text: str, mention: TimeMention) -> Iterator[TimeMention]:
    """ "July 25-27" is July 25 and July 27; both carry the whole stretch."""
    first, _, last = mention.value.partition("/")
    gap = BETWEEN.search(mention.span.of(text)) if last else None
    if gap is None:
        yield mention
        return
    start, end = mention.span
    yield replace(mention, span=Span(start, start + gap.start()), value=first)
    yield replace(mention, span=Span(start + gap.end(), end), value=last)


def _made(mention: TimeMention, outer: re.Match[str]) -> TimeMention | None:
    stretch = mention.interval
    if stretch is None or stretch.earliest is None:
        return None
    first = stretch.earliest
    if outer["rank"] and MONTH.fullmatch(mention.value) and not mention.mod:
        return _ranked(mention, outer["rank"].lower())
    if not FULL_DAY.fullmatch(mention.value):
        return None
    if outer["part"]:
        return replace(mention, type="TIME", value=mention.value + DAY_PARTS[outer["part"].lower()])
    if outer["week"]:
        return _period(mention, containing(outer["week"].lower(), first))
    if outer["side"]:
        steps = -1 if outer["side"].lower() == "before" else 1
        return _period(mention, containing(outer["unit"].lower(), first).on(steps))
    return None


def _ranked(mention: TimeMention, rank: str) -> TimeMention | None:
    """The first week of a month are its first seven days, the last its last; the value is the week of their middle."""
    stretch = mention.interval
    if stretch is None or stretch.earliest is None or stretch.latest is None:
        return None
    weeks = ORDINALS.get(rank, 0)
    first = stretch.earliest + timedelta(7 * weeks - 7) if weeks else stretch.latest - timedelta(6)
    if first > stretch.latest:
        return None
    interval = Interval(earliest=first, latest=min(days_on(first, 6), stretch.latest), basis=Basis.VAGUE)
    return replace(mention, value=containing("week", days_on(first, 3)).value, interval=interval)


def _period(mention: TimeMention, period: Period) -> TimeMention:
    basis = mention.interval.basis if mention.interval else Basis.RELATIVE
    return replace(mention, value=period.value, interval=period.interval(basis))
