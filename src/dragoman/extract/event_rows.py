"""The cue rows of events by head word, and the one that fits at a word."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from dragoman import knowledge
from dragoman.extract import frames
from dragoman.extract.event_records import Found
from dragoman.knowledge import EventCue, Speech


@cache
def event_index() -> dict[tuple[Speech, str], tuple[EventCue, ...]]:
    return frames.indexed(knowledge.event_cues())


def best(token: Token) -> Found | None:
    """The row that fits *token* most closely."""
    found = frames.fitting(event_index(), token)
    return Found(token, *found[0]) if found else None
