"""Calendar dates: days, months, years, decades, centuries, quarters, seasons."""

from __future__ import annotations

import re
from datetime import date

from dragoman.annotate.time_periods import Period, a_day, a_month, a_year, containing
from dragoman.annotate.time_senses import Rule, Sense, Setting, dated, rule, unresolved
from dragoman.annotate.time_words import (
    DAY,
    MONTH,
    MONTHS,
    ORDINAL,
    ORDINALS,
    SEASONS,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    month,
    ordinal,
)
from dragoman.model import Basis, Interval

PARTS = (
    (r"the\s+very\s+(?:beginning|start)\s+of|the\s+very\s+start\s+of", "START", True),
    (r"the\s+very\s+end\s+of", "END", True),
    (r"(?:the\s+)?(?:very\s+)?early(?:\s+(?:part\s+of|in))?|(?:the\s+)?(?:beginning|start)\s+of|the\s+first\s+days\s+of", "START", False),
    (r"(?:the\s+)?mid(?:dle\s+of)?|the\s+middle\s+part\s+of", "MID", False),
    (r"(?:the\s+)?(?:very\s+)?late(?:\s+in)?|(?:the\s+)?(?:end|close)\s+of|the\s+latter\s+part\s+of|the\s+last\s+days\s+of", "END", False),
)
PART = "(?:(?P<part>" + "|".join(words for words, _, _ in PARTS) + r")[\s-]+(?:the\s+)?)?"
PART_STARTS = ("the", "early", "mid", "late", "beginning", "start", "middle", "end", "close", "very")
YEAR_WORD = r"(?:\s+(?:of\s+)?(?P<word>last|this|next|the\s+same|that|the\s+following|the\s+previous)\s+year)"
OF_YEAR = rf"(?:(?:,?\s+|\s+of\s+|,?\s+in\s+)(?P<year>{YEAR})|{YEAR_WORD})?"
LATER_YEAR = re.compile(
    rf"\s*(?:and|to|until|till|through|or|[-–—])\s*(?:\d{{1,2}}\s+)?{MONTH}(?:\s+\d{{1,2}})?,?\s+({YEAR})", re.IGNORECASE
)
STEPS = {"last": -1, "previous": -1, "this": 0, "same": 0, "that": 0, "current": 0, "next": 1, "following": 1, "coming": 1}
OPEN_END = re.compile(r"\b(?:until|till|by|before|no later than)\s+(?:the\s+|early\s+|mid-?|late\s+|end\s+of\s+)*$")
IN_FRONT = re.compile(
    r"(?:\b(?:in|since|of|until|till|by|from|to|during|before|after|between|and|through|throughout|the|circa|or|for|year|late|early|mid|fiscal)"
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


def year_of(match: re.Match[str], setting: Setting, in_month: int, on_day: int | None = None) -> tuple[int, Basis] | None:
    """The year of a month or a day of it: its own, a neighbour's, or the one that the verb tells."""
    if match.group("year"):
        return int(match.group("year")), Basis.EXPLICIT
    if word := match.group("word"):
        return _worded_year(word.lower().split()[-1], setting)
    if later := LATER_YEAR.match(setting.after):
        return int(later.group(1)), Basis.EXPLICIT
    if setting.near_year is not None:
        return setting.near_year, Basis.EXPLICIT
    if setting.narrative and setting.anchor is not None:
        return setting.anchor.first.year, Basis.EXPLICIT
    if setting.day is None:
        return None
    return _told_year(setting, setting.day, in_month, on_day), Basis.RELATIVE


def _worded_year(word: str, setting: Setting) -> tuple[int, Basis] | None:
    by_anchor = word in {"same", "that", "following", "previous"}
    base = (setting.anchor.first if setting.anchor else setting.day) if by_anchor else setting.day
    return (base.year + STEPS[word], Basis.RELATIVE) if base else None


def _told_year(setting: Setting, day: date, in_month: int, on_day: int | None) -> int:
    """Past: the latest such date; future: the next; no verb: the nearest."""
    ahead = (in_month, on_day or day.day) > (day.month, day.day)
    behind = (in_month, on_day or day.day) < (day.month, day.day)
    told = setting.direction or int(OPEN_END.search(setting.before) is not None)
    if told:
        return day.year + behind if told > 0 else day.year - ahead
    months = in_month - day.month
    return day.year + (1 if months < -6 else -1 if months > 6 else 0)


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
    if bare not in {"may", "march", "august", "april", "june", "jan"} and len(bare) > 4:
        return True
    in_place = IN_FRONT.search(setting.before) is not None
    if bare in {"may", "march"}:
        return in_place and setting.token.tag_ in {"NNP", "NN"}
    return in_place or (len(bare) >= 4 and setting.token.ent_type_ != "PERSON")


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
    year = int(match.group("year"))
    named, very = part(match.group("part"))
    if not match.group("part") and not _is_year(year, setting):
        return None
    return dated(a_year(year), Basis.EXPLICIT, named, very=very)


def _is_year(year: int, setting: Setting) -> bool:
    """A bare number is a year where a word of time leads to it or no noun is counted by it."""
    if setting.after[:1] in {"-", "–"} and not setting.after[1:3].isdigit() and setting.after[1:2] not in {" ", ""}:
        return IN_FRONT.search(setting.before) is not None
    following = setting.token.nbor() if setting.token.i + 1 < len(setting.doc) else setting.token
    counts = following.tag_ in {"NNS", "NNPS"} or following.lower_ in {"percent", "million", "billion", "per", "km", "meters"}
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


def _apostrophe(match: re.Match[str], _: Setting) -> Sense | None:
    year = int(match.group("year"))
    return dated(a_year(year + (1900 if year > 40 else 2000)), Basis.EXPLICIT)


DECADES = {name: 10 * number for number, name in enumerate("twenties thirties forties fifties sixties seventies eighties nineties".split(), start=2)}


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


def _quarter(match: re.Match[str], setting: Setting) -> Sense | None:
    """Fiscal quarters are read as the calendar's."""
    rank, unit = ordinal(match.group("rank") or match.group("mark")), (match.group("unit") or "quarter").lower()
    if rank > (4 if unit == "quarter" else 2):
        return None
    months = 3 if unit == "quarter" else 6
    in_month = rank * months - months + 1
    year = year_of(match, setting, in_month)
    if year is None:
        return unresolved(f"XXXX-{'Q' if months == 3 else 'H'}{rank}")
    return dated(containing(unit, date(year[0], in_month, 1)), year[1])


def _season(match: re.Match[str], setting: Setting) -> Sense | None:
    name = match.group("season").lower()
    step = (match.group("step") or "").lower().split()[-1:] or [""]
    if name in {"fall", "spring"} and not _is_season(match, setting):
        return None
    named, _very = part(match.group("part"))
    in_month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[SEASONS[name]]
    year = year_of(match, setting, in_month) if match.group("year") or match.group("word") else None
    if year is not None:
        return dated(containing("season", date(year[0], in_month, 1)), year[1], named)
    if setting.day is None:
        return unresolved(f"XXXX-{SEASONS[name]}", mod=named)
    return dated(_told_season(step[0], in_month, setting, setting.day), Basis.RELATIVE, named)


def _is_season(match: re.Match[str], setting: Setting) -> bool:
    if match.group("step") or match.group("year") or match.group("part"):
        return setting.doc.text[match.end() :].lstrip()[:3] != "of "
    return setting.token.tag_ == "NN" and bool(re.search(r"\b(?:in|by|this|until|the|since)\s+(?:the\s+)?$", setting.before))


def _told_season(step: str, in_month: int, setting: Setting, day: date) -> Period:
    here = containing("season", date(day.year, in_month, 1))
    nearest = min((here.on(-4), here, here.on(4)), key=lambda season: abs((season.first - day).days + 45))
    if step in {"last", "previous", "past"} or (step == "" and setting.direction < 0):
        return max((season for season in (here.on(-8), here.on(-4), here) if _over(season, day, step)), key=lambda s: s.first)
    if step in {"next", "coming"} or (step == "" and setting.direction > 0):
        return min((season for season in (here, here.on(4), here.on(8)) if season.first > day), key=lambda s: s.first)
    return here if step == "this" and in_month != 12 else nearest


def _over(season: Period, day: date, step: str) -> bool:
    return season.last < day if step else season.first <= day


STEP = r"(?:(?P<step>(?:the\s+)?(?:last|this|next|previous|coming|past|following)|the)\s+)?"
FRONT_WEEKDAY = rf"(?:{WEEKDAY},?\s+(?:the\s+)?)?"
HASH = ("#",)
CALENDAR_RULES: tuple[Rule, ...] = (
    rule(HASH, r"(?P<year>[12]\d{3})-(?P<month>[01]\d)-(?P<day>[0-3]\d)", _iso),
    rule(HASH, r"(?P<low>\d{1,2})(?P<mark>[/.-])(?P<high>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d|\d\d)(?![/.-]?\d)", _numeric),
    rule(
        (*MONTHS, *WEEKDAYS),
        rf"{FRONT_WEEKDAY}(?P<month>{MONTH})\s+(?:the\s+)?(?P<day>{DAY})(?:\s?(?:-|–|—|to|and)\s?(?P<until>[1-3]?\d)(?![\d:.]|\s?(?:percent|people)))?{OF_YEAR}",
        _month_day,
    ),
    rule(
        ("#", *WEEKDAYS, "the", *ORDINALS),
        rf"{FRONT_WEEKDAY}(?:the\s+)?(?P<day>{DAY})(?:\s?(?:-|–|—|to|and)\s?(?P<until>[1-3]?\d)(?:st|nd|rd|th)?)?\s+(?:of\s+)?(?P<month>{MONTH}){OF_YEAR}",
        _month_day,
    ),
    rule((*MONTHS, *PART_STARTS, "last", "next", "this"), rf"{STEP}{PART}(?P<month>{MONTH}){OF_YEAR}", _month),
    rule(("#", "fiscal", "the", *PART_STARTS), rf"{PART}(?:(?:the\s+)?(?:fiscal\s+)?(?:year\s+)|fiscal\s+)?(?P<year>{YEAR})(?!s)", _year),
    rule(HASH, rf"(?P<year>{YEAR})\s?[-–—/]\s?(?P<until>{YEAR}|\d\d(?![\d-]))", _short_years),
    rule(HASH, r"['’‘](?P<year>\d\d)(?!s)", _apostrophe),
    rule(
        ("#", "the", *PART_STARTS, *DECADES),
        rf"(?:the\s+)?{PART}(?P<decade>(?:1\d|20)\d0['’]?s|['’‘]?[1-9]0s|{'|'.join(DECADES)})",
        _decade,
    ),
    rule(("#", "the", *PART_STARTS, *ORDINALS), rf"(?:the\s+)?{PART}(?P<rank>{ORDINAL})[\s-]+century", _century),
    rule(
        ("#", "the", "q", "its", *ORDINALS),
        rf"(?:the\s+)?(?:(?P<rank>first|second|third|fourth|1st|2nd|3rd|4th)[\s-]+(?:fiscal[\s-]+)?(?P<unit>quarter|half)|Q(?P<mark>[1-4]))"
        rf"(?:\s+of)?(?:\s+(?:fiscal\s+)?(?P<year>{YEAR})|\s+(?:of\s+)?(?P<word>last|this|next)\s+year)?",
        _quarter,
    ),
    rule(
        (*SEASONS, *PART_STARTS, "last", "next", "this"),
        rf"{STEP}{PART}(?P<season>{'|'.join(SEASONS)})(?:\s+(?:of\s+)?(?P<year>{YEAR})|{YEAR_WORD})?",
        _season,
    ),
)
