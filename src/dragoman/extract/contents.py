"""The content of an attribution: where it may begin and end, without marks, "that" and final punctuation."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.annotate import Annotation
from dragoman.annotate.quotations import CLOSING
from dragoman.extract.attribution import trimmed
from dragoman.extract.clauses import child
from dragoman.model import Form, Span

STOPS = frozenset({".", ",", ";", ":", "-", "–", "—", "―"})


def between_stops(annotation: Annotation, token: Token) -> Span:
    """The part of its sentence that a cue stands in: a colon or semicolon before or a semicolon after it parts it off."""
    sentence, doc = annotation.sentence(token), annotation.doc
    first = next((at + 1 for at in range(token.i - 1, sentence.start - 1, -1) if doc[at].text in (";", ":")), None)
    stop = next((at for at in range(token.i + 1, sentence.stop) if doc[at].text == ";"), None)
    start = sentence.start if first is None else first
    return annotation.span(range(start, sentence.stop if stop is None else stop))


def before_comma(annotation: Annotation, verb: Token) -> Span | None:
    """The clause in front of a cue whose subject stands right behind a comma."""
    subject = child(verb, "nsubj")
    if subject is None or subject.i > verb.i or subject.tag_ in ("WP", "WDT"):
        return None
    start, comma = between_stops(annotation, verb).start, subject.left_edge.i - 1
    if comma < 0 or verb.doc[comma].text != ",":
        return None
    words = annotation.tokens(Span(start, max(start, verb.doc[comma].idx)))
    finite = any(is_finite(one) for one in words if one.pos_ in ("VERB", "AUX"))
    if not finite or words[0].pos_ in ("SCONJ", "ADP") or any(one.is_quote for one in words):
        return None
    return tokens_span(annotation, words[0].i, comma - 1)


def tokens_span(annotation: Annotation, first: int, last: int) -> Span:
    """The words from one token to another, without what is no content at either end."""
    doc = annotation.doc
    while first <= last and (
        doc[first].lower_ == "that"
        and doc[first].dep_ in ("mark", "dobj")
        or doc[first].is_space
        or doc[first].text in (",", ":", "-", "―")
    ):
        first += 1
    while last >= first and (doc[last].is_space or doc[last].text in STOPS or _is_left_over(doc[last])):
        last -= 1
    if last < first:
        return Span(0, 0)
    span = trimmed(annotation.text, doc[first].idx, doc[last].idx + len(doc[last]))
    return _without_marks(annotation, span)


def _is_left_over(token: Token) -> bool:
    """Whether an "and" behind a comma or a closing mark joins what is no content any more."""
    return token.lower_ in ("and", "but") and token.i > 0 and token.nbor(-1).text in (",", *CLOSING)


def _without_marks(annotation: Annotation, span: Span) -> Span:
    """A content that is one whole quotation loses its marks; one that ends with quoted words keeps the closing mark."""
    for quotation in annotation.quotations:
        if quotation.outer.start == span.start and quotation.outer.end in (span.end, span.end + 1):
            return quotation.inner
        if (
            span.start < quotation.outer.start
            and quotation.closed
            and span.end in range(quotation.inner.end - 1, quotation.outer.end + 1)
        ):
            return Span(span.start, quotation.outer.end)
    return span


def form_of(annotation: Annotation, spans: tuple[Span, ...]) -> Form:
    """Mixed where quoted words of two or more stand inside, direct where a quotation is all."""
    inside = [one for one in annotation.quotations if any(span.meets(one.inner) for span in spans)]
    if any(one.inner.holds(span) for span in spans for one in inside):
        return Form.DIRECT
    long = [one for one in inside if len(one.inner.of(annotation.text).split()) > 1]
    return Form.MIXED if long else Form.INDIRECT


def is_finite(clause: Token) -> bool:
    """A clause with tense: "that it will go", not "to go" or "going"."""
    if clause.tag_ in ("VBD", "VBZ", "VBP", "MD"):
        return True
    if any(
        one.dep_ in ("aux", "auxpass", "cop") and one.tag_ in ("VBD", "VBZ", "VBP", "MD") for one in clause.children
    ):
        return True
    return (
        child(clause, "mark") is not None
        and clause.tag_ not in ("VBG",)
        and child(clause, "nsubj", "nsubjpass", "expl") is not None
    )
