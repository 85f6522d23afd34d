"""Which row of `cues/en/boilerplate.csv` a line is worded by."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from dragoman.knowledge.cues import BoilerplateCue
from dragoman.knowledge.rows import boilerplate_cues

NEVER = r"(?!)"
CAPITALS = re.compile(r"\\.|[A-Z]+")
PIECES = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
"""An escape, a class or a character of a pattern."""
PLAIN_GROUP = re.compile(r"\(\?:([\w -]+(?:\|[\w -]+)*)\)(?![*+{])(\?(?!\?))?")
"""A group of plain words at a pattern's beginning, with the mark that it may be missing."""
QUANTIFIERS = frozenset("?*+{")
LONGEST = 300
"""Characters of the longest line that a cue inside it, not at its start, can condemn."""


@cache
def _matchers() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, BoilerplateCue]]:
    """One pattern for the rows that begin a line, one for the others; a group's name finds its row."""
    rows = {f"r{number}": row for number, row in enumerate(boilerplate_cues())}
    starts = [f"(?P<{name}>{row.pattern})" for name, row in rows.items() if _anchored(row.pattern)]
    others = [f"(?P<{name}>{row.pattern})" for name, row in rows.items() if not _anchored(row.pattern)]
    return (
        re.compile("|".join(starts) or NEVER, re.IGNORECASE),
        re.compile("|".join(others) or NEVER, re.IGNORECASE),
        rows,
    )


@cache
def _glances() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What lets most lines pass at a glance: the rows' patterns in small letters and without groups.

    On a small-letter line they match whatever the rows match, and little else, ten times as fast: no case is
    folded, and those that begin with a word share one look for a word's beginning.
    """
    small = [
        CAPITALS.sub(lambda found: found[0] if found[0].startswith("\\") else found[0].lower(), row.pattern)
        for row in boilerplate_cues()
    ]
    every = [alternative for pattern in small for alternative in _alternatives(pattern.replace("(?-i:", "(?:"))]
    starts = [one[1:] for one in every if one.startswith("^")]
    inner = [one[2:] for one in every if one.startswith(r"\b")]
    others = [one for one in every if not one.startswith(("^", r"\b"))]
    return (
        re.compile(_by_letter(starts)),
        re.compile(rf"\b(?=\w)(?:{_by_letter(inner)})"),
        re.compile("|".join(others) or NEVER),
    )


def _by_letter(patterns: list[str]) -> str:
    """One pattern for all: of those that begin with the same letter, one look at that letter tells."""
    begun: dict[str, list[str]] = {}
    for one in (spread for pattern in patterns for spread in _spread(pattern)):
        plain = one[:1].isalnum() and one[1:2] not in QUANTIFIERS
        begun.setdefault(one[0] if plain else "", []).append(one[1:] if plain else one)
    others = begun.pop("", [])
    return "|".join((*(f"{letter}(?:{'|'.join(rest)})" for letter, rest in begun.items()), *others)) or NEVER


def _spread(pattern: str) -> list[str]:
    """*pattern*, once for each of the words that it may begin with where these stand in a group."""
    group = PLAIN_GROUP.match(pattern)
    if not group:
        return [pattern]
    rest = pattern[group.end() :]
    begun = [word + rest for word in group[1].split("|")]
    return [*begun, *_spread(rest)] if group[2] else begun


def _anchored(pattern: str) -> bool:
    """Whether each alternative of *pattern* begins the line."""
    return all(alternative.startswith("^") for alternative in _alternatives(pattern))


def _alternatives(pattern: str) -> list[str]:
    """The alternatives of *pattern* at its outermost level."""
    depth, cuts = 0, [-1]
    for piece in PIECES.finditer(pattern):
        depth += (piece[0] == "(") - (piece[0] == ")")
        if piece[0] == "|" and not depth:
            cuts.append(piece.start())
    return [pattern[one + 1 : other] for one, other in zip(cuts, [*cuts[1:], len(pattern)], strict=True)]


@cache
def _by_id(row_id: str) -> re.Pattern[str]:
    return re.compile(next(row.pattern for row in boilerplate_cues() if row.id == row_id), re.IGNORECASE)


def matches(row: BoilerplateCue, line: str) -> bool:
    """Whether that very row condemns *line*."""
    return bool(_by_id(row.id).search(line))


def opens_a_section(row: BoilerplateCue | None) -> bool:
    """Whether a line of that row heads others of its kind; the row's id says so."""
    return row is not None and row.id.endswith("-heading")


@lru_cache(maxsize=4096)
def cue_of(line: str) -> BoilerplateCue | None:
    """The first row that condemns *line*; none where it is the article's own."""
    begins, words, marks = _glances()
    small = line.lower()
    if not begins.match(small) and (len(line) > LONGEST or not (words.search(small) or marks.search(small))):
        return None
    starts, others, rows = _matchers()
    found = starts.match(line) or (others.search(line) if len(line) <= LONGEST else None)
    return rows[found.lastgroup] if found and found.lastgroup else None
