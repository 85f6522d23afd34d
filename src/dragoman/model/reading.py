"""All that one page gave."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.article import Article
from dragoman.model.records import Entity, Event, Meeting, Position, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Which reader made a reading: versions of program and model, digest of the knowledge rows."""

    program: str
    model: str
    knowledge: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An article with everything it tells, by the codebook."""

    reader: Reader
    article: Article
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    positions: tuple[Position, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A page that holds no article or cannot be read. *stage* is the room that gave up."""

    source: str
    stage: str
    reason: str
