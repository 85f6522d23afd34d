"""Text between quotation marks: certain where syntax is not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.model import Span

PAIRS = {"“": "”", "«": "»", "„": "“", "``": "''"}
STRAIGHT = ('"', "''")
MARKS = re.compile("|".join((*STRAIGHT, *PAIRS)))
CLOSING = (*STRAIGHT, "”", "»")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words in quotation marks. *inner* is without the marks, *outer* with them.

    *closed* is false for a quotation that runs on to the paragraph's end (and into the next one that opens anew).
    """

    inner: Span
    outer: Span
    closed: bool


def quotations(text: str, paragraph: Span) -> tuple[Quotation, ...]:
    """The quotations of a paragraph. Single marks are not taken: they are apostrophes too often."""
    found: list[Quotation] = []
    end = paragraph.start
    for mark in MARKS.finditer(text, paragraph.start, paragraph.end):
        if mark.start() >= end and (closing := _closing(text, mark, paragraph)) is not None:
            found.append(_from(text, mark, closing, paragraph))
            end = found[-1].outer.end
    return tuple(found)


def _closing(text: str, mark: re.Match[str], paragraph: Span) -> str | None:
    """The mark that would close what *mark* opens, if it opens anything."""
    if mark.group() in STRAIGHT:
        before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
        return mark.group() if not before.isalnum() else None
    return PAIRS[mark.group()]


def _from(text: str, mark: re.Match[str], closing: str, paragraph: Span) -> Quotation:
    end = text.find(closing, mark.end(), paragraph.end)
    closed = end >= 0
    end = end if closed else paragraph.end
    outer = Span(mark.start(), end + len(closing) if closed else end)
    return Quotation(inner=_trimmed(text, mark.end(), end), outer=outer, closed=closed)


def _trimmed(text: str, start: int, end: int) -> Span:
    """Without white space, and without the comma before a closing mark, which is not content."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return Span(start, end)
