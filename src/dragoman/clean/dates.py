"""Dates as pages write them."""

from __future__ import annotations

import re
from datetime import date

from dragoman.model import Basis, Interval

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
        rf"\b{DAY}\.?(?: of)?[ -]{MONTH},?[ -]{YEAR}\b",
        rf"\b{MONTH} {DAY},? {YEAR}\b",
        rf"\b{YEAR},? {MONTH} {DAY}\b",
        rf"\b(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?{YEAR}\b",
        rf"\b{YEAR}/(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})\b",
    )
)
SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)\b")
COMPACT = re.compile(r"^((?:19|20)\d\d)(\d\d)(\d\d)(?:\D|$|\d{4,6}$)")
UTC_HOUR = re.compile(r"\d[T ](\d\d):\d\d(?::\d{1,2}(?:\.\d+)?)?\s?(?:Z|GMT|UTC|[+-]00:?00)\b", re.IGNORECASE)
IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(\d{1,2}|[a-z]{3})/(\d{1,2})(?=/|\b)|\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
DRESS = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\b|\b\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\b|\b[ap]\.?m\b\.?|"
    r"\b(?:published|updated|posted|date|issue|last|first|modified|on|at|of|by|no)\b|\b(?:GMT|UTC|[A-Z]{2,4}T)\b(?:[+-]\d+)?|\d+|\W+|"
    r"\b(?:min|mins|minutes?|read|ago|hours?)\b",
    re.IGNORECASE,
)


def day_of(year: str, month: str, day: str) -> date | None:
    number = MONTHS.get(month.lower().rstrip("."), int(month) if month.isdigit() else 0)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


def date_in(text: str, *, month_first: bool = False) -> Interval | None:
    """The first full calendar date in *text*, on the basis of its words."""
    found = dates_in(text, month_first=month_first)
    return found[0] if found else None


def dates_in(text: str, *, month_first: bool = False) -> list[Interval]:
    """The full calendar dates in *text*, in the order of their places."""
    placed: list[tuple[int, Interval]] = []
    for pattern in PATTERNS:
        for match in pattern.finditer(text):
            day = day_of(match["year"], match["month"], match["day"])
            if day:
                placed.append((match.start(), Interval.day(day, Basis.TEXT)))
    for match in SLASHED.finditer(text):
        slashed = _slashed(match[1], match[2], match[3], month_first=month_first)
        if slashed:
            placed.append((match.start(), slashed))
    return [interval for _, interval in sorted(placed, key=lambda item: item[0])]


def _slashed(one: str, two: str, year: str, *, month_first: bool) -> Interval | None:
    """`17/06/2020`. Where both orders are dates and nothing tells, the interval holds both."""
    by_day, by_month = day_of(year, two, one), day_of(year, one, two)
    if month_first and by_month:
        return Interval.day(by_month, Basis.TEXT)
    known = sorted(day for day in (by_day, by_month) if day)
    return Interval(earliest=known[0], latest=known[-1], basis=Basis.TEXT) if known else None


def date_in_metadata(value: str) -> date | None:
    """The day of an ISO 8601 or RFC 822 time or of a written date; none where it is ambiguous."""
    compact = COMPACT.match(value.strip())
    if compact:
        return day_of(*compact.groups())
    interval = date_in(value)
    return interval.earliest if interval and interval.earliest == interval.latest else None


def hour_of_utc(value: str | None) -> int | None:
    """The hour of a time that is given as UTC; none where it is local or no time."""
    found = UTC_HOUR.search(value or "")
    return int(found.group(1)) if found else None


def date_in_address(url: str) -> date | None:
    """The day in an address like `/2022/02/03/`."""
    found = IN_ADDRESS.search(url.lower())
    if not found:
        return None
    year, month, day = (part for part in found.groups() if part)
    return day_of(year, month, day)


def is_date_line(text: str) -> bool:
    """Whether the line says when, and nothing else."""
    if len(text) > 110 or not any(character.isdigit() for character in text):
        return False
    rest = DRESS.sub("", re.sub(MONTH, "", text, flags=re.IGNORECASE))
    return len(rest) <= 3 and (bool(date_in(text)) or bool(re.search(r"\d[:.h]\d\d|" + MONTH, text, re.IGNORECASE)))
