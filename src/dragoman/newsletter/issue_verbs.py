"""Which verb a claim may use: only one whose own words stand in the passage that the claim rests on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dragoman.knowledge.table import table

TO_THAT = {
    "accepts": ("agrees", "agree"),
    "rejects": ("refuses", "refuse"),
    "commits": ("promises", "promise"),
}
"""What a stance is said with before "to" and "that", where its own verb takes neither."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimVerb:
    """A verb for acts or stances of *type*, where one of *words* is what the record rests on.

    *one_to* and *many_to* are said of one actor and of several towards others, *one* and *many* of them alone, empty
    where that would say nothing; of a stance these hold its issue. *link* are words that may stand between the verb and
    those whom it is towards.
    """

    id: str
    type: str
    words: tuple[str, ...]
    one_to: str
    many_to: str
    one: str
    many: str
    link: tuple[str, ...]
    example: str

    @property
    def pattern(self) -> re.Pattern[str]:
        return _pattern(self.words)


@cache
def claim_verbs() -> tuple[ClaimVerb, ...]:
    return table("cues/en/claims.csv", ClaimVerb)


def verb_of(type: str, words: str) -> ClaimVerb | None:
    """The verb for acts of *type* that *words*, the act's trigger, tell."""
    said = " ".join(words.casefold().split())
    return next((one for one in claim_verbs() if one.type == type and said in one.words), None)


def stance_verb(stance: str, words: str) -> ClaimVerb | None:
    """The verb for a *stance* that *words* tell somewhere."""
    return next((one for one in claim_verbs() if one.type == stance and one.pattern.search(words)), None)


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
