"""The words of time: months, weekdays, units and numbers, and the patterns that read them."""

from __future__ import annotations

import re
from collections.abc import Iterable

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tues", "tue"),
            ("wednesday", "wed"),
            ("thursday", "thurs", "thur", "thu"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        )
    )
    for name in names
}
UNITS = {
    "second": "second",
    "minute": "minute",
    "hour": "hour",
    "day": "day",
    "night": "night",
    "weekend": "weekend",
    "week": "week",
    "fortnight": "fortnight",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
    "decade": "decade",
    "century": "century",
    "centurie": "century",
}
LETTERS = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "night": "NI",
    "weekend": "WE",
    "week": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
}
HALVES = {
    "minute": (30, "second"),
    "hour": (30, "minute"),
    "day": (12, "hour"),
    "year": (6, "month"),
    "decade": (5, "year"),
    "century": (50, "year"),
}
SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
ORDINALS = {
    name: number
    for number, name in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
            "twenty-first",
        ],
        start=1,
    )
}
DAY_PARTS = {
    "morning": "TMO",
    "dawn": "TMO",
    "afternoon": "TAF",
    "evening": "TEV",
    "night": "TNI",
    "noon": "T12:00",
    "midday": "T12:00",
    "midnight": "T24:00",
}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
VAGUE_AMOUNTS = ("several", "a few", "few", "many", "some", "a number of", "dozens of", "hundreds of", "countless")


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _names(words: Iterable[str], longest: int) -> str:
    """Abbreviations may end in a point, whole words never do."""
    listed = list(words)
    whole = [word for word in listed if len(word) > longest or word in {"may", "june", "july"}]
    short = [word for word in listed if word not in whole]
    return rf"(?:(?:{_either(whole)})\b|(?:{_either(short)})\b\.?)"


MONTH = _names(MONTHS, 4)
WEEKDAY = _names(WEEKDAYS, 5)
PART_OF_DAY = "morning|afternoon|evening|night"
YEAR = r"(?:1[0-9]\d\d|20\d\d)(?![\d%]|[.,]\d)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,:]\d)"
ORDINAL = rf"(?:{_either(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
COUNTED = (
    rf"(?:\d+\s+1/2|\d+(?:,\d{{3}})*(?:\.\d+)?|(?:{'|'.join(TENS)})(?:[- ]"
    rf"(?:{'|'.join(SMALL[1:10])}))?|{_either(SMALL)}|hundred|dozen)"
)
UNIT = r"(?:second|minute|hour|day|night|week|weekend|fortnight|month|quarter|year|decade|century|centurie)"
SPELLED_YEAR = (
    rf"(?:(?:nineteen|eighteen|twenty)[-\s](?:(?:{'|'.join(TENS)})(?:[-\s](?:{'|'.join(SMALL[1:10])}))?"
    rf"|{'|'.join(SMALL[10:])}|hundred)|two\s+thousand(?:\s+(?:and\s+)?(?:{'|'.join(SMALL[1:20])}))?)"
)
ANY_YEAR = rf"(?:{YEAR}|{SPELLED_YEAR})"
NUMBER_WORDS = frozenset((*SMALL, *TENS, "hundred", "dozen", "#"))


def number(words: str) -> float | None:
    """The number that *words* spell, None for "several" and its like."""
    bare = re.sub(r"\s+1/2$", ".5", words.lower().replace(",", "").strip())
    if bare.replace(".", "", 1).isdigit():
        return float(bare)
    if bare in {"a", "an", "one", "per", "every"}:
        return 1
    fixed = {
        "half a": 0.5,
        "half an": 0.5,
        "a couple of": 2,
        "couple of": 2,
        "a couple": 2,
        "both": 2,
        "dozen": 12,
        "hundred": 100,
        "half": 0.5,
    }
    return fixed.get(bare, _spelled(bare))


def _spelled(words: str) -> float | None:
    total = 0
    for word in words.replace("-", " ").split():
        if word in SMALL:
            total += SMALL.index(word)
        elif word in TENS:
            total += 10 * (TENS.index(word) + 2)
        else:
            return None
    return total or None


def ordinal(words: str) -> int:
    """The rank that *words* tell, "third" or "3rd"."""
    bare = words.lower().replace(" ", "-")
    return ORDINALS.get(bare) or int("".join(filter(str.isdigit, bare)))


def month(words: str) -> int:
    """The month's number."""
    return MONTHS[words.lower().rstrip(".")]


def weekday(words: str) -> int:
    """The weekday's number, Monday is 0."""
    return WEEKDAYS[words.lower().rstrip(".")]


def unit(words: str) -> str:
    """The unit that *words* name, in the singular."""
    bare = words.lower()
    return UNITS[bare] if bare in UNITS else UNITS[bare.removesuffix("s")]


def amount_value(amount: float | None, of: str) -> str:
    """A TIMEX3 duration: three days are P3D, half an hour is PT30M, some hours are PTXH."""
    if of == "fortnight":
        amount, of = (amount * 2 if amount else None), "week"
    if amount is not None and amount % 1 == 0.5 and of in HALVES:
        return _with_half(int(amount), of)
    shown = "X" if amount is None else f"{amount:g}"
    letter = LETTERS[of]
    return f"PT{shown}{letter[1]}" if letter[0] == "T" else f"P{shown}{letter}"


def _with_half(whole: int, of: str) -> str:
    """Two and a half hours are PT2H30M, half a year is P6M, a decade and a half P15Y."""
    half, smaller = HALVES[of]
    if not whole or of in {"decade", "century"}:
        return amount_value(2 * half * whole + half, smaller)
    low, high = LETTERS[smaller], LETTERS[of]
    return amount_value(whole, of) + f"{'T' if len(low) > len(high) else ''}{half}{low[-1]}"


def year_number(words: str) -> int:
    """ "1996" and "nineteen ninety-six" are 1996, "twenty twelve" and "two thousand and twelve" 2012."""
    if words.isdigit():
        return int(words)
    first, *rest = words.lower().replace("-", " ").split()
    century = {"eighteen": 18, "nineteen": 19, "twenty": 20, "two": 20}[first]
    counted = [word for word in rest if word not in {"hundred", "thousand", "and"}]
    return century * 100 + int(_spelled(" ".join(counted)) or 0)
