"""What an article tells: entities, statements, events, meetings, positions."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.spans import Interval, Span
from dragoman.model.words import (
    EntityKind,
    EventStatus,
    EventType,
    Form,
    Medium,
    MeetingStatus,
    Sector,
    Stance,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """The rule or model head that made a record, and its score from 0 to 1 where it gives one."""

    rule: str
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place on the earth. *code* is the state's ISO 3166-1 alpha-3; degrees are WGS 84, null for a region."""

    name: str
    code: str | None
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Somebody or something that acts or is named. *code* is the state or body that it is or acts for."""

    id: str
    name: str
    kind: EntityKind
    code: str | None
    sector: Sector | None
    mentions: tuple[Span, ...]
    by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks. *span* is the mention in this sentence; name, code and sector are resolved through the article."""

    entity: str | None
    name: str
    code: str | None
    sector: Sector | None
    anonymous: bool
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """*speaker* says *content*; null where nobody is told to have said it."""

    id: str
    speaker: Speaker | None
    cue: Span | None
    content: tuple[Span, ...]
    form: Form
    medium: Medium | None
    addressee: str | None
    date: Interval | None
    by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """*actors* do something of *type* to *recipients*.

    *score* is the PLOVER manual's from conflict (−10) to cooperation (+10); *confidence* is ours, 0 to 1.
    *statement* is the id of the one in whose content the act is told.
    """

    id: str
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: EventStatus
    date: Interval | None
    place: Place | None
    statement: str | None
    trigger: Span
    evidence: Span
    score: float
    confidence: float
    by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """*parties* meet, or mean to, through *channel*."""

    id: str
    parties: tuple[str, ...]
    channel: str | None
    place: Place | None
    date: Interval | None
    statement: str | None
    status: MeetingStatus
    topic: str | None
    evidence: Span
    by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where *holder* stands on *issue*."""

    id: str
    holder: str
    stance: Stance
    issue: str
    date: Interval | None
    statement: str | None
    evidence: Span
    by: By
