"""Channels with their sessions: which forum or format met when, and who belongs to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.knowledge import ChannelKind
from dragoman.ledger.history import MeetingHistory
from dragoman.ledger.sides import channel_name, channel_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelSessions:
    """A channel's *sessions* by their day; *kind* and *members* where the rows know it."""

    name: str
    kind: ChannelKind | None
    members: tuple[str, ...]
    sessions: tuple[MeetingHistory, ...]


def channels(meetings: Iterable[MeetingHistory]) -> tuple[ChannelSessions, ...]:
    """Every channel that a meeting goes through, by name; the meetings are in the order of their days."""
    found: dict[str, list[MeetingHistory]] = {}
    for one in meetings:
        if one.channel:
            found.setdefault(channel_name(one.channel), []).append(one)
    return tuple(_sessions(name, tuple(held)) for name, held in sorted(found.items()))


def _sessions(name: str, held: tuple[MeetingHistory, ...]) -> ChannelSessions:
    row = channel_of(name)
    return ChannelSessions(name=name, kind=row.kind if row else None, members=row.members if row else (), sessions=held)
