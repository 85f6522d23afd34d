"""The place that an act's own sentence tells."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.annotate import Annotation
from dragoman.model import Place

AT = frozenset(["in", "at", "near", "outside", "off", "around", "inside", "on", "over", "across", "along"])


def where(annotation: Annotation, token: Token) -> Place | None:
    """The place that a preposition hangs on *token*'s clause, nearest first; null where the sentence tells none there."""
    sentence = annotation.sentence_span(token)
    found = [
        one for one in annotation.places if one.literal and sentence.holds(one.span) and _at(annotation, one.span.start)
    ]
    best = min(found, key=lambda one: abs(one.span.start - token.idx), default=None)
    return best.place if best is not None else None


def _at(annotation: Annotation, offset: int) -> bool:
    """Whether a preposition of place governs the name that begins at *offset*."""
    before = annotation.text[max(0, offset - 40) : offset].lower().split()
    return any(word in AT for word in before[-3:])
