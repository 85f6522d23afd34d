"""Holidays whose day is fixed or can be computed."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dragoman.annotate.time_calendar import OF_YEAR
from dragoman.annotate.time_periods import Period
from dragoman.annotate.time_senses import Rule, Sense, Setting, dated, rule, unresolved
from dragoman.annotate.time_years import STEPS, year_of
from dragoman.model import Basis

FIXED = {
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "new year's": (1, 1),
    "new year": (1, 1),
    "orthodox christmas": (1, 7),
    "epiphany": (1, 6),
    "valentine's day": (2, 14),
    "international women's day": (3, 8),
    "st. patrick's day": (3, 17),
    "april fools' day": (4, 1),
    "may day": (5, 1),
    "victory day": (5, 9),
    "europe day": (5, 9),
    "juneteenth": (6, 19),
    "bastille day": (7, 14),
    "all saints' day": (11, 1),
    "armistice day": (11, 11),
    "veterans day": (11, 11),
    "halloween": (10, 31),
    "nowruz": (3, 21),
    "fourth of july": (7, 4),
}
FROM_EASTER = {
    "good friday": -2,
    "palm sunday": -7,
    "holy saturday": -1,
    "easter sunday": 0,
    "easter monday": 1,
    "easter": 0,
    "ascension day": 39,
    "pentecost": 49,
    "whit monday": 50,
    "ash wednesday": -46,
}
# name: month, weekday, which one of the month (-1 is the last)
NTH = {
    "martin luther king day": (1, 0, 3),
    "presidents day": (2, 0, 3),
    "memorial day": (5, 0, -1),
    "labor day": (9, 0, 1),
    "columbus day": (10, 0, 2),
    "thanksgiving day": (11, 3, 4),
    "thanksgiving": (11, 3, 4),
}


def easter(year: int) -> date:
    """Western Easter Sunday, by Gauss's way for the Gregorian calendar."""
    golden, century = year % 19, year // 100
    leap = century // 4
    moon = (century - leap - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon -= (moon // 28) * (1 - (29 // (moon + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + leap) % 7
    days = moon - weekday
    month = 3 + (days + 40) // 44
    return date(year, month, days + 28 - 31 * (month // 4))


def _nth(year: int, month: int, weekday: int, which: int) -> date:
    first = date(year, month, 1)
    days = [first + timedelta(step) for step in range(31) if (first + timedelta(step)).month == month]
    return [day for day in days if day.weekday() == weekday][which - 1 if which > 0 else which]


def holiday(name: str, year: int) -> date:
    """The day of the holiday in *year*."""
    if name in FIXED:
        return date(year, *FIXED[name])
    if name in FROM_EASTER:
        return easter(year) + timedelta(FROM_EASTER[name])
    return _nth(year, *NTH[name])


def _holiday(match: re.Match[str], setting: Setting) -> Sense | None:
    name = " ".join(match.group("name").lower().replace("’", "'").split())
    if match.group("name")[0].islower() or re.match(r"[\s-]+[A-Z]", setting.after):
        return None
    usual = holiday(name, setting.day.year if setting.day else 2000)
    year = _stepped_year(name, match, setting) or year_of(match, setting, usual.month, usual.day)
    if year is None:
        fixed = f"XXXX-{usual.month:02}-{usual.day:02}" if name in FIXED else "XXXX-XX-XX"
        return unresolved(fixed)
    return dated(Period(unit="day", first=holiday(name, year[0])), year[1])


def _stepped_year(name: str, match: re.Match[str], setting: Setting) -> tuple[int, Basis] | None:
    """ "Last Christmas" is the latest before the publication day, "next Easter" the first after it."""
    step = STEPS.get((match.group("step") or "").lower(), 0)
    if not step or setting.day is None or match.group("year"):
        return None
    day = setting.day
    years = [year for year in (day.year - 1, day.year, day.year + 1) if (holiday(name, year) - day).days * step > 0]
    return (max(years) if step < 0 else min(years)), Basis.RELATIVE


NAMES: tuple[str, ...] = tuple(sorted((*FIXED, *FROM_EASTER, *NTH), key=len, reverse=True))
PATTERN = "|".join(re.escape(name).replace(r"\ ", r"\s+").replace("'", "['’]") for name in NAMES)
STEPPED = r"(?:(?P<step>last|this|next)\s+)?"
HOLIDAY_RULES: tuple[Rule, ...] = (
    rule(
        {*(re.split(r"[\s']", name)[0].rstrip(".") for name in NAMES), "last", "this", "next"},
        rf"{STEPPED}(?P<name>{PATTERN}){OF_YEAR}",
        _holiday,
    ),
)
