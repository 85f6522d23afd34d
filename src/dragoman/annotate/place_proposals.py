"""Stretches of a document that may name a place, by its grammar and the gazetteer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from spacy.tokens import Doc, Span, Token

from dragoman.annotate.cast import Cast
from dragoman.annotate.parse import parser
from dragoman.annotate.place_words import (
    CIVIC_NOUNS,
    COMPASS,
    COUNTY_NOUNS,
    DASHES,
    DWELLERS,
    FEATURE_NOUNS,
    JOINERS,
    MOVING,
    PEOPLE_NOUNS,
    PLACE_NOUNS,
    PLACE_PREPOSITIONS,
    STRONG_PREPOSITIONS,
    VISITING,
)
from dragoman.knowledge.gazetteer import Feature, division_abbreviated, places_named, region_named, regions
from dragoman.knowledge.place_names import place_key

LONGEST_RUN = 6
TOWN = 20_000  # people, from which another spelling of a name counts as known

Stretch = tuple[int, int]


@lru_cache(maxsize=8192)
def is_known(name: str) -> bool:
    """Whether a region or a place bears *name* as its own, or a town of some size as another spelling."""
    key = place_key(name)
    if region_named(name) is not None:
        return True
    return any(place_key(one.name) == key or (one.population >= TOWN and len(key) > 4) for one in places_named(name))


@cache
def _region_words() -> dict[str, frozenset[tuple[str, ...]]]:
    """The words of the regions' names and aliases, by the first."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for region in set(regions().values()):
        for name in (region.name, *region.aliases):
            words = tuple(token.text for token in parser().tokenizer(name.removeprefix("the ")))
            found.setdefault(words[0], set()).add(words)
    return {first: frozenset(names) for first, names in found.items()}


def region_stretches(doc: Doc) -> Iterator[Stretch]:
    """Regions by name; a single word only where the recogniser does not take it for somebody or something else."""
    for token in doc:
        known = _region_words().get(token.text, frozenset())
        here = [words for words in known if tuple(one.text for one in doc[token.i : token.i + len(words)]) == words]
        if not here:
            continue
        end = token.i + max(map(len, here))
        if end == token.i + 1 and not _is_region_alone(doc, token):
            continue
        yield token.i, end


def _is_region_alone(doc: Doc, token: Token) -> bool:
    definite = token.i > 0 and doc[token.i - 1].lower_ == "the"
    another = token.ent_type_ == "PERSON" or (token.ent_type_ in ("ORG", "PRODUCT") and not definite)
    return token.pos_ == "PROPN" and not another and not _is_piece(doc, token)


def _is_piece(doc: Doc, token: Token) -> bool:
    """Beside another capital that it may belong to."""
    beside = [doc[at] for at in (token.i - 1, token.i + 1) if 0 <= at < len(doc)]
    return any(one.pos_ == "PROPN" and one.text[:1].isupper() for one in beside)


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
    if any(mark.isdigit() for mark in doc[start:end].text):
        return False
    if is_known(doc[start:end].text) or places_named(doc[start:end].text):
        return True
    before = next((doc[at] for at in range(start - 1, max(-1, start - 4), -1) if doc[at].lower_ != "the"), None)
    return before is not None and (
        before.lower_ in PLACE_PREPOSITIONS or leads_to_place(before) or before.text in COMPASS
    )


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Without article, adjectives of direction in small letters, possessive and white space."""
    if end - start > 1 and doc[start].text == "The" and is_known(doc[start:end].text):
        return start, end
    while start < end and (
        doc[start].lower_ == "the" or doc[start].is_space or doc[start].is_punct or doc[start].text in COMPASS
    ):
        start += 1
    while end > start and (
        doc[end - 1].tag_ == "POS" or doc[end - 1].is_space or doc[end - 1].is_punct or doc[end - 1].text.islower()
    ):
        end -= 1
    return start, end


def _counties(doc: Doc) -> Iterator[Stretch]:
    """ "Orleans Parish", "Prince George's County"; waters and provinces by their last or first word ("Red River")."""
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
    return (
        token.text[:1].isupper()
        and token.pos_ in ("PROPN", "NOUN", "ADJ")
        and token.ent_type_ not in ("DATE", "PERSON")
    )


def _abbreviations(doc: Doc) -> Iterator[Stretch]:
    """ "Ky.", "N.C.": where a comma parts them from a name, or where they end with a point."""
    for token in doc:
        text, end = token.text, token.i + 1
        if not text[0].isupper():
            continue
        if end < len(doc) and doc[end].text == "." and not token.whitespace_ and division_abbreviated(text + "."):
            text, end = f"{text}.", end + 1
        if division_abbreviated(text) is None:
            continue
        after_comma = token.i > 1 and doc[token.i - 1].text == "," and _is_capital(doc[token.i - 2])
        if after_comma or (text.endswith(".") and text.count(".") > 1 and token.pos_ == "PROPN"):
            yield token.i, end


def _after_prepositions(doc: Doc) -> Iterator[Stretch]:
    """Known names after a place's preposition, "the town of", a verb ("entered Goma") and directions ("in northern Luhansk")."""
    for token in doc[:-1]:
        strong = leads_to_place(token)
        if not strong and token.lower_ not in PLACE_PREPOSITIONS:
            continue
        start = token.i + 1
        while start < len(doc) - 1 and (doc[start].lower_ == "the" or doc[start].text in COMPASS):
            start += 1
        yield from _listed(doc, start, strong=strong)


def leads_to_place(token: Token) -> bool:
    """Whether what follows *token* is most likely a place."""
    word = token.lower_
    if word in STRONG_PREPOSITIONS or (token.pos_ == "VERB" and token.lemma_.lower() in VISITING):
        return True
    if word == "of":
        return token.i > 0 and token.nbor(-1).lower_ in PLACE_NOUNS | DWELLERS
    return word in ("to", "from") and token.head.lemma_.lower() in MOVING


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
    return (
        token.text[:1].isupper()
        and token.pos_ in ("PROPN", "NOUN", "ADJ")
        and token.ent_type_ not in ("DATE", "TIME", "NORP")
    )


def _may_be_place(doc: Doc, start: int, end: int, *, strong: bool) -> bool:
    allowed = ("GPE", "LOC", "FAC", "", "ORG", "PERSON", "PRODUCT") if strong else ("GPE", "LOC", "FAC", "")
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
        if is_area(doc[comma + 1 : end].text):
            return comma + 1, end
    return None


@lru_cache(maxsize=4096)
def is_area(name: str) -> bool:
    if not name[:1].isupper():
        return False
    if division_abbreviated(name) is not None:
        return True
    areas, key = (Feature.ADMIN1, Feature.COUNTRY), place_key(name)
    return name[-1].isalpha() and any(one.feature in areas and place_key(one.name) == key for one in places_named(name))


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
    """ "ROTTERDAM —", "PARIS (Agency) -": capitals that open a sentence, up to a dash."""
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
    """ "A Tallahassee man", "Bismarck police": the known name right before people, and after "Jane Roe of"."""
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
    """ "Jane Roe of Lugano", "Jane Roe, 43, of Lugano"."""
    ends = {span.stop for span in cast.people.values()}
    for token in doc[1:-1]:
        after_age = doc[token.i - 1].text == "," and token.i > 2 and (doc[token.i - 2].like_num or token.i - 1 in ends)
        if token.lower_ == "of" and (token.i in ends or after_age):
            yield from _listed(doc, token.i + 1, strong=True)


def proposals(doc: Doc, cast: Cast) -> Iterator[Stretch]:
    """All stretches that may name places, the surest first."""
    yield from region_stretches(doc)
    yield from cast.sites
    yield from _counties(doc)
    yield from _abbreviations(doc)
    yield from _datelines(doc)
    yield from _entities(doc)
    yield from _after_prepositions(doc)
    yield from _before_states(doc)
    yield from _of_people(doc, cast)
    yield from _before_people(doc)


def nested(doc: Doc) -> Iterator[Stretch]:
    """Known names that open the name of a local body: "Mombasa Fire Station"."""
    for token in doc:
        if (
            not _is_word_of_name(token)
            or token.lower_ in CIVIC_NOUNS
            or (token.i and _is_word_of_name(doc[token.i - 1]))
        ):
            continue
        end = run_end(doc, token.i)
        civic = next((at for at in range(token.i + 1, end) if doc[at].lower_ in CIVIC_NOUNS), end)
        for last in range(civic, token.i, -1) if civic < end else ():
            if is_known(doc[token.i : last].text) and not doc[token.i].is_stop:
                yield token.i, last
                break
