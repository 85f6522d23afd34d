"""The nouns: what Dragoman writes down. Frozen, typed, no I/O."""

from dragoman.model.article import Article, LeftOut, article_of
from dragoman.model.codec import decode, encode, schema
from dragoman.model.errors import DragomanError, KnowledgeError, Unreadable
from dragoman.model.ids import digest
from dragoman.model.reading import Reader, Reading, Rejected
from dragoman.model.records import (
    By,
    Entity,
    Event,
    Meeting,
    Place,
    Position,
    Speaker,
    Statement,
)
from dragoman.model.spans import Interval, Span
from dragoman.model.words import (
    Basis,
    EntityKind,
    EventStatus,
    EventType,
    Form,
    LeftOutKind,
    Medium,
    MeetingStatus,
    Sector,
    Stance,
)

__all__ = [
    "Article",
    "Basis",
    "By",
    "DragomanError",
    "Entity",
    "EntityKind",
    "Event",
    "EventStatus",
    "EventType",
    "Form",
    "Interval",
    "KnowledgeError",
    "LeftOut",
    "LeftOutKind",
    "Medium",
    "Meeting",
    "MeetingStatus",
    "Place",
    "Position",
    "Reader",
    "Reading",
    "Rejected",
    "Sector",
    "Span",
    "Speaker",
    "Stance",
    "Statement",
    "Unreadable",
    "article_of",
    "decode",
    "digest",
    "encode",
    "schema",
]
