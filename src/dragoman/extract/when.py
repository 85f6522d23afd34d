"""The time that an act's or utterance's own words tell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

from spacy.tokens import Token

from dragoman.annotate import Annotation
from dragoman.annotate.times import TimeMention
from dragoman.model import Basis, Interval, Span

SMALL = frozenset({"ADP", "SCONJ", "ADV", "NUM", "DET", "PART", "PRON", "CCONJ"})
SHORT = timedelta(days=100)
"""A longer time behind a noun is the noun's ("the disappearance of the agent in 2007"), a shorter one may be the verb's."""
LIVE = re.compile(r"\blive(?:$|:| [–—-]| blog| updates)|[–—-] live\b|\bas it happened\b", re.IGNORECASE)
SPEAKING = frozenset(
    "accept agree ask call consent decide decline demand invite offer order pledge promise propose refuse suggest threaten"
    " urge vow".split()
)
LAST = 99
PRESENT = frozenset({"VBZ", "VBP"})
ABOUT = frozenset({"conj", "xcomp", "advcl", "relcl", "acl"})
JOINED = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep"})


def when(annotation: Annotation, token: Token, *, outside: Iterable[Span] = ()) -> Interval | None:
    """The interval of the time that hangs on *token*, or on what it is joined to, not inside the spans *outside*."""
    sentence, blocked = annotation.sentence_span(token), tuple(outside)
    found = [
        (rank, abs(mention.span.start - token.idx), mention.interval)
        for mention in annotation.times
        if mention.interval is not None
        and sentence.holds(mention.span)
        and not any(span.meets(mention.span) for span in blocked)
        and (rank := _rank(annotation, token, mention)) is not None
    ]
    return min(found, key=lambda one: one[:2])[2] if found else None


def of_the_day(annotation: Annotation, verb: Token) -> Interval | None:
    """The day of publication, for what a live report or an organ's own statement tells in the present or the perfect."""
    title = annotation.paragraphs[0].of(annotation.text) if annotation.paragraphs else ""
    if annotation.day is None or (annotation.cast.issuer is None and LIVE.search(title) is None):
        return None
    perfect = verb.tag_ == "VBN" and any(one.lemma_ == "have" and one.tag_ in PRESENT for one in verb.children)
    if verb.tag_ not in PRESENT and not perfect:
        return None
    return Interval(earliest=annotation.day, latest=annotation.day, basis=Basis.RELATIVE)


def _rank(annotation: Annotation, token: Token, mention: TimeMention) -> int | None:
    """How far the word that a time hangs on is from *token*, in steps; null where it is the time of something else."""
    here, span = annotation.sentence(token), mention.span
    words = [one for one in annotation.doc[here.start : here.stop] if span.start <= one.idx < span.end]
    head = next((one for one in words if one.head not in words or one.head == one), None)
    if head is None:
        return None
    on = head.head
    while on.pos_ in SMALL and on.head != on:
        on = on.head
    own = _own(token)
    if on in own:
        return own.index(on)
    if not _is_short(mention.interval):
        return None
    if on.lemma_ == "be":
        return LAST  # "There will be no paper on Friday," he said of his meeting
    if on.pos_ in ("NOUN", "PROPN", "ADJ") and head.i > on.i and (verb := _verb_of(on)) in own:
        return own.index(verb) + 1
    return LAST if token.pos_ == "NOUN" and token.is_ancestor(on) else None


def _own(token: Token) -> list[Token]:
    """The word itself, then those that share its time: the verb of a noun, what it is joined to, what is told of it."""
    found = [token]
    if token.pos_ not in ("VERB", "AUX") or _tells_of_its_doer(token):
        found.append(_verb_of(token.head if token.pos_ == "VERB" else token))
    while len(found) < 4 and found[-1].dep_ in JOINED and not _is_spoken_of(found[-1]):
        found.append(found[-1].head)
    found += [one for one in token.children if one.dep_ in ABOUT and one.pos_ in ("VERB", "AUX")]
    found += [one for above in found[1:] for one in above.children if one.dep_ == "xcomp" and one not in found]
    found += [one for one in token.subtree if one.dep_ == "relcl" and any(part.lower_ == "where" for part in one.lefts)]
    return found


def _is_spoken_of(verb: Token) -> bool:
    """ "Offered yesterday to host a meeting": the day is that of the offer alone."""
    return verb.dep_ in ("xcomp", "advcl") and verb.head.lemma_ in SPEAKING or verb.head == verb


def _tells_of_its_doer(verb: Token) -> bool:
    """ "The leaders, meeting in Accra, lost patience on Sunday"; "on Friday it is the turn of Wallace, who talks"."""
    above = _verb_of(verb.head)
    return verb.dep_ == "acl" and verb.tag_ == "VBG" or verb.dep_ == "relcl" and above.lemma_ == "be"


def _verb_of(noun: Token) -> Token:
    """The verb whose phrase a noun stands in, clauses about it aside."""
    at = noun
    while at.pos_ not in ("VERB", "AUX") and at.head != at:
        at = at.head
    return at


def _is_short(interval: Interval | None) -> bool:
    if interval is None or interval.earliest is None or interval.latest is None:
        return False
    return interval.latest - interval.earliest <= SHORT
