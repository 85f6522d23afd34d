"""What stands out: a week beside the weeks before it, measured robustly, and never by coverage alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from math import hypot, sqrt
from statistics import median
from typing import Any

from dragoman.ledger.alert_rules import AlertKind, DyadRule, ParseRule, Tone
from dragoman.ledger.alert_values import MOST_WORDS, DayOfPages, Facts, Finding, SourceState, mark, words_of
from dragoman.ledger.days import later
from dragoman.ledger.dyads import Mention, Stretch, dyad
from dragoman.ledger.sides import key
from dragoman.ledger.told import Told, record_of
from dragoman.model import Event

MAD = 1.4826
"""Median absolute deviations in a standard deviation of what is normally spread."""
MOST_SHOWN = 5
"""Pages that could not be read, of those that an alert names."""


@dataclass(frozen=True, slots=True)
class Surprise:
    """How far a value stands from what is usual, in robust standard deviations."""

    usual: float
    deviations: float


def surprise(value: float, before: Sequence[float], *, chance: float) -> Surprise:
    """*value* beside those *before* it: their median, and their spread or what *chance* alone may do, both together."""
    usual = median(before)
    spread = hypot(MAD * median(abs(one - usual) for one in before), chance)
    return Surprise(usual, (value - usual) / spread if spread else 0.0)


@dataclass(frozen=True, slots=True)
class _Week:
    """A week that stands out."""

    at: int
    begin: date
    value: float
    found: Surprise
    count: int


def dyads(rule: DyadRule, told: Iterable[Told], mentions: Iterable[Mention], *, today: date) -> Iterator[Finding]:
    """Weeks between two sides that stand out; those that follow one another are one finding."""
    series = [one for one in dyad(told, mentions, rule.sides).stretches if one.first <= today]
    found = [week for at, one in enumerate(series) if (week := _stands_out(rule, series, at, one))]
    for run in _runs(found):
        sides = tuple(sorted(rule.sides, key=key))
        known = [mark(rule.name, *map(key, sides), rule.tone, one.begin) for one in run]
        first, stretch = run[0], series[run[0].at]
        facts = Facts(what=rule.tone, day=stretch.last, actors=sides, **_measured(first))
        yield Finding(
            rule=rule.name,
            kind=AlertKind.DYAD,
            about=mark(*map(key, sides), rule.tone),
            marks=frozenset(known),
            seen=_end(stretch.last),
            facts=facts,
            words=words_of(_acts(stretch, rule.tone)[:MOST_WORDS]),
        )


def _measured(week: _Week) -> dict[str, Any]:
    return {
        "value": round(week.value, 4),
        "usual": round(week.found.usual, 4),
        "deviations": round(week.found.deviations, 2),
        "count": week.count,
    }


def _stands_out(rule: DyadRule, series: Sequence[Stretch], at: int, week: Stretch) -> _Week | None:
    """The week, where it does."""
    before = [_rate(one, rule.tone) for one in series[max(0, at - rule.weeks) : at] if one.articles]
    if week.articles < rule.minimum or len(before) < _fewest(rule.weeks):
        return None
    scores = [abs(record_of(one, Event).score) for one in _acts(week, rule.tone)]
    if not scores:
        return None
    size, value = sum(scores) / len(scores), _rate(week, rule.tone)
    expected = max(1.0, median(before) * week.articles / 100 / size)
    found = surprise(value, before, chance=100 * size * sqrt(expected) / week.articles)
    return _Week(at, week.first, value, found, week.articles) if found.deviations >= rule.threshold else None


def _rate(week: Stretch, tone: Tone) -> float:
    """How much of the tone there is in 100 articles' worth; of conflict too as a number above 0."""
    total = week.cooperation if tone is Tone.COOPERATION else -week.conflict
    return 100 * total / week.articles


def _acts(week: Stretch, tone: Tone) -> list[Told]:
    """The week's acts of the tone, the strongest first."""
    sign = 1 if tone is Tone.COOPERATION else -1
    fitting = [one for one in week.told if record_of(one, Event).score * sign > 0]
    return sorted(fitting, key=lambda one: (-abs(record_of(one, Event).score), one.day, one.page, one.record.id))


def parses(rule: ParseRule, sources: Iterable[SourceState], *, today: date) -> Iterator[Finding]:
    """Sources of whose pages fewer can be read than before."""
    wanted = {key(name) for name in rule.sources}
    for source in sorted(sources, key=lambda one: one.name):
        if not wanted or key(source.name) in wanted:
            yield from _parsed(rule, source, today)


def _parsed(rule: ParseRule, source: SourceState, today: date) -> Iterator[Finding]:
    weeks = _weeks([one for one in source.pages if one.day <= today])
    found = [week for at in range(len(weeks)) if (week := _fails(rule, weeks, at))]
    for run in _runs(found):
        first = run[0]
        last = later(first.begin, 6)
        shown = [one for one in source.refusals if first.begin <= one.day <= last][:MOST_SHOWN]
        yield Finding(
            rule=rule.name,
            kind=AlertKind.PARSE,
            about=mark(key(source.name), "parse"),
            marks=frozenset(mark(rule.name, key(source.name), one.begin) for one in run),
            seen=_end(last),
            facts=Facts(what="refused", day=last, source=source.name, **_measured(first)),
            details=tuple(f"{one.address}: {one.reason}" for one in shown),
        )


def _fails(rule: ParseRule, weeks: Sequence[DayOfPages], at: int) -> _Week | None:
    """The week, where more of its pages than usual could not be read."""
    week, before = weeks[at], [_share(one) for one in weeks[max(0, at - rule.weeks) : at] if _pages(one)]
    count = _pages(week)
    if count < rule.minimum or len(before) < _fewest(rule.weeks):
        return None
    usual = min(max(median(before), 1 / count), 1 - 1 / count)
    found = surprise(_share(week), before, chance=sqrt(usual * (1 - usual) / count))
    return _Week(at, week.day, _share(week), found, count) if found.deviations >= rule.threshold else None


def _weeks(pages: Iterable[DayOfPages]) -> list[DayOfPages]:
    """The pages by week, each by its Monday; weeks without any in between among them."""
    read: dict[date, int] = {}
    refused: dict[date, int] = {}
    for one in pages:
        monday = later(one.day, -one.day.weekday())
        read[monday] = read.get(monday, 0) + one.read
        refused[monday] = refused.get(monday, 0) + one.refused
    if not read:
        return []
    span = (max(read) - min(read)).days // 7 + 1
    every = [later(min(read), 7 * number) for number in range(span)]
    return [DayOfPages(day=day, read=read.get(day, 0), refused=refused.get(day, 0)) for day in every]


def _pages(week: DayOfPages) -> int:
    return week.read + week.refused


def _share(week: DayOfPages) -> float:
    return week.refused / _pages(week)


def _fewest(weeks: int) -> int:
    """How many weeks there must be before one can stand out from them."""
    return max(3, weeks // 2)


def _runs(found: Iterable[_Week]) -> list[list[_Week]]:
    """Weeks that follow one another."""
    runs: list[list[_Week]] = []
    for one in found:
        if runs and runs[-1][-1].at == one.at - 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _end(day: date) -> datetime:
    """The end of a week: until then it may stand out."""
    return datetime.combine(day, time.max, UTC)
