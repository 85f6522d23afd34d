"""Places that a document names: where they stand, which they are, and whether they are meant as places."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from dragoman import knowledge
from dragoman.annotate.cast import Cast
from dragoman.annotate.place_choice import Home, Key, Named, Option, chosen, options
from dragoman.annotate.place_spans import Spot, place_spots
from dragoman.annotate.place_words import COMPASS, DASHES, MOVING, PLACE_NOUNS, PLACE_PREPOSITIONS, VISITING
from dragoman.knowledge.gazetteer import Feature, division_abbreviated
from dragoman.knowledge.place_names import place_key
from dragoman.model import Place, Span

OF_HEADS = PLACE_NOUNS | frozenset(
    ["part", "parts", "east", "west", "north", "south", "rest", "most", "heart", "edge", "shores", "skies"]
)
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A place's name at *span*. *place* has degrees only where it is a point, never for an area.

    *kind* is a `Feature`, a `RegionKind` or "unknown". Not *literal*: an adjective ("French"),
    the place in a body's name ("Kyiv Zoo"), or a capital or state that stands for its government ("Moscow said"). *middle*: where the place or the middle of
    the area lies, to measure and to weigh distances by, never to pin.
    """

    span: Span
    place: Place
    geonameid: int | None
    kind: str
    literal: bool
    adjective: bool = False
    middle: tuple[float, float] | None = None


def place_mentions(doc: Doc, cast: Cast, *, home: Home = None) -> tuple[PlaceMention, ...]:
    """The places named in *doc*, left to right. *home*: the outlet's own place, as degrees or a country's code."""
    spots = place_spots(doc, cast)
    keys = _keys(doc, spots)
    picked = chosen(_names(doc, spots, keys), home)
    return tuple(_mention(doc, spot, picked.get(key), cast) for spot, key in zip(spots, keys, strict=True))


def _text(doc: Doc, span: tuple[int, int]) -> str:
    return doc[span[0] : span[1]].text


def _keys(doc: Doc, spots: tuple[Spot, ...]) -> list[Key]:
    """Each spot's name and container; a bare name takes the container that it has elsewhere in the article."""
    names = [place_key(_text(doc, (spot.start, spot.end))) if not spot.adjective else f"={spot.code}" for spot in spots]
    areas = [place_key(_text(doc, spot.container)) if spot.container else None for spot in spots]
    seen: dict[str, Counter[str]] = {}
    for name, area in zip(names, areas, strict=True):
        if area:
            seen.setdefault(name, Counter())[area] += 1
    usual = {name: counts.most_common(1)[0][0] for name, counts in seen.items()}
    return [(name, area or usual.get(name)) for name, area in zip(names, areas, strict=True)]


def _names(doc: Doc, spots: tuple[Spot, ...], keys: list[Key]) -> dict[Key, Named]:
    weights: Counter[Key] = Counter()
    for spot, key in zip(spots, keys, strict=True):
        weights[key] += 1 if spot.adjective or spot.metonym else 2
    areas = {key[1]: _text(doc, spot.container) for spot, key in zip(spots, keys, strict=True) if spot.container}
    names: dict[Key, Named] = {}
    for spot, key in zip(spots, keys, strict=True):
        if key in names and names[key].options:
            continue
        found = _options_of(doc, spot)
        around = options(areas[key[1]]) if key[1] in areas else ()
        names[key] = Named(found, math.log2(1 + weights[key]), () if _are_listed(found, around) else around)
    return names


def _are_listed(found: tuple[Option, ...], around: tuple[Option, ...]) -> bool:
    """ "China, Japan and South Korea": a state before a state is the first of a list and no village in the other."""
    return any(one.kind == Feature.COUNTRY for one in found) and any(one.kind == Feature.COUNTRY for one in around)


def _options_of(doc: Doc, spot: Spot) -> tuple[Option, ...]:
    if spot.adjective:
        return tuple(one for one in options(_state_name(spot.code), spot.code) if one.kind == Feature.COUNTRY)
    return options(_text(doc, (spot.start, spot.end)), spot.code)


@cache
def _state_names() -> dict[str, str]:
    return {state.code: state.name for state in knowledge.states()}


def _state_name(code: str | None) -> str:
    return _state_names().get(code or "", code or "")


def _mention(doc: Doc, spot: Spot, option: Option | None, cast: Cast) -> PlaceMention:
    span = _span(doc, spot)
    literal = not spot.adjective and not spot.nested and _is_literal(doc, spot, option)
    if option is None:
        place = Place(name=_text(doc, (spot.start, spot.end)), code=None, lat=None, lon=None)
        return PlaceMention(span=span, place=place, geonameid=None, kind=UNKNOWN, literal=literal)
    return PlaceMention(
        span=span, place=_place(option), geonameid=option.geonameid if (option.geonameid or 0) > 0 else None,
        kind=str(option.kind), literal=literal, adjective=spot.adjective, middle=(option.lat, option.lon),
    )  # fmt: skip


def _span(doc: Doc, spot: Spot) -> Span:
    """The name's offsets, without the full stop that the tokeniser left on a sentence's last word."""
    first, last = doc[spot.start], doc[spot.end - 1]
    end = last.idx + len(last)
    stopped = last.text.endswith(".") and last.text.count(".") == 1 and len(last) > 1
    if stopped and division_abbreviated(last.text) is None:
        end -= 1
    return Span(first.idx, end)


def _place(option: Option) -> Place:
    if option.is_area:
        name = _state_name(option.code) if option.kind == Feature.COUNTRY else option.name
        return Place(name=name, code=option.code, lat=None, lon=None)
    return Place(name=option.name, code=option.code, lat=round(option.lat, 4), lon=round(option.lon, 4))


def _is_literal(doc: Doc, spot: Spot, option: Option | None) -> bool:
    """Whether a place is meant. Only states and capitals act as governments; other names are always places."""
    acts = spot.code is not None or spot.metonym
    if option is not None:
        acts = option.kind in (Feature.COUNTRY, Feature.CAPITAL) or (spot.metonym and option.is_area)
    if not acts or spot.container or spot.contains:
        return True
    head = _head(doc, spot)
    if _is_dateline(doc, spot) or any(child.lower_ in COMPASS for child in head.lefts):
        return True
    return _hangs_on_place(head)


def _head(doc: Doc, spot: Spot) -> Token:
    return doc[spot.start : spot.end].root


def _hangs_on_place(head: Token) -> bool:
    """The object of a place's preposition, itself or through a list or an apposition; "Moscow region"."""
    for _ in range(4):
        if head.dep_ in ("conj", "appos") and head.head.pos_ == "PROPN":
            head = head.head
    above = head.head
    if head.dep_ == "pobj":
        if above.lower_ == "of":
            return above.head.lower_ in OF_HEADS
        return above.lower_ in PLACE_PREPOSITIONS - {"to", "on", "between", "from"} or _moves(above)
    if head.dep_ == "compound":
        return above.lower_ in PLACE_NOUNS
    return head.dep_ == "dobj" and above.lemma_.lower() in VISITING


def _moves(preposition: Token) -> bool:
    """ "Flew to Kyiv", "returned from Geneva"; not "said to Moscow" or "demands from Kyiv"."""
    return preposition.lower_ in ("to", "from", "on", "between") and preposition.head.lemma_.lower() in MOVING


def _is_dateline(doc: Doc, spot: Spot) -> bool:
    """ "GENEVA (Agency) —", "GENEVA." or the second of "GENEVA/BERN -" at the start of a paragraph."""
    shouted = doc[spot.start : spot.end].text.isupper()
    before = doc[spot.start - 1] if spot.start else None
    if before is not None and not before.is_space and not (before.text == "/" and shouted):
        return False
    following = doc[spot.end : spot.end + 12]
    if not following:
        return False
    if shouted and (following[0].text in (".", ":", "/") or doc[spot.end - 1].text.endswith(".")):
        return True
    return any(token.text in DASHES for token in following) and (shouted or following[0].text in DASHES | {"(", ","})
