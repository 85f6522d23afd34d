"""The cue rows of events by head word, and the one that fits at a word."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from dragoman import knowledge
from dragoman.extract import frames
from dragoman.extract.event_records import Found
from dragoman.extract.status import is_to_come
from dragoman.knowledge import EventCue, Speech
from dragoman.model import EventType


@cache
def event_index() -> dict[tuple[Speech, str], tuple[EventCue, ...]]:
    return frames.indexed(knowledge.event_cues())


def best(token: Token) -> Found | None:
    """The row that fits *token* most closely."""
    fitting = frames.fitting(event_index(), token)
    found = next((one for one in fitting if one[0].scope != "future" or is_to_come(token)), None)
    return Found(token, *found) if found is not None else None


def alone(one: Found) -> Found | None:
    """The row that fits where only one side is told of what several do together: its drills."""
    joint = one.row.type == EventType.COOPERATE and "both" in one.row.actor
    rows = frames.fitting(event_index(), one.token) if joint else []
    found = next((other for other in rows if "both" not in other[0].actor), None)
    return Found(one.token, *found) if found is not None else None
