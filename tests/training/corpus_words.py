"""Passages for the tests of the corpus's tools, written in its own mark-up."""

from __future__ import annotations

from training.corpus.frames import Frame, frame
from training.corpus.markup import Passage, passage


def coded(text: str, *codes: str, id: str = "t-1", style: str = "newswire") -> Passage:
    """A passage from its marked words, a line a paragraph, and its code lines."""
    lines = [f"@ {id} {style} africa international", *text.splitlines(), *(f": {code}" for code in codes)]
    return passage(list(enumerate(lines, start=1)))


def framed(template: str, *, type: str = "AID", mode: str = "", sense: str = "give.1") -> Frame:
    """A frame from its template."""
    return frame([sense, type, mode, "verb", template, ""])
