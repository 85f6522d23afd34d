"""Text between quotation marks: certain where syntax is not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.model import Span

PAIRS = {"“": "”", "«": "»", "„": "“"}
STRAIGHT = '"'
MARKS = re.compile("[" + STRAIGHT + "".join(PAIRS) + "]")


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
        at = mark.start()
        if at >= end and (closing := _closing(text, at, paragraph)) is not None:
            found.append(_from(text, at, closing, paragraph))
            end = found[-1].outer.end
    return tuple(found)


def _closing(text: str, at: int, paragraph: Span) -> str | None:
    """The mark that would close what the mark *at* a place opens, if it opens anything."""
    if text[at] == STRAIGHT:
        before = text[at - 1] if at > paragraph.start else " "
        return STRAIGHT if not before.isalnum() else None
    return PAIRS[text[at]]


def _from(text: str, at: int, closing: str, paragraph: Span) -> Quotation:
    end = text.find(closing, at + 1, paragraph.end)
    closed = end >= 0
    end = end if closed else paragraph.end
    inner = _trimmed(text, at + 1, end)
    return Quotation(inner=inner, outer=Span(at, end + 1 if closed else end), closed=closed)


def _trimmed(text: str, start: int, end: int) -> Span:
    """Without white space, and without the comma before a closing mark, which is not content."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return Span(start, end)
