"""Times that nobody counts: "now", "recently", "the coming weeks", "months ago"."""

from __future__ import annotations

import re
from datetime import date

from dragoman.annotate.time_periods import moved
from dragoman.annotate.time_senses import Rule, Sense, Setting, rule, unresolved
from dragoman.annotate.time_words import amount_value, unit
from dragoman.model import Basis, Interval

REFERENCES = {
    "PRESENT_REF": (
        "now|right now|just now|currently|current|at present|presently|at the moment|nowadays"
        "|these days|at this time(?! last)|for the moment|for the time being|at the present time|the present"
        "|this time around"
    ),
    "PAST_REF": (
        "recently|lately|the past(?! (?:\\d|\\w+ )?(?:few|several|couple|two|three|four|five"
        "|six|seven|eight|nine|ten|\\d|season|day|week|month|quarter|year"
        "|decade|century|spring|summer|autumn|fall|winter|half))|the recent past|long ago"
        "|not long ago|the old days|some time ago|at the time|at that time"
        "|years past"
    ),
    "FUTURE_REF": "the near future|the future|in future",
}
ONGOING = {"days": (0, 7), "weeks": (8, 60), "months": (30, 183)}
ON_FROM_NOW = {"from now", "hence", "from today"}
BEHIND = re.compile(r"\b(?:recent|last|past|previous)\b")


def _reference(match: re.Match[str], setting: Setting) -> Sense | None:
    words = " ".join(match.group().lower().split())
    if match.group() == "Now" and setting.after[:1] == ",":
        return None
    value = (
        next(value for value, forms in REFERENCES.items() if re.fullmatch(forms, words))
        if words != "the past"
        else "PAST_REF"
    )
    return unresolved(value)


def uncounted(of: str, where: str, setting: Setting, *, forward: bool) -> Sense:
    """ "Several days ago" is a reference; "a few days later" has no day of its own."""
    if where == "ago":
        return Sense(type="DATE", value="PAST_REF", interval=_few(of, setting.day, -1))
    if where in ON_FROM_NOW:
        return Sense(type="DATE", value="FUTURE_REF", interval=_few(of, setting.day, 1))
    return unresolved("FUTURE_REF" if forward else "PAST_REF")


def _few(of: str, day: date | None, sign: int) -> Interval | None:
    if day is None or of not in {"day", "week", "month", "year"}:
        return None
    near, far = sorted((moved(day, sign * 2, of), moved(day, sign * 9, of)))
    return Interval(earliest=near, latest=far, basis=Basis.VAGUE)


def _plural(match: re.Match[str], setting: Setting) -> Sense:
    """ "Months ago", "hours later"."""
    where = " ".join(match.group("where").lower().split())
    return uncounted(unit(match.group("unit")), where, setting, forward=where in {"later", *ON_FROM_NOW})


def _coming(match: re.Match[str], setting: Setting) -> Sense:
    """ "In the coming days": seven days on; "weeks": 8 to 60 days on; "recent days" reach as far back."""
    words, told = match.group("unit").lower(), match.group().lower()
    value, kind = amount_value(None, unit(words)), "DURATION"
    if words in {"years", "decades", "quarters"} and "recent" in told:
        return unresolved("PAST_REF")
    if "coming" in told or told.endswith("ahead"):
        value, kind = "FUTURE_REF", "DATE"
    if setting.day is None or words not in ONGOING:
        return unresolved(value, kind)
    sign = -1 if BEHIND.search(told) else 1
    first, last = sorted(moved(setting.day, sign * days, "day") for days in ONGOING[words])
    return Sense(type=kind, value=value, interval=Interval(earliest=first, latest=last, basis=Basis.VAGUE))


PLURALS = ("seconds", "minutes", "hours", "days", "weeks", "months", "quarters", "years", "decades", "centuries")
VAGUE_RULES: tuple[Rule, ...] = (
    rule(
        (
            *("now", "right", "just", "currently", "current", "at", "presently", "nowadays", "these", "for", "the"),
            *("this", "recently", "lately", "long", "not", "some", "years", "in"),
        ),
        "(?:" + "|".join(REFERENCES.values()) + ")",
        _reference,
    ),
    rule(
        ("the", "coming", "next", "recent", "past", "last", "previous"),
        r"(?:the\s+)?(?:coming|next|recent|past|last|previous)\s+(?:few\s+|several\s+)?"
        r"(?P<unit>days|weeks|months|quarters|years|decades)",
        _coming,
    ),
    rule(("the",), r"the\s+(?P<unit>days|weeks|months|years)\s+ahead", _coming),
    rule(PLURALS, rf"(?P<unit>{'|'.join(PLURALS)})\s+(?P<where>ago|earlier|later|from\s+now)", _plural),
)
