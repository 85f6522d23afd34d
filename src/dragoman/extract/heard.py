"""Attributions that the brain finds where no rule does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from dragoman.annotate import Annotation
from dragoman.annotate.brain import Attributed
from dragoman.extract.attribution import Attribution, reporting
from dragoman.extract.clauses import child
from dragoman.model import Form, Span

# Chosen on bench/articles/tune and the example press's golden pages.
SURE = 0.8  # score from which an attribution that no rule knows is believed
FEWEST = 3  # words of a content worth a record


def heard(annotation: Annotation, before: Sequence[Attribution]) -> Iterator[Attribution]:
    """What the brain hears said beside the attributions *before*, which the rules found."""
    taken = [span for one in before for span in one.content]
    cues = {one.cue for one in before}
    for passage in annotation.read_by_brain(_open_paragraphs(annotation, before)):
        for one in passage.attributions():
            new = one.cue is not None and one.cue not in cues and not any(_touch(one, span) for span in taken)
            if (
                new
                and one.score >= SURE
                and sum(len(span.of(annotation.text).split()) for span in one.content) >= FEWEST
            ):
                yield _attribution(annotation, one)


def _open_paragraphs(annotation: Annotation, before: Sequence[Attribution]) -> list[Span]:
    """Paragraphs that hold a quotation or a reporting verb with a clause which no attribution has."""
    taken = [span for one in before for span in one.content]
    cues = {one.cue_token.i for one in before if one.cue_token is not None}
    starts = [
        token.idx
        for token in annotation.doc
        if token.pos_ == "VERB"
        and token.i not in cues
        and reporting(token) is not None
        and child(token, "ccomp", "parataxis", "neg") is not None
        and not _within(token.idx, taken)
    ]
    starts += [
        one.inner.start
        for one in annotation.quotations
        if len(one.inner.of(annotation.text).split()) >= FEWEST and not any(one.inner.meets(span) for span in taken)
    ]
    return [paragraph for paragraph in annotation.paragraphs if any(_within(at, [paragraph]) for at in starts)]


def _within(at: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= at < span.end for span in spans)


def _touch(one: Attributed, span: Span) -> bool:
    return any(span.meets(own) for own in one.content) or one.cue is not None and span.holds(one.cue)


def _attribution(annotation: Annotation, one: Attributed) -> Attribution:
    source = _head(annotation, one.source) if one.source is not None else None
    cue = _head(annotation, one.cue) if one.cue is not None else None
    inside = [quotation.inner for quotation in annotation.quotations]
    direct = all(any(inner.holds(span) for inner in inside) for span in one.content)
    mixed = any(inner.meets(span) for inner in inside for span in one.content)
    return Attribution(
        source=source,
        cue=one.cue,
        cue_token=cue,
        content=one.content,
        form=Form.DIRECT if direct else Form.MIXED if mixed else Form.INDIRECT,
        rule="brain.attribution",
        score=one.score,
    )


def _head(annotation: Annotation, span: Span) -> Token | None:
    """The token of *span* whose own head stands outside it."""
    tokens = annotation.tokens(span)
    held = {token.i for token in tokens}
    return next((token for token in tokens if token.head.i not in held or token.head == token), None)
