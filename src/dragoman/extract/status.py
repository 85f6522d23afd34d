"""Whether an act is told as done, to come, possible, denied or past: PLOVER's auxiliary modes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from spacy.tokens import Token

from dragoman.annotate import Annotation
from dragoman.annotate.mending import APART
from dragoman.extract.clauses import child, clause_of
from dragoman.extract.when import when
from dragoman.knowledge import EventCue
from dragoman.model import EventStatus, EventType

BACKGROUND = timedelta(days=92)  # "over three months before publication"
FUTURE_AUXILIARIES = frozenset({"will", "shall", "'ll", "’ll", "would"})
POSSIBLE = frozenset({"may", "might", "could", "can"})
# Verbs under which an infinitive is the same act going on.
ASPECT = frozenset(
    [
        "begin",
        "start",
        "continue",
        "resume",
        "proceed",
        "manage",
        "move",
        "go",
        "come",
        "use",
        "help",
        "keep",
        "stop",
        "cease",
        "rush",
        "race",
        "step",
        "hurry",
        "happen",
        "tend",
        "serve",
        "act",
        "join",
        "combine",
        "team",
        "succeed",
    ]
)
COMING = frozenset(
    [
        "plan",
        "intend",
        "prepare",
        "decide",
        "mean",
        "due",
        "set",
        "expected",
        "ready",
        "scheduled",
        "about",
        "going",
        "poised",
        "bound",
        "ordered",
        "vote",
    ]
)
WISHED = frozenset(
    [
        "want",
        "hope",
        "wish",
        "expect",
        "like",
        "love",
        "seek",
        "try",
        "attempt",
        "aim",
        "need",
        "strive",
        "fear",
        "threaten",
        "consider",
    ]
)
# Acts that are done by saying so.
BY_WORDS = frozenset(
    {EventType.AGREE, EventType.SUPPORT, EventType.CONCEDE, EventType.REQUEST, EventType.ACCUSE, EventType.REJECT}
    | {EventType.THREATEN}
)
NEGATING = frozenset({"no", "never", "neither", "nor", "none", "nobody"})
DECIDED = frozenset({"decision", "move", "order", "vote"})
ERRANDS = frozenset("go come fly travel write phone telephone call return send visit file".split())
CONDITIONS = frozenset({"if", "unless", "whether", "should", "until", "lest"})


@dataclass(frozen=True, slots=True)
class Outlook:
    """How an act is told. *refused*: it is said that it will not be done."""

    status: EventStatus
    refused: bool = False


def outlook(annotation: Annotation, token: Token, row: EventCue, rows: Mapping[int, EventCue]) -> Outlook | None:
    """The outlook of the act at *token*; null where it is only wished, purposed or asked about: no event."""
    verb = clause_of(token)
    lent = _lent(token, rows)
    status = lent or _own(verb) or _uttered(verb, row)
    if status is None:
        return None
    if status == EventStatus.ACTUAL and row.type != EventType.AGREE and _is_to_come(annotation, token):
        status = EventStatus.FUTURE  # "the negotiators meet on Jan. 9"
    if status == EventStatus.ACTUAL and _negated(token, verb):
        status = EventStatus.NEGATED
    if status in (EventStatus.ACTUAL, EventStatus.NEGATED) and _is_background(annotation, token):
        status = EventStatus.HISTORICAL
    return Outlook(status, refused=status == EventStatus.FUTURE and _negated(token, verb))


def _lent(token: Token, rows: Mapping[int, EventCue]) -> EventStatus | None:
    """The status that a governing row passes down ("plans to", "is considering")."""
    heads = () if token.dep_ == APART else (token.head,) if token.head.dep_ == APART else (token.head, token.head.head)
    for above in heads:
        row = rows.get(above.i)
        if row is not None and above.i != token.i and row.scope.startswith("passes:"):
            return EventStatus(row.scope.removeprefix("passes:"))
    return None


def _own(verb: Token) -> EventStatus | None:
    """The status by the verb's own auxiliaries, or by what governs its infinitive."""
    auxiliaries = {one.lower_ for one in verb.children if one.dep_ in ("aux", "auxpass")}
    if any(one.dep_ == "mark" and one.lower_ in CONDITIONS for one in verb.children):
        return EventStatus.HYPOTHETICAL
    if auxiliaries & FUTURE_AUXILIARIES:
        return EventStatus.FUTURE
    if auxiliaries & POSSIBLE:
        cannot = "can" in auxiliaries and child(verb, "neg") is not None
        return EventStatus.FUTURE if cannot else EventStatus.HYPOTHETICAL
    if "should" in auxiliaries or "must" in auxiliaries:
        return None
    if "to" in auxiliaries:
        return _infinitive(verb)
    if verb.dep_ == "conj" and verb.tag_ == "VB" and verb.head.pos_ in ("VERB", "AUX"):
        return _own(verb.head)
    if verb.dep_ in ("xcomp", "pcomp") and verb.tag_ in ("VBG", "VB"):
        return _governed(verb)
    return EventStatus.ACTUAL


def is_to_come(verb: Token) -> bool:
    """ "Will answer", "would be met with", and what is joined to it."""
    if any(one.lower_ in FUTURE_AUXILIARIES for one in verb.children if one.dep_ == "aux"):
        return True
    return verb.dep_ == "conj" and verb.tag_ == "VB" and is_to_come(verb.head)


def _uttered(verb: Token, row: EventCue) -> EventStatus | None:
    """ "Flew there to beg him", "wrote to propose a meeting": what is said where somebody went or wrote to say it."""
    return _own(verb.head) if row.type in BY_WORDS and is_errand(verb) else None


def is_errand(verb: Token) -> bool:
    """ "Flew there to beg", "wrote to propose"."""
    return verb.tag_ == "VB" and verb.dep_ in ("advcl", "xcomp") and verb.head.lemma_ in ERRANDS


def _infinitive(verb: Token) -> EventStatus | None:
    head = verb.head
    if verb.dep_ == "acl" and head.lemma_ in DECIDED:
        return EventStatus.FUTURE  # "its decision to impose a duty"
    if head.lemma_ == "have" and any(one.lower_ == "yet" for one in head.children):
        return None  # "has yet to ratify"
    if verb.dep_ in ("xcomp", "ccomp") or verb.dep_ == "advcl" and head.lemma_ in ASPECT | COMING:
        if head.lower_ in COMING or head.lemma_ in COMING:
            return EventStatus.FUTURE if child(head, "neg") is None else None  # "had not expected to settle"
        if head.lemma_ in ASPECT:
            return _own(head)
        if head.lemma_ == "be" or head.lemma_ == "have":
            return EventStatus.FUTURE
        return None
    if verb.dep_ == "advcl" and head.lemma_ == "be" and child(head, "attr", "acomp") is None:
        return EventStatus.FUTURE  # "is also to free"
    return None


def _governed(verb: Token) -> EventStatus | None:
    head = verb.head if verb.dep_ == "xcomp" else verb.head.head
    if head.lemma_ in WISHED or head.lower_ == "short" or verb.head.lower_ == "without":
        return None  # "stopped short of closing"
    if head.lemma_ in ("stop", "cease", "halt", "avoid", "prevent"):
        return None
    return EventStatus.ACTUAL


def _negated(token: Token, verb: Token) -> bool:
    """ "Never recognised", and by the subject "neither side accepted"."""
    doer = child(verb, "nsubj", "nsubjpass")
    for one in {at.i: at for at in (token, verb, doer) if at is not None}.values():
        if child(one, "neg") is not None or any(part.lower_ in NEGATING for part in one.children):
            return True
    return doer is not None and doer.lower_ in NEGATING


def _is_to_come(annotation: Annotation, token: Token) -> bool:
    """Told in the present of a day after publication."""
    if clause_of(token).tag_ not in ("VBZ", "VBP"):
        return False
    told, day = when(annotation, token), annotation.day
    return told is not None and day is not None and told.earliest is not None and told.earliest > day


def _is_background(annotation: Annotation, token: Token) -> bool:
    """Told of a time over three months before publication."""
    told, day = when(annotation, token), annotation.day
    if told is None or day is None or told.latest is None:
        return False
    return told.latest < day - BACKGROUND
