"""One actor, lately: with whom it has most to do, and what is still asked of it. As much work whatever is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import msgspec
from sqlalchemy import select

from dragoman.ledger import days
from dragoman.ledger.history import MeetingHistory
from dragoman.ledger.meetings import meetings
from dragoman.ledger.positions import Thread, positions
from dragoman.ledger.questions import Question, questions
from dragoman.ledger.sides import key as known_by
from dragoman.ledger.told import Told
from dragoman.model import Event, Stance
from dragoman.store.database import Database
from dragoman.store.ledgers.answers import ACTS, LATELY
from dragoman.store.numbers import TAIL
from dragoman.store.rows import key
from dragoman.store.schema.press import records, sides
from dragoman.store.told.records import TYPES, told

AMONG = 1000
"""Acts of one side, the newest, among which partners are counted."""
STANDS = 100
"""Positions of one side, the newest, from which its threads are made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Somebody with whom a side has to do: acts *by* the side upon it, *from* it upon the side, and *together*."""

    name: str
    by: int
    towards: int
    together: int

    @property
    def acts(self) -> int:
        return self.by + self.towards + self.together


def partners(database: Database, side: str, *, until: date, most: int = 10) -> list[Partner]:
    """Those with whom *side* has most acts among its newest, as the reader read them."""
    wanted = select(records.c.body).select_from(sides.join(records, records.c.number == sides.c.record))
    wanted = wanted.where(sides.c.side == key(side), sides.c.type.in_(TYPES["event"]), records.c.current)
    wanted = wanted.where(sides.c.record < (until.toordinal() + 1) << TAIL, records.c.kind == "event")
    counts: dict[str, Counter[str]] = {}
    with database.reads() as connection:
        for body in connection.execute(wanted.order_by(sides.c.record.desc()).limit(AMONG)).scalars():
            for name, how in _with(msgspec.json.decode(body, type=Event), side):
                counts.setdefault(name, Counter())[how] += 1
    every = [
        Partner(name=name, by=how["by"], towards=how["towards"], together=how["together"])
        for name, how in counts.items()
    ]
    return sorted(every, key=lambda one: (-one.acts, one.name))[:most]


def _with(event: Event, side: str) -> Iterator[tuple[str, str]]:
    """Everybody else in an act, and how they are in it beside *side*."""
    acts = known_by(side) in map(known_by, event.actors)
    suffers = known_by(side) in map(known_by, event.recipients)
    others = {name for name in (*event.actors, *event.recipients) if name.strip() and known_by(name) != known_by(side)}
    for name in others:
        if name in event.recipients and acts:
            yield name, "by"
        elif name in event.actors and suffers:
            yield name, "towards"
        elif name in event.actors and acts and not event.recipients:
            yield name, "together"


def told_lately(database: Database, side: str, kind: str, *, until: date, most: int) -> list[Told]:
    """About the newest *most* records of a *kind* that *side* has a part in, whole days of them, oldest first."""
    wanted = select(sides.c.record).where(sides.c.side == key(side), sides.c.type.in_(TYPES[kind]))
    wanted = wanted.where(sides.c.record < (until.toordinal() + 1) << TAIL).order_by(sides.c.record.desc())
    with database.reads() as connection:
        number = connection.execute(wanted.offset(most).limit(1)).scalar()
    day = (number or 0) >> TAIL
    return told(database, kind, sides=(side,), begun=date.fromordinal(day) if day else None, until=until)


def meetings_lately(database: Database, *, until: date) -> tuple[MeetingHistory, ...]:
    """Every meeting of which something was told lately."""
    every = told(database, "meeting", since=days.later(until, -LATELY), earlier_versions=True)
    return tuple(meetings(one for one in every if one.day <= until))


def questions_lately(database: Database, *, until: date) -> tuple[Question, ...]:
    """Everything that was asked lately and has no answer."""
    since = days.later(until, -LATELY)
    every = told(database, "event", "position", types=(*ACTS, *Stance), since=since, until=until)
    return tuple(one for one in questions(every) if one.open)


def threads_lately(database: Database, side: str, *, until: date) -> list[Thread]:
    """Where a side has stood lately on every issue, the newest stand last."""
    newest = told_lately(database, side, "position", until=until, most=STANDS)
    return sorted(positions(newest, holder=side), key=lambda one: one.stands[-1].day)
