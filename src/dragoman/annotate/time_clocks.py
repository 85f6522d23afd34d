"""Times of day: "3:30 p.m.", "1400 GMT", "seven in the evening", "noon"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dragoman.annotate.time_senses import Rule, Sense, Setting, rule
from dragoman.annotate.time_words import SMALL, number
from dragoman.model import Basis, Interval

AT = re.compile(r"\b(?:at|by|until|till|from|to|about|around|before|after|since)\s+$")
NOONS = {"noon": 12, "midday": 12, "midnight": 24}


def _clock(match: re.Match[str], setting: Setting) -> Sense | None:
    groups = match.groupdict()
    hour, minute = int(number(groups.get("hour") or "") or 0), int(groups.get("minute") or groups.get("exact") or 0)
    noon = groups.get("noon")
    hour = NOONS[noon.lower()] if noon else _of_24(hour, _half(groups))
    if hour > 24 or minute > 59:
        return None
    day = _day(groups, setting)
    shown = day.isoformat() if day else "XXXX-XX-XX"
    interval = Interval.day(day, Basis.RELATIVE) if day else None
    return Sense(type="TIME", value=f"{shown}T{hour:02}:{minute:02}", interval=interval)


def _day(groups: dict[str, str | None], setting: Setting) -> date | None:
    """ "At five this morning" is told of the publication day, a bare clock of the day told last."""
    if step := groups.get("step"):
        return setting.day and setting.day + timedelta({"yesterday": -1, "tomorrow": 1}.get(step.lower(), 0))
    return setting.day_anchor.first if setting.day_anchor else setting.day


def _half(groups: dict[str, str | None]) -> str:
    """ "p" of "p.m.", else the part of the day."""
    half = (groups.get("half") or groups.get("late") or groups.get("part") or "").lower()
    return half if half.isalpha() and len(half) > 2 else half[:1]


def _of_24(hour: int, half: str) -> int:
    """The hour of the day: "two" is 14 in the afternoon and 2 at night, "twelve p.m." is noon."""
    if half in {"", "night"} and hour < 5 or hour > 12:
        return hour
    late = half in {"p", "afternoon", "evening", "night"}
    return hour % 12 + 12 * (late + (half == "night" and hour == 12)) if half else hour


def _said(match: re.Match[str], setting: Setting) -> Sense | None:
    """ "Seven in the evening", "1400 hours" behind "at" and its like; "two in the evening class" tells no time."""
    sure = match.groupdict().get("sure") is not None or AT.search(setting.before) is not None
    return _clock(match, setting) if sure else None


HOUR = rf"(?:[01]?\d|2[0-4]|{'|'.join(SMALL[1:13])})"
ZONE_NAME = r"(?:GMT|UTC|EST|EDT|CET|CEST|BST|PST|PDT|ET|MSK|local\s+time|Moscow\s+time|local)\b"
ZONE = rf"(?:\s*\(?{ZONE_NAME}\)?)?"
CLOCK_RULES: tuple[Rule, ...] = (
    rule(
        ("#", *NOONS),
        r"(?:(?P<hour>[0-2]?\d)(?:(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap](?:\.\s?m\b\.?|\s?m\b))|:"
        rf"(?P<exact>[0-5]\d))|(?P<noon>noon|midday|midnight)){ZONE}",
        _clock,
    ),
    rule(("#",), rf"(?P<hour>[01]\d|2[0-4]):?(?P<minute>[0-5]\d)\s?(?P<sure>{ZONE_NAME})", _clock),
    rule(("#",), r"(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d)\s?(?:hours|hrs)", _said),
    rule(
        ("#", *SMALL[1:13]),
        rf"(?P<hour>{HOUR})(?:(?P<sure>\s+o['’]\s?clock)|[:.](?P<minute>[0-5]\d))?"
        r"\s+(?:in\s+the\s+(?P<half>morning|afternoon|evening)|at\s+(?P<late>night)"
        r"|(?P<step>this|yesterday|tomorrow)\s+(?P<part>morning|afternoon|evening))",
        _said,
    ),
    rule(("#", *SMALL[1:13]), rf"(?P<hour>{HOUR})\s+(?P<sure>o['’]\s?clock){ZONE}", _clock),
)
