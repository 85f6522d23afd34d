"""Sides as a sentence names them, and whether a passage names them too."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from dragoman.knowledge import groups, holders, organisations, states
from dragoman.ledger.sides import called
from dragoman.model import EntityKind, Reading, Span

WITH_ARTICLE = (
    *("United States", "United Kingdom", "United Arab Emirates", "Netherlands", "Philippines", "Bahamas", "Gambia"),
    *("Maldives", "Seychelles", "Comoros", "Dominican Republic", "Czech Republic", "Central African Republic"),
    *("Democratic Republic of the Congo", "Republic of the Congo", "Marshall Islands", "Solomon Islands", "Holy See"),
)
SPOKEN = ("NATO", "ASEAN", "ECOWAS", "UNESCO", "UNICEF", "OPEC", "AUKUS", "BRICS", "APEC", "MERCOSUR", "SAARC", "IGAD")
"""Acronyms that are spoken as a word and go without an article."""
FULL_NAME = re.compile(
    r"[^\W\d_a-z][\w.'’-]*(?: (?:de|del|der|den|di|da|la|le|van|von|bin|ibn|al|el|[^\W\d_a-z][\w.'’-]*))+"
)
"""A person's name: two words or more, each with a capital."""
BESIDE = 70
"""Characters before a name in which an article says for whom its bearer acts."""
NOBODY = frozenset("the a an he she it they his her its their our we you i this that these those one two both".split())


def in_english(side: str) -> str:
    """`the United States`, `NATO`, `the EU`."""
    name = called(side)
    if name in WITH_ARTICLE or (_is_body(side) and side == name and side not in SPOKEN and side.isupper()):
        return f"the {name}"
    return name


def listed(names: Iterable[str]) -> str:
    """`Iran, Oman and the EU`."""
    every = list(dict.fromkeys(names))
    return " and ".join(part for part in (", ".join(every[:-1]), *every[-1:]) if part)


@cache
def is_known(side: str) -> bool:
    """Whether the rows know the side: a state, a body, a group."""
    return _is_body(side) or side in {one.code for one in states()} or bool(_group(side))


def named_in(side: str, words: str) -> bool:
    """Whether *words* name the side itself: by a name, its people, its capital, its acronym."""
    return bool(_names(side).search(words))


@cache
def sides_named(name: str) -> tuple[str, ...]:
    """The states whose name, capital or seat of government is *name*."""
    return tuple(one.code for one in states() if name in (one.name, one.capital, *one.aliases, *one.metonyms))


Mention = tuple[Span, str | None]
"""Where a side is named, and through whom, if through somebody who acts for it."""


def mentions_of(side: str, reading: Reading, within: Span) -> list[Mention]:
    """Where a stretch of the article names the side."""
    text = reading.article.text
    own: list[Mention] = [(Span(*one.span()), None) for one in _names(side).finditer(text, within.start, within.end)]
    acting = [
        (mention, entity.name)
        for entity in reading.entities
        if entity.code == side and entity.kind is EntityKind.PERSON and FULL_NAME.fullmatch(entity.name)
        for mention in entity.mentions
        if within.holds(mention) and _is_name_of(entity.name, mention.of(text)) and acts_for(entity.name, side, reading)
    ]
    return sorted([*own, *acting], key=lambda one: one[0])


def acts_for(name: str, side: str, reading: Reading) -> bool:
    """Whether the rows say that somebody acts for a side, or the article, right before one of the places of the name."""
    if side in _bodies().get(name, ()):
        return True
    text, surname = reading.article.text, re.escape(name.split()[-1])
    places = [
        (mention.end, entity.code)
        for entity in reading.entities
        if entity.code and entity.kind in (EntityKind.STATE, EntityKind.IGO)
        for mention in entity.mentions
        if mention.of(text)[:1].isupper()
    ]
    for found in re.finditer(rf"\b{surname}\b", text):
        near = [(end, code) for end, code in places if 0 <= found.start() - end <= BESIDE]
        between = text[max(near)[0] : found.start()] if near else "."
        if near and max(near)[1] == side and not re.search(r"[.!?:;\n“”\"]|\b(?:and|that|to|said|told)\b", between):
            return True
    return False


@cache
def _bodies() -> dict[str, frozenset[str]]:
    """The sides for which each office holder has acted."""
    found: dict[str, set[str]] = {}
    for one in holders():
        for name in (one.name, *one.aliases):
            found.setdefault(name, set()).add(one.body)
    return {name: frozenset(bodies) for name, bodies in found.items()}


def _is_name_of(name: str, words: str) -> bool:
    """Whether a mention names the person: a word of the name, and no pronoun."""
    theirs = {one.casefold() for one in name.split() if one[:1].isupper()} - NOBODY
    return bool(theirs & {one.strip("“”\"'’.,").casefold() for one in words.split() if one[:1].isupper()})


@cache
def _names(side: str) -> re.Pattern[str]:
    """Every name of a side as a whole word; anybody's own name where the rows do not know it."""
    found = {side, called(side)}
    for state in states():
        if state.code == side:
            found |= {*state.aliases, *state.demonyms, *state.metonyms, state.capital}
    for body in organisations():
        if body.code == side:
            found |= {body.name, *body.aliases, *body.metonyms}
    found |= set(_group(side))
    names = sorted((name for name in found if name.strip()), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)" if names else r"(?!)")


@cache
def _is_body(side: str) -> bool:
    return any(body.code == side for body in organisations())


@cache
def _group(side: str) -> tuple[str, ...]:
    return next(((one.name, *one.aliases) for one in groups() if side in (one.id, one.name)), ())
