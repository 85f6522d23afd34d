"""What a ledger claims, in a line of plain words."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.ledger.briefing import Line
from dragoman.ledger.history import MeetingHistory, Step
from dragoman.ledger.positions import Move, Stand
from dragoman.ledger.posture import Movement
from dragoman.ledger.questions import Question
from dragoman.ledger.sides import called
from dragoman.model import Event, EventType
from dragoman.publish.wording import ACTS, VISIT, days, listed, told, when, where

MOVES = {
    EventType.MOBILIZE: "moves or raises forces",
    EventType.RETREAT: "steps back",
    EventType.CONCEDE: "is to step back",
}


def named(sides: Iterable[str]) -> str:
    """`Russia and United States`."""
    return listed([called(side) for side in sides], {}) or "Somebody not named"


def claim(line: Line) -> str:
    """What a line of the brief says."""
    match line.subject:
        case Event() as event:
            return act(event)
        case Step() as step:
            sides = named(line.meeting.parties) if line.meeting else "Somebody not named"
            return f"{sides}: meeting {stage(step)}"
        case MeetingHistory() as meeting:
            return meeting_claim(meeting)
        case Stand() as stand:
            return stand_claim(stand)
        case Question() as question:
            return question_claim(question)


def act(event: Event) -> str:
    """`Russia → Ukraine: accuses (ACCUSE)`."""
    one, several, _ = ACTS[event.type]
    if event.type is EventType.CONSULT and event.mode == "visit":
        one, several = VISIT
    towards = f" → {named(event.recipients)}" if event.recipients else ""
    kind = f"{event.type} {event.mode}" if event.mode else str(event.type)
    return f"{named(event.actors)}{towards}: {several if len(event.actors) > 1 else one} ({kind})"


def meeting_claim(meeting: MeetingHistory) -> str:
    """`Russia and United States: talks scheduled for 10 January 2022, Geneva (CHE)`."""
    about = f", on {meeting.topic}" if meeting.topic else ""
    day = days(meeting.date) if meeting.date else "date not told"
    return f"{named(meeting.parties)}: meeting {meeting.status}, " + told(day, where(meeting.place)) + about


def stage(step: Step) -> str:
    """`scheduled (moved) · 10 January 2022 · Geneva (CHE)`."""
    change = f"{step.status}" if step.change in ("first told", "status") else f"{step.status} ({step.change})"
    return told(change, when(step.date), where(step.place))


def stand_claim(stand: Stand) -> str:
    """`Russia demands: legal guarantees`."""
    return f"{called(stand.holder)} {stand.stance}: {stand.issues[0]}"


def stand_move(stand: Stand) -> str:
    """How it stands to what was said before; empty for a first word."""
    return "" if stand.move is Move.FIRST_SAID else str(stand.move)


def question_claim(question: Question) -> str:
    """`Russia asks United States: legal guarantees`; of an act alone its issue, where that is known."""
    told_alone = question.words == question.asked[0].quote
    what = question.issue if told_alone else question.words
    whom = f" {named(question.addressees)}" if question.addressees else ""
    asked = f"{called(question.asker)} asks{whom}"
    return f"{asked} for what is quoted" if what == question.asked[0].quote else f"{asked}: {what}"


def movement_claim(movement: Movement) -> str:
    """`Russia: moves or raises forces near Ukraine (MOBILIZE troops)`."""
    near = f" near {named(movement.near)}" if movement.near and movement.type is EventType.MOBILIZE else ""
    kind = f"{movement.type} {movement.mode}" if movement.mode else str(movement.type)
    return f"{named(movement.actors)}: {MOVES[movement.type]}{near} ({kind})"
