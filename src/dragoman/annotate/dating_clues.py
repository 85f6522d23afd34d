"""What the words of an article tell of the day on which it was published: each clue gives every day a weight."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from dragoman.annotate import lookup
from dragoman.annotate.descriptions import name_tokens
from dragoman.annotate.holders import offices_by_title
from dragoman.annotate.time_mention import TimeMention
from dragoman.knowledge import Holder
from dragoman.model import Basis, Sector, Span

if TYPE_CHECKING:
    from dragoman.annotate.annotation import Annotation

Days = np.ndarray[tuple[int], np.dtype[np.int64]]
"""Days as ordinals, one after the other."""
Weights = np.ndarray[tuple[int], np.dtype[np.float64]]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY = re.compile("|".join(WEEKDAYS), re.IGNORECASE)
DAY_OF_YEAR = re.compile(r"XXXX-(\d\d)-(\d\d)")
DAY_OF_WEEK = re.compile(r"XXXX-WXX-(\d)")
NEXT_YEAR = re.compile(r"\bnext year\b", re.IGNORECASE)
LAST_YEAR = re.compile(r"\blast year\b", re.IGNORECASE)
EPOCH = date(1970, 1, 1)  # from which numpy counts
LONG_AGO = 10_000  # days: farther than any mention reaches

Steps = tuple[tuple[int, float], ...]
"""Up to so many days away: so much; the last holds beyond."""

# How far from its day of publication an article speaks of a day: before it, and after it.
DATELINE = (((1, 1.0), (3, 0.3), (LONG_AGO, 0.003)), ((0, 1.0), (LONG_AGO, 0.003)))
NAMED_DAY = (((7, 1.0), (30, 0.25), (180, 0.05), (LONG_AGO, 0.01)), ((14, 0.7), (60, 0.2), (LONG_AGO, 0.01)))
PLAIN_DAY = (((7, 1.0), (30, 0.7), (60, 0.3), (120, 0.15), (LONG_AGO, 0.04)), ((21, 0.8), (60, 0.2), (LONG_AGO, 0.03)))
COPY = (((1, 1.0), (3, 0.5), (LONG_AGO, 0.01)), ((1, 1.0), (3, 0.3), (LONG_AGO, 0.01)))
IN_OFFICE: Steps = ((0, 1.0), (100, 0.3), (LONG_AGO, 0.03))
NAMED: Steps = ((0, 1.0), (LONG_AGO, 0.5))
NEXT = (0.3, 0.3, 0.3, 0.3, 0.4, 0.4, 0.5, 0.6, 0.6, 0.7, 0.9, 1.0)
SOON = (0.05, 0.05, 0.05, 0.05, 0.05, 0.1, 0.15, 0.25, 0.4, 0.6, 0.8, 1.0)
LAST = (1.0, 0.9, 0.8, 0.8, 0.7, 0.7, 0.6, 0.6, 0.6, 0.6, 0.5, 0.4)
"""How often a month's news speaks of the next year, of its beginning, and of the last year."""
LAST_DAY = {4: "-12-31", 7: "-28", 10: ""}
"""What makes a day of an end that its row tells to the year or to the month."""
YEARS_AGO = ((-1, 0.15), (0, 0.4), (4, 1.0), (8, 0.6), (15, 0.35), (LONG_AGO, 0.2))
"""How many years before its publication the latest year is that an article tells: the own year goes without saying."""
SAME_WEEK = (1.0, 0.9, 0.5, 0.35, 0.3, 0.3, 0.35)
"""By how many days a weekday without a date is past: on Thursday, of a Thursday, of the Wednesday before."""


@dataclass(frozen=True, slots=True)
class Clue:
    """The words at *span* speak for some days: *why* tells it to people, *weights* has a value from 0 to 1 a day."""

    span: Span | None
    why: str
    weights: Weights
    power: float = 1.0


def clues_of(article: Annotation, days: Days) -> Iterator[Clue]:
    """All clues in the words of an *article* without a date."""
    yield from _offices(article, days)
    yield from _years(article, days)
    once = {(time.value, time.mod): time for time in reversed(article.times)}
    for time in once.values():
        yield from _of_time(article, time, days)


def copied(day: date, where: str, days: Days) -> Clue:
    """That a dated copy of the same words, published on *day*, stands *where*."""
    return Clue(None, f"a copy of {day} at {where}", _near(days, [(day.toordinal(), day.toordinal())], COPY))


def known_by(day: date, days: Days) -> Clue:
    """That the article was there on *day*."""
    return Clue(None, f"stored on {day}", np.where(days <= day.toordinal(), 1.0, 0.0))


def _offices(article: Annotation, days: Days) -> Iterator[Clue]:
    """Once for each person: whoever bears a title beside the name is in office, others are named most when they are."""
    cast, seen = article.cast, set[str]()
    for span in cast.people.values():
        actor = lookup.person_by_words(cast.actors, tuple(cast.parse.doc[at].text for at in span))
        if actor is None or not actor.rows or actor.key in seen:
            continue
        seen.add(actor.key)
        titled = _titled(article, actor.rows, span)
        rows = titled or actor.rows
        steps = IN_OFFICE if titled else NAMED
        weights = _near(days, [_term(row) for row in rows], (steps, steps))
        yield Clue(article.span(span), _held(rows, named=not titled), weights)


def _titled(article: Annotation, rows: tuple[Holder, ...], span: range) -> tuple[Holder, ...]:
    """The *rows* of the offices that a title beside the name tells."""
    doc = article.doc
    roles = lookup.roles_beside(doc, span, name_tokens(article.cast))
    titles = [doc[one.start : one.stop].text.lower() for one in roles if one.sector != Sector.ELI]
    offices = {office for title in titles for office in offices_by_title().get(title, ())}
    return tuple(row for row in rows if row.office in offices)


def _term(row: Holder) -> tuple[int, int]:
    """The first and the last day of a term, the widest that its row allows."""
    first = date.fromisoformat(f"{row.begun or '1900'}-01-01"[:10])
    last = date.fromisoformat(row.ended + LAST_DAY[len(row.ended)]) if row.ended else date.max
    return first.toordinal(), last.toordinal()


def _held(rows: tuple[Holder, ...], *, named: bool) -> str:
    terms = ", ".join(dict.fromkeys(f"{row.office} of {row.body} {row.begun} to {row.ended or 'now'}" for row in rows))
    return f"named; {terms}" if named else terms


def _of_time(article: Annotation, time: TimeMention, days: Days) -> Iterator[Clue]:
    """What a time says by itself, without the day of publication."""
    words = time.span.of(article.text)
    if found := DAY_OF_YEAR.fullmatch(time.value):
        yield _day_of_year(article, time, int(found[1]), int(found[2]), days)
    elif found := DAY_OF_WEEK.fullmatch(time.value):
        gone = (days + 6 - (int(found[1]) - 1)) % 7
        yield Clue(time.span, "a day of that week", np.take(SAME_WEEK, gone), 0.5)
    elif NEXT_YEAR.search(words) or LAST_YEAR.search(words):
        shares = LAST if LAST_YEAR.search(words) else SOON if time.mod == "START" else NEXT
        yield Clue(time.span, "said at such a time of the year", np.take(shares, _months(days) - 1), 0.5)


def _years(article: Annotation, days: Days) -> Iterator[Clue]:
    """The latest year that is told as such."""
    told = [(time.interval.latest, time) for time in article.times if time.interval and time.type == "DATE"]
    dated = [
        (last.year, time) for last, time in told if last and time.interval and time.interval.basis == Basis.EXPLICIT
    ]
    if dated:
        year, time = max(dated, key=lambda pair: pair[0])
        weights = _stepped(_years_of(days) - year, YEARS_AGO)
        yield Clue(time.span, "the latest year that is told", weights)


def _day_of_year(article: Annotation, time: TimeMention, month: int, day: int, days: Days) -> Clue:
    """ "Friday, January 21": of the years in which that was a Friday, and near the day."""
    line = any(one.start <= time.span.start < one.end for one in article.cast.parse.datelines)
    every = list(_each_year(month, day, days))
    named = WEEKDAY.search(time.span.of(article.text))
    fitting = [one for one in every if named and one.weekday() == WEEKDAYS.index(named[0].lower())]
    reach = DATELINE if line else NAMED_DAY if fitting else PLAIN_DAY
    weights = _near(days, [(one.toordinal(), one.toordinal()) for one in fitting or every], reach)
    why = "the dateline" if line else "a day near which it is told"
    if fitting and named:
        why = f"a {named[0].capitalize()} in {', '.join(str(one.year) for one in fitting)}"
    return Clue(time.span, why, weights, 1.0 if line else 0.7)


def _each_year(month: int, day: int, days: Days) -> Iterator[date]:
    for year in range(date.fromordinal(int(days[0])).year - 1, date.fromordinal(int(days[-1])).year + 2):
        try:
            yield date(year, month, day)
        except ValueError:  # 29 February
            continue


def _years_of(days: Days) -> Days:
    return _calendar(days).astype("datetime64[Y]").astype(np.int64) + EPOCH.year


def _months(days: Days) -> Days:
    return _calendar(days).astype("datetime64[M]").astype(np.int64) % 12 + 1


def _calendar(days: Days) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    return (days - EPOCH.toordinal()).astype("datetime64[D]")


def _near(days: Days, stretches: list[tuple[int, int]], reach: tuple[Steps, Steps]) -> Weights:
    """The weight of each day by how far it is from the nearest stretch: the first steps after it, the others before."""
    after, before = np.full(len(days), LONG_AGO), np.full(len(days), LONG_AGO)
    for first, last in stretches:
        after = np.where(days >= first, np.minimum(after, np.maximum(days - last, 0)), after)
        before = np.where(days < first, np.minimum(before, first - days), before)
    return np.maximum(_stepped(after, reach[0]), _stepped(before, reach[1]))


def _stepped(away: Days, steps: Steps) -> Weights:
    bounds, values = [step for step, _ in steps], [value for _, value in steps]
    return np.take(values, np.minimum(np.searchsorted(bounds, away), len(values) - 1))
