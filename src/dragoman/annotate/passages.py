"""What the brain reads in one go: a paragraph, cut between sentences where it is long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.annotate.brain import Attributed, Encoded, brain
from dragoman.model import Span

MOST = 600  # characters that are read together, about 160 word pieces


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article as the brain read it; what it answers counts from the start of *span*."""

    span: Span
    encoded: Encoded

    def attributions(self) -> Iterator[Attributed]:
        """Who said what, with offsets in the article."""
        for one in self.encoded.attributions():
            yield Attributed(
                source=self.placed(one.source) if one.source is not None else None,
                cue=self.placed(one.cue) if one.cue is not None else None,
                content=tuple(self.placed(span) for span in one.content),
                score=one.score,
            )

    def placed(self, span: Span) -> Span:
        return Span(span.start + self.span.start, span.end + self.span.start)

    def inner(self, span: Span) -> Span:
        """Offsets of the article as offsets of the passage."""
        return Span(max(0, span.start - self.span.start), max(0, span.end - self.span.start))


def passages(text: str, paragraphs: Iterable[Span], sentences: Iterable[Span]) -> tuple[Passage, ...]:
    """The passages of *text*, each read once."""
    parts = list(_parts(paragraphs, list(sentences)))
    read = brain().encode([part.of(text) for part in parts]) if parts else []
    return tuple(Passage(part, one) for part, one in zip(parts, read, strict=True))


def _parts(paragraphs: Iterable[Span], sentences: list[Span]) -> Iterator[Span]:
    for paragraph in paragraphs:
        start = end = paragraph.start
        for one in (sentence for sentence in sentences if paragraph.holds(sentence)):
            if end > start and one.end - start > MOST:
                yield Span(start, end)
                start = one.start
            end = one.end
        if end > start:
            yield Span(start, end)
