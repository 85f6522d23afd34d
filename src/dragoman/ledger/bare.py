"""Acts and positions with no more than asking and answering take: of very many, only that is decoded."""

from __future__ import annotations

from datetime import date
from typing import Protocol

import msgspec

from dragoman.model import Event, EventStatus, EventType, Interval, Position, Span, Stance


class BareEvent(msgspec.Struct, frozen=True, gc=False):
    """What an `Event` says."""

    id: str
    type: EventType
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: EventStatus
    date: Interval | None
    evidence: Span


class BarePosition(msgspec.Struct, frozen=True, gc=False):
    """What a `Position` says."""

    id: str
    holder: str
    stance: Stance
    issue: str
    date: Interval | None
    evidence: Span


class Light(msgspec.Struct, frozen=True, gc=False):
    """A *record* by its *number*, told on a *day* in the words of *quote*; its *page* goes by its reading."""

    number: int
    record: BareEvent | BarePosition | Event | Position
    quote: str
    page: str
    day: date


class Dated(Protocol):
    """Whatever tells of a day."""

    @property
    def date(self) -> Interval | None: ...


ACT, TAKEN = (Event, BareEvent), (Position, BarePosition)
"""What `isinstance` is asked for."""
