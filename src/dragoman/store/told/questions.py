"""The questions that nobody has answered: found among all that was asked lately, without reading the articles of the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection

from dragoman.ledger.bare import Light
from dragoman.ledger.questions import (
    ASKING,
    REPLIES,
    Ask,
    Group,
    Heard,
    Question,
    Telling,
    asked_first,
    asked_in,
    first_of,
    in_line,
    question,
)
from dragoman.ledger.told import Told, in_order
from dragoman.model import EventType, Stance
from dragoman.store.told.by_key import rows_numbered, told_of_rows

ASKED = [EventType.REQUEST, *(one for one in REPLIES if isinstance(one, EventType))]
STANCES = [*ASKING, *(one for one in REPLIES if isinstance(one, Stance))]
"""Acts and stances that ask and that answer."""

Asks = Sequence[Ask[Telling]]
Wanted = Callable[[Group, Asks], bool]


def open_questions(
    connection: Connection, light: Iterable[Light], whole: list[Told], wanted: Wanted
) -> tuple[Question, ...]:
    """The *wanted* ones of the questions that are open, of all that is told, lightly or as a whole."""
    every: list[Telling] = [*sorted(light, key=_place), *whole]
    groups = {group: asks for group, asks in asked_in(every).items() if wanted(group, asks)}
    heard = Heard(every, (ask for asks in groups.values() for ask in asked_first(asks)))
    unheard = {group: asks for group, asks in groups.items() if may_be_open(asks, heard)}
    told = in_order([*whole, *_whole(connection, light, unheard.values())])
    found = (asks for group, asks in asked_in(told).items() if group in unheard)
    return in_line(question(asks, Heard[Told]((), ())) for asks in found if is_open(asks, heard))


def may_be_open(asks: Asks, heard: Heard[Telling]) -> bool:
    """Whether one of those that were asked first has no answer: whichever of them that is, its articles decide."""
    return any(next(heard.answers(ask), None) is None for ask in asked_first(asks))


def is_open(asks: Sequence[Ask[Told]], heard: Heard[Telling]) -> bool:
    """Whether what was asked first has no answer."""
    return next(heard.answers(first_of(asks)), None) is None


def _place(one: Light) -> tuple[object, ...]:
    """Where a record stands in its article."""
    span = one.record.evidence
    return one.day, one.page, span.start, span.end, one.record.id


def _whole(connection: Connection, light: Iterable[Light], several: Iterable[Asks]) -> list[Told]:
    """What is asked in *several* questions and in the same words, with its articles."""
    asked = [one for asks in several for ask in asks for one in (ask.told, *ask.same)]
    found = rows_numbered(connection, (one.number for one in asked if isinstance(one, Light)))
    ids = {one.record.id for one in light}
    return (
        [one for one in told_of_rows(connection, ("event", "position"), found) if one.record.id in ids] if found else []
    )
