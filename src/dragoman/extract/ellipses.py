"""Answers told by one word: "the government took the offer; the rebels did not"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from dragoman.annotate import Annotation
from dragoman.extract.clauses import child
from dragoman.extract.event_records import Found, record
from dragoman.extract.frames import Fit
from dragoman.extract.parties import Parties
from dragoman.extract.status import Outlook
from dragoman.knowledge import EventCue, Speech
from dragoman.model import Event, EventStatus, EventType

ALONE = frozenset({"nsubj", "neg", "punct", "cc", "mark", "conj", "advmod"})
NOT = EventCue(
    id="ellipsis.not", type=EventType.REJECT, mode="", pos=Speech.VERB, heads=(), link=(), object="", complement="",
    actor=(), recipient=(), scope="", example="Chad took the offer. Niger did not.", counterexample="",
)  # fmt: skip


def refusals(annotation: Annotation, parties: Parties, before: Sequence[Event]) -> Iterator[Event]:
    """What one side is said not to have done where another, in the clause or sentence *before*, has agreed."""
    for token in annotation.doc:
        if not _is_bare_denial(token):
            continue
        accepted = _accepted(annotation, token, before)
        subject = child(token, "nsubj")
        actors = parties.sides_at(subject) if subject is not None else ()
        if accepted is None or not actors or {*actors} & {*accepted.actors}:
            continue
        others = tuple(name for name in accepted.recipients if name not in actors)
        yield record(
            annotation, parties.statements, Found(token, NOT, Fit(None, None, 1)), Outlook(EventStatus.ACTUAL),
            EventType.REJECT, None, EventStatus.ACTUAL, actors, others,
        )  # fmt: skip


def _is_bare_denial(token: Token) -> bool:
    """ "Did not", with no verb behind it."""
    return (
        token.lemma_ == "do"
        and token.dep_ not in ("aux", "auxpass")
        and child(token, "neg") is not None
        and all(one.dep_ in ALONE for one in token.children)
    )


def _accepted(annotation: Annotation, token: Token, before: Sequence[Event]) -> Event | None:
    """The agreement last told before *token*, in its sentence or the one before."""
    sentence = annotation.cast.sentence_of[token.i]
    near = [
        one
        for one in before
        if one.type == EventType.AGREE
        and one.trigger.start < token.idx
        and (word := next(iter(annotation.tokens(one.trigger)))).pos_ != "NOUN"
        and sentence - annotation.cast.sentence_of[word.i] <= 1
    ]
    return max(near, key=lambda one: one.trigger, default=None)
