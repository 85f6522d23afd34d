"""Articles and readings as rows: what is searched is worked out here from what is kept, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import singledispatch
from hashlib import sha256
from typing import Any

import msgspec

from dragoman.model import (
    Article,
    Entity,
    Event,
    Interval,
    Meeting,
    Place,
    Position,
    Reading,
    Span,
    Statement,
    digest,
    encode,
)
from dragoman.store.values.press import Record
from dragoman.store.words import folded

KEY = 200
"""Characters of a name that it is found by: an index cannot hold a whole page."""
NAMELESS = ("standard input", "page")
"""Sources that say nothing of where a page is: what comes from there is an article of its own each time."""


def address(article: Article) -> str:
    """Where an article's versions come from: its URL, else its file; without either, its words."""
    if article.url:
        return article.url
    return f"words:{article.digest}" if article.source in NAMELESS else article.source


def article_row(article: Article) -> dict[str, Any]:
    where = address(article)
    return {"id": article_id(where), "address": storable(where)}


def article_id(where: str) -> str:
    """The id of the article that has this address."""
    return digest("address", where)


def version_row(article: Article) -> dict[str, Any]:
    """The columns of a version that follow from its article."""
    body = msgspec.json.encode(article)
    first, last = _ends(article.published)
    return {"id": sha256(body).hexdigest(), "text": article.digest, "body": body, "first": first, "last": last}


def reading_row(reading: Reading) -> dict[str, Any]:
    """The columns of a reading that follow from it."""
    return {"id": sha256(encode(reading)).hexdigest(), "reader": msgspec.json.encode(reading.reader)}


def records(reading: Reading) -> tuple[Record, ...]:
    """The records of *reading* in the order in which they are kept."""
    return (*reading.entities, *reading.statements, *reading.events, *reading.meetings, *reading.positions)


def record_row(record: Record, article: Article) -> dict[str, Any]:
    """The columns of a record that follow from it and its article. `sides` is a table of its own."""
    known = searchable(record)
    first, last = _ends(known.date or article.published)
    place = known.place
    return {
        "id": record.id,
        "kind": known.kind,
        "type": key(known.type),
        "channel": key(known.channel) if known.channel else None,
        "place": key(place.name) if place else None,
        "country": key(place.code) if place and place.code else None,
        "first": first,
        "last": last,
        "quote": storable(quote(known.evidence, article.text)),
        "body": msgspec.json.encode(record),
        "sides": sorted({key(side) for side in known.sides if side}),
    }


def key(name: str) -> str:
    """What a name is found by."""
    return folded(name)[:KEY]


def storable(text: str) -> str:
    """*text* as both databases can hold it."""
    return text.replace("\0", "\ufffd")


def quote(evidence: tuple[Span, ...], text: str) -> str:
    """The words that a record rests on."""
    return " … ".join(span.of(text) for span in evidence)


def _ends(interval: Interval | None) -> tuple[date | None, date | None]:
    """Both ends of a stretch of days, an open one as far as days go; none where nothing is known."""
    if interval is None or (interval.earliest is None and interval.latest is None):
        return None, None
    return interval.earliest or date.min, interval.latest or date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Searchable:
    """What a record of any kind is searched by. *spans* are all that it rests on, *evidence* those that are quoted."""

    kind: str
    type: str
    sides: tuple[str | None, ...]
    evidence: tuple[Span, ...]
    spans: tuple[Span, ...]
    date: Interval | None = None
    place: Place | None = None
    channel: str | None = None


@singledispatch
def searchable(record: Record) -> Searchable:
    """What *record* is searched by."""
    raise TypeError(f"a {type(record).__name__} is no record: write an entity, statement, event, meeting or position")


@searchable.register
def _(entity: Entity) -> Searchable:
    return Searchable(
        kind="entity",
        type=entity.kind,
        sides=(entity.code, entity.name),
        evidence=entity.mentions[:1],
        spans=entity.mentions,
    )


@searchable.register
def _(statement: Statement) -> Searchable:
    speaker = statement.speaker
    named = (span for span in (statement.cue, speaker.span if speaker else None) if span is not None)
    return Searchable(
        kind="statement",
        type=statement.form,
        sides=(speaker.code, speaker.name) if speaker else (),
        evidence=statement.content,
        spans=(*named, *statement.content),
        date=statement.date,
    )


@searchable.register
def _(event: Event) -> Searchable:
    return Searchable(
        kind="event",
        type=event.type,
        sides=(*event.actors, *event.recipients),
        evidence=(event.evidence,),
        spans=(event.trigger, event.evidence),
        date=event.date,
        place=event.place,
    )


@searchable.register
def _(meeting: Meeting) -> Searchable:
    return Searchable(
        kind="meeting",
        type=meeting.status,
        sides=meeting.parties,
        evidence=(meeting.evidence,),
        spans=(meeting.evidence,),
        date=meeting.date,
        place=meeting.place,
        channel=meeting.channel,
    )


@searchable.register
def _(position: Position) -> Searchable:
    return Searchable(
        kind="position",
        type=position.stance,
        sides=(position.holder,),
        evidence=(position.evidence,),
        spans=(position.evidence,),
        date=position.date,
    )


def astray(reading: Reading) -> Iterator[str]:
    """Every record with a span that holds no words of its article."""
    end = len(reading.article.text)
    for record in records(reading):
        known = searchable(record)
        for span in known.spans:
            if not 0 <= span.start < span.end <= end:
                yield f"{known.kind} {record.id}: [{span.start}, {span.end}] is no stretch of its article's text"
