"""The time that an act's or utterance's own words tell."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from dragoman.annotate import Annotation
from dragoman.model import Interval, Span


def when(annotation: Annotation, token: Token, *, outside: Iterable[Span] = ()) -> Interval | None:
    """The interval of the time mention nearest to *token* in its clause, not inside the spans *outside*."""
    sentence = annotation.sentence_span(token)
    blocked = tuple(outside)
    found = [
        mention
        for mention in annotation.times
        if mention.interval is not None
        and sentence.holds(mention.span)
        and not any(span.meets(mention.span) for span in blocked)
    ]
    best = min(found, key=lambda mention: _distance(annotation, token, mention.span), default=None)
    return best.interval if best is not None else None


def _distance(annotation: Annotation, token: Token, span: Span) -> int:
    """Steps up the tree from the mention to a word that *token* is or stands under."""
    return abs(span.start - token.idx)
