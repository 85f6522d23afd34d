"""What states talk about: issues as rows, and the stems by which a phrase finds its own."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from dragoman.knowledge.table import table

WORD = re.compile(r"[^\W_]+")
NOTHING = frozenset(
    "a an the of for and or to in on at by with from as that this these those it its his her their our is are was were "
    "be been being has have had not no any all both more new further such other own into over under between against "
    "about after before within without than who which what will would should could can may must least issue question "
    "matter regard regarding full first next so if out up only also there here".split()
)
"""Words that say nothing of what is at stake."""

ENDINGS = (
    *("isations", "izations", "isation", "ization", "ements", "ations", "ements", "ement", "ation", "ments", "ment"),
    *("ions", "ings", "ion", "ing", "ies", "als", "al", "es", "ed", "ly", "s", "e", "y"),
)
SHORTEST = 4
"""Letters that a stem keeps at least."""

SAME = {
    "expansion": "enlarg", "expand": "enlarg", "expands": "enlarg", "expanding": "enlarg", "widening": "enlarg",
    "accession": "join", "membership": "join", "member": "join", "joining": "join", "admission": "join",
    "troop": "forces", "troops": "forces", "forces": "forces", "force": "forces", "soldiers": "forces",
    "pullback": "withdraw", "pullout": "withdraw", "withdrawn": "withdraw", "retreat": "withdraw",
    "pull": "withdraw", "removal": "withdraw", "return": "withdraw",
    "truce": "ceasefire", "armistice": "ceasefire", "cease-fire": "ceasefire",
    "arms": "weapons", "weaponry": "weapons", "weapon": "weapons", "armaments": "weapons",
    "lifting": "lift", "easing": "lift", "ease": "lift", "relief": "lift", "removing": "lift",
    "captives": "prisoners", "prisoner": "prisoners", "detainees": "prisoners", "hostages": "hostage",
    "drill": "exercis", "drills": "exercis", "manoeuvres": "exercis", "maneuvers": "exercis", "exercise": "exercis",
    "border": "frontier", "borders": "frontier", "boundary": "frontier", "frontiers": "frontier",
    "grains": "grain", "wheat": "grain", "cereals": "grain",
    "summits": "summit", "atomic": "nuclear", "elections": "elect", "vote": "elect", "polls": "elect",
    "written": "writ", "reply": "answer", "replies": "answer", "response": "answer", "answers": "answer",
    "strengthening": "strengthen", "israeli": "israel", "russian": "russia", "ukrainian": "ukraine",
    "american": "usa", "us": "usa", "chinese": "china", "iranian": "iran", "turkish": "turkey",
}  # fmt: skip
"""Words that the endings do not bring together, each with the stem that it shares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something that sides take positions on.

    Each of *words* is a phrase whose stems must all stand in an issue's for that to be filed here.
    """

    id: str
    name: str
    words: tuple[str, ...]
    example: str
    counterexample: str
    source: str


@cache
def issues() -> tuple[Issue, ...]:
    return table("issues.csv", Issue)


@cache
def stem(word: str) -> str:
    """What is left of a word without its endings: `enlargement`, `enlarge` and `expansion` are one."""
    found = word
    while found not in SAME and (shorter := _without_ending(found)) != found:
        found = shorter
    return SAME.get(found, found)


def _without_ending(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= SHORTEST:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=1 << 16)
def stems(phrase: str) -> frozenset[str]:
    """The stems of the words that say something in *phrase*, without case and accents."""
    bare = unicodedata.normalize("NFKD", phrase.replace("’s", "").replace("'s", ""))
    plain = "".join(sign for sign in bare if not unicodedata.combining(sign)).casefold()
    plain = plain.replace("u.s.", "us").replace("u.n.", "un")
    return frozenset(stem(word) for word in WORD.findall(plain) if word not in NOTHING and len(word) > 1)


@cache
def _wanted() -> tuple[tuple[frozenset[str], Issue], ...]:
    """Every phrase of every row as stems, the longest first; of equals the earlier row."""
    phrases = [(stems(phrase), issue) for issue in issues() for phrase in issue.words]
    return tuple(sorted(phrases, key=lambda one: -len(one[0])))


@lru_cache(maxsize=1 << 16)
def issue_of(phrase: str) -> Issue | None:
    """The row that *phrase* is filed under: the one with most of its words; none where no row knows it."""
    held = stems(phrase)
    return next((issue for wanted, issue in _wanted() if wanted <= held), None)
