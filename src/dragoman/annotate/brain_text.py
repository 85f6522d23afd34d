"""Text → word pieces with their place, as the encoder reads them. The same in training and at run time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from dragoman.annotate.quotations import quotations
from dragoman.model import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LONGEST = 192  # pieces, with the two at the ends; what lies behind is not read


class Quoted(IntEnum):
    """Where a piece stands to the quotation marks of its paragraph."""

    OUTSIDE = 0
    INSIDE = 1
    MARK = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """A text in word pieces, [CLS] first and [SEP] last. *spans* are characters; *heads* says which pieces begin a word."""

    ids: tuple[int, ...]
    spans: tuple[Span, ...]
    quoted: tuple[Quoted, ...]
    heads: tuple[bool, ...]

    def within(self, span: Span) -> range:
        """The pieces that share a character with *span*."""
        touched = [at for at, piece in enumerate(self.spans) if piece.start < piece.end and piece.meets(span)]
        return range(touched[0], touched[-1] + 1) if touched else range(0)


def pieces(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Pieces]:
    """The pieces of each text, one paragraph or sentence each."""
    return [
        _pieces(text, encoding.ids, encoding.offsets, encoding.word_ids)
        for text, encoding in zip(texts, tokenizer.encode_batch(list(texts)), strict=True)
    ]


def _pieces(text: str, ids: list[int], offsets: list[tuple[int, int]], words: list[int | None]) -> Pieces:
    if len(ids) > LONGEST:
        keep = LONGEST - 1
        ids, offsets, words = [*ids[:keep], ids[-1]], [*offsets[:keep], offsets[-1]], [*words[:keep], None]
    return Pieces(
        ids=tuple(ids),
        spans=tuple(Span(start, end) for start, end in offsets),
        quoted=_quoted(text, offsets),
        heads=tuple(word is not None and word != before for word, before in zip(words, [None, *words], strict=False)),
    )


def _quoted(text: str, offsets: list[tuple[int, int]]) -> tuple[Quoted, ...]:
    state = [Quoted.OUTSIDE] * (len(text) + 1)
    for quotation in quotations(text, Span(0, len(text))):
        for at in range(*quotation.outer):
            state[at] = Quoted.INSIDE
        state[quotation.outer.start] = Quoted.MARK
        if quotation.closed:
            state[quotation.outer.end - 1] = Quoted.MARK
    return tuple(state[start] if start < end else Quoted.OUTSIDE for start, end in offsets)
