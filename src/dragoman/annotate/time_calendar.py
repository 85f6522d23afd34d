"""Calendar dates: days, months, years, decades, centuries, quarters, seasons."""

from __future__ import annotations

import re
from datetime import date

from dragoman.annotate.time_periods import Period, a_day, a_month, a_year, containing
from dragoman.annotate.time_senses import Rule, Sense, Setting, dated, rule, unresolved
from dragoman.annotate.time_words import (
    ANY_YEAR,
    DAY,
    MONTH,
    MONTHS,
    ORDINAL,
    ORDINALS,
    SPELLED_YEAR,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    month,
    ordinal,
    year_number,
)
from dragoman.annotate.time_years import STEPS, year_of
from dragoman.model import Basis, Interval

PARTS = (
    (r"the\s+very\s+(?:beginning|start)\s+of|the\s+very\s+start\s+of", "START", True),
    (r"the\s+very\s+end\s+of", "END", True),
    (
        r"(?:the\s+)?(?:very\s+)?early(?:\s+(?:part\s+of|in))?|(?:the\s+)?(?:beginning"
        r"|start)\s+of|the\s+first\s+days\s+of",
        "START",
        False,
    ),
    (r"(?:the\s+)?mid(?:dle\s+of)?|the\s+middle\s+part\s+of", "MID", False),
    (
        r"(?:the\s+)?(?:very\s+)?late(?:\s+in)?|(?:the\s+)?(?:end|close)\s+of"
        r"|the\s+latter\s+part\s+of|the\s+last\s+days\s+of",
        "END",
        False,
    ),
)
PART = "(?:(?P<part>" + "|".join(words for words, _, _ in PARTS) + r")[\s-]+(?:the\s+)?)?"
PART_STARTS = ("the", "early", "mid", "late", "beginning", "start", "middle", "end", "close", "very")
YEAR_WORD = r"(?:\s+(?:of\s+)?(?P<word>last|this|next|the\s+same|that|the\s+following|the\s+previous)\s+year)"
OF_YEAR = rf"(?:(?:,?\s+|\s+of\s+|,?\s+in\s+)(?P<year>{ANY_YEAR})|{YEAR_WORD})?"
IN_FRONT = re.compile(
    r"(?:\b(?:in|since|of|until|till|by|from|to|during|before|after|between|and|through"
    r"|throughout|the|circa|or|for|year|late|early|mid|fiscal)"
    r"|[(,;–—-])\s*$"
)


def part(words: str | None) -> tuple[str | None, bool]:
    """The part of a stretch that *words* name and whether it is its very edge."""
    if words is None:
        return None, False
    bare = " ".join(words.lower().split())
    for pattern, name, very in PARTS:
        if re.fullmatch(pattern, bare):
            return name, very
    return None, False


def _basis_sense(period: Period | None, basis: Basis) -> Sense | None:
    return dated(period, basis) if period else None


def _month_day(match: re.Match[str], setting: Setting) -> Sense | None:
    if match.group("month")[0].islower():
        return None
    in_month, on_day = month(match.group("month")), int(re.sub(r"\D", "", match.group("day")))
    year = year_of(match, setting, in_month, on_day)
    if year is None:
        return unresolved(f"XXXX-{in_month:02}-{on_day:02}") if on_day <= 31 else None
    first = a_day(year[0], in_month, on_day)
    groups = match.groupdict()
    if not first or not groups.get("until"):
        return _basis_sense(first, year[1])
    return _day_range(first, a_day(year[0], in_month, int(groups["until"])), year[1])


def _day_range(first: Period, last: Period | None, basis: Basis) -> Sense | None:
    if last is None or last.first < first.first:
        return dated(first, basis)
    interval = Interval(earliest=first.first, latest=last.first, basis=basis)
    return Sense(type="DATE", value=f"{first.value}/{last.value}", interval=interval, anchor=last)


def _month(match: re.Match[str], setting: Setting) -> Sense | None:
    words = match.group("month")
    if words[0].islower() or not _is_month(match, setting, words):
        return None
    named, very = part(match.group("part"))
    in_month = month(words)
    if match.group("step") and not match.group("year"):
        return _stepped_month(match.group("step").lower(), in_month, setting)
    year = year_of(match, setting, in_month)
    if year is None:
        return unresolved(f"XXXX-{in_month:02}", mod=named)
    return dated(a_month(year[0], in_month), year[1], named, very=very)


def _is_month(match: re.Match[str], setting: Setting, words: str) -> bool:
    """Abbreviations and verbs ("May", "March") need more than a capital."""
    if match.group("year") or match.group("part") or match.group("step") or match.group("word"):
        return True
    bare = words.lower().rstrip(".")
    if words == "Jan" and re.match(r"\s+[A-Z]", setting.after):  # "Jan Havel"
        return False
    if bare not in {"may", "march", "august", "april", "june", "jan"} and len(bare) > 4:
        return True
    in_place = IN_FRONT.search(setting.before) is not None
    if bare in {"may", "march"}:
        return in_place and setting.token.tag_ in {"NNP", "NN"}
    return in_place or not re.match(r"\s+[A-Z]", setting.after)


def _stepped_month(step: str, in_month: int, setting: Setting) -> Sense | None:
    if setting.day is None:
        return unresolved(f"XXXX-{in_month:02}")
    year = setting.day.year
    sign = STEPS.get(step.split()[-1], 0)
    if sign < 0:
        year -= in_month >= setting.day.month
    elif sign > 0:
        year += in_month <= setting.day.month
    return dated(a_month(year, in_month), Basis.RELATIVE)


def _numeric(match: re.Match[str], _: Setting) -> Sense | None:
    """US order between slashes, European order between dots, each unless impossible."""
    low, high, mark = int(match.group("low")), int(match.group("high")), match.group("mark")
    year = int(match.group("year"))
    if len(match.group("year")) == 2:
        year += 1900 if year > 40 else 2000
    months_first = (mark != "." and low <= 12) or high > 12
    period = a_day(year, low, high) if months_first else a_day(year, high, low)
    return _basis_sense(period, Basis.EXPLICIT)


def _iso(match: re.Match[str], _: Setting) -> Sense | None:
    period = a_day(*(int(match.group(name)) for name in ("year", "month", "day")))
    return _basis_sense(period, Basis.EXPLICIT)


def _year(match: re.Match[str], setting: Setting) -> Sense | None:
    year = year_number(match.group("year"))
    named, very = part(match.group("part"))
    if not match.group("part") and not _is_year(year, setting):
        return None
    return dated(a_year(year), Basis.EXPLICIT, named, very=very)


def _is_year(year: int, setting: Setting) -> bool:
    """A bare number is a year where a word of time leads to it or no noun is counted by it."""
    if setting.after[:1] in {"-", "–"} and not setting.after[1:3].isdigit() and setting.after[1:2] not in {" ", ""}:
        return IN_FRONT.search(setting.before) is not None
    following = setting.token.nbor() if setting.token.i + 1 < len(setting.doc) else setting.token
    counts = following.tag_ in {"NNS", "NNPS"} or following.lower_ in {
        "percent",
        "million",
        "billion",
        "per",
        "km",
        "meters",
    }
    led = IN_FRONT.search(setting.before) is not None
    if year > 2060 or year < 1500:
        return bool(re.search(r"\b(?:in|since|year|from|until|by)\s+$", setting.before)) and not counts
    return led or not counts or year % 100 != 0


def _short_years(match: re.Match[str], _: Setting) -> Sense | None:
    first = int(match.group("year"))
    last = int(match.group("until"))
    last += first // 100 * 100 if last < 100 else 0
    if not first < last <= first + 400:
        return None
    interval = Interval(earliest=date(first, 1, 1), latest=date(last, 12, 31), basis=Basis.EXPLICIT)
    return Sense(type="DATE", value=f"{first}/{last}", interval=interval, anchor=a_year(last))


def _spelled_year(match: re.Match[str], setting: Setting) -> Sense | None:
    """No number that counts something; "two thousand" is a year after a word of time alone."""
    year = year_number(match.group("year"))
    counted = setting.next_tag == "NNS"
    if counted or (year < 2010 and year >= 2000 and not re.search(r"\b(?:year|in|since|by|until)\s+$", setting.before)):
        return None
    return dated(a_year(year), Basis.EXPLICIT)


def _year_end(match: re.Match[str], setting: Setting) -> Sense | None:
    """ "By year-end": the end of the running year; told of the past in its first half, of the year before."""
    if match.group("year"):
        return dated(a_year(int(match.group("year"))), Basis.EXPLICIT, "END", very=True)
    if setting.day is None:
        return unresolved("XXXX", mod="END")
    back = setting.direction < 0 and setting.day.month < 7
    return dated(a_year(setting.day.year - back), Basis.RELATIVE, "END", very=True)


def _before_christ(match: re.Match[str], _: Setting) -> Sense:
    """ "431-404 BC" has two ends, as all ranges have."""
    groups = match.groupdict()
    first, last, named = int(groups["year"]), groups.get("until"), groups.get("month")
    in_month = f"-{month(named):02}" if named else ""
    return unresolved(f"BC{first:04}{in_month}" + (f"/BC{int(last):04}" if last else ""))


def _apostrophe(match: re.Match[str], setting: Setting) -> Sense | None:
    year = int(match.group("year"))
    if setting.narrative and setting.anchor is not None:
        return dated(a_year(setting.anchor.first.year // 100 * 100 + year), Basis.EXPLICIT)
    return dated(a_year(year + (1900 if year > 40 else 2000)), Basis.EXPLICIT)


DECADES = {
    name: 10 * number
    for number, name in enumerate(
        ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"], start=2
    )
}


def _decade(match: re.Match[str], _: Setting) -> Sense | None:
    words = match.group("decade").lower()
    year = DECADES.get(words) or int(re.sub(r"\D", "", words))
    year += 0 if year >= 100 else 2000 if year < 20 else 1900
    named, _very = part(match.group("part"))
    return dated(containing("decade", date(year, 1, 1)), Basis.EXPLICIT, named)


def _century(match: re.Match[str], _: Setting) -> Sense | None:
    rank = ordinal(match.group("rank"))
    if not 2 <= rank <= 22:
        return None
    named, _very = part(match.group("part"))
    return dated(containing("century", date(rank * 100 - 100, 1, 1)), Basis.EXPLICIT, named)


FRONT_WEEKDAY = rf"(?:{WEEKDAY},?\s+(?:the\s+)?)?"
CHRIST = r"(?:BCE?\b|B\.\s?C\.?(?:\s?E\.)?)"
HASH = ("#",)
CALENDAR_RULES: tuple[Rule, ...] = (
    rule(HASH, r"(?P<year>[12]\d{3})-(?P<month>[01]\d)-(?P<day>[0-3]\d)", _iso),
    rule(
        HASH,
        r"(?P<low>\d{1,2})(?P<mark>[/.-])(?P<high>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d|\d\d)(?![/.-]?\d)",
        _numeric,
    ),
    rule(
        (*MONTHS, *WEEKDAYS),
        rf"{FRONT_WEEKDAY}(?P<month>{MONTH})\s+(?:the\s+)?(?P<day>{DAY})(?:\s?(?:-|–|—|to"
        rf"|and)\s?(?P<until>[1-3]?\d)(?![\d:]|\.\d|\s?(?:percent|people)))?{OF_YEAR}",
        _month_day,
    ),
    rule(
        ("#", *WEEKDAYS, "the", *ORDINALS),
        rf"{FRONT_WEEKDAY}(?:the\s+)?(?P<day>{DAY})(?:\s?(?:-|–|—|to|and)\s?(?P<until>[1-3]?\d)"
        rf"(?:st|nd|rd|th)?)?\s+(?:of\s+)?(?P<month>{MONTH}){OF_YEAR}",
        _month_day,
    ),
    rule(
        (*MONTHS, *PART_STARTS, "last", "next", "this"),
        rf"(?:(?P<step>last|this|next|the\s+previous|the\s+following)\s+)?{PART}(?P<month>{MONTH})"
        rf"(?!\.?\s+[0-3]?\d\b(?!\s?(?:percent|people))){OF_YEAR}",
        _month,
    ),
    rule(
        ("#", "fiscal", "the", *PART_STARTS),
        rf"{PART}(?:(?:the\s+)?(?:fiscal\s+)?(?:year\s+)|fiscal\s+)?(?P<year>{YEAR})(?!s)",
        _year,
    ),
    rule(
        ("eighteen", "nineteen", "twenty", "two"),
        rf"(?P<year>{SPELLED_YEAR})(?![-\s]?(?:year|day|month|week|hour))",
        _spelled_year,
    ),
    rule(("year", *PART_STARTS), rf"{PART}(?:the\s+)?year\s+(?P<year>{SPELLED_YEAR})", _year),
    rule(("year",), rf"year(?:[\s-]end|['’]s\s+end)(?:\s+(?P<year>{YEAR}))?", _year_end),
    rule(HASH, rf"(?P<year>\d{{1,4}})(?:\s?[-–—]\s?(?P<until>\d{{1,4}}))?\s?{CHRIST}", _before_christ),
    rule(MONTHS, rf"(?P<month>{MONTH})\s+(?P<year>\d{{1,4}})\s?{CHRIST}", _before_christ),
    rule(HASH, rf"(?P<year>{YEAR})\s?[-–—/]\s?(?P<until>{YEAR}|\d\d(?![\d-]))", _short_years),
    rule(HASH, r"['’‘](?P<year>\d\d)(?!s)", _apostrophe),
    rule(
        ("#", "the", *PART_STARTS, *DECADES),
        rf"(?:the\s+)?{PART}(?P<decade>(?:1\d|20)\d0['’]?s|['’‘]?[1-9]0s|{'|'.join(DECADES)})",
        _decade,
    ),
    rule(("#", "the", *PART_STARTS, *ORDINALS), rf"(?:the\s+)?{PART}(?P<rank>{ORDINAL})[\s-]+century", _century),
)
