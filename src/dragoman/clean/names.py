"""Authors' names as bylines write them."""

from __future__ import annotations

import re
from itertools import takewhile

from dragoman.clean.blocks import FUNCTION_WORDS, folded, size_of, words
from dragoman.clean.dates import MONTHS, dates_in

BY = re.compile(
    r"^(?:[^\W\d_]+ / )?(?:by|from|written by|story by|report by|posted by|words|author|liveblog|text)\b\s*:?\s+(?=\S)",
    re.IGNORECASE,
)
SURELY_BY = re.compile(r"^(?:[^\W\d_]+ / )?(?:by|written by|story by|posted by|author|liveblog|text:)", re.IGNORECASE)
CUTS = re.compile(
    r"\s{3,}|\s[|•·—–]\s|\s-\s|\s+\bon\s(?=[A-Z]\w+ \d)|(?=\b\d{1,2}[:.]\d\d\b)|,?\s(?=\d{4}-\d\d-\d\d)|,?\s(?=(?:mon|tue|wed|thu|fri|sat|sun)\w*,?\s\d)|"
    r",?\s(?=(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.? \d)|,?\s(?=\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))|(?=\b(?:published|updated|last updated)\b)",
    re.IGNORECASE,
)
TRADES = frozenset(
    [
        "reporter",
        "reporters",
        "correspondent",
        "correspondents",
        "editor",
        "writer",
        "staff",
        "journalist",
        "columnist",
        "chief",
        "bureau",
        "senior",
        "diplomatic",
        "foreign",
        "political",
        "affairs",
        "special",
        "desk",
        "contributor",
        "analyst",
    ]
)
PARTICLES = frozenset(
    [
        "de",
        "la",
        "le",
        "von",
        "van",
        "der",
        "den",
        "bin",
        "ibn",
        "al",
        "el",
        "da",
        "di",
        "dos",
        "du",
        "ter",
        "and",
        "&",
        "e",
        "y",
        "und",
        "i",
        "our",
        "in",
        "of",
        "with",
        "the",
        "for",
        "d.",
        "jr.",
    ]
)
NOT_NAMES = frozenset(
    [
        "news",
        "world",
        "politics",
        "opinion",
        "sport",
        "sports",
        "business",
        "menu",
        "home",
        "africa",
        "asia",
        "europe",
        "diplomacy",
        "press",
        "share",
        "print",
        "more",
        "live",
        "photo",
        "video",
        "analysis",
        "national",
        "nation",
        "staff",
        "agencies",
        "middle",
        "east",
        "latest",
        "breaking",
        "read",
        "sign",
        "subscribe",
        "about",
        "log",
        "today",
        "edition",
        "weather",
        "markets",
        "economy",
        "culture",
        "search",
        "newsletter",
        "search",
        "advertisement",
        "loading",
        "end",
        "key",
        "events",
        "most",
        "viewed",
        "related",
        "comments",
        "letter",
    ]
)
NAME_WORD = re.compile(r"^[A-ZÀ-ÖØ-ÞĀ-Ž‘'’][\w.’'-]*$")
LONGEST = 14


def byline_in(text: str) -> str | None:
    """The names in a byline, without “By”, trades, dates or reading times."""
    head = BY.match(text)
    rest = text[head.end() :] if head else text
    rest = re.sub(r"\s*\((?:\w+ )*\w+\)", "", re.sub(r"\s*\((?:now|earlier)\)(?: and)?", "", rest))
    first, *others = [piece for piece in CUTS.split(rest) if piece and piece.strip()] or [rest]
    names = _names(first)
    if not names or not (head or _looks_named(names)):
        return None
    more = list(takewhile(_looks_named, (_names(piece) for piece in others))) if "|" in rest else []
    return " | ".join((names, *more))


def _names(text: str) -> str:
    """*text* up to a comma that a trade or a date follows."""
    kept: list[str] = []
    for piece in folded(text).strip(" ,;:|").split(", "):
        found = {word.lower().rstrip("s") for word in words(piece)}
        if kept and (found & TRADES or found & set(MONTHS) and any(c.isdigit() for c in piece)):
            break
        kept.append(piece)
    return ", ".join(kept).strip(" ,;:|")


def _looks_named(text: str) -> bool:
    """Whether *text* is one to a few personal names."""
    pieces = [piece for piece in re.split(r", | and | & |;", text) if piece]
    first = pieces[0].split() if pieces else []
    return 2 <= len(first) <= 5 and all(_name_word(word) for word in first) and not _is_label(first)


def _name_word(word: str) -> bool:
    return bool(NAME_WORD.match(word)) or word.lower() in PARTICLES


def _is_label(found: list[str]) -> bool:
    return any(word.lower() in NOT_NAMES or word.lower() in FUNCTION_WORDS for word in found)


def is_byline(text: str) -> bool:
    """Whether the line is a byline by its form: “By” and names, and no sentence."""
    if len(text) > 160 or not BY.match(text) or text.endswith((".", "?", "!", ":")):
        return False
    names = byline_in(text)
    if not names or not SURELY_BY.match(text):
        return False
    return size_of(names) <= LONGEST and all(
        _name_word(word.strip(",;|&")) or not word.isalpha() for word in names.split()
    )


def is_name_line(text: str) -> bool:
    """Whether the line is made of names, a date and a place alone: a byline without “By”."""
    if size_of(text) > LONGEST + 8 or text.endswith((".", "?", "!", ":")):
        return False
    names = byline_in(text)
    if not names or not _looks_named(names):
        return False
    lowered = [word for word in names.split() if not _name_word(word.strip(",;|"))]
    return len(lowered) <= 1 or bool(dates_in(text))
