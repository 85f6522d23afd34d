"""Stretches of a document that may name a place, by its grammar and the gazetteer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from dragoman.annotate.cast import Cast
from dragoman.knowledge.gazetteer import Feature, division_abbreviated, places_named, region_named
from dragoman.knowledge.place_names import place_key

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
DASHES = frozenset({"—", "–", "-", "--"})
PEOPLE_NOUNS = frozenset(
    "man woman men women resident residents native natives boy girl teen teenager couple family police mayor officials"
    " officers firefighters lawmaker businessman businesswoman suburb neighborhood neighbourhood area home".split()
)
CIVIC_NOUNS = frozenset(
    "police department hospital university college school schools council court courthouse church cathedral airport zoo"
    " station board library museum jail prison detention center centre district fire sheriff clinic stadium theatre"
    " theater commission authority chamber academy park market mosque cemetery".split()
)
GENERIC = COUNTY_NOUNS | FEATURE_NOUNS | CIVIC_NOUNS | PLACE_NOUNS | frozenset("movement earth".split())

Stretch = tuple[int, int]


@lru_cache(maxsize=8192)
def is_known(name: str) -> bool:
    """Whether the gazetteer or the regions have *name* as a place's own, not only as some other name of it."""
    key = place_key(name)
    return region_named(name) is not None or any(place_key(one.name) == key for one in places_named(name))


def _entities(doc: Doc) -> Iterator[Stretch]:
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


def _pieces(doc: Doc, entity: Span) -> Iterator[Stretch]:
    """An entity cut at its commas: "Springfield, Illinois" is two places."""
    start = entity.start
    for at in range(entity.start, entity.end + 1):
        if at == entity.end or doc[at].text in (",", ";", "(", ")", "/", "—", "–"):
            first, last = _trimmed(doc, start, at)
            if last > first and doc[first].text[:1].isupper() and _is_sure(doc, first, last):
                yield first, last
            start = at + 1


def _is_sure(doc: Doc, start: int, end: int) -> bool:
    """Known; or unknown, but behind a place's preposition, and no bare generic noun ("the City")."""
    if end - start == 1 and doc[start].lower_ in GENERIC:
        return False
    if is_known(doc[start:end].text) or places_named(doc[start:end].text):
        return True
    before = next((doc[at] for at in range(start - 1, max(-1, start - 4), -1) if doc[at].lower_ != "the"), None)
    return before is not None and (before.lower_ in PLACE_PREPOSITIONS or before.lower_ in ("of", ",") or before.text in COMPASS)


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Without article, adjectives of direction in small letters, possessive and white space."""
    while start < end and (doc[start].lower_ == "the" or doc[start].is_space or doc[start].is_punct or doc[start].text in COMPASS):
        start += 1
    while end > start and (doc[end - 1].tag_ == "POS" or doc[end - 1].is_space or doc[end - 1].is_punct or doc[end - 1].text.islower()):
        end -= 1
    return start, end


def _counties(doc: Doc) -> Iterator[Stretch]:
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


def _abbreviations(doc: Doc) -> Iterator[Stretch]:
    """ "Ky.", "N.C.": where a comma parts them from a name, or where they end with a point."""
    for token in doc:
        if division_abbreviated(token.text) is None:
            continue
        after_comma = token.i > 1 and doc[token.i - 1].text == "," and _is_capital(doc[token.i - 2])
        if after_comma or (token.text.endswith(".") and token.text.count(".") > 1 and token.pos_ == "PROPN"):
            yield token.i, token.i + 1


def _after_prepositions(doc: Doc) -> Iterator[Stretch]:
    """Known names after a place's preposition, "the town of" and directions ("in northern Luhansk")."""
    for token in doc[:-1]:
        if not (token.lower_ in PLACE_PREPOSITIONS or (token.lower_ == "of" and token.i and doc[token.i - 1].lower_ in PLACE_NOUNS)):
            continue
        start = token.i + 1
        while start < len(doc) - 1 and (doc[start].lower_ == "the" or doc[start].text in COMPASS):
            start += 1
        yield from _listed(doc, start, strong=token.lower_ in STRONG_PREPOSITIONS or token.lower_ == "of")


def _listed(doc: Doc, start: int, *, strong: bool) -> Iterator[Stretch]:
    """The known name at *start*, and those that commas and "and" join to it."""
    end = run_end(doc, start)
    while end > start:
        if not _may_be_place(doc, start, end, strong=strong):
            return
        yield start, end
        if end >= len(doc) - 1 or doc[end].lower_ not in (",", "and", "or"):
            return
        start = end + 1
        if doc[start].lower_ == "and":
            start += 1
        end = run_end(doc, start) if start < len(doc) else start


def run_end(doc: Doc, start: int) -> int:
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


def area_behind(doc: Doc, comma: int) -> tuple[int, int] | None:
    """The tokens of the state, division or country that a comma at *comma* sets behind a name."""
    if comma + 1 >= len(doc) or doc[comma].text != ",":
        return None
    for end in range(min(len(doc), comma + 4), comma + 1, -1):
        if not doc[end - 1].is_punct and is_area(doc[comma + 1 : end].text):
            return comma + 1, end
    return None


@lru_cache(maxsize=4096)
def is_area(name: str) -> bool:
    if not name[:1].isupper():
        return False
    areas = (Feature.ADMIN1, Feature.COUNTRY)
    key = place_key(name)
    return division_abbreviated(name) is not None or any(
        one.feature in areas and place_key(one.name) == key for one in places_named(name)
    )


def _before_states(doc: Doc) -> Iterator[Stretch]:
    """ "City, State" anywhere, both."""
    for token in doc[1:-1]:
        area = area_behind(doc, token.i) if token.text == "," and doc[token.i - 1].text[:1].isupper() else None
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


def _datelines(doc: Doc) -> Iterator[Stretch]:
    """ "TORRINGTON —", "PARIS (Agency) -": capitals that open a sentence, up to a dash."""
    for token in doc[:-1]:
        opens = token.i == 0 or doc[token.i - 1].is_punct or doc[token.i - 1].is_space or token.is_sent_start
        if not (opens and token.text.isupper() and len(token) > 2 and token.is_alpha):
            continue
        end = token.i
        while end < len(doc) and (doc[end].text.isupper() or doc[end].text == ".") and end - token.i < 4:
            end += 1
        if any(one.text in DASHES for one in doc[end : end + 6]) and is_known(doc[token.i : end].text):
            yield token.i, end


def _before_people(doc: Doc) -> Iterator[Stretch]:
    """ "A Coral Gables man", "Paducah police": the known name right before people, and after "Jane Roe of"."""
    for token in doc[1:]:
        if token.lower_ in PEOPLE_NOUNS and token.text.islower() and _is_word_of_name(doc[token.i - 1]):
            yield from _known_before(doc, token.i)


def _known_before(doc: Doc, end: int) -> Iterator[Stretch]:
    start = end
    while start > 0 and end - start < 4 and _is_word_of_name(doc[start - 1]):
        start -= 1
    for first in range(start, end):
        if is_known(doc[first:end].text) and not doc[first].is_stop:
            yield first, end
            return


def _of_people(doc: Doc, cast: Cast) -> Iterator[Stretch]:
    """ "Jane Roe of Nelson", "Jane Roe, 43, of Nelson"."""
    ends = {span.stop for span in cast.people.values()}
    for token in doc[1:-1]:
        after_age = doc[token.i - 1].text == "," and token.i > 2 and (doc[token.i - 2].like_num or token.i - 1 in ends)
        if token.lower_ == "of" and (token.i in ends or after_age):
            yield from _listed(doc, token.i + 1, strong=True)


def proposals(doc: Doc, cast: Cast) -> Iterator[Stretch]:
    """All stretches that may name places, the surest first."""
    yield from _counties(doc)
    yield from _abbreviations(doc)
    yield from _datelines(doc)
    yield from _entities(doc)
    yield from _after_prepositions(doc)
    yield from _before_states(doc)
    yield from _of_people(doc, cast)
    yield from _before_people(doc)


def nested(doc: Doc) -> Iterator[Stretch]:
    """Known names that open the name of a local body: "Cottonport Fire Station"."""
    for token in doc:
        if not _is_word_of_name(token) or token.lower_ in CIVIC_NOUNS or (token.i and _is_word_of_name(doc[token.i - 1])):
            continue
        end = run_end(doc, token.i)
        civic = next((at for at in range(token.i + 1, end) if doc[at].lower_ in CIVIC_NOUNS), end)
        for last in range(civic, token.i, -1) if civic < end else ():
            if is_known(doc[token.i : last].text) and not (last - token.i == 1 and doc[token.i].is_stop):
                yield token.i, last
                break
