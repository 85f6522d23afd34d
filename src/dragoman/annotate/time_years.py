"""The year of a date: its own, a neighbour's, or the one that the words around it tell."""

from __future__ import annotations

import re
from datetime import date

from spacy.tokens import Token

from dragoman.annotate.time_periods import a_day
from dragoman.annotate.time_senses import Setting
from dragoman.annotate.time_words import MONTH, YEAR, year_number
from dragoman.model import Basis

LATER_YEAR = re.compile(
    rf"\s*(?:and|to|until|till|through|or|[-–—])\s*(?:\d{{1,2}}\s+)?{MONTH}(?:\s+\d{{1,2}})?,?\s+({YEAR})",
    re.IGNORECASE,
)
STEPS = {
    "last": -1,
    "previous": -1,
    "this": 0,
    "the": 0,
    "same": 0,
    "that": 0,
    "current": 0,
    "next": 1,
    "following": 1,
    "coming": 1,
}
OPEN_END = re.compile(
    r"\b(?:until|till|through|by|before|no later than)\s+(?:the\s+|early\s+|mid-?|late\s+|end\s+of\s+)*$"
)
POINTS_ON = re.compile(
    r"\b(?:payable|due|effective|returnable|expir(?:e|es|ing)|matur(?:e|es|ing))\s+(?:on\s+|in\s+)?$"
)
DELIVERED = re.compile(r"\s+(?:delivery|settlement|expiry)\b")
SOON = 2  # months
DEFERRED = frozenset("adjourn defer delay extend give move postpone prolong push put remand reschedule".split())


def year_of(
    match: re.Match[str], setting: Setting, in_month: int, on_day: int | None = None
) -> tuple[int, Basis] | None:
    """The year of a month or a day of it: its own, a neighbour's, or the one that the verb tells."""
    if match.group("year"):
        return year_number(match.group("year")), Basis.EXPLICIT
    if word := match.group("word"):
        return _worded_year(word.lower().split()[-1], setting)
    if later := LATER_YEAR.match(setting.after):
        return int(later.group(1)), Basis.EXPLICIT
    if setting.near_year is not None and not _overtaken(setting):
        return setting.near_year, Basis.EXPLICIT
    if setting.narrative and setting.anchor is not None:
        told = setting.anchor.first
        rolled = setting.anchor.unit in {"day", "month"} and told.month - in_month >= 8
        return told.year + rolled, Basis.EXPLICIT
    if setting.day is None:
        return None
    return _told_year(setting, setting.day, in_month, on_day), Basis.RELATIVE


def _overtaken(setting: Setting) -> bool:
    """A coming date takes no year of the past from its sentence."""
    past = setting.near_year is not None and setting.day is not None and setting.near_year < setting.day.year
    return past and setting.direction > 0 and not setting.narrative


def _worded_year(word: str, setting: Setting) -> tuple[int, Basis] | None:
    by_anchor = word in {"same", "that", "following", "previous"}
    base = (setting.anchor.first if setting.anchor else setting.day) if by_anchor else setting.day
    return (base.year + STEPS[word], Basis.RELATIVE) if base else None


def _told_year(setting: Setting, day: date, in_month: int, on_day: int | None) -> int:
    """Past: the latest such date; future: the next; no verb: the nearest."""
    if on_day is not None and (close := _close_year(day, in_month, on_day)):
        return close
    ahead = (in_month, on_day or day.day) > (day.month, day.day)
    behind = (in_month, on_day or day.day) < (day.month, day.day)
    told = _pointed(setting, soon=0 < (in_month - day.month) % 12 <= SOON)
    if told > 0 or (told and not setting.promised):
        return day.year + behind if told > 0 else day.year - ahead
    months = in_month - day.month
    return day.year + (1 if months < -6 else -1 if months > 6 else 0)


def _pointed(setting: Setting, *, soon: bool) -> int:
    """Where the words beside a date point, or the verb: -1 back, 1 on, 0 unknown.

    A date told with a noun ("spoke of elections in May") that would soon come is rather that one than last year's.
    """
    if setting.before.rstrip().endswith("since"):
        return -1
    if POINTS_ON.search(setting.before) or DELIVERED.match(setting.after):
        return 1
    told, open_end = setting.direction, OPEN_END.search(setting.before) is not None
    if (open_end and not told) or deferred(setting):
        return 1
    return 1 if told < 0 and soon and _with_noun(setting.token) else told


def deferred(setting: Setting) -> bool:
    """Whether something is put off to the time, or prolonged until it."""
    if not OPEN_END.search(setting.before) and not setting.before.endswith("to "):
        return False
    token = setting.token
    return any(node.pos_ == "VERB" and node.lemma_ in DEFERRED for node in (token.head, *token.head.ancestors))


def _with_noun(token: Token) -> bool:
    """Whether a noun stands between the date and its verb."""
    above = (node.pos_ for node in (token.head, *token.head.ancestors))
    return next((kind for kind in above if kind in {"VERB", "AUX", "NOUN"}), None) == "NOUN"


def _close_year(day: date, in_month: int, on_day: int) -> int | None:
    """The year in which the date lies within a month of the publication, whatever the verb says."""
    for year in (day.year, day.year - 1, day.year + 1):
        period = a_day(year, in_month, on_day)
        if period and abs((period.first - day).days) <= 30:
            return year
    return None
