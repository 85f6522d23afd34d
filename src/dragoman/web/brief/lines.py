"""A line of the brief as the page shows it: the claim, who says so, the channel, the words, and ways further."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.ledger.briefing import Line
from dragoman.ledger.history import MeetingHistory, Step
from dragoman.ledger.positions import Move, Stand
from dragoman.ledger.questions import Question
from dragoman.ledger.sides import called
from dragoman.model import Event
from dragoman.publish.ledger_claims import claim
from dragoman.publish.ledger_page import claimed
from dragoman.web.addresses import actor_address, dyad_address
from dragoman.web.reports import Origin, attested, reports

Way = tuple[str, str]
"""An address and what stands there."""
BOTH, MOST_SIDES = 2, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A line. *kind* names its colour, *id* is what the page can be asked to go on after; *ways* lead further."""

    id: str
    kind: str
    claim: str
    move: str
    says: str
    channel: str | None
    origins: tuple[Origin, ...]
    ways: tuple[Way, ...]

    @property
    def quote(self) -> str:
        return self.origins[0].first.quote

    @property
    def attested(self) -> str:
        return attested(self.origins)


def shown(line: Line) -> Shown:
    """*line* as it is shown."""
    told = reports(line.told)
    return Shown(
        id=told[0].first.record,
        kind=_kind(line),
        claim=claim(line),
        move=_move(line),
        says=claimed(line.told),
        channel=line.channel,
        origins=told,
        ways=tuple(_ways(line)),
    )


def _move(line: Line) -> str:
    """How a position has moved, where it has."""
    stand = line.subject
    return str(stand.move) if isinstance(stand, Stand) and stand.move is not Move.FIRST_SAID else ""


def _kind(line: Line) -> str:
    match line.subject:
        case Event():
            return "event"
        case Step() | MeetingHistory():
            return "meeting"
        case Stand():
            return "position"
        case Question():
            return "question"


def _ways(line: Line) -> Iterable[Way]:
    if line.meeting is not None:
        yield f"/meeting/{line.meeting.id}", "the meeting's history"
    sides = list(dict.fromkeys(one for one in _sides(line) if one.strip()))
    if len(sides) == BOTH and not any("/" in side for side in sides):
        yield dyad_address(*sides), " and ".join(called(side) for side in sides)
    yield from ((actor_address(side), called(side)) for side in sides[:MOST_SIDES])


def _sides(line: Line) -> tuple[str, ...]:
    match line.subject:
        case Event() as event:
            return (*event.actors, *event.recipients)
        case Stand() as stand:
            return (stand.holder,)
        case Question() as question:
            return (question.asker, *question.addressees)
        case _:
            return line.meeting.parties if line.meeting else ()
