"""By what the ledgers find a record, and on which day it counts there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import combinations, product

from dragoman.ledger import days
from dragoman.ledger.alike import topics
from dragoman.ledger.bare import Light
from dragoman.ledger.briefing import said_in
from dragoman.ledger.dyads import done_on
from dragoman.ledger.positions import ANSWERING, names_something
from dragoman.ledger.questions import ANYBODY, heard_as, said_by
from dragoman.ledger.sides import key as known_by
from dragoman.ledger.silence import LONG, NO_WEEK, weeks_of
from dragoman.model import Entity, Event, EventStatus, Interval, Meeting, Position, digest
from dragoman.store.rows import key, searchable
from dragoman.store.values.press import Record

EVERYBODY = 0
"""The number under which the asks of all sides stand."""


def between(one: str, other: str) -> int:
    """The key of what is done between two sides."""
    return key_number("between", *sorted((key(one), key(other))))


def naming(side: str) -> int:
    """The key of the articles that name a side."""
    return key_number("names", key(side))


def telling(kind: str, type: str) -> int:
    """The key of all records of a *kind* and a *type*, by the day on which they were told."""
    return key_number("tells", kind, key(type))


def of_article(id: str) -> int:
    """The key of all that an article tells, by the day on which it was told: by its id, which versions may share."""
    return _number("article", id)


def saying(record: Record, quote: str) -> int:
    """The key of what says the very same as a *record* in the words of *quote*, by the day on which it was told."""
    return _number("says", *(said_in(record, quote) if not isinstance(record, Entity) else ()))


def meeting_in(week: int) -> int:
    """The key of reports of meetings in a *week*, by the day on which they were told; of long ones, in `NO_WEEK`."""
    return key_number("meets", str(week))


def due_in(week: int) -> int:
    """The same of acts that are told to come."""
    return key_number("due", str(week))


def of_side(side: str) -> int:
    """What the stances of a side are found by, and what it asks and is asked."""
    return key_number("side", known_by(side))


def replying(topic: str) -> int:
    """The key of positions that accept or reject something, by a row's name or a stem, and by the day on which they
    were told."""
    return key_number("replies", topic)


def answering(who: str, topic: str) -> int:
    """The key of what may be an answer, by who says it (or `ANYBODY`), by a row's name or a stem, and by its day."""
    return key_number("answers", who, topic)


@lru_cache(maxsize=1 << 16)
def key_number(*parts: str) -> int:
    """What a key is known by."""
    return int(digest("key", *parts)[:15], 16)


def _number(*parts: object) -> int:
    return int(digest("key", *parts)[:15], 16)


def keys_of(record: Record, quote: str, article: str, told_on: date) -> Iterator[tuple[int, date]]:
    """The keys of a *record* that an *article* told on a day, each with the day on which it counts there."""
    if isinstance(record, Entity):
        for side in {key(side) for side in searchable(record).sides if side}:
            yield naming(side), told_on
        return
    known = searchable(record)
    yield telling(known.kind, known.type), told_on
    yield of_article(article), told_on
    yield saying(record, quote), told_on
    if isinstance(record, Event) and record.status is EventStatus.ACTUAL:
        for number in {between(*pair) for pair in _pairs(record)}:
            yield number, done_on(record, told_on)
    if isinstance(record, Event) and record.status is EventStatus.FUTURE:
        yield from ((due_in(week), told_on) for week in weeks_kept(record.date))
    if isinstance(record, Meeting):
        yield from ((meeting_in(week), told_on) for week in weeks_kept(record.date))
    if isinstance(record, Event | Position):
        yield from _keys_of_replies(record, quote, told_on)


def _keys_of_replies(record: Event | Position, quote: str, told_on: date) -> Iterator[tuple[int, date]]:
    """The keys of what may be an answer."""
    if isinstance(record, Position) and record.stance in ANSWERING and names_something(record.stance, record.issue):
        yield from ((replying(topic), told_on) for topic in topics(record.issue))
    yield from {
        (answering(who, topic), said.day)
        for said in said_by(Light(0, record, quote, "", told_on))
        for topic in heard_as(said.words)
        for who in (ANYBODY, said.by)
    }


def weeks_kept(date: Interval | None) -> Iterable[int]:
    """The weeks under which a stretch of days is filed; none without a day."""
    known = days.known(date)
    weeks = weeks_of(known, 0) if known else range(0)
    return weeks if len(weeks) <= LONG else [NO_WEEK]


def _pairs(event: Event) -> Iterator[tuple[str, str]]:
    """Who acts upon whom, or with whom on nobody."""
    return product(event.actors, event.recipients) if event.recipients else combinations(event.actors, 2)
