"""Durations ("for two years") and repeated times ("every Monday")."""

from __future__ import annotations

import re

from dragoman.annotate.time_periods import containing, moved
from dragoman.annotate.time_relative import AMOUNT_STARTS, MOD_STARTS
from dragoman.annotate.time_senses import Rule, Sense, Setting, rule, unresolved
from dragoman.annotate.time_words import (
    COUNTED,
    LETTERS,
    MONTH,
    PART_OF_DAY,
    UNIT,
    VAGUE_AMOUNTS,
    WEEKDAY,
    amount_value,
    month,
    number,
    unit,
    weekday,
)
from dragoman.model import Basis, Interval

MODS = {
    "APPROX": "about|around|some|roughly|approximately|an estimated|another",
    "LESS_THAN": "less than|nearly|almost|just under|under",
    "MORE_THAN": "more than|over|just over|well over",
    "EQUAL_OR_MORE": "at least|no less than",
    "EQUAL_OR_LESS": "up to|at most|no more than|as long as",
}
BACK = re.compile(r"\b(?:last|past|previous|preceding|recent)\b")
ON = re.compile(r"\b(?:next|coming|following)\b")
INSIDE = re.compile(r"\b(?:within|inside|over|during|in|for)\s+(?:the\s+)?$")
PRICE = re.compile(
    r"(?:[\d%]|(?:\d\S*|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|several))\s+\w+s|\b(?:one|two|three|four|five|six|percent|million|billion|thousand|cents|dollars"
    r"|barrels|tons|tonnes|times|once|twice|people|shares|bpd|pounds|marks|yen|euros))\s*$"
)


def _mod(words: str | None) -> str | None:
    bare = " ".join((words or "").lower().split())
    return next((name for name, forms in MODS.items() if bare in forms.split("|")), None)


def _duration(match: re.Match[str], setting: Setting) -> Sense | None:
    of, amount = unit(match.group("unit")), number(match.group("n"))
    plural = match.group("s") or of != match.group("unit").lower()
    if _no_duration(match, setting, amount, bool(plural)):
        return None
    if amount is not None and (match.group("half") or match.group("more")):
        amount += 0.5
    value, mod = amount_value(amount, of), _mod(match.group("mod"))
    if match.group("n").lower() in {"a", "an"} and PRICE.search(setting.before):
        return Sense(type="SET", value="P1D" if of == "night" else value)
    return Sense(type="DURATION", value=value, mod=mod, interval=_reach(match, setting, amount, of))


def _no_duration(match: re.Match[str], setting: Setting, amount: float | None, plural: bool) -> bool:
    """ "One second thought", "a second", "two quarters of the seats" are no times."""
    words, of = match.group("n").lower(), unit(match.group("unit"))
    if of in {"second", "quarter"} and (words in {"a", "an", "the", "one"} or re.match(r"\s+of\s", setting.after)):
        return True
    alone = amount is not None and amount > 1 and not plural and "-" not in match.group("gap") and of != "century"
    if alone and setting.next_tag not in {"NN", "NNS", "NNP", "JJ"}:  # "a two day visit", as broadcasters spell it
        return True
    return words in {"a", "an"} and (match.group("gap") == "-" or match.group().lower().endswith("-long"))


def _reach(match: re.Match[str], setting: Setting, amount: float | None, of: str) -> Interval | None:
    """ "Within three months" reaches from the utterance to three months on."""
    if amount is None or setting.day is None or of not in LETTERS:
        return None
    step = (match.group("step") or "").lower()
    if BACK.search(step):
        return Interval(earliest=moved(setting.day, -amount, of), latest=setting.day, basis=Basis.VAGUE)
    within = setting.before.rstrip().endswith("within")
    if step and ON.search(step) or (within and setting.direction >= 0):
        return Interval(earliest=setting.day, latest=moved(setting.day, amount, of), basis=Basis.VAGUE)
    if re.search(r"\bin\s+$", setting.before) and setting.direction > 0 and not step:
        return containing(of, moved(setting.day, amount, of)).interval(Basis.VAGUE)
    return None


def _bare(match: re.Match[str], setting: Setting) -> Sense | None:
    """ "For years", "decades": an amount that nobody counted."""
    of = unit(match.group("unit"))
    opens = setting.text[setting.start].isupper() and setting.after.startswith(" of ")  # "Months of talks"
    if opens and of in {"week", "month", "year", "decade"}:
        return unresolved(amount_value(None, of), "DURATION")
    if of in {"second", "quarter", "night"} or not re.search(
        r"\b(?:for|in|over|after|of|take|took|last|within|by|until|spent|through)\s+$", setting.before
    ):
        return None
    return unresolved(amount_value(None, of), "DURATION")


def _long(match: re.Match[str], setting: Setting) -> Sense:
    """ "A months-long siege", "the weeklong truce"."""
    return unresolved(amount_value(None if match.group("s") else 1, unit(match.group("unit"))), "DURATION")


def _part_of(match: re.Match[str], setting: Setting) -> Sense:
    """ "Half a century", "a quarter of a century", "a half-decade"."""
    years = {"decade": 10, "century": 100}[match.group("unit").lower()]
    parts = {"quarter": 4, "half": 2}[match.group("part").lower()]
    return unresolved(amount_value(years / parts, "year"), "DURATION")


def _whole(match: re.Match[str], setting: Setting) -> Sense | None:
    return unresolved(amount_value(1, unit(match.group("unit"))), "DURATION")


def _every(match: re.Match[str], setting: Setting) -> Sense | None:
    """ "Every Monday", "each year", "every two weeks"."""
    if match.group("weekday"):
        return unresolved(f"XXXX-WXX-{weekday(match.group('weekday')) + 1}", "SET")
    if match.group("month"):
        return unresolved(f"XXXX-{month(match.group('month')):02}", "SET")
    if match.group("daypart"):
        return unresolved(
            "XXXX-XX-XX" + {"m": "TMO", "a": "TAF", "e": "TEV", "n": "TNI"}[match.group("daypart")[0].lower()], "SET"
        )
    amount = number(match.group("n")) if match.group("n") else 1
    return unresolved(
        amount_value(2 if match.group("n") in {"other", "second"} else amount, unit(match.group("unit"))), "SET"
    )


ADVERBS = {
    "daily": "P1D",
    "weekly": "P1W",
    "monthly": "P1M",
    "quarterly": "P1Q",
    "yearly": "P1Y",
    "annually": "P1Y",
    "annual": "P1Y",
    "hourly": "PT1H",
    "nightly": "P1D",
    "biannual": "P6M",
    "biennial": "P2Y",
    "bimonthly": "P2M",
    "fortnightly": "P2W",
}


def _adverb(match: re.Match[str], setting: Setting) -> Sense | None:
    if match.group()[0].isupper() and setting.after[1:2].isupper():
        return None
    if match.group().lower() in {"quarterly", "annual"} and setting.token.dep_ == "amod":
        return None
    return unresolved(ADVERBS[match.group().lower()], "SET")


def _per(match: re.Match[str], setting: Setting) -> Sense:
    return unresolved(amount_value(1, unit(match.group("unit"))), "SET")


def _weekdays(match: re.Match[str], setting: Setting) -> Sense | None:
    if match.group()[0].islower():
        return None
    return unresolved(f"XXXX-WXX-{weekday(match.group('weekday')) + 1}", "SET")


ABOUT = "(?:(?P<mod>" + "|".join(forms for forms in MODS.values()).replace(" ", r"\s+") + r")\s+(?!the\b))?"
STEP = r"(?:(?P<step>(?:the\s+)?(?:last|past|next|coming|first|previous|preceding|following|final)|the(?!\s+\w+-))\s+)?"
VAGUE = "|".join(words.replace(" ", r"\s+") for words in VAGUE_AMOUNTS)
AMOUNT = (
    rf"(?P<n>{COUNTED}|{VAGUE}|an?\s+couple\s+of|couple\s+of|half(?:\s+an?\b)?|an?)(?:(?P<gap>\s+|-)(?:"
    r"(?P<half>and[\s-]+a[\s-]+half)(?:\s+|-))?)(?:(?:full|consecutive|straight|more|whole|single|trading|business"
    r"|working|additional)\s+)?"
)
SET_UNIT = r"(?:second|minute|hour|day|night|week|weekend|month|quarter|year|decade)"
LONG = [of + end for of in ("hour", "day", "week", "month", "year", "decade", "century") for end in ("", "long")]
LONG += [of + "s" for of in ("hour", "day", "week", "month", "year", "decade", "centurie")]
AMOUNT_RULES: tuple[Rule, ...] = (
    rule(
        (
            *AMOUNT_STARTS,
            *MOD_STARTS,
            "the",
            "last",
            "past",
            "next",
            "coming",
            "half",
            "dozens",
            "hundreds",
            "countless",
            "approximately",
            "another",
            "under",
            "up",
            "no",
            "well",
            "as",
            "previous",
            "an",
        ),
        rf"{ABOUT}{STEP}{AMOUNT}(?P<unit>{UNIT})(?P<s>s?)(?P<more>\s+and\s+a\s+half)?(?:[\s-]long)?"
        r"(?![-\s](?:old|olds)\b)",
        _duration,
    ),
    rule(
        ("days", "weeks", "months", "years", "decades", "centuries", "hours", "minutes"), rf"(?P<unit>{UNIT})s", _bare
    ),
    rule(
        ("quarter", "half", "a"),
        r"(?:a\s+)?(?P<part>quarter|half)[\s-](?:of\s+a\s+|a\s+)?(?P<unit>decade|century)",
        _part_of,
    ),
    rule(LONG, r"(?P<unit>hour|day|week|month|year|decade|centurie|century)(?P<s>s?)-?long", _long),
    rule(
        ("all", "the"),
        r"(?:all|the\s+(?:whole|entire))\s+(?P<unit>day|night|week|month|year|decade|century)(?:\s+long)?",
        _whole,
    ),
    rule(
        ("every", "each"),
        rf"(?:every|each)\s+(?:(?P<weekday>{WEEKDAY})|(?P<month>{MONTH})|"
        rf"(?P<daypart>{PART_OF_DAY})|(?:(?P<n>other|second|few|several|{COUNTED})\s+)?"
        rf"(?P<unit>{SET_UNIT})s?)",
        _every,
    ),
    rule(ADVERBS, "(?:" + "|".join(ADVERBS) + ")", _adverb),
    rule(("per",), rf"per\s+(?P<unit>{SET_UNIT})", _per),
    rule(
        {f"{day}days" for day in ["mon", "tues", "wednes", "thurs", "fri", "satur", "sun"]},
        r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)s",
        _weekdays,
    ),
)
