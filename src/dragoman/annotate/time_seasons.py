"""Quarters, halves and seasons of a year."""

from __future__ import annotations

import re
from datetime import date

from dragoman.annotate.time_calendar import PART, PART_STARTS, STEPS, YEAR_WORD, part, year_of
from dragoman.annotate.time_periods import Period, containing
from dragoman.annotate.time_senses import Rule, Sense, Setting, dated, rule, unresolved
from dragoman.annotate.time_words import ORDINALS, SEASONS, YEAR, ordinal
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


def _quarter_year(match: re.Match[str], setting: Setting, middle: int) -> tuple[int, Basis] | None:
    """A quarter without its year is the nearest one, unless the article says otherwise."""
    if fore := match.group("fore"):
        step = STEPS.get(fore.lower().split()[0])
        if step is None:
            return int(fore), Basis.EXPLICIT
        return (setting.day.year + step, Basis.RELATIVE) if setting.day else None
    year = year_of(match, setting, middle)
    if year is None or year[1] is Basis.EXPLICIT or match.group("word") or setting.day is None:
        return year
    months = middle - setting.day.month
    return setting.day.year + (1 if months < -8 else -1 if months > 4 else 0), Basis.RELATIVE


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
    if step in {"next", "coming"} or (step == "" and setting.direction > 0):
        return min((season for season in (here, here.on(4), here.on(8)) if season.first > day), key=lambda s: s.first)
    return here if step == "this" and in_month != 12 else nearest


def _over(season: Period, day: date, step: str) -> bool:
    return season.last < day if step else season.first <= day


STEP = r"(?:the\s+)?(?:(?P<step>last|this|next|previous|coming|past|following)\s+)?"
SEASON_RULES: tuple[Rule, ...] = (
    rule(
        ("#", "the", "q", "last", "this", "next", *ORDINALS),
        rf"(?:the\s+)?(?:(?P<fore>{YEAR}|(?:last|this|next)\s+year)(?:['’]s)?\s+)?(?:"
        r"(?P<rank>first|second|third|fourth|1st|2nd|3rd|4th)[\s-]+(?:fiscal[\s-]+)?"
        r"(?P<unit>quarter|half)|Q(?P<mark>[1-4]))"
        rf"(?:\s+of)?(?:\s+(?:fiscal\s+)?(?P<year>{YEAR})|\s+(?:of\s+)?(?P<word>last|this|next)\s+year)?",
        _quarter,
    ),
    rule(
        (*SEASONS, *PART_STARTS, "last", "next", "this"),
        rf"{STEP}{PART}(?P<season>{'|'.join(SEASONS)})(?:\s+(?:of\s+)?(?P<year>{YEAR})|{YEAR_WORD})?",
        _season,
    ),
)
