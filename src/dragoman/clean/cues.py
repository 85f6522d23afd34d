"""Which row of `cues/en/boilerplate.csv` a line is worded by."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from dragoman.knowledge.cues import BoilerplateCue
from dragoman.knowledge.rows import boilerplate_cues

LONGEST = 300
"""Characters of the longest line that a cue inside it, not at its start, can condemn."""


@cache
def _matchers() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, BoilerplateCue]]:
    """One pattern for the rows that begin a line, one for the others; a group's name finds its row."""
    rows = {f"r{number}": row for number, row in enumerate(boilerplate_cues())}
    starts = [f"(?P<{name}>{row.pattern})" for name, row in rows.items() if _anchored(row.pattern)]
    others = [f"(?P<{name}>{row.pattern})" for name, row in rows.items() if not _anchored(row.pattern)]
    never = r"(?!)"
    return (
        re.compile("|".join(starts) or never, re.IGNORECASE),
        re.compile("|".join(others) or never, re.IGNORECASE),
        rows,
    )


def _anchored(pattern: str) -> bool:
    """Whether each alternative of *pattern* begins the line."""
    depth, starts = 0, [0]
    for place, character in enumerate(pattern):
        if place and pattern[place - 1] == "\\":
            continue
        depth += (character in "([") - (character in ")]")
        if character == "|" and not depth:
            starts.append(place + 1)
    return all(pattern.startswith("^", start) for start in starts)


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
    starts, others, rows = _matchers()
    found = starts.match(line) or (others.search(line) if len(line) <= LONGEST else None)
    return rows[found.lastgroup] if found and found.lastgroup else None
