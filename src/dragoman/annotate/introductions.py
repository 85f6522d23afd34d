"""Whom a paragraph introduces: a name with its office and its side ("Foreign Minister Jane Doe of X")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from dragoman import knowledge
from dragoman.annotate import lookup
from dragoman.annotate.actors import Actor
from dragoman.annotate.cast import Cast
from dragoman.annotate.casting import cast_of
from dragoman.annotate.descriptions import name_tokens
from dragoman.annotate.holders import offices_by_title
from dragoman.annotate.parse import parse
from dragoman.annotate.roles import OFFICIAL, RoleMatch
from dragoman.knowledge import Holder, Office
from dragoman.model import EntityKind, Sector, Span

FOR_NOW = ("acting ", "interim ", "caretaker ")
LESSER = frozenset("deputy vice assistant junior associate shadow under adjunct".split())
NOT_YET = frozenset("elect designate nominee".split())
LONGEST_NAME = 5  # words
TELLING = frozenset({"name", "demonym", "metonym"})  # how a mention must name a side, so that it is told


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """*name* at *span* is told to hold *office* of the state or body *code*, in the words of *sentence*.

    Both spans are offsets in the paragraph.
    """

    name: str
    span: Span
    sentence: Span
    office: str
    code: str


def introductions(paragraph: str, day: date | None, *, taught: tuple[Holder, ...] = ()) -> Iterator[Introduction]:
    """Everybody whom a *paragraph* of an article of *day* introduces by name, office and side.

    The side must be told in the same sentence. A former office is none, nor one that is still to come.
    """
    parsed = parse(paragraph, (Span(0, len(paragraph)),))
    cast = cast_of(parsed, day, taught=taught)
    for span in cast.people.values():
        actor = lookup.person_by_words(cast.actors, tuple(parsed.doc[at].text for at in span))
        if actor is None or not _is_whole(cast, span) or not _is_told(cast, actor, span):
            continue
        office = _office(cast, actor, span)
        if actor.code is not None and office is not None:
            sentence = parsed.sentences[cast.sentence_of[span.start]]
            yield Introduction(
                name=_text(cast, span), span=_offsets(cast, span), sentence=_offsets(cast, sentence),
                office=office, code=actor.code,
            )  # fmt: skip


def _is_whole(cast: Cast, span: range) -> bool:
    """A given name and a surname: initials tell too little of who it is."""
    words = [word for word in _text(cast, span).split() if len(word.strip(".")) > 1]
    return 1 < len(words) <= LONGEST_NAME


def _is_told(cast: Cast, actor: Actor, span: range) -> bool:
    """Whether the sentence names the side that somebody is of."""
    number = cast.sentence_of[span.start]
    beside = (one for one in cast.mentions if cast.sentence_of[one.head] == number and one.how in TELLING)
    sides = (cast.actors[key] for one in beside for key in one.keys if key != actor.key)
    return any(side.code == actor.code for side in sides)


def _office(cast: Cast, actor: Actor, span: range) -> str | None:
    if actor.kind != EntityKind.PERSON or actor.sector not in OFFICIAL | {Sector.IGO}:
        return None
    roles = lookup.roles_beside(cast.parse.doc, span, name_tokens(cast))
    own = (one for one in roles if one.stop == span.start or one.stop not in cast.people and not _of_a_firm(cast, one))
    found = (_named(cast, role, actor.sector) for role in own if role.sector != Sector.ELI)
    return next((office for office in found if office is not None), None)


def _of_a_firm(cast: Cast, role: RoleMatch) -> bool:
    """ "The president of the Oslo Fish Company": an office of a body that is no state's."""
    links = (one for one in cast.parse.doc[role.head].rights if one.lower_ == "of")
    things = [one for link in links for one in link.children if one.dep_ == "pobj"]
    told = (cast.actors[cast.inside[one.i].keys[0]] for one in things if one.i in cast.inside)
    firm = any(one.kind == EntityKind.ORGANIZATION and one.sector not in OFFICIAL for one in told)
    return firm or any(one.ent_type_ == "ORG" and one.i not in cast.inside for one in things)


def _named(cast: Cast, role: RoleMatch, sector: Sector | None) -> str | None:
    """The office that a title names, where the rows have it and somebody of the *sector* can hold it."""
    doc = cast.parse.doc
    after = {one.lower_ for one in doc[role.stop : role.stop + 2]}
    if role.start and doc[role.start - 1].lower_ in LESSER or NOT_YET & after:
        return None
    title = doc[role.start : role.stop].text.lower()
    for word in FOR_NOW:
        title = title.removeprefix(word)
    several = [_offices()[one] for one in (*offices_by_title().get(title, ()), *_by_noun().get(title, ()))]
    return next((one.id for one in several if _fits(one, sector)), None)


def _fits(office: Office, sector: Sector | None) -> bool:
    """A body's offices are its own, but a state has envoys too."""
    if sector == Sector.IGO:
        return office.sector == Sector.IGO
    return office.sector in OFFICIAL or office.sector == Sector.IGO and not office.single


@cache
def _offices() -> dict[str, Office]:
    return {office.id: office for office in knowledge.offices()}


@cache
def _by_noun() -> dict[str, tuple[str, ...]]:
    return {noun: (office.id,) for office in knowledge.offices() for noun in office.nouns}


def _text(cast: Cast, span: range) -> str:
    return cast.parse.doc[span.start : span.stop].text


def _offsets(cast: Cast, tokens: range) -> Span:
    first, words = cast.parse.doc[tokens.start].idx, _text(cast, tokens)
    return Span(first + len(words) - len(words.lstrip()), first + len(words.rstrip()))
