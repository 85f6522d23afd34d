"""Where a document names places: token ranges, without saying yet which place is meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest

from spacy.tokens import Doc, Span, Token

from dragoman.annotate.cast import Cast, Mention
from dragoman.annotate.names import Kind
from dragoman.knowledge.gazetteer import Feature, division_abbreviated, places_named, region_named
from dragoman.knowledge.place_names import place_key
from dragoman.model import EntityKind

PLACE_PREPOSITIONS = frozenset(
    "in at near from outside around into across through via inside toward towards throughout off along beyond"
    " within between over to on between onto".split()
)
STRONG_PREPOSITIONS = frozenset("in near outside around across throughout inside toward towards into".split())
PLACE_NOUNS = frozenset(
    "city town village capital port district province region suburb island islands peninsula municipality"
    " settlement hamlet commune county state republic border coast resort enclave exclave area north south east west"
    " northeast northwest southeast southwest outskirts centre center streets airport crossing bridge airbase".split()
)
COMPASS = frozenset(
    "north south east west northern southern eastern western central northeastern northwestern southeastern"
    " southwestern northeast northwest southeast southwest upper lower downtown greater rural mainland coastal"
    " neighbouring neighboring nearby".split()
)
COUNTY_NOUNS = frozenset("county parish borough township".split())
FEATURE_NOUNS = frozenset(
    "river lake creek bay island islands mountain mountains valley canyon peninsula strait sea gulf desert canal"
    " province oblast governorate prefecture plateau basin forest beach harbor harbour reservoir".split()
)
WATER_FIRST = frozenset("lake mount gulf strait bay cape port fort isle river".split())
JOINERS = frozenset("of al el de la le les di da do dos das del der den des sur am an the upon en y".split())
LONGEST_RUN = 6


@dataclass(frozen=True, slots=True)
class Spot:
    """A place's name at tokens [start, end).

    *code* is the state that the cast takes it for, *container* the tokens of the area named behind it
    ("Springfield, Illinois"); an adjective ("French") is a spot that is *adjective*.
    """

    start: int
    end: int
    code: str | None = None
    container: tuple[int, int] | None = None
    adjective: bool = False
    metonym: bool = False


@lru_cache(maxsize=8192)
def is_known(name: str) -> bool:
    """Whether the gazetteer or the regions have *name* as a place's own, not only as some other name of it."""
    key = place_key(name)
    return region_named(name) is not None or any(place_key(one.name) == key for one in places_named(name))


def place_spots(doc: Doc, cast: Cast) -> tuple[Spot, ...]:
    """The names of places in *doc* from left to right, none overlapping."""
    found = _Found(doc, _blocked(doc, cast))
    for spot in _of_cast(doc, cast):
        found.add(spot)
    for proposals in (_counties(doc), _abbreviations(doc), _entities(doc), _after_prepositions(doc, cast), _before_states(doc)):
        for start, end in proposals:
            found.add(Spot(start, end))
    for start, end in _repeated(doc, found):
        found.add(Spot(start, end))
    return _with_containers(doc, found.spots())


class _Found:
    """Spots found so far; a later one never overlaps an earlier one or a blocked token, but may be longer."""

    def __init__(self, doc: Doc, blocked: frozenset[int]) -> None:
        self.doc, self.blocked = doc, blocked
        self.by_token: dict[int, Spot] = {}

    def add(self, spot: Spot) -> None:
        at = range(spot.start, spot.end)
        if not at or self.blocked.intersection(at):
            return
        earlier = {self.by_token[token] for token in at if token in self.by_token}
        if any(one.end - one.start >= len(at) or not (spot.start <= one.start and one.end <= spot.end) for one in earlier):
            return
        if earlier and not is_known(self.doc[spot.start : spot.end].text):
            return
        for token in at:
            self.by_token[token] = spot

    def spots(self) -> list[Spot]:
        return sorted(set(self.by_token.values()), key=lambda spot: spot.start)


def _blocked(doc: Doc, cast: Cast) -> frozenset[int]:
    """Tokens of people's and organisations' names."""
    people = {at for span in cast.people.values() if not _is_place_after_all(doc, span, cast) for at in span}
    bodies = {
        at
        for mention in cast.mentions
        if mention.how == Kind.NAME and cast.actors[mention.keys[0]].kind not in (EntityKind.STATE, EntityKind.PERSON)
        and cast.actors[mention.keys[0]].row != "article"
        for at in range(mention.start, mention.end)
    }  # fmt: skip
    return frozenset(people | bodies)


def _is_place_after_all(doc: Doc, span: range, cast: Cast) -> bool:
    """A supposed person who stands only where places do ("near Paducah") and whom the gazetteer knows as a place."""
    first = doc[span.start]
    name = doc[span.start : span.stop].text
    actor = cast.heads.get(span.start)
    if actor is not None and cast.actors[actor.keys[0]].row != "article" or not is_known(name):
        return False
    if _state_follows(doc, span.stop) is not None:
        return True
    before = doc[span.start - 1].lower_ if span.start else ""
    longer = any(len(other) > len(span) and name in doc[other.start : other.stop].text for other in cast.people.values())
    return not longer and before in STRONG_PREPOSITIONS and first.dep_ in ("pobj", "compound")


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
    if mention.how == Kind.METONYM and is_known(doc[start : mention.end].text):
        return Spot(start, mention.end, metonym=True)
    return None


def _entities(doc: Doc) -> Iterator[tuple[int, int]]:
    for entity in doc.ents:
        if entity.label_ in ("GPE", "LOC"):
            yield from _pieces(doc, entity)
        elif entity.label_ in ("FAC", "ORG", "PERSON") and _stands_alone(entity):
            start, end = _trimmed(doc, entity.start, entity.end)
            if end > start and is_known(doc[start:end].text):
                yield start, end


def _stands_alone(entity: Span) -> bool:
    """A recogniser's other entity may be a place where it hangs on a place's preposition."""
    before = entity.doc[entity.start - 1].lower_ if entity.start else ""
    if entity.label_ == "FAC":
        return True
    return before in STRONG_PREPOSITIONS and entity.label_ == "ORG" and not entity.text.isupper()


def _pieces(doc: Doc, entity: Span) -> Iterator[tuple[int, int]]:
    """An entity cut at its commas: "Springfield, Illinois" is two places."""
    start = entity.start
    for at in range(entity.start, entity.end + 1):
        if at == entity.end or doc[at].text in (",", ";", "(", ")", "/", "—", "–"):
            first, last = _trimmed(doc, start, at)
            if last > first and doc[first].text[:1].isupper():
                yield first, last
            start = at + 1


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Without article, adjectives of direction in small letters, possessive and white space."""
    while start < end and (doc[start].lower_ == "the" or doc[start].is_space or doc[start].is_punct or doc[start].text in COMPASS):
        start += 1
    while end > start and (doc[end - 1].tag_ == "POS" or doc[end - 1].is_space or doc[end - 1].is_punct or doc[end - 1].text.islower()):
        end -= 1
    return start, end


def _counties(doc: Doc) -> Iterator[tuple[int, int]]:
    """ "Rapides Parish", "Prince George's County"; waters and provinces by their last or first word ("Red River")."""
    for token in doc:
        if not token.text[:1].isupper() or not token.i:
            continue
        if token.lower_ in COUNTY_NOUNS or token.lower_ in FEATURE_NOUNS:
            start = _back(doc, token.i)
            if start < token.i and (token.lower_ in COUNTY_NOUNS or token.lower_ in FEATURE_NOUNS):
                yield start, token.i + 1


def _back(doc: Doc, head: int) -> int:
    """The first token of the capitals before *head*; a known longer name wins, else the nearest two words."""
    start = head
    while start > 0 and head - start < LONGEST_RUN and (_is_capital(doc[start - 1]) or doc[start - 1].tag_ == "POS"):
        start -= 1
    for first in range(start, head):
        if is_known(doc[first : head + 1].text):
            return first
    if doc[start].tag_ == "POS" or head - start > 2:
        return head
    return start


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.pos_ in ("PROPN", "NOUN", "ADJ") and token.ent_type_ not in ("DATE", "PERSON")


def _abbreviations(doc: Doc) -> Iterator[tuple[int, int]]:
    """ "Ky.", "N.C.": where a comma parts them from a name, or where they end with a point."""
    for token in doc:
        if division_abbreviated(token.text) is None:
            continue
        after_comma = token.i > 1 and doc[token.i - 1].text == "," and _is_capital(doc[token.i - 2])
        if after_comma or (token.text.endswith(".") and token.text.count(".") > 1 and token.pos_ == "PROPN"):
            yield token.i, token.i + 1


def _after_prepositions(doc: Doc, cast: Cast) -> Iterator[tuple[int, int]]:
    """Known names after a place's preposition, "the town of" and directions ("in northern Luhansk")."""
    for token in doc[:-1]:
        if not (token.lower_ in PLACE_PREPOSITIONS or (token.lower_ == "of" and token.i and doc[token.i - 1].lower_ in PLACE_NOUNS)):
            continue
        start = token.i + 1
        while start < len(doc) - 1 and (doc[start].lower_ == "the" or doc[start].text in COMPASS):
            start += 1
        yield from _listed(doc, start, strong=token.lower_ in STRONG_PREPOSITIONS or token.lower_ == "of")


def _listed(doc: Doc, start: int, *, strong: bool) -> Iterator[tuple[int, int]]:
    """The known name at *start*, and those that commas and "and" join to it."""
    end = _run(doc, start)
    while end > start:
        if not _may_be_place(doc, start, end, strong=strong):
            return
        yield start, end
        if end >= len(doc) - 1 or doc[end].lower_ not in (",", "and", "or"):
            return
        start = end + 1
        if doc[start].lower_ == "and":
            start += 1
        end = _run(doc, start) if start < len(doc) else start


def _run(doc: Doc, start: int) -> int:
    """The end of the capitals that begin at *start*, particles between them counted."""
    end = start
    while end < len(doc) and end - start < LONGEST_RUN:
        if _is_word_of_name(doc[end]):
            end += 1
        elif end > start and end + 1 < len(doc) and _joins(doc[end]) and _is_word_of_name(doc[end + 1]):
            end += 2
        else:
            break
    return end


def _joins(token: Token) -> bool:
    return token.lower_ in JOINERS or token.text == "-"


def _is_word_of_name(token: Token) -> bool:
    return token.text[:1].isupper() and token.pos_ in ("PROPN", "NOUN", "ADJ") and token.ent_type_ not in ("DATE", "TIME", "NORP")


def _may_be_place(doc: Doc, start: int, end: int, *, strong: bool) -> bool:
    allowed = ("GPE", "LOC", "FAC", "", "ORG", "PERSON") if strong else ("GPE", "LOC", "FAC", "")
    if any(doc[at].ent_type_ not in allowed for at in range(start, end)) or not is_known(doc[start:end].text):
        return False
    if end - start == 1 and (doc[start].is_stop or doc[start].pos_ != "PROPN" or len(doc[start]) < 3):
        return False
    return not doc[start:end].text.isupper() or any(token.ent_type_ in ("GPE", "LOC") for token in doc[start:end])


def _state_follows(doc: Doc, comma: int) -> tuple[int, int] | None:
    """The tokens of the state, division or country that a comma at *comma* sets behind a name."""
    if comma + 1 >= len(doc) or doc[comma].text != ",":
        return None
    for end in range(min(len(doc), comma + 4), comma + 1, -1):
        if not doc[end - 1].is_punct and _is_area(doc[comma + 1 : end].text):
            return comma + 1, end
    return None


@lru_cache(maxsize=4096)
def _is_area(name: str) -> bool:
    if not name[:1].isupper():
        return False
    areas = (Feature.ADMIN1, Feature.COUNTRY)
    key = place_key(name)
    return division_abbreviated(name) is not None or any(
        one.feature in areas and place_key(one.name) == key for one in places_named(name)
    )


def _before_states(doc: Doc) -> Iterator[tuple[int, int]]:
    """ "City, State" anywhere, both."""
    for token in doc[1:-1]:
        area = _state_follows(doc, token.i) if token.text == "," and doc[token.i - 1].text[:1].isupper() else None
        if area is None:
            continue
        start = token.i
        while start > 0 and token.i - start < 4 and _is_capital(doc[start - 1]):
            start -= 1
        for first in range(start, token.i):
            if is_known(doc[first : token.i].text):
                yield first, token.i
                yield area
                break


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
    return all(token.ent_type_ not in ("PERSON",) and token.pos_ in ("PROPN", "ADP", "DET", "PUNCT", "NOUN") for token in doc[start:end])


def _with_containers(doc: Doc, spots: list[Spot]) -> tuple[Spot, ...]:
    """Each spot with the area named right behind it, if one is: "Paris, Texas", "Aleppo in Syria" not."""
    joined: list[Spot] = []
    for spot, following in zip_longest(spots, spots[1:]):
        area = _state_follows(doc, spot.end)
        if area is None and following is not None and _in_brackets(doc, spot, following):
            area = following.start, following.end
        joined.append(replace(spot, container=area) if area and not spot.adjective else spot)
    return tuple(joined)


def _in_brackets(doc: Doc, spot: Spot, following: Spot) -> bool:
    return following.start == spot.end + 1 and doc[spot.end].text == "(" and _is_area(doc[following.start : following.end].text)
