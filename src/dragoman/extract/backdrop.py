"""Words of an act that tell none: what is only denied, where a side stands, what is made to depend on another."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from dragoman.annotate import Annotation
from dragoman.extract.clauses import child, clause_of, grammatical_subject
from dragoman.extract.parties import FIRST_PERSON
from dragoman.knowledge import EventCue
from dragoman.model import EventType, Statement

# What a side does by them it does all the time: in the present tense they tell where it stands.
STANCES = frozenset({"oppose", "favour", "favor", "back", "support"})
YIELDING = (EventType.CONCEDE, EventType.RETREAT)
PROVISOS = frozenset({"once", "unless", "until", "lest"})


def is_backdrop(annotation: Annotation, statements: Iterable[Statement], token: Token, row: EventCue) -> bool:
    """Whether the words at *token* tell no act, though *row* fits them."""
    return (
        _is_denied(annotation, statements, token)
        or _is_stance(annotation, token)
        or is_proviso(clause_of(token))
        or row.type in YIELDING
        and _hangs_on_another(annotation, token)
    )


def _is_denied(annotation: Annotation, statements: Iterable[Statement], token: Token) -> bool:
    """Whether the act is told only to be denied."""
    covering = [one for one in statements if any(span.start <= token.idx < span.end for span in one.content)]
    return any(one.by.rule.split("+")[-1].startswith("deny.") or _is_denial(annotation, one) for one in covering)


def _is_denial(annotation: Annotation, statement: Statement) -> bool:
    return statement.cue is not None and any(one.lemma_ == "deny" for one in annotation.tokens(statement.cue))


def _is_stance(annotation: Annotation, token: Token) -> bool:
    """ "Chile opposes the dam": a position; but a headline's present is past, and "we oppose it" is said now."""
    finite = child(token, "auxpass") or token
    if token.lemma_ not in STANCES or finite.tag_ not in ("VBZ", "VBP"):
        return False
    doer = grammatical_subject(token)
    spoken = doer is not None and doer.lower_ in FIRST_PERSON
    return not spoken and token.idx >= annotation.paragraphs[0].end


def is_proviso(verb: Token) -> bool:
    """ "Until Chad gives up its claim", of what is to come; but "they fought until dusk fell" tells it as done."""
    marks = [one for one in verb.lefts if one.dep_ in ("mark", "advmod") and one.lower_ in PROVISOS]
    if verb.dep_ != "advcl" or not marks:
        return False
    return marks[0].lower_ != "until" or _is_to_come(verb.head)


def _is_to_come(verb: Token) -> bool:
    return verb.tag_ != "VBD" or child(verb, "neg") is not None


def _hangs_on_another(annotation: Annotation, token: Token) -> bool:
    """ "Sanctions would be lifted once Bamako named a date": no concession, but its price."""
    verb = clause_of(token)
    if not any(one.lower_ in ("would", "will", "'ll", "’ll") for one in verb.children if one.dep_ == "aux"):
        return False
    words = (annotation.doc[at] for at in annotation.sentence(token))
    return any(is_proviso(one) or _is_only_when(one) for one in words if one.dep_ == "advcl")


def _is_only_when(verb: Token) -> bool:
    when = child(verb, "advmod", "mark")
    return when is not None and when.lower_ in ("when", "if", "after") and when.nbor(-1).lower_ == "only"
