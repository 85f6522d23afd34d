"""The times that an article mentions, as days on the calendar where they can be known."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from spacy.attrs import IDX
from spacy.tokens import Doc

from dragoman.annotate.time_amounts import AMOUNT_RULES
from dragoman.annotate.time_calendar import CALENDAR_RULES
from dragoman.annotate.time_clocks import CLOCK_RULES
from dragoman.annotate.time_holidays import HOLIDAY_RULES
from dragoman.annotate.time_links import linked, narrowed
from dragoman.annotate.time_mention import TimeMention
from dragoman.annotate.time_periods import Period
from dragoman.annotate.time_relative import RELATIVE_RULES
from dragoman.annotate.time_seasons import SEASON_RULES
from dragoman.annotate.time_senses import Rule, Sense, Setting
from dragoman.annotate.time_vague import VAGUE_RULES
from dragoman.annotate.time_weekdays import WEEKDAY_RULES
from dragoman.model import Basis, Span

__all__ = ["TimeMention", "time_mentions"]

WORD = re.compile(r"[A-Za-z]+|['’‘]?\d+")
OLD_YEAR = re.compile(r"\b(?:1[5-9]\d\d|20\d\d)\b")
DEICTIC = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:last"
    r"|this|next) (?:week|month|year))\b",
    re.IGNORECASE,
)
STORY_YEARS = 6  # so many old years, and more of them than of words like "yesterday", tell a story of the past

NEAR = 400  # characters in which a quarter told is still the one meant


def _index() -> dict[str, tuple[Rule, ...]]:
    found: defaultdict[str, list[Rule]] = defaultdict(list)
    dates = (CALENDAR_RULES, CLOCK_RULES, SEASON_RULES, HOLIDAY_RULES, WEEKDAY_RULES, RELATIVE_RULES)
    for each in chain.from_iterable((*dates, VAGUE_RULES, AMOUNT_RULES)):
        for start in each.starts:
            found[start].append(each)
    return {start: tuple(rules) for start, rules in found.items()}


RULES = _index()


@dataclass(slots=True)
class Memory:
    """What the reader keeps in mind on the way through the article."""

    anchor: Period | None = None
    day_anchor: Period | None = None
    quarter: Period | None = None
    quarter_end: int = 0
    near_year: int | None = None
    sentence: int = -1


def time_mentions(doc: Doc, day: date | None) -> tuple[TimeMention, ...]:
    """Every time in *doc*, in the order of the text; *day* is the day of publication."""
    text = doc.text
    return narrowed(linked(text, list(_scan(doc, text, day)), day), day)


def is_story(text: str, day: date | None) -> bool:
    """Whether the text tells of old years rather than of the days around its publication."""
    old = [year for year in map(int, OLD_YEAR.findall(text)) if day is None or year < day.year - 1]
    return len(old) >= STORY_YEARS and len(old) > 2 * len(DEICTIC.findall(text))


def _scan(doc: Doc, text: str, day: date | None) -> Iterator[TimeMention]:
    starts: list[int] = doc.to_array(IDX).tolist()
    story, memory, position = is_story(text, day), Memory(), 0
    for word in WORD.finditer(text):
        rules = _rules(word, position, text)
        if not rules:
            continue
        found = _longest(rules, doc, text, starts, word.start(), (day, story, memory))
        if found is None:
            continue
        mention, position = found, found.span.end
        yield mention


def _rules(word: re.Match[str], position: int, text: str) -> tuple[Rule, ...]:
    """The rules that may begin at this word."""
    if word.start() < position:
        return ()
    key = word.group().lower()
    if key[-1].isdigit():
        if re.search(r"(?:[$£€#%]|\d[.,:/-]|\w)$", text[max(0, word.start() - 2) : word.start()]):
            return ()
        key = "#"
    return RULES.get(key, ())


def _longest(
    rules: tuple[Rule, ...], doc: Doc, text: str, starts: list[int], at: int, known: tuple[date | None, bool, Memory]
) -> TimeMention | None:
    """The longest match that has a sense."""
    matches = [(match, each) for each in rules if (match := each.pattern.match(text, at))]
    matches.sort(key=lambda pair: -pair[0].end())
    for match, each in matches:
        setting = _setting(match, doc, text, starts, known)
        sense = each.read(match, setting)
        if sense is not None:
            _remember(sense, setting, known[2])
            span = Span(match.start(), _end(match))
            return TimeMention(span=span, type=sense.type, value=sense.value, mod=sense.mod, interval=sense.interval)
    return None


def _end(match: re.Match[str]) -> int:
    return match.start() + len(match.group().rstrip(" ,\n"))


def _setting(
    match: re.Match[str], doc: Doc, text: str, starts: list[int], known: tuple[date | None, bool, Memory]
) -> Setting:
    day, story, memory = known
    end = _end(match)
    token = doc[max(0, bisect_right(starts, end - 1) - 1)]
    sentence = token.sent.start if memory.near_year is not None else memory.sentence
    return Setting(
        doc=doc,
        text=text,
        token=token,
        day=day,
        anchor=memory.anchor,
        day_anchor=memory.day_anchor,
        quarter=memory.quarter,
        quarter_near=match.start() - memory.quarter_end < NEAR,
        narrative=story,
        near_year=memory.near_year if sentence == memory.sentence else None,
        start=match.start(),
        end=end,
    )


def _remember(sense: Sense, setting: Setting, memory: Memory) -> None:
    """Later words may count from this time."""
    old = setting.day is None or (sense.anchor is not None and sense.anchor.first.year < setting.day.year - 1)
    if sense.anchor is None or (setting.narrative and not old):
        return
    memory.anchor = sense.anchor
    if sense.anchor.unit == "quarter" and (setting.day is None or abs((sense.anchor.first - setting.day).days) < 330):
        memory.quarter, memory.quarter_end = sense.anchor, setting.end
    if sense.anchor.unit == "day":
        memory.day_anchor = sense.anchor
    explicit = sense.interval is not None and sense.interval.basis is Basis.EXPLICIT
    if explicit and sense.anchor.unit in {"day", "month", "year"}:
        memory.near_year, memory.sentence = sense.anchor.first.year, setting.token.sent.start
