"""Attributions by their place alone: a cue at the end of its sentence that the parser does not hang on what is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from spacy.tokens import Token

from dragoman.annotate import Annotation
from dragoman.extract.attribution import Attribution, reporting
from dragoman.extract.clauses import child
from dragoman.extract.contents import before_comma, form_of, tokens_span
from dragoman.knowledge import ReportingCue, Speech, Strength
from dragoman.model import Form, Span

TOLD_BACK = frozenset({"would", "had", "could", "might"})
STOPS = frozenset({".", ";", ":"})
BESIDE = frozenset({"prep", "npadvmod", "advmod", "prt", "punct"})  # when and where somebody says it


def trailing(annotation: Annotation, before: Sequence[Attribution]) -> Iterator[Attribution]:
    """What "…, the palace announced on Thursday." says and none of the attributions *before* has."""
    cues = {one.cue_token.i for one in before if one.cue_token is not None}
    taken = [span for one in before for span in one.content]
    for token in annotation.doc:
        row = reporting(token) if token.i not in cues and annotation.quoted(token.idx) is None else None
        if row is None or row.pos != Speech.VERB or row.strength == Strength.QUOTES:
            continue
        found = _trailing(annotation, token, row)
        if found is not None and not any(one.meets(span) for one in found.content for span in taken):
            yield found


def carried_on(annotation: Annotation, one: Attribution, among: Sequence[Attribution]) -> Attribution:
    """*one* with the clause that goes on with it behind its cue: "It was theirs, he said, and Madrid would not answer"."""
    cue = one.cue_token
    if cue is None or cue.pos_ != "VERB" or one.cue is None or one.content[-1].end > one.cue.start:
        return one
    at, last = cue.i + 1, annotation.sentence(cue).stop - 1
    while at < last and cue.doc[at].text != ",":
        at += 1
    beside = all(word.dep_ in BESIDE for word in cue.rights if word.i < at)
    if at + 3 > last or not beside or cue.doc[at + 1].lower_ not in ("and", "but"):
        return one
    verb = next((word for word in cue.doc[at + 2 : last] if word.dep_ == "conj" and _is_told_back(word, at + 2)), None)
    if verb is None:
        return one
    span = tokens_span(annotation, at + 2, min(last, verb.right_edge.i))
    if any(
        other.cue is not None and span.holds(other.cue) or any(span.meets(s) for s in other.content) for other in among
    ):
        return one
    content = (*one.content, span)
    return replace(one, content=content, form=Form.MIXED if one.form == Form.DIRECT else form_of(annotation, content))


def _is_told_back(verb: Token, first: int) -> bool:
    """Whether a clause that begins at *first* is told in the past of what somebody said: "would", "had"."""
    doer = child(verb, "nsubj", "nsubjpass")
    back = any(word.dep_ == "aux" and word.lower_ in TOLD_BACK for word in verb.lefts)
    return doer is not None and back and doer.left_edge.i == first


def _trailing(annotation: Annotation, verb: Token, row: ReportingCue) -> Attribution | None:
    """The clause before the comma; behind a colon after the cue what is said goes on."""
    source, span = child(verb, "nsubj"), before_comma(annotation, verb)
    after = verb.doc[verb.i + 1 : annotation.sentence(verb).stop]
    rest = list(takewhile(lambda one: one.text not in STOPS, after))
    bare = all(one.dep_ in BESIDE for one in verb.rights if one.i <= verb.i + len(rest))
    does = not bare or child(verb, "neg") is not None or any(one.pos_ in ("VERB", "AUX") for one in rest)
    if span is None or source is None or does:
        return None
    spans: tuple[Span, ...] = (span,)
    if after[len(rest) : len(rest) + 1].text == ":":
        last = annotation.sentence(verb).stop - 1
        spans = (span, tokens_span(annotation, verb.i + len(rest) + 2, last))
    cue = Span(verb.idx, verb.idx + len(verb))
    form = form_of(annotation, spans)
    return Attribution(source=source, cue=cue, cue_token=verb, content=spans, form=form, rule=f"trailing+{row.id}")
