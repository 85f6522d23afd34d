"""Words of an act that tell none: what is only denied, where a side stands, what is made to depend on another."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from dragoman.annotate import Annotation
from dragoman.extract.clauses import child, clause_of, grammatical_subject, prepositional
from dragoman.extract.complements import OWNING
from dragoman.extract.parties import FIRST_PERSON
from dragoman.knowledge import EventCue
from dragoman.model import EventType, Statement

# What a side does by them it does all the time: in the present tense they tell where it stands.
STANCES = frozenset({"oppose", "favour", "favor", "back", "support"})
YIELDING = (EventType.CONCEDE, EventType.RETREAT)
# Whom a side orders about at home: its own, and those who are nobody else's.
PEOPLE = frozenset(
    "airline bank citizen company department diplomat embassy firm follower member ministry national officer official"
    " police prefect staff subject supporter".split()
)
SERVANTS = frozenset({"ministry", "official", "prefect"})
# Where one goes every day, or to quarrel.
DAILY = frozenset(
    "arbitration class classroom court desk field home house job machine market poll post school street trial village war"
    " ward work".split()
)
# Refused to the press, which asks for them.
ANSWERS = frozenset({"comment", "elaborate", "interview", "speculate"})
PROVISOS = frozenset({"once", "unless", "until", "lest"})


def is_backdrop(annotation: Annotation, statements: Iterable[Statement], token: Token, row: EventCue) -> bool:
    """Whether the words at *token* tell no act, though *row* fits them."""
    return (
        _is_denied(annotation, statements, token)
        or _is_stance(annotation, token)
        or _is_silence(token)
        or is_proviso(clause_of(token))
        or _is_suspicion(token, row)
        or row.type == EventType.REQUEST
        and _is_order_at_home(token)
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


def _is_suspicion(token: Token, row: EventCue) -> bool:
    """ "A man accused of spying": what he is, whoever accused him."""
    passive = row.type == EventType.ACCUSE and token.tag_ == "VBN" and token.dep_ == "acl"
    return passive and child(token, "agent") is None and child(token, "aux") is None


def _is_order_at_home(token: Token) -> bool:
    """ "Ottawa told its citizens to leave", "the minister told officials to look elsewhere"."""
    thing = child(token, "dobj")
    if thing is None or thing.lemma_.lower() not in PEOPLE:
        return False
    told = [one for one in thing.lefts if one.dep_ in ("poss", "amod", "compound", "nmod", "nummod")]
    return all(one.lower_ in OWNING for one in told) if told else thing.lemma_.lower() in SERVANTS


def _is_silence(token: Token) -> bool:
    """ "Refused our requests for comment", "declined to rule it out"."""
    if token.lemma_ not in ("refuse", "decline"):
        return False
    thing, verb = child(token, "dobj"), child(token, "xcomp")
    asked = [] if thing is None else [thing, *prepositional(thing, "for")]
    kept_open = verb is not None and verb.lemma_ == "rule" and child(verb, "prt") is not None
    return kept_open or any(one.lemma_.lower() in ANSWERS for one in (verb, *asked) if one is not None)


def is_trip(annotation: Annotation, goals: Iterable[Token], actors: tuple[str, ...]) -> bool:
    """Whether who goes there visits nobody: "went back to work", or a president who flies to an island of his own."""
    for goal in goals:
        at = next((one.place for one in annotation.places if one.span.start <= goal.idx < one.span.end), None)
        if goal.lemma_.lower() in DAILY or at is not None and at.code in actors:
            return True
    return False


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
