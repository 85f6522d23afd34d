"""Passages of another world: states swapped for others all through, participants renamed or masked. Spans move along."""

from __future__ import annotations

import re
from functools import cache
from random import Random

from dragoman.knowledge import State
from dragoman.model import Span
from training.corpus.generate_actors import LAST, actor, nations
from training.corpus.generate_edits import reworded
from training.corpus.markup import Passage

MASKS = "the actor|the other side|the group|the government|the officials|the organisation|the country|the party".split(
    "|"
)
PRONOUNS = frozenset(
    """he she it they him her them his its their who whom which that this these those i we us our you me my himself
    herself itself themselves both each neither either all some others""".split()
)


@cache
def _forms() -> dict[str, tuple[State, str]]:
    """Every word for a state, with the kind of word it is; a word of two states is none's."""
    found: dict[str, tuple[State, str]] = {}
    twice: set[str] = set()
    for state in nations():
        named = [(state.name, "name"), (state.capital, "capital"), (state.demonyms[0], "demonym")]
        for word, form in [*named, *((word, "people") for word in state.demonyms[1:2])]:
            twice |= {word} & set(found)
            found[word] = (state, form)
    return {word: row for word, row in found.items() if word not in twice}


@cache
def _words() -> re.Pattern[str]:
    longest = sorted(_forms(), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest)) + r")\b")


def _form(state: State, form: str) -> str | None:
    match form:
        case "name":
            return state.name
        case "capital":
            return state.capital
        case "demonym":
            return state.demonyms[0]
    return state.demonyms[1] if len(state.demonyms) > 1 else None


def elsewhere(passage: Passage, random: Random) -> Passage:
    """The same act among other states: name for name, capital for capital, demonym for demonym."""
    found = list(_words().finditer(passage.text))
    own = {_forms()[match.group()][0].code for match in found}
    others = random.sample(nations(), len(own))
    world = dict(zip(sorted(own), others, strict=True))
    edits: list[tuple[Span, str]] = []
    for match in found:
        state, form = _forms()[match.group()]
        word = _form(world[state.code], form)
        if word is not None:
            edits.append((Span(*match.span()), word))
    return reworded(passage, edits)


def recast(passage: Passage, random: Random, *, share: float, masked: float) -> Passage:
    """A *share* of the participants under another name of the same rough kind, and *masked* of them under none."""
    edits: dict[Span, str] = {}
    for letter in {letter: None for letter, _ in passage.mentions}:
        draw = random.random()
        if draw >= share + masked:
            continue
        renamed: dict[str, str] = {}
        for name, span in passage.mentions:
            words = span.of(passage.text)
            if name != letter or words.lower() in PRONOUNS or any(span.meets(other) for other in edits):
                continue
            if words not in renamed:
                renamed[words] = random.choice(MASKS) if draw < masked else other(words, random)
            edits[span] = _cased(renamed[words], words)
    return reworded(passage, list(edits.items()))


def other(words: str, random: Random) -> str:
    """A phrase of the same rough kind, by the look of *words*."""
    nation = random.choice(nations())
    row = _forms().get(words.removeprefix("the ").removeprefix("The "))
    if row is not None:
        return _form(nation, row[1]) or words
    parts = words.split()
    if parts[0].lower() in {"the", "a", "an"} and len(parts) > 1:
        kind = random.choice(("gov", "org", "mil")) if words[-1] != "s" else random.choice(("mil", "civ", "reb", "opp"))
        return actor(random, kind, nation)
    if parts[-1][0].isupper():
        return actor(random, "per", nation) if len(parts) > 1 else random.choice((random.choice(LAST), nation.name))
    return actor(random, "civ" if words.endswith("s") else "per", nation)


def _cased(new: str, old: str) -> str:
    return new[:1].upper() + new[1:] if old[:1].isupper() and new.startswith(("the ", "a ", "an ")) else new
