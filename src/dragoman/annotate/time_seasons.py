"""Quarters, halves and seasons of a year."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from dragoman.annotate.time_calendar import PART, PART_STARTS, YEAR_WORD, part
from dragoman.annotate.time_periods import Period, a_year, containing, months_on
from dragoman.annotate.time_senses import Rule, Sense, Setting, dated, rule, unresolved
from dragoman.annotate.time_words import ANY_YEAR, ORDINALS, SEASONS, YEAR, ordinal, unit
from dragoman.annotate.time_years import OPEN_END, STEPS, year_of
from dragoman.model import Basis


def _quarter(match: re.Match[str], setting: Setting) -> Sense | None:
    """Fiscal quarters are read as the calendar's."""
    rank, unit = ordinal(match.group("rank") or match.group("mark")), (match.group("unit") or "quarter").lower()
    if rank > (4 if unit == "quarter" else 2):
        return None
    months = 3 if unit == "quarter" else 6
    in_month = rank * months - months + 1
    year = _quarter_year(match, setting, rank * months - months + 2)
    if year is None:
        return unresolved(f"XXXX-{'Q' if months == 3 else 'H'}{rank}")
    return dated(containing(unit, date(year[0], in_month, 1)), year[1])


def _last_half(match: re.Match[str], _: Setting) -> Sense:
    return dated(containing("half", date(int(match.group("year")), 7, 1)), Basis.EXPLICIT)


def _quarter_year(match: re.Match[str], setting: Setting, middle: int) -> tuple[int, Basis] | None:
    """A quarter without its year is the nearest one, or the next where the verb points on, unless the article tells."""
    if fore := match.group("fore"):
        step = STEPS.get(fore.lower().split()[0])
        if step is None:
            return int(fore), Basis.EXPLICIT
        return (setting.day.year + step, Basis.RELATIVE) if setting.day else None
    year = year_of(match, setting, middle)
    if year is None or year[1] is Basis.EXPLICIT or match.group("word") or setting.day is None:
        return year
    months = middle - setting.day.month
    if months > 4 and setting.direction > 0:
        return setting.day.year, Basis.RELATIVE
    return setting.day.year + (1 if months < -8 else -1 if months > 4 else 0), Basis.RELATIVE


def _last_quarter(setting: Setting) -> Period | None:
    """The quarter told last, else the one that is over on the day of publication: companies tell of it."""
    if setting.quarter is not None:
        return setting.quarter
    return containing("quarter", setting.day).on(-1) if setting.day else None


def _quarter_told(match: re.Match[str], setting: Setting) -> Sense | None:
    """ "The quarter" is the one told last."""
    told = (
        _last_quarter(setting)
        if match.group("latest") and match.group("unit").lower() == "quarter"
        else setting.quarter
    )
    return dated(told, Basis.RELATIVE) if told is not None else None


def _year_ago(match: re.Match[str], setting: Setting) -> Sense:
    """ "The year-earlier quarter"."""
    named = (match.group("unit") or "period").lower()
    base = _last_quarter(setting) if named == "quarter" else setting.quarter
    base = base or setting.anchor or (containing("day", setting.day) if setting.day else None)
    if base is None:
        return unresolved("XXXX")
    grain = base.unit if base.unit in {"quarter", "month"} else "year"
    of = grain if named == "period" else unit(named)
    return replace(dated(containing(of, months_on(base.first, -12)), Basis.RELATIVE), anchor=None)


def _compared(match: re.Match[str], setting: Setting) -> Sense | None:
    """ "The same period of 1998", "the 1998 quarter", "the like quarter last year": the one told last, in that year."""
    named, year = match.group("unit").lower(), match.group("year")
    told = setting.quarter if named != "month" else None
    if told is None and setting.anchor is not None and setting.anchor.unit in {"month", "quarter"}:
        told = setting.anchor
    if told is None and named == "quarter":
        told = _last_quarter(setting)
    if told is None:
        return dated(a_year(int(year)), Basis.EXPLICIT) if year else None
    back = 12 * (told.first.year - int(year)) if year else 12
    return replace(dated(containing(told.unit, months_on(told.first, -back)), Basis.RELATIVE), anchor=None)


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
    if setting.narrative and setting.anchor and not step[0]:
        return dated(containing("season", date(setting.anchor.first.year, in_month, 1)), Basis.EXPLICIT, named)
    if setting.day is None:
        return unresolved(f"XXXX-{SEASONS[name]}", mod=named)
    return dated(_told_season(step[0], in_month, setting, setting.day), Basis.RELATIVE, named)


def _is_season(match: re.Match[str], setting: Setting) -> bool:
    if re.match(r"\s+of\b", setting.after) or (
        not match.group("step") and re.match(r"\s+(?:in|from)\b", setting.after)
    ):
        return False
    if match.group("step") or match.group("year") or match.group("part") or match.group().lower().startswith("the"):
        return True
    return setting.token.tag_ in {"NN", "NNP"} and bool(
        re.search(r"\b(?:in|by|this|that|until|the|since)\s+(?:the\s+)?$", setting.before)
    )


def _told_season(step: str, in_month: int, setting: Setting, day: date) -> Period:
    here = containing("season", date(day.year, in_month, 1))
    nearest = min((here.on(-4), here, here.on(4)), key=lambda season: abs((season.first - day).days + 45))
    if step in {"last", "previous", "past"} or (step == "" and setting.direction < 0):
        return max(
            (season for season in (here.on(-8), here.on(-4), here) if _over(season, day, step)), key=lambda s: s.first
        )
    if step in {"next", "coming"} or (step == "" and (setting.direction > 0 or OPEN_END.search(setting.before))):
        return min(
            (season for season in (here, here.on(4), here.on(8)) if _ahead(season, day, step)), key=lambda s: s.first
        )
    return here if step == "this" and in_month != 12 else nearest


def _ahead(season: Period, day: date, step: str) -> bool:
    """ "Next summer" is to begin, "by the summer" may have begun."""
    return season.first > day if step else season.last > day


def _over(season: Period, day: date, step: str) -> bool:
    return season.last < day if step else season.first <= day


STEP = r"(?:the\s+)?(?:(?P<step>last|this(?:\s+(?:past|coming))?|next|previous|coming|past|following)\s+)?"
LIKE = "same|comparable|corresponding|like|equivalent|similar"
SEASON_RULES: tuple[Rule, ...] = (
    rule(
        ("#", "the", "q", "fiscal", "last", "this", "next", *ORDINALS),
        rf"(?:the\s+(?!\w+-(?:quarter|half)\b))?(?:fiscal[\s-]+)?(?:(?P<fore>{YEAR}|(?:last|this|next)\s+year)(?:['’]s)?\s+)?(?:"
        r"(?P<rank>first|second|third|fourth|1st|2nd|3rd|4th)[\s-]+(?:fiscal[\s-]+)?"
        r"(?P<unit>quarter|half)|Q(?P<mark>[1-4]))"
        rf"(?:\s+(?:of\s+)?(?:fiscal\s+)?(?P<year>{YEAR})|\s+(?:of\s+)?(?P<word>last|this|next|the)\s+year)?",
        _quarter,
    ),
    rule(("the",), rf"the\s+(?:last|latter|final)\s+half\s+of\s+(?:the\s+year\s+)?(?P<year>{YEAR})", _last_half),
    rule(
        (*SEASONS, *PART_STARTS, "last", "next", "this"),
        rf"{STEP}{PART}(?P<season>{'|'.join(SEASONS)})(?:\s+(?:of\s+)?(?P<year>{ANY_YEAR})|{YEAR_WORD})?",
        _season,
    ),
    rule(
        ("the", "this"),
        r"(?:the\s+(?:(?P<latest>latest|most\s+recent)\s+|same\s+)?|this\s+(?=period))(?P<unit>quarter|period)",
        _quarter_told,
    ),
    rule(
        ("year", "the", "a"),
        r"(?:(?:the|a)\s+)?year[\s-](?:ago|earlier)(?:\s+(?P<unit>quarter|month|week|period))?",
        _year_ago,
    ),
    rule(
        ("the",),
        rf"the\s+(?:{LIKE})\s+(?P<unit>quarter|period|month)(?:\s+(?:of|in|from))?\s+(?:(?P<year>{YEAR})"
        r"|(?:last|the\s+previous|the\s+prior)\s+year|a\s+year\s+(?:ago|earlier|before))",
        _compared,
    ),
    rule(("the",), rf"the\s+(?P<year>{YEAR})\s+(?P<unit>quarter|period)", _compared),
)
