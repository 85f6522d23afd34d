"""Annotation and statements → positions: where each side stands on what."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from dragoman import knowledge
from dragoman.annotate import Annotation
from dragoman.extract import frames
from dragoman.extract.clauses import child, deep_subject, grammatical_subject, is_denied, is_passive
from dragoman.extract.event_records import COOPERATIVE
from dragoman.extract.event_rows import best
from dragoman.extract.frames import Fit
from dragoman.extract.parties import Parties
from dragoman.extract.status import FUTURE_AUXILIARIES
from dragoman.extract.when import when
from dragoman.knowledge import Speech, StanceCue
from dragoman.model import By, Position, Span, Stance, Statement, digest

# What a stance becomes under "not".
NEGATED = {
    Stance.SUPPORTS: Stance.OPPOSES,
    Stance.ACCEPTS: Stance.REJECTS,
    Stance.OPPOSES: Stance.ACCEPTS,
    Stance.OFFERS: Stance.REJECTS,
    Stance.COMMITS: Stance.REJECTS,
    Stance.PROPOSES: Stance.OPPOSES,
}
LONGEST_ISSUE = 16  # words
LIMITS = frozenset({"unless", "provided", "providing"})
ONLY = frozenset({"if", "when", "once", "after"})
OFFERED = frozenset({"if"})
READY = frozenset({"ready", "prepared", "willing"})
NOT_UNTIL = frozenset({"until", "till", "before"})
SETTLING = frozenset({Stance.DEMANDS, Stance.REJECTS, Stance.OPPOSES})
HELD_BACK = frozenset("decline fail balk hesitate avoid stop cease".split())
LACKING = frozenset({"short", "without", "instead", "rather"})
CONDITION = "conditions.clause"
ASKING = frozenset({"ask", "request", "petition"})
NAMELESS = frozenset({"name", "identify", "quote"})
WILL = frozenset({"will", "would", "'ll", "’ll", "shall", "wo", "can", "could"})


@cache
def stance_index() -> dict[tuple[Speech, str], tuple[StanceCue, ...]]:
    return frames.indexed(knowledge.stance_cues())


def positions(annotation: Annotation, statements: tuple[Statement, ...]) -> tuple[Position, ...]:
    """The positions of an article, in reading order; a side's stance is told once a sentence."""
    parties = Parties(annotation, statements)
    found: dict[object, Position] = {}
    settled: set[int] = set()  # the clauses of demands and refusals: what is asked of another, or not done
    for token in annotation.doc:
        fitting = frames.fitting(stance_index(), token)
        if fitting and fitting[0][1].clause is not None and fitting[0][0].stance in SETTLING:
            settled.add(fitting[0][1].clause.i)
        if not fitting:
            own = _willed(annotation, parties, token)
        else:
            own = iter(() if _is_untaken(token, settled) else _at(annotation, parties, token, *fitting[0]))
        several = (*own, *_conditional(annotation, parties, token))
        for position in several:
            found.setdefault((position.holder, position.stance, position.evidence), position)
    return tuple(found.values())


def _is_untaken(token: Token, settled: set[int]) -> bool:
    """Whether a stance is not taken: "refuses to accept", "stopped short of asking", "would have refused"."""
    first = token
    while first.dep_ == "conj" and first.head.pos_ == "VERB" and first.tag_ == first.head.tag_:
        first = first.head
    if first.i in settled:
        return True
    auxiliaries = {one.lower_ for one in token.children if one.dep_ == "aux"}
    if token.tag_ == "VBN" and "would" in auxiliaries and "have" in auxiliaries:
        return True
    if token.dep_ not in ("xcomp", "pcomp"):
        return False
    verb = token.head.head if token.dep_ == "pcomp" else token.head
    return verb.lemma_ in HELD_BACK or token.head.lower_ in LACKING or verb.lower_ in LACKING


def _conditional(annotation: Annotation, parties: Parties, token: Token) -> Iterator[Position]:
    """ "Would not return until they left", "only if", "unless": a condition of whoever says so or does so."""
    verb = _limited(token)
    if verb is None:
        return
    told = parties.told_by(token)
    verbs = (one for one in (verb, *verb.ancestors) if one.pos_ in ("VERB", "AUX"))
    subject = next((who for one in verbs if (who := deep_subject(one)) is not None), None)
    sides = parties.sides_at(subject) if subject is not None else ()
    holders = (parties.speaker_party(told),) if told is not None and told.speaker is not None else sides
    issue = " ".join(_words(annotation, token).of(annotation.text).split()[:LONGEST_ISSUE]).strip(" ,.“”")
    for holder in holders:
        if parties.is_side(holder):
            yield _told(annotation, parties, token, holder, Stance.CONDITIONS, issue, CONDITION, token)


def _willed(annotation: Annotation, parties: Parties, token: Token) -> Iterator[Position]:
    """What a side says it will do or will not: "we will not return", "the troops will stay, he promised"."""
    if token.pos_ != "VERB" or not any(one.tag_ == "MD" and one.lower_ in WILL for one in token.lefts):
        return
    told, who = parties.told_by(token), grammatical_subject(token)
    if told is None or told.speaker is None or who is None or is_passive(token):
        return
    side = parties.speaker_party(told)
    if not parties.is_side(side) or side not in parties.at(who):
        return
    act = best(token)
    if child(token, "neg") is not None:
        stance = Stance.REJECTS
    elif act is not None and act.row.type in COOPERATIVE:
        stance = Stance.COMMITS
    else:
        return
    words = annotation.span(range(token.i, token.right_edge.i + 1)).of(annotation.text).split()
    issue = " ".join(words[:LONGEST_ISSUE]).strip(" ,.“”")
    yield _told(annotation, parties, token, side, stance, issue, f"{stance}.willed", token)


def _limited(clause: Token) -> Token | None:
    """The verb whose act depends on a *clause* alone; null where nothing does."""
    if clause.dep_ == "pcomp" and clause.head.lower_ in LIMITS:
        return clause.head.head
    mark = next((one for one in clause.lefts if one.lower_ in LIMITS | ONLY | NOT_UNTIL), None)
    verb = clause.head
    if clause.dep_ != "advcl" or mark is None or verb.pos_ not in ("VERB", "AUX"):
        return None
    if mark.lower_ in ONLY:
        only = mark.i > 0 and clause.doc[mark.i - 1].lower_ == "only"
        return verb if only or mark.lower_ in OFFERED and _is_offered(verb) else None
    subject = child(verb, "nsubj", "nsubjpass")
    none = subject is not None and any(one.lower_ == "no" for one in subject.children)
    return verb if mark.lower_ in LIMITS or none or child(verb, "neg") is not None else None


def _is_offered(verb: Token) -> bool:
    """ "Is prepared to send observers if both ask", "would talk if": what is offered on a condition."""
    acts = (best(one) for one in (verb, verb.head))
    if not any(act is not None and act.row.type in COOPERATIVE for act in acts):
        return False
    return verb.head.lower_ in READY or any(one.lower_ in FUTURE_AUXILIARIES for one in verb.children)


def _at(annotation: Annotation, parties: Parties, token: Token, row: StanceCue, fit: Fit) -> list[Position]:
    stance = _stance(token, row, fit)
    issue = _issue(annotation, token, row, fit)
    if stance is None or issue is None:
        return []
    return [
        _record(annotation, parties, token, holder, stance, issue, row, fit)
        for holder in _holders(annotation, parties, token, row, fit)
    ]


def _stance(token: Token, row: StanceCue, fit: Fit) -> Stance | None:
    if row.stance is Stance.DEMANDS and fit.clause is not None and row.complement == "inf":
        return None if is_denied(token) else _demanded(token, fit.clause)
    if "should" in row.link and _is_inverted(token):
        return None
    if row.stance is Stance.COMMITS and fit.clause is not None and _is_past(fit.clause):
        return None
    if not is_denied(token) or "not" in row.link:
        return row.stance
    return NEGATED.get(row.stance)


def _demanded(token: Token, clause: Token) -> Stance | None:
    """ "Urged them not to leave" is against their leaving; who asks to come, or not to be named, demands nothing."""
    if token.lemma_ in ASKING and child(token, "dobj", "dative", "nsubjpass") is None or clause.lemma_ in NAMELESS:
        return None
    return Stance.DEMANDS if child(clause, "neg") is None else Stance.OPPOSES


def _is_past(clause: Token) -> bool:
    """ "Assured them that it had come in peace": nothing to come."""
    return child(clause, "mark") is not None and any(
        one.tag_ == "VBD" for one in (clause, *clause.lefts) if one is clause or one.dep_ in ("aux", "auxpass")
    )


def _is_inverted(verb: Token) -> bool:
    """ "Should both ask for it": a condition, and no duty."""
    doer = child(verb, "nsubj", "nsubjpass")
    return doer is not None and any(one.lower_ == "should" and one.i < doer.i for one in verb.lefts)


def _holders(annotation: Annotation, parties: Parties, token: Token, row: StanceCue, fit: Fit) -> tuple[str, ...]:
    """Who takes the stance; where the words name nobody ("any deal must …", "is off the agenda") whoever says it."""
    for slot in row.holder or ("subj",):
        found = parties.of(frames.slot(token, fit, slot))
        if found:
            return found
    if row.stance not in (Stance.CONDITIONS, Stance.DEMANDS) and "none" not in row.holder:
        return ()
    told = parties.told_by(token)
    return (parties.speaker_party(told),) if told is not None and told.speaker is not None else ()


def _issue(annotation: Annotation, token: Token, row: StanceCue, fit: Fit) -> str | None:
    """The words of the thing at stake, at most a few."""
    for slot in row.issue:
        head = _issue_head(token, fit, slot)
        if head is not None:
            words = _words(annotation, head).of(annotation.text).split()
            return " ".join(words[:LONGEST_ISSUE]).strip(" ,.“”")
    return None


def _words(annotation: Annotation, head: Token) -> Span:
    return annotation.span(range(head.left_edge.i, head.right_edge.i + 1))


def _issue_head(token: Token, fit: Fit, slot: str) -> Token | None:
    if slot in ("clause", "inf"):
        return fit.clause or next((one for one in token.children if one.dep_ in ("ccomp", "xcomp", "acl")), None)
    return next(iter(frames.slot(token, fit, slot)), None)


def _record(
    annotation: Annotation,
    parties: Parties,
    token: Token,
    holder: str,
    stance: Stance,
    issue: str,
    row: StanceCue,
    fit: Fit,
) -> Position:
    return _told(annotation, parties, token, holder, stance, issue, row.id, fit.clause)


def _told(
    annotation: Annotation,
    parties: Parties,
    token: Token,
    holder: str,
    stance: Stance,
    issue: str,
    rule: str,
    clause: Token | None,
) -> Position:
    """The record; the times within *clause* are those of the thing at stake."""
    evidence = annotation.sentence_span(token)
    told = parties.told_by(token)
    return Position(
        id=digest(annotation.article.id, "position", holder, stance, evidence, token.i),
        holder=holder,
        stance=stance,
        issue=issue,
        date=when(annotation, token, outside=() if clause is None else (_words(annotation, clause),)),
        statement=told.id if told else None,
        evidence=evidence,
        by=By(rule=rule),
    )
