"""Two sides: which pairs the press tells most of, and what each of a pair asks for and does near the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

import msgspec
from sqlalchemy import select

from dragoman.ledger import days
from dragoman.ledger.positions import Thread, positions
from dragoman.ledger.posture import Movement
from dragoman.ledger.questions import Question, questions
from dragoman.ledger.sides import key, keys
from dragoman.ledger.told import Told
from dragoman.model import Event, EventType
from dragoman.store.database import Database
from dragoman.store.ledgers.answers import ACTS, LATELY, posture_of
from dragoman.store.numbers import TAIL
from dragoman.store.rows import key as filed
from dragoman.store.schema.press import records
from dragoman.store.told.records import told

AMONG = 3000
"""Acts, the newest, among which pairs are counted: the same work however much is stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two *sides* with so many *acts* between them, the newest of which touches the day *last*."""

    sides: tuple[str, str]
    acts: int
    last: date | None


def busiest_pairs(database: Database, *, until: date, most: int = 12) -> list[Pair]:
    """The pairs with most acts among the newest that are stored, as the reader read them."""
    wanted = select(records.c.body, records.c.first).where(records.c.kind == "event", records.c.current)
    wanted = wanted.where(records.c.type.in_([filed(type) for type in EventType]))
    wanted = wanted.where(records.c.number < (until.toordinal() + 1) << TAIL)
    counts: Counter[tuple[str, str]] = Counter()
    newest: dict[tuple[str, str], date] = {}
    with database.reads() as connection:
        for body, first in connection.execute(wanted.order_by(records.c.number.desc()).limit(AMONG)):
            for pair in set(_pairs(msgspec.json.decode(body, type=Event))):
                counts[pair] += 1
                if first:
                    newest.setdefault(pair, first)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [Pair(sides=pair, acts=count, last=newest.get(pair)) for pair, count in ordered[:most]]


def _pairs(event: Event) -> Iterator[tuple[str, str]]:
    """Who acts upon whom, or with whom on nobody, in the order of their names."""
    both = product(event.actors, event.recipients) if event.recipients else combinations(event.actors, 2)
    for one, other in both:
        if one.strip() and other.strip() and key(one) != key(other):
            yield (one, other) if one < other else (other, one)


def asked_between(database: Database, both: tuple[str, str], *, until: date) -> list[Question]:
    """What either of two sides has asked the other lately and has had no answer to."""
    acts = told(database, "event", sides=both, types=ACTS, since=days.later(until, -LATELY), until=until)
    stances = [one for side in both for one in _stances(database, side, until)]
    pair = keys(both)
    every = questions([*acts, *stances])
    return [one for one in every if one.open and {key(one.asker), *keys(one.addressees)} >= pair]


def stands_between(database: Database, both: tuple[str, str], *, until: date) -> dict[str, list[Thread]]:
    """Where each of two sides has stood lately on every issue, with what the other answers."""
    every = positions(one for side in both for one in _stances(database, side, until))
    return {side: [one for one in every if key(one.holder) == key(side)] for side in both}


def _stances(database: Database, side: str, until: date) -> list[Told]:
    return told(database, "position", sides=(side,), since=days.later(until, -LATELY), until=until)


def moved_near(database: Database, side: str, other: str, *, until: date) -> list[Movement]:
    """What the forces of a *side* have done lately near the *other*: facing it, or on its soil."""
    every = posture_of(database, side, since=days.later(until, -LATELY), until=until)
    return [one for one in every if key(other) in {*keys(one.near), key((one.place and one.place.code) or "")}]
