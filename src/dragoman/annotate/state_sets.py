"""Sets of states that only knowledge tells: "six world powers", "the guarantor states", as of the article's day."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from dragoman import knowledge
from dragoman.annotate import lookup
from dragoman.annotate.cast import Cast, Mention
from dragoman.annotate.names import Referent
from dragoman.knowledge import StateSet

LONGEST = 4  # words of such a name


@cache
def _sets() -> dict[str, tuple[StateSet, ...]]:
    found: dict[str, list[StateSet]] = {}
    for row in knowledge.state_sets():
        found.setdefault(row.name, []).append(row)
    return {name: tuple(rows) for name, rows in found.items()}


@cache
def _last_words() -> frozenset[str]:
    return frozenset(name.split()[-1].rpartition("-")[2] for name in _sets())


def read_set(cast: Cast, token: Token) -> bool:
    """Every state of the set that the words up to *token* name, where the article is of its days and its matter."""
    if token.lower_ not in _last_words():
        return False
    for start in range(max(0, token.i - LONGEST - 1), token.i + 1):
        words = token.doc[start : token.i + 1].text.lower().replace(" - ", "-")
        row = next((one for one in _sets().get(words, ()) if _fits(cast, one)), None)
        if row is not None:
            keys = tuple(lookup.state_key(cast.actors, code) for code in row.members)
            first = start - (start > 0 and token.doc[start - 1].lower_ == "the")
            cast.add(Mention(start=first, end=token.i + 1, head=token.i, keys=keys, how="sides"))
            return True
    return False


def _fits(cast: Cast, row: StateSet) -> bool:
    """Whether the row holds on the article's day, and the article names whom it is told beside."""
    day = cast.day.isoformat() if cast.day is not None else ""
    held = not day or row.begun <= day and (not row.ended or day <= row.ended)
    named = (one for match in cast.known.values() for one in match.referents if isinstance(one, Referent))
    return held and (not row.beside or row.beside in cast.actors or any(one.code == row.beside for one in named))
