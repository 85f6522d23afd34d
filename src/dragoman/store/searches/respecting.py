"""Searches that respect what people said: wrong records left out, parts set right, added ones in, each marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection

from dragoman.model import Reading
from dragoman.store import rows, words
from dragoman.store.corrections.folds import Key, added, by_record, groups
from dragoman.store.corrections.marking import as_judged
from dragoman.store.corrections.parts import kind_of, was
from dragoman.store.corrections.records import Found, every_correction, found_added, stored_records
from dragoman.store.database import Database
from dragoman.store.press.readings import PARTS
from dragoman.store.rows import key
from dragoman.store.searches import hits
from dragoman.store.values.corrections import Act, Correction, Judged, Mark
from dragoman.store.values.press import KINDS, Hit, Query, Record


@dataclass(frozen=True, slots=True)
class Said:
    """All that people said, folded once for a whole view."""

    judged: dict[Key, Judged]
    added: tuple[Correction, ...] = ()
    entities: dict[str, tuple[str, ...]] | None = None
    meetings: dict[str, tuple[str, ...]] | None = None

    @property
    def nothing(self) -> bool:
        return not (self.judged or self.added or self.entities or self.meetings)


def said_in(connection: Connection) -> Said:
    """What people said, as it stands."""
    every = every_correction(connection)
    return Said(by_record(every), tuple(added(every)), groups(every, "entity"), groups(every, "meeting"))


def respected(record: Record, article: str, said: Said) -> tuple[Record, tuple[Mark, ...], bool]:
    """*record* of *article* as people set it right, how that shows, and whether it is wrong."""
    found = said.judged.get((article, record.id))
    if found is None:
        return record, (), False
    return as_judged(record, found), tuple(_marks(record, found)), found.wrong


def respected_reading(reading: Reading, said: Said) -> Reading:
    """*reading* with its records as people set them right: without the wrong ones, with those that they added."""
    if said.nothing:
        return reading
    more = [
        msgspec.convert(one.value, KINDS[one.kind])
        for one in said.added
        if one.article == reading.article.id and one.kind is not None
    ]
    held: dict[str, list[Any]] = {name: [] for name in PARTS.values()}
    for record in (*rows.records(reading), *more):
        right, _, wrong = respected(record, reading.article.id, said)
        if not wrong:
            held[PARTS[kind_of(record)]].append(right)
    parts: dict[str, Any] = {name: tuple(some) for name, some in held.items()}
    return replace(reading, **parts)


def _marks(record: Record, found: Judged) -> Iterator[Mark]:
    """Everybody's word that was not taken back; of a part what the reader wrote and what stands there now."""
    for one in found.standing:
        mark = Mark(act=one.act, who=one.who, at=one.at, why=one.why, correction=one.id)
        if one.act is Act.PART and one.part is not None:
            mark = replace(mark, part=one.part, was=was(record, one.part), now=one.value)
        yield mark


def search(database: Database, query: Query, *, every: bool = False) -> tuple[Hit, ...]:
    """What *query* finds, newest day first, as people set it right; *every* shows the wrong ones too, marked."""
    with database.reads() as connection:
        said = said_in(connection)
        corrected = [] if said.nothing else _corrected(connection, said)
    if said.nothing or not query.of_records:
        return hits.search(database, query)
    asked = [replace(query, actor=actor, limit=query.limit + len(said.judged)) for actor in _actors(query, said)]
    plain = [hit for one in asked for hit in hits.search(database, one)]
    touched = {(one.article.id, one.record.id) for one in corrected}
    kept = {_key(hit): hit for hit in plain if _key(hit) not in touched}
    fitting = (hit for one in corrected if one.current for hit in _fitting(one, said, asked, every=every))
    kept |= {_key(hit): hit for hit in fitting}
    several = sorted(kept.values(), key=lambda hit: (_day(hit), _key(hit)), reverse=True)
    return tuple(several[: query.limit])


def _key(hit: Hit) -> Key:
    return hit.article.id, hit.record.id if hit.record else ""


def _actors(query: Query, said: Said) -> tuple[str | None, ...]:
    """The actor that is asked for, under every name that people merged."""
    if query.actor is None or not said.entities:
        return (query.actor,)
    return said.entities.get(key(query.actor), (query.actor,))


def _corrected(connection: Connection, said: Said) -> list[Found]:
    """Every record of which people said something, and those that they added."""
    people = [found for one in said.added for found in found_added(connection, one)]
    return [*stored_records(connection, set(said.judged)), *people]


def _fitting(found: Found, said: Said, asked: Iterable[Query], *, every: bool) -> Iterator[Hit]:
    record, marks, wrong = respected(found.record, found.article.id, said)
    if wrong and not every:
        return
    derived = rows.record_row(record, found.article)
    if any(fits(derived, query) for query in asked):
        head = hits._head(found.article, found.version)
        yield Hit(article=head, kind=found.kind, quote=found.quote, record=record, marks=marks)


def fits(derived: dict[str, Any], query: Query) -> bool:
    """Whether a record is what *query* asks for, by the columns that it is searched by."""
    asked = (
        (query.actor, lambda side: key(side) in derived["sides"]),
        (query.type, lambda type: derived["type"] == key(type)),
        (query.channel, lambda channel: derived["channel"] == key(channel)),
        (query.place, lambda place: key(place) in (derived["place"], derived["country"])),
        (query.words, lambda wanted: _holds(derived["quote"], wanted)),
        (query.since, lambda since: derived["last"] is not None and derived["last"] >= since),
        (query.until, lambda until: derived["first"] is not None and derived["first"] <= until),
    )
    of_kind = derived["kind"] == query.kind if query.kind else derived["kind"] != "entity"
    return of_kind and all(holds(value) for value, holds in asked if value)


def _holds(quote: str, wanted: str) -> bool:
    line = f" {' '.join(words.words(quote))} "
    return all(" ".join(["", *found]) + ("" if beginning else " ") in line for found, beginning in words.asked(wanted))


def _day(hit: Hit) -> date:
    """The day that a hit stands at: its record's own, or else that of publication."""
    own = rows.searchable(hit.record).date if hit.record else None
    first, _ = rows._ends(own or hit.article.published)
    return first or date.min
