"""How far a meeting has come, and what it is about."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.annotate import Annotation
from dragoman.extract.clauses import ancestors, child, clause_of, prepositional
from dragoman.model import MeetingStatus

CANCELLED = frozenset(["cancel", "scrap", "abandon", "scuttle", "axe"])
POSTPONED = frozenset(["postpone", "delay", "defer", "adjourn", "suspend", "reschedule"])
REFUSED = frozenset(["refuse", "decline", "reject", "boycott", "shun", "snub", "skip", "spurn"])
AGREED = frozenset(["agree", "accept", "consent", "undertake", "promise", "commit", "confirm", "pledge"])
READY = frozenset(["ready", "willing", "prepared", "open", "keen"])
PROPOSED = frozenset(
    [
        "propose",
        "offer",
        "invite",
        "suggest",
        "call",
        "urge",
        "ask",
        "request",
        "seek",
        "want",
        "hope",
        "demand",
        "demanded",
        "press",
        "consider",
        "mull",
        "weigh",
        "need",
        "must",
    ]
)
PROPOSING = frozenset({"propose", "offer", "suggest", "seek", "request", "demand"})  # "proposed talks"
SCHEDULED = frozenset(
    ["schedule", "plan", "set", "due", "slate", "expect", "announce", "intend", "fix", "pencil", "arrange"]
)
BEGUN = frozenset(["begin", "start", "open", "resume", "continue", "launch", "kick", "enter"])
TIMES = frozenset({"when", "while", "after", "before", "as", "since"})
ON = ("on", "about", "over", "regarding", "concerning")
NO_TOPIC = frozenset(
    "basis board breakfast condition day dinner eve fringe invitation lunch margin matter occasion phone request side"
    " sideline telephone tour trip video visit way weekend".split()
)
"""What a meeting hangs on by the same words and is not about: "on the margins of", "over dinner"."""


def meeting_status(annotation: Annotation, token: Token, *, dated: bool = False) -> MeetingStatus:
    """The status that the token's verb and the verbs above it tell."""
    verb = clause_of(token)
    above = () if _stands_alone(verb) else ancestors(verb)
    chain = [verb, *(one for one in above if one.pos_ in ("VERB", "AUX", "ADJ", "NOUN"))][:4]
    lemmas = [one.lemma_.lower() for one in chain] + [
        one.lemma_.lower() for one in verb.children if one.dep_ in ("acomp", "xcomp", "attr")
    ]
    for words, status in (
        (CANCELLED, MeetingStatus.CANCELLED),
        (POSTPONED, MeetingStatus.POSTPONED),
        (REFUSED, MeetingStatus.REFUSED),
    ):
        if words.intersection(lemmas) or status == MeetingStatus.CANCELLED and _called_off(verb):
            return status
    if any(child(one, "neg") is not None for one in (token, verb)):
        return MeetingStatus.REFUSED
    if token.head == verb and token.dep_ in ("dobj", "nsubjpass") and verb.lemma_ in PROPOSING:
        return MeetingStatus.PROPOSED
    return _by_tense(verb, lemmas, dated=dated)


def _stands_alone(verb: Token) -> bool:
    """ "May slip past Monday, when the board meets", "he, who spoke to her, proposes": what the sentence tells of
    another thing says nothing of it."""
    who = child(verb, "nsubj")
    if verb.dep_ == "relcl" and verb.tag_ == "VBD" and who is not None and who.lower_ == "who":
        return True
    return verb.dep_ == "advcl" and any(one.lower_ in TIMES for one in verb.lefts)


def _called_off(verb: Token) -> bool:
    return verb.lemma_ == "call" and any(one.lower_ == "off" for one in verb.children)


def _by_tense(verb: Token, lemmas: list[str], *, dated: bool) -> MeetingStatus:
    auxiliaries = {one.lower_ for one in verb.children if one.dep_ in ("aux", "auxpass")}
    if (
        PROPOSED.intersection(lemmas[1:])
        or lemmas[0] == "invite"
        or "should" in auxiliaries
        or auxiliaries & {"could", "might", "may", "must"}
    ):
        return MeetingStatus.PROPOSED
    if AGREED.intersection(lemmas) or READY.intersection(lemmas):
        return (
            MeetingStatus.SCHEDULED
            if dated and not READY.intersection(lemmas) and _near(verb)
            else MeetingStatus.AGREED
        )
    if auxiliaries & {"will", "'ll", "’ll", "shall"} or SCHEDULED.intersection(lemmas) or _is_to(verb):
        return MeetingStatus.SCHEDULED
    if "would" in auxiliaries:
        return MeetingStatus.SCHEDULED if dated else MeetingStatus.PROPOSED
    if "to" in auxiliaries:
        return MeetingStatus.SCHEDULED if dated else MeetingStatus.PROPOSED
    if verb.tag_ == "VBG" and auxiliaries & {"is", "are"} or verb.tag_ == "VBZ" and verb.lemma_ in BEGUN:
        return MeetingStatus.UNDER_WAY
    return MeetingStatus.HELD


def _near(verb: Token) -> bool:
    return any(one.ent_type_ == "DATE" and one.shape_ in ("Xxxxx", "d", "dd") for one in verb.subtree)


def _is_to(verb: Token) -> bool:
    """ "Are to meet"."""
    return any(one.dep_ == "aux" and one.lower_ == "to" for one in verb.children) and verb.head.lemma_ == "be"


def topic(annotation: Annotation, token: Token) -> str | None:
    """The words that "on", "about" or "over" hang on the meeting."""
    verb = clause_of(token)
    for place in dict.fromkeys((token, verb)):
        for preposition in ON:
            thing = next(
                (
                    one
                    for one in prepositional(place, preposition)
                    if one.ent_type_ not in ("DATE", "TIME") and one.lemma_.lower() not in NO_TOPIC
                ),
                None,
            )
            if thing is not None:
                return annotation.span(range(thing.left_edge.i, thing.right_edge.i + 1)).of(annotation.text)
    return None
