"""The act between two given parties: the pair head, or without it the event rows, with spans given instead of found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.annotate import Annotation
from dragoman.annotate.brain import Asked, brain
from dragoman.extract import frames
from dragoman.extract.clauses import coordinated
from dragoman.extract.event_records import Found, promised
from dragoman.extract.events import absorbed, cues
from dragoman.extract.status import outlook
from dragoman.model import EventStatus, EventType, Span

DEFAULT_ACTOR = ("subj", "poss", "by", "of")


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """What one party does to another, if it does anything: each type's share, and each status's."""

    types: dict[EventType, float]
    statuses: dict[EventStatus, float]


def acts_between(annotation: Annotation, source: Span, target: Span) -> Between | None:
    """What *source* does to *target*; null where no row fits. An empty span is a party that is not told."""
    told = [span for span in (source, target) if span.start < span.end]
    read = annotation.read_by_brain(annotation.paragraphs)
    passage = next((one for one in read if all(one.span.holds(span) for span in told)), None)
    if passage is not None:
        asked = [passage.inner(span) if span in told else None for span in (source, target)]
        (answer,) = brain().pairs(passage.encoded, [Asked(source=asked[0], target=asked[1])])
        return Between(types=answer.types, statuses=answer.statuses)
    act = _by_rows(annotation, source, target)
    return Between(types={act: 1.0}, statuses={EventStatus.ACTUAL: 1.0}) if act is not None else None


def _by_rows(annotation: Annotation, source: Span, target: Span) -> EventType | None:
    """By the cue row that joins the two most closely."""
    found = cues(annotation)
    taken = absorbed(found)
    best: tuple[float, Found] | None = None
    for one in found.values():
        score = _score(one, source, target) - (2.0 if one.token.i in taken else 0.0)
        if best is None or score > best[0]:
            best = (score, one)
    if best is None:
        return None
    one = best[1]
    view = outlook(annotation, one.token, one.row, {at: other.row for at, other in found.items()})
    kind = promised(one.row, view)[0] if view is not None else one.row.type
    return kind or one.row.type


def _score(one: Found, source: Span, target: Span) -> float:
    """How well the row's own slots lie on the two spans, then how near its word stands to them."""
    actors = _tokens(one, one.row.actor or DEFAULT_ACTOR)
    recipients = _tokens(one, one.row.recipient)
    both = "both" in one.row.actor
    score = 3.0 * _on(actors, source) + 3.0 * _on(recipients, target) + (2.0 if both else 0.0)
    score -= 1.5 * _on(actors, target) * (not both) + 1.5 * _on(recipients, source)
    middle = (min(source.end, target.end) + max(source.start, target.start)) / 2
    inside = source.start <= one.token.idx < source.end or target.start <= one.token.idx < target.end
    return score + one.fit.weight * 0.15 - abs(one.token.idx - middle) / 80 - (1.0 if inside else 0.0)


def _tokens(one: Found, slots: Iterable[str]) -> list[Token]:
    names = ("subj", "obj", "with", "between", "of") if "both" in slots else tuple(slots)
    return [
        part
        for name in names
        if name not in ("none", "")
        for token in frames.slot(one.token, one.fit, name)
        for part in coordinated(token)
    ]


def _on(tokens: Iterable[Token], span: Span) -> bool:
    return any(span.start <= token.idx < span.end or token.left_edge.idx <= span.start < token.idx for token in tokens)
