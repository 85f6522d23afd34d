"""Cue rows against syntax: does this word, with these companions, fill a row's frame, and who stands where?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache
from typing import Protocol, TypeVar

from spacy.tokens import Token

from dragoman import knowledge
from dragoman.annotate.place_proposals import is_known
from dragoman.extract.clauses import (
    child,
    deep_object,
    deep_subject,
    grammatical_subject,
    is_denied,
    is_passive,
    lemmas,
    prepositional,
)
from dragoman.extract.complements import COMPLEMENTS, is_infinitive
from dragoman.knowledge import Speech

PARTS = {"VERB": Speech.VERB, "AUX": Speech.VERB, "NOUN": Speech.NOUN, "PROPN": Speech.NOUN, "ADJ": Speech.ADJECTIVE}
LINKS = frozenset({"prep", "prt", "advmod", "agent", "dative", "mark", "npadvmod", "acomp", "oprd", "aux", "neg"})
TOWARDS = frozenset({"with", "to", "against", "on", "from", "for", "into", "of", "between"})
ASKED = {"none": 1, "inf": 2, "not": 4}  # how much a complement asks for; with words, more
COPULAS = frozenset({"be", "become", "remain", "seem", "stay", "appear", "sound"})


class Frame(Protocol):
    """What event and stance rows have in common."""

    @property
    def id(self) -> str: ...
    @property
    def pos(self) -> Speech: ...
    @property
    def heads(self) -> tuple[str, ...]: ...
    @property
    def link(self) -> tuple[str, ...]: ...
    @property
    def object(self) -> str: ...
    @property
    def complement(self) -> str: ...


@cache
def classes() -> Mapping[str, frozenset[str]]:
    return {row.name: frozenset(row.nouns) for row in knowledge.noun_classes()}


@cache
def words(cell: str) -> frozenset[str]:
    """The lemmas of an object cell, noun classes spelled out, without its "!"."""
    found: set[str] = set()
    for word in cell.removeprefix("!").split("|"):
        found |= classes().get(word[1:], frozenset()) if word.startswith("@") else {word}
    return frozenset(found)


F = TypeVar("F", bound=Frame)
Index = Mapping[tuple[Speech, str], tuple[F, ...]]


def indexed(rows: Iterable[F]) -> dict[tuple[Speech, str], tuple[F, ...]]:
    """Rows by part of speech and head."""
    found: dict[tuple[Speech, str], list[F]] = {}
    for row in rows:
        for head in row.heads:
            found.setdefault((row.pos, head), []).append(row)
    return {key: tuple(listed) for key, listed in found.items()}


def fitting(index: Index[F], token: Token) -> list[tuple[F, Fit]]:
    """The rows that fit at *token*, the one that asks for most first."""
    part = PARTS.get(token.pos_)
    rows = [row for lemma in lemmas(token) for row in index.get((part, lemma), ())] if part is not None else []
    if not rows or _is_going_to(token) or _is_promising(token):
        return []
    linking = _linking(token)
    found = [(row, fit) for row in rows if (fit := fits(row, token, linking)) is not None]
    return sorted(found, key=lambda one: -one[1].weight)


def _is_going_to(token: Token) -> bool:
    """ "Is going to take part": a future, no going."""
    return token.lower_ == "going" and any(is_infinitive(one) for one in token.children)


def _is_promising(token: Token) -> bool:
    """ "The talks were promising": praise, no promise."""
    return token.lower_ == "promising" and child(token, "dobj", "dative", "ccomp", "xcomp") is None


@dataclass(frozen=True, slots=True)
class Fit:
    """How closely a frame fits: the more it asks for, the better."""

    object: Token | None
    clause: Token | None
    weight: int


def fits(frame: Frame, token: Token, linking: Set[str]) -> Fit | None:
    """How *frame*'s companions stand around *token*, whose lemma and part of speech are its head's; null if they do not.

    *linking* are the words by which something may be linked to it.
    """
    weight = 0
    if frame.link:
        if linking.isdisjoint(frame.link):
            return None
        weight += 2
    thing = None
    if frame.object:
        thing = _object_of(frame, token)
        if not _object_fits(frame.object, thing):
            return None
        weight += 1 if frame.object.startswith(("-", "!")) else 4 + _is_phrase(frame, thing)
    clause = None
    if frame.complement:
        clause = _complement_of(frame.complement, token)
        if (clause is None) != (frame.complement == "none"):
            return None
        weight += ASKED.get(frame.complement, 5 if frame.complement.startswith("not:") else 3)
    return Fit(thing, clause, weight)


def _is_phrase(frame: Frame, thing: Token | None) -> bool:
    """Whether the object is met by two words ("joint exercise"), which says more than one."""
    if thing is None:
        return False
    before = thing.nbor(-1).lower_ if thing.i > 0 else ""
    return bool({f"{before} {thing.lemma_.lower()}", _with_of(thing)} & words(frame.object))


def _with_of(noun: Token) -> str:
    """ "Note of protest"."""
    behind = next(prepositional(noun, "of"), None)
    return f"{noun.lemma_.lower()} of {behind.lemma_.lower()}" if behind is not None else ""


def _linking(token: Token) -> set[str]:
    """The prepositions, particles and the like of *token* and of its object, and the word behind it."""
    found = {one.lower_ for one in token.doc[token.i + 1 : token.i + 2]}
    for one in token.children:
        if one.dep_ in LINKS:
            found.add(one.lower_)
        if one.dep_ in ("prep", "prt", "advmod"):
            found |= {inner.lower_ for inner in one.children if inner.dep_ in ("prep", "prt")}
        if one.dep_ in ("xcomp", "ccomp", "advcl") and any(inner.lower_ == "or" for inner in one.children):
            found.add("or")  # "to leave or face arrest"
    if is_denied(token):
        found.add("not")
    thing = child(token, "dobj")
    links = [one for part in (token, thing) if part is not None for one in part.children if one.dep_ == "prep"]
    found |= {f"{one.lower_} {inner.lower_}" for one in links for inner in one.children if inner.dep_ == "pobj"}
    return found | {one.lower_ for one in links}


def _object_of(frame: Frame, token: Token) -> Token | None:
    if frame.pos == Speech.VERB:
        return _object_of_verb(frame, token)
    for preposition in ("of", "on", "over", "for", "against", "to", "in", "with", "from"):
        thing = next(prepositional(token, preposition), None)
        if thing is not None and (frame.object.startswith("!") or _named(thing, words(frame.object))):
            return thing
    compound = [one for one in token.children if one.dep_ in ("compound", "amod", "nmod")]
    wanted = words(frame.object)
    return next((one for one in compound if _named(one, wanted)), compound[0] if compound else None)


def _object_of_verb(frame: Frame, token: Token) -> Token | None:
    """The direct object, or what the linked preposition brings ("warn of consequences", "go on strike")."""
    given = (one for one in token.children if one.dep_ == "dobj" or one.dep_ == "dative" and one.pos_ != "ADP")
    thing = next((one for one in given if _named(one, words(frame.object))), None)
    thing = thing or deep_object(token)  # "handed the envoy a note" has two
    if (
        frame.link
        and not frame.object.startswith(("!", "-"))
        and (thing is None or not _named(thing, words(frame.object)))
    ):
        brought = (one for link in frame.link for one in prepositional(token, link))
        return next((one for one in brought if _named(one, words(frame.object))), thing)
    return thing


def _object_fits(cell: str, thing: Token | None) -> bool:
    if cell == "-":
        return thing is None
    if cell.startswith("!"):
        return thing is None or not _named(thing, words(cell))
    return thing is not None and (_named(thing, words(cell)) or words(cell) >= SETTLED and _is_place(thing))


def _named(thing: Token, wanted: frozenset[str]) -> bool:
    """Whether *thing*, a conjunct of it, or what it counts ("a number of soldiers") is one of *wanted*."""
    lemma = thing.lemma_.lower()
    if lemma in wanted or thing.lower_ in wanted:
        return True
    if wanted >= PERSONAL and (_is_named_person(thing) or thing.lower_ in PERSONS):
        return True  # a minister by name, or "she"
    compound = next((one for one in thing.children if one.dep_ in ("compound", "amod") and one.i == thing.i - 1), None)
    if compound is not None and f"{compound.lower_} {lemma}" in wanted or _with_of(thing) in wanted:
        return True
    if (lemma in COUNTERS or thing.tag_ == "CD") and (counted := next(prepositional(thing, "of"), None)) is not None:
        return _named(counted, wanted)
    return any(one.dep_ == "conj" and one.pos_ in ("NOUN", "PROPN") and _named(one, wanted) for one in thing.children)


def _is_named_person(thing: Token) -> bool:
    """A name that is a person's, or somebody's: "Iraq’s Barham Saleh" is often taken for a body."""
    return thing.ent_type_ == "PERSON" or thing.pos_ == "PROPN" and any(one.dep_ == "poss" for one in thing.lefts)


def _is_place(thing: Token) -> bool:
    """ "Took Walikale", but not "took up Syria"."""
    placed = thing.ent_type_ in PLACED or thing.pos_ == "PROPN" and thing.ent_type_ in UNSURE and is_known(thing.text)
    return placed and thing.dep_ in ("dobj", "nsubjpass") and child(thing.head, "prt") is None


PERSONAL = frozenset({"president", "minister"})
PERSONS = frozenset({"he", "she", "him", "her", "they", "them", "who", "whom"})
PLACED = frozenset({"GPE", "LOC"})
UNSURE = frozenset({"", "ORG", "NORP", "FAC"})  # what the recogniser takes an unknown town for
SETTLED = frozenset({"town", "village", "city"})
COUNTERS = frozenset(
    "number dozen hundred thousand score group pair series raft host batch round set wave couple member majority"
    " rest part lot bundle package tranche shipment load handful flotilla column convoy piece amount act half"
    " third most lots plane million billion tonne ton kilo bag sack crate barrel box pallet container truckload"
    " planeload lorryload litre gallon".split()
)


def _complement_of(cell: str, token: Token) -> Token | None:
    """The clause that a complement cell asks for; for "none", any clause that must not be there."""
    kind, _, verbs = cell.partition(":")
    if kind == "none":
        return next(
            (one for one in token.children if one.dep_ in ("ccomp", "xcomp", "oprd") or is_infinitive(one)), None
        )
    negated, wanted = kind.startswith("!"), words(verbs) if verbs else frozenset[str]()
    for clause in COMPLEMENTS[kind.removeprefix("!")](token):
        said = _named(clause, wanted) if kind == "as" else clause.lemma_.lower() in wanted
        if not wanted or said != negated:
            return clause
    return None


def slot(token: Token, fit: Fit, name: str) -> tuple[Token, ...]:
    """The heads of the noun phrases at slot *name* of the frame around *token*; "subj:@forces": only such nouns."""
    name, _, wanted = name.partition(":")
    if wanted:
        return tuple(one for one in slot(token, fit, name) if _named(one, words(wanted)))
    if name == "subj":
        return _some(subject(token))
    if name == "obj":
        return _some(deep_object(token) if token.pos_ in ("VERB", "AUX") else _noun_object(token))
    if name == "poss":
        return tuple(owners(token))
    if name in ("poss.obj", "in.obj"):
        thing = fit.object or deep_object(token)
        return tuple(owners(thing)) if thing is not None else ()
    if name == "inf.subj":
        clause = fit.clause
        return _some(child(clause, "nsubj", "nsubjpass") or grammatical_subject(clause)) if clause is not None else ()
    if name == "inf.obj":
        return _inside(fit.clause) if fit.clause is not None else ()
    return _preposition_slot(token, fit, name)


def _preposition_slot(token: Token, fit: Fit, name: str) -> tuple[Token, ...]:
    found = list(prepositional(token, name))
    if name == "to" and not found:
        found = [one for one in token.children if one.dep_ == "dative" and one.pos_ != "ADP"]  # "promised them grain"
    thing = fit.object or (deep_object(token) if token.pos_ in ("VERB", "AUX") else None)
    if not found and thing is not None and thing.head == token:
        found = list(prepositional(thing, name))
    if not found and thing is not None and token.dep_ == "conj" and deep_object(token.head) == thing:
        found = list(prepositional(token.head, name))  # "which they imposed on Mali and lifted"
    if not found and token.dep_ in ("dobj", "nsubjpass", "pobj", "attr", "nsubj"):
        found = [one for one in prepositional(governor(token), name) if one != token]
    return tuple(found)


def governor(noun: Token) -> Token:
    """The verb that a noun is subject or object of."""
    head = noun.head
    while head.pos_ == "ADP" and head.head != head:
        head = head.head
    return head


def _some(token: Token | None) -> tuple[Token, ...]:
    return () if token is None else (token,)


def subject(token: Token) -> Token | None:
    """Who does it: a verb's deep subject, an adjective's or noun's through its copula or light verb."""
    if token.pos_ in ("VERB", "AUX"):
        return deep_subject(token)
    head = token
    while head.dep_ in ("conj",) and head.head.pos_ == token.pos_:
        head = head.head
    if head.dep_ == "amod":
        return None
    verb = governor(head)
    if verb.pos_ not in ("VERB", "AUX") or head.dep_ in ("nsubj",):
        return None
    if verb.pos_ == "AUX" or verb.lemma_ in COPULAS:
        return grammatical_subject(verb)
    return deep_subject(verb)


def owners(noun: Token) -> Iterator[Token]:
    """Those whose a noun is: "Russia's", "its", "Russian", "US"."""
    for one in noun.children:
        if one.dep_ in ("poss", "amod", "compound", "nmod") and one.i < noun.i:
            yield one
            if one.dep_ in ("compound", "amod") and one.pos_ in ("NOUN",):
                yield from owners(one)


def _noun_object(noun: Token) -> Token | None:
    return next(prepositional(noun, "of"), None)


def _inside(clause: Token) -> tuple[Token, ...]:
    """The party acted on inside a complement: its object, else what its prepositions bring, else the object's owner."""
    thing = deep_object(clause) if not is_passive(clause) else child(clause, "nsubjpass")
    found: list[Token] = [] if thing is None else [thing, *owners(thing)]
    for one in clause.subtree:
        if one.dep_ == "pobj" and one.head.lower_ in TOWARDS:
            found.extend((one, *owners(one)))
    return tuple(found)
