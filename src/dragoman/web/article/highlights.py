"""The article's very words, cut into stretches by the records that rest on them: nested and overlapping spans alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.model import Span

PARAGRAPH = "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lit:
    """Words that a record rests on: its *number* on the page and its *kind*. *strong* ones tell it (a cue, a trigger)."""

    span: Span
    number: int
    kind: str
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words on which the same records rest, the one with the fewest words first. *begins* are those begun here."""

    text: str
    lit: tuple[Lit, ...] = ()
    begins: tuple[int, ...] = ()

    @property
    def numbers(self) -> tuple[int, ...]:
        """The records that rest on these words, the innermost first."""
        return tuple(dict.fromkeys(one.number for one in self.lit))

    @property
    def classes(self) -> str:
        """The kind of the innermost record, the kind of the one around it, and everybody's number."""
        kinds = list(dict.fromkeys(one.kind for one in self.lit))
        around = [f"in-{kind}" for kind in kinds[1:2]]
        strong = ["strong"] if any(one.strong for one in self.lit) else []
        return " ".join((*kinds[:1], *around, *strong, *(f"n{number}" for number in self.numbers)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph of the text, which begins at *start*, as stretches."""

    start: int
    stretches: tuple[Stretch, ...]

    @property
    def text(self) -> str:
        return "".join(one.text for one in self.stretches)


def passages(text: str, lit: Iterable[Lit]) -> tuple[Passage, ...]:
    """The paragraphs of *text*; put together with a blank line between them, they are the text."""
    every = [one for one in lit if one.span.start < one.span.end]
    found = []
    begun: set[int] = set()
    at = 0
    for paragraph in text.split(PARAGRAPH):
        span = Span(at, at + len(paragraph))
        found.append(Passage(start=at, stretches=tuple(_stretches(text, span, every, begun))))
        at = span.end + len(PARAGRAPH)
    return tuple(found)


def _stretches(text: str, paragraph: Span, lit: Sequence[Lit], begun: set[int]) -> Iterator[Stretch]:
    """The stretches of one *paragraph*; the numbers of the records that begin in it join those *begun*."""
    here = [one for one in lit if one.span.meets(paragraph)]
    inner = {end for one in here for end in one.span if paragraph.start < end < paragraph.end}
    ends = sorted({paragraph.start, paragraph.end} | inner)
    for start, end in zip(ends, ends[1:], strict=False):
        over = tuple(sorted((one for one in here if one.span.meets(Span(start, end))), key=_width))
        begins = tuple(sorted({one.number for one in over} - begun))
        begun.update(begins)
        yield Stretch(text=text[start:end], lit=over, begins=begins)


def _width(one: Lit) -> tuple[int, int, bool]:
    return one.span.end - one.span.start, one.number, one.strong
