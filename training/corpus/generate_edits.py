"""Passages cut and reworded with their spans kept: a sentence out of a passage, actors swapped or masked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from dragoman.model import Span
from training.corpus.markup import Coded, Passage, Said

END = re.compile(r"[.!?…][”’\")]*\s+(?=[“‘\"(\[]?[A-Z0-9])|\n\n+")
ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Maj|Lt|Sgt|Capt|Cmdr|Adm|Gov|Sen|Rep|St|No|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec)"
    r"|\b[A-Z])\.\s+$"
)


def sentences(text: str) -> list[Span]:
    """The sentences of *text*, by its punctuation."""
    ends = [match.end() for match in END.finditer(text) if not ABBREVIATION.search(text[: match.end()])]
    edges = [0, *(end for end in ends if end < len(text)), len(text)]
    return [_trimmed(text, start, end) for start, end in pairwise(edges) if text[start:end].strip()]


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of *text*."""
    return [Span(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def cut(passage: Passage, at: Span) -> Passage:
    """What stands within *at*, alone. An event's party that is not named there is left out."""

    def moved(span: Span) -> Span:
        return Span(max(span.start, at.start) - at.start, min(span.end, at.end) - at.start)

    mentions = tuple((letter, moved(span)) for letter, span in passage.mentions if at.holds(span))
    named = {letter for letter, _ in mentions}
    return replace(
        passage,
        text=at.of(passage.text),
        mentions=mentions,
        events=tuple(_cut_event(event, named, moved) for event in passage.events if at.holds(event.trigger)),
        statements=tuple(_cut_said(said, at, moved) for said in passage.statements if _said_in(said, at)),
    )


def _cut_event(event: Coded, named: set[str], moved: Callable[[Span], Span]) -> Coded:
    actors, recipients = (
        tuple(letter for letter in side if letter in named) for side in (event.actors, event.recipients)
    )
    return replace(event, actors=actors, recipients=recipients, trigger=moved(event.trigger))


def _said_in(said: Said, at: Span) -> bool:
    return any(at.meets(span) for span in (*said.content, *said.cues))


def _cut_said(said: Said, at: Span, moved: Callable[[Span], Span]) -> Said:
    return replace(
        said,
        source=moved(said.source) if said.source is not None and at.holds(said.source) else None,
        cues=tuple(moved(span) for span in said.cues if at.holds(span)),
        content=tuple(moved(span) for span in said.content if at.meets(span)),
    )


def reworded(passage: Passage, edits: Sequence[tuple[Span, str]]) -> Passage:
    """*passage* with other words at some spans, which do not overlap; its own spans move along."""
    ordered = sorted(edits)
    moved = _mover(ordered)
    return replace(
        passage,
        text=_text(passage.text, ordered),
        mentions=tuple((letter, moved(span)) for letter, span in passage.mentions),
        events=tuple(replace(event, trigger=moved(event.trigger)) for event in passage.events),
        statements=tuple(
            replace(
                said,
                source=moved(said.source) if said.source is not None else None,
                cues=tuple(map(moved, said.cues)),
                content=tuple(map(moved, said.content)),
            )
            for said in passage.statements
        ),
    )


def _text(text: str, edits: Sequence[tuple[Span, str]]) -> str:
    at, parts = 0, []
    for span, words in edits:
        parts += [text[at : span.start], words]
        at = span.end
    return "".join([*parts, text[at:]])


def _mover(edits: Sequence[tuple[Span, str]]) -> Callable[[Span], Span]:
    """Where a span of the old text stands in the new one; a span that ends within an edit takes all of it."""

    def edge(position: int, *, end: bool) -> int:
        shift = 0
        for span, words in edits:
            if span.start < position < span.end:
                return span.start + shift + (len(words) if end else 0)
            if span.end <= position:
                shift += len(words) - (span.end - span.start)
        return position + shift

    return lambda span: Span(edge(span.start, end=False), edge(span.end, end=True))


def joined(first: Passage, second: Passage) -> Passage:
    """Two passages as one paragraph; the second's letters and numbers are told apart by a prime."""
    base = len(first.text) + 1

    def moved(span: Span) -> Span:
        return Span(span.start + base, span.end + base)

    return replace(
        first,
        text=f"{first.text} {second.text}",
        mentions=(*first.mentions, *((f"{letter}'", moved(span)) for letter, span in second.mentions)),
        events=(*first.events, *(_primed(event, moved) for event in second.events)),
        statements=(
            *first.statements,
            *(
                replace(
                    said,
                    letter=f"{said.letter}'",
                    speaker=f"{said.speaker}'" if said.speaker is not None else None,
                    source=moved(said.source) if said.source is not None else None,
                    cues=tuple(map(moved, said.cues)),
                    content=tuple(map(moved, said.content)),
                )
                for said in second.statements
            ),
        ),
    )


def _primed(event: Coded, moved: Callable[[Span], Span]) -> Coded:
    return replace(
        event,
        number=f"{event.number}'",
        actors=tuple(f"{letter}'" for letter in event.actors),
        recipients=tuple(f"{letter}'" for letter in event.recipients),
        trigger=moved(event.trigger),
    )


def spans(passage: Passage) -> Iterator[Span]:
    """Every span of a passage, for checks."""
    yield from (span for _, span in passage.mentions)
    yield from (event.trigger for event in passage.events)
    for said in passage.statements:
        yield from (*said.cues, *said.content)
        if said.source is not None:
            yield said.source
