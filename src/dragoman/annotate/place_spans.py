"""Where a document names places: token ranges, without saying yet which place is meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from spacy.tokens import Doc

from dragoman.annotate.cast import Cast, Mention
from dragoman.annotate.names import Kind
from dragoman.annotate.place_proposals import (
    area_behind,
    is_area,
    is_known,
    leads_to_place,
    nested,
    proposals,
    region_stretches,
)
from dragoman.annotate.place_words import CIVIC_NOUNS, COUNTY_NOUNS, FEATURE_NOUNS, GENERIC, PEOPLE_NOUNS
from dragoman.knowledge.gazetteer import places_named, region_named
from dragoman.knowledge.place_names import place_key
from dragoman.model import EntityKind

LARGE = 20_000  # people


@dataclass(frozen=True, slots=True)
class Spot:
    """A place's name at tokens [start, end).

    *code* is the state that the cast takes it for, *container* the tokens of the area named behind it
    ("Springfield, Illinois"); an adjective ("French") is a spot that is *adjective*, a
    capital that may stand for its government *metonym*, the place in a body's name ("Kyiv Zoo") *nested*;
    "Illinois" *contains* the spot before it.
    """

    start: int
    end: int
    code: str | None = None
    container: tuple[int, int] | None = None
    adjective: bool = False
    metonym: bool = False
    nested: bool = False
    contains: bool = False


def place_spots(doc: Doc, cast: Cast) -> tuple[Spot, ...]:
    """The names of places in *doc* from left to right, none overlapping."""
    found = _Found(doc, _blocked(doc, cast))
    for spot in _of_cast(doc, cast):
        found.add(spot)
    for start, end in proposals(doc, cast):
        found.add(Spot(start, end))
    for start, end in _repeated(doc, found):
        found.add(Spot(start, end))
    for start, end in nested(doc):
        found.add(Spot(start, end, nested=True))
    return _with_containers(doc, found.spots())


class _Found:
    """Spots found so far; a later one never overlaps an earlier one or a blocked token, but may be longer."""

    def __init__(self, doc: Doc, blocked: frozenset[int]) -> None:
        self.doc, self.blocked = doc, blocked
        self.by_token: dict[int, Spot] = {}

    def add(self, spot: Spot) -> None:
        at = range(spot.start, spot.end)
        if not at or self.blocked.intersection(at) or self._is_generic(spot):
            return
        earlier = {self.by_token[token] for token in at if token in self.by_token}
        if any(
            one.end - one.start >= len(at) or not (spot.start <= one.start and one.end <= spot.end) for one in earlier
        ):
            return
        if earlier and not is_known(self.doc[spot.start : spot.end].text):
            return
        for token in at:
            self.by_token[token] = spot

    def _is_generic(self, spot: Spot) -> bool:
        return spot.end - spot.start == 1 and self.doc[spot.start].lower_ in GENERIC

    def spots(self) -> list[Spot]:
        return sorted(set(self.by_token.values()), key=lambda spot: spot.start)


def _blocked(doc: Doc, cast: Cast) -> frozenset[int]:
    """Tokens of people's and organisations' names, unless they stand in a region's name or are no person after all."""
    regions = {at for start, end in region_stretches(doc) if end - start > 1 for at in range(start, end)}
    people = {at for span in cast.people.values() if not _is_place_after_all(doc, span, cast) for at in span}
    bodies = {
        at for mention in cast.mentions if _is_body(doc, cast, mention) for at in range(mention.start, mention.end)
    }
    return frozenset((people - regions) | bodies)


def _is_body(doc: Doc, cast: Cast, mention: Mention) -> bool:
    """Whether a known organisation or group is named, other than by its region's name ("Nagorno-Karabakh")."""
    actor = cast.actors[mention.keys[0]]
    if mention.how != Kind.NAME or actor.row == "article" or actor.kind in (EntityKind.STATE, EntityKind.PERSON):
        return False
    return region_named(doc[mention.start : mention.end].text) is None


def _is_place_after_all(doc: Doc, span: range, cast: Cast) -> bool:
    """A supposed person who stands only where places do ("near Bismarck") and whom the gazetteer knows as a place."""
    first = doc[span.start]
    name = doc[span.start : span.stop].text
    actor = cast.heads.get(span.start)
    if actor is not None and cast.actors[actor.keys[0]].row != "article":
        return False
    if doc[span.stop - 1].lower_ in CIVIC_NOUNS | COUNTY_NOUNS | FEATURE_NOUNS:
        return True
    if not is_known(name):
        return False
    if area_behind(doc, span.stop) is not None or _is_dwelling(doc, span.stop):
        return True
    longer = any(
        len(other) > len(span) and name in doc[other.start : other.stop].text for other in cast.people.values()
    )
    listed = first.dep_ == "conj" and first.head.dep_ in ("pobj", "dobj")
    return not longer and span.start > 0 and (leads_to_place(doc[span.start - 1]) or listed)


def _is_dwelling(doc: Doc, at: int) -> bool:
    """Whether people follow, in small letters: "a Tallahassee man"."""
    return at < len(doc) and doc[at].text.islower() and doc[at].lower_ in PEOPLE_NOUNS


def _of_cast(doc: Doc, cast: Cast) -> Iterator[Spot]:
    for mention in cast.mentions:
        spot = _spot_of_mention(doc, cast, mention)
        if spot is not None:
            yield spot


def _spot_of_mention(doc: Doc, cast: Cast, mention: Mention) -> Spot | None:
    actor = cast.actors[mention.keys[0]]
    start = mention.start + (doc[mention.start].lower_ == "the" and mention.end - mention.start > 1)
    is_state = actor.kind == EntityKind.STATE
    if mention.how == Kind.DEMONYM and is_state:
        return Spot(start, mention.end, actor.code, adjective=True)
    if mention.how == Kind.NAME and is_state:
        return Spot(start, mention.end, actor.code)
    if mention.how == Kind.NAME and region_named(doc[start : mention.end].text) is not None and actor.row != "article":
        return Spot(start, mention.end, metonym=True)
    if mention.how == Kind.METONYM and _is_large(doc[start : mention.end].text):
        return Spot(start, mention.end, metonym=True)
    return None


def _repeated(doc: Doc, found: _Found) -> Iterator[tuple[int, int]]:
    """Other places where a name stands that was found as a place once."""
    names: dict[str, set[tuple[str, ...]]] = {}
    for spot in found.spots():
        words = tuple(token.text for token in doc[spot.start : spot.end])
        if not spot.adjective:
            names.setdefault(words[0], set()).add(words)
    for token in doc:
        for words in names.get(token.text, ()):
            end = token.i + len(words)
            if tuple(one.text for one in doc[token.i : end]) == words and _is_bare(doc, token.i, end):
                yield token.i, end


def _is_bare(doc: Doc, start: int, end: int) -> bool:
    """Not a piece of a longer name of another kind."""
    return all(
        token.ent_type_ not in ("PERSON",) and token.pos_ in ("PROPN", "ADP", "DET", "PUNCT", "NOUN")
        for token in doc[start:end]
    )


def _is_large(name: str) -> bool:
    """Of the names that stand for governments, those that are cities: "Kyiv", not "White House"."""
    return any(one.population >= LARGE and place_key(one.name) == place_key(name) for one in places_named(name))


def _with_containers(doc: Doc, spots: list[Spot]) -> tuple[Spot, ...]:
    """Each spot with the area named right behind it, if one is: "Paris, Texas", "Aleppo in Syria" not."""
    joined: list[Spot] = []
    for spot, following in zip_longest(spots, spots[1:]):
        area = area_behind(doc, spot.end)
        if area is None and following is not None and _in_brackets(doc, spot, following):
            area = following.start, following.end
        joined.append(replace(spot, container=area) if area and not spot.adjective else spot)
    areas = {spot.container for spot in joined if spot.container}
    return tuple(replace(spot, contains=(spot.start, spot.end) in areas) for spot in joined)


def _in_brackets(doc: Doc, spot: Spot, following: Spot) -> bool:
    return (
        following.start == spot.end + 1
        and doc[spot.end].text == "("
        and is_area(doc[following.start : following.end].text)
    )
