"""What somebody is told to want, believe, feel or think of a thing without having said it: attribution in the wide sense.

The codebook has no record of these; where a side takes a stance by them, that is a position. Who studies sources counts
them as attributions (Pareti's PARC 3, 2016; PolNeAR, Newell and others 2018), and for them they are found here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from dragoman import knowledge
from dragoman.annotate import Annotation
from dragoman.extract.attribution import Attribution, trimmed
from dragoman.extract.clauses import child, deep_subject, grammatical_subject, is_passive, lemmas, prepositional
from dragoman.extract.complements import is_infinitive
from dragoman.extract.contents import form_of
from dragoman.extract.frames import PARTS
from dragoman.knowledge import AttitudeCue, Speech

MINDLESS = frozenset({"there", "that", "this", "what"})
ASKED = frozenset({"which", "who", "whom", "what"})
FEELING = frozenset({"be", "feel", "remain", "seem", "become", "stay", "appear", "sound", "grow"})
GIVING = frozenset(
    "express voice have make give offer announce declare show reiterate issue lose feel hold share harbour harbor keep repeat renew".split()
)
# What goes on with the thing that is thought of: "praised her for coming", "describes it as theft".
FURTHER = frozenset("for of over as on about to with against from in".split())
DAYS = frozenset({"DATE", "TIME"})
WHEN = DAYS | {"GPE"}


@dataclass(frozen=True, slots=True)
class Told:
    """Who holds it (null: nobody is told), from where to where its cue and its content stand, by token."""

    holder: Token | None
    cue: range
    content: range


def attitudes(annotation: Annotation, said: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """The attitudes of an article outside of what is *said* in it, outermost only, in reading order."""
    taken = [span for one in said for span in (*one.content, one.cue) if span is not None]
    found = [
        (one, told)
        for token in annotation.doc
        if annotation.quoted(token.idx) is None and not any(span.start <= token.idx < span.end for span in taken)
        for one, told in _at(annotation, token)
    ]
    return tuple(one for one, told in found if not any(told.cue[0] in other.content for _, other in found))


@cache
def _rows() -> dict[tuple[Speech, str], AttitudeCue]:
    return {(row.pos, row.head): row for row in knowledge.attitude_cues()}


def _at(annotation: Annotation, token: Token) -> Iterator[tuple[Attribution, Told]]:
    row = _row(token)
    told = FOUND[row.pos](token, row) if row is not None else None
    if row is None or told is None or told.holder is not None and _is_no_holder(told.holder):
        return
    content = annotation.span(_without_joint(annotation, told.content))
    content = trimmed(annotation.text, content.start, content.end - content.of(annotation.text).endswith("."))
    yield (
        Attribution(
            source=told.holder,
            cue=annotation.span(told.cue),
            cue_token=token,
            content=(content,),
            form=form_of(annotation, (content,)),
            rule=row.id,
        ),
        told,
    )


def _without_joint(annotation: Annotation, content: range) -> range:
    """Without an "and" that the parser leaves at the end."""
    dangling = content[-1] if annotation.doc[content[-1]].dep_ == "cc" else content.stop
    return range(content.start, dangling)


def _row(token: Token) -> AttitudeCue | None:
    """The row of a word; of a participle ("was impressed by") an adjective's before the verb's."""
    parts = [PARTS.get(token.pos_)]
    if token.dep_ == "acomp" or token.tag_ == "VBN" and child(token, "auxpass") is not None:
        parts.insert(0, Speech.ADJECTIVE)
    words = (*lemmas(token), token.lower_)
    return next((row for part in parts if part for word in words if (row := _rows().get((part, word)))), None)


def _is_no_holder(subject: Token) -> bool:
    return subject.lower_ in MINDLESS or subject.pos_ == "VERB"


def _of_verb(verb: Token, row: AttitudeCue) -> Told | None:
    holder, passive = deep_subject(verb), is_passive(verb)
    clause = next((one for one in verb.rights if one.dep_ in ("ccomp", "xcomp")), None)
    alone = clause is not None and is_infinitive(clause) and child(clause, "nsubj") is None
    if clause is not None and passive:  # "is expected to win"
        return Told(None, _one(verb), _all_of(clause)) if alone and not holder and "that" in row.complements else None
    if holder is None or passive:
        return None
    if clause is not None and ("inf" if alone else "that") in row.complements and clause.tag_ != "VBG":
        return Told(holder, _one(verb), _all_of(clause))
    return _with_preposition(verb, row, holder) or _with_object(verb, row, holder)


def _with_preposition(verb: Token, row: AttitudeCue, holder: Token) -> Told | None:
    to = next((one for one in verb.rights if one.dep_ == "prep" and one.lower_ == "to"), None)
    if to is not None and "inf" in row.complements and "to" not in row.complements:
        return Told(holder, _one(verb), _all_of(to))  # "vowed to double output", an infinitive that the parser misreads
    linked = _linked(verb, row)
    if linked is None or linked.lower_ == "as":
        return None
    last = linked.i if linked.i == verb.i + 1 else verb.i
    return Told(holder, range(verb.i, last + 1), range(linked.i + 1, _end(verb, linked) + 1))


def _with_object(verb: Token, row: AttitudeCue, holder: Token) -> Told | None:
    thing = child(verb, "dobj")
    if thing is None or thing.i < verb.i or thing.lower_ in ASKED:
        return None
    last = _end(verb, thing)
    if f"+{verb.nbor().lower_}" in row.complements:  # "ruled out a vote"
        return Told(holder, range(verb.i, verb.i + 2), range(verb.i + 2, last + 1))
    further = {one.lower_ if one.dep_ == "prep" else one.dep_ for one in verb.rights if thing.i < one.i <= last}
    named = further & {"as", "oprd"} & set(row.complements)  # "sees it as a trap", "called it a trap"
    return Told(holder, _one(verb), range(thing.left_edge.i, last + 1)) if named or "obj" in row.complements else None


def _of_adjective(adjective: Token, row: AttitudeCue) -> Told | None:
    """ "Is wary of the plan", "felt sure that it would pass", "is willing to talk"."""
    copula = child(adjective, "auxpass") or adjective.head
    if adjective.dep_ != "acomp" and copula == adjective.head or copula.lemma_ not in FEELING:
        return None
    holder = grammatical_subject(adjective if copula.head == adjective else copula)
    if holder is None or holder.lower_ == "it":
        return None
    first = copula.i if copula.i < adjective.i else adjective.i
    return _with_complement(adjective, row, holder, first, ("ccomp", "xcomp"))


def _of_noun(noun: Token, row: AttitudeCue) -> Told | None:
    """ "Her plan to leave", "voiced support for the levy", "criticism by judges of the law"."""
    giving = noun.head if noun.dep_ == "dobj" and noun.head.lemma_ in GIVING else None
    holder = child(noun, "poss") or next((one for link in ("by", "from") for one in prepositional(noun, link)), None)
    first = noun.i
    if holder is None and giving is not None:
        holder, first = deep_subject(giving), giving.i
    return _with_complement(noun, row, holder, first, ("acl", "ccomp", "xcomp")) if holder is not None else None


def _with_complement(word: Token, row: AttitudeCue, holder: Token, first: int, clauses: tuple[str, ...]) -> Told | None:
    clause = next((one for one in word.rights if one.dep_ in clauses), None)
    if clause is not None and ("inf" if is_infinitive(clause) else "that") in row.complements:
        return Told(holder, range(first, word.i + 1), _all_of(clause))
    linked = _linked(word, row)
    return Told(holder, range(first, linked.i + 1), _behind(linked)) if linked is not None else None


def _linked(word: Token, row: AttitudeCue) -> Token | None:
    """The preposition by which the thing at stake is linked to *word*, or to the copula before it."""
    near = (*word.rights, *(one for one in word.head.rights if word.dep_ == "acomp" and one.i == word.i + 1))
    links = (one for one in near if one.dep_ in ("prep", "prt", "agent") and one.lower_ in row.complements)
    return next((one for one in links if one.right_edge.i > one.i and one.nbor().ent_type_ not in DAYS), None)


def _one(word: Token) -> range:
    return range(word.i, word.i + 1)


def _behind(preposition: Token) -> range:
    return range(preposition.i + 1, preposition.right_edge.i + 1)


def _all_of(clause: Token) -> range:
    return range(clause.left_edge.i, clause.right_edge.i + 1)


def _end(verb: Token, thing: Token) -> int:
    """The last word of the object and of what goes on with it."""
    last = thing.right_edge.i
    for one in verb.rights:
        if one.i <= thing.i:
            continue
        goes_on = one.dep_ in ("oprd", "xcomp", "ccomp", "acomp") or one.dep_ == "prep" and one.lower_ in FURTHER
        if (
            not goes_on
            or one.left_edge.i != last + 1
            or one.lower_ in ("in", "on")
            and one.right_edge.ent_type_ in WHEN
        ):
            break
        last = one.right_edge.i
    return last


FOUND: Mapping[Speech, Callable[[Token, AttitudeCue], Told | None]] = {
    Speech.VERB: _of_verb,
    Speech.ADJECTIVE: _of_adjective,
    Speech.NOUN: _of_noun,
}
