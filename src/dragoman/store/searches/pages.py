"""Searches page by page, the newest day first, as people set records right; and what else the hits have in common.

A page ends with a cursor: the number of its last row. Numbers begin with the day (see `numbers.py`), so that the next
page is as cheap as the first, and what is added meanwhile moves nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, func, select

from dragoman.model import digest
from dragoman.store import words
from dragoman.store.database import Database
from dragoman.store.errors import StoreError
from dragoman.store.numbers import TAIL
from dragoman.store.schema.press import records, sides
from dragoman.store.searches import hits, respecting
from dragoman.store.searches.respecting import said_in
from dragoman.store.values.press import Hit, Query

AMONG = 1000
"""Records, the newest that a search finds, among which what they have in common is counted."""
MOST = 8
"""Values of a facet that are told, the most frequent."""

Numbered = tuple[int, Hit]
Counted = tuple[tuple[str, int], ...]


class NoCursor(ValueError):
    """A cursor that no page gave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HitPage:
    """A page of what a search finds; *cursor* is where the next begins, none after the last."""

    hits: tuple[Hit, ...]
    cursor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """How the newest *counted* records that a search finds divide, in the words that they are indexed by."""

    counted: int
    kinds: Counted
    types: Counted
    channels: Counted
    sides: Counted


def search_page(database: Database, query: Query, *, cursor: str | None = None, every: bool = False) -> HitPage:
    """The page of what *query* finds that begins at *cursor*; *every* shows records marked as wrong too.

    Raises `StoreError` where the words hold none, `NoCursor` for a cursor that no page gave.
    """
    before = _number(cursor)
    if query.words is not None and not words.asked(query.words):
        raise StoreError(database.where, f"{query.words!r} holds no word", "write a word to search for")
    with database.reads() as connection:
        if query.of_records:
            found = _records(connection, query, before, every=every)
        else:
            rows = connection.execute(hits._articles(connection, _one_more(query), before)).all()
            found = [(row.number, hits._article(row, query.words or "")) for row in rows]
    shown = found[: query.limit]
    more = len(found) > len(shown)
    return HitPage(hits=tuple(hit for _, hit in shown), cursor=f"{shown[-1][0]:x}" if more else None)


def facets(database: Database, query: Query) -> Facets:
    """What the newest records that *query* finds have in common, as the reader read them."""
    with database.reads() as connection:
        asked = hits._records(connection, replace(query, limit=AMONG)).subquery()
        columns = (records.c.number, records.c.kind, records.c.type, records.c.channel)
        found = connection.execute(select(*columns).where(records.c.number.in_(select(asked.c.number)))).all()
        count = func.count()
        asked_sides = select(sides.c.side, count).where(sides.c.record.in_(select(asked.c.number)))
        grouped = asked_sides.group_by(sides.c.side).order_by(count.desc(), sides.c.side).limit(5 * MOST)
        acting = tuple((row.side, row[1]) for row in connection.execute(grouped))
    return Facets(
        counted=len(found),
        kinds=_counted(row.kind for row in found),
        types=_counted(row.type for row in found),
        channels=_counted(row.channel for row in found if row.channel),
        sides=acting,
    )


def _number(cursor: str | None) -> int | None:
    if cursor is None:
        return None
    try:
        found = int(cursor, 16)
    except ValueError:
        raise NoCursor(f"{cursor!r} is no cursor") from None
    if not 0 <= found < 1 << 63:
        raise NoCursor(f"{cursor!r} is no cursor")
    return found


def _one_more(query: Query, more: int = 0) -> Query:
    """The same, asked for one more than fits, so that a page knows whether another follows."""
    return replace(query, limit=query.limit + 1 + more)


def _records(connection: Connection, query: Query, before: int | None, *, every: bool) -> list[Numbered]:
    """The records after the cursor, newest first, as people set them right; one more than fits."""
    said = said_in(connection)
    asked = [replace(_one_more(query, len(said.judged)), actor=one) for one in respecting._actors(query, said)]
    stored = {
        row.number: hits._record(row)
        for one in asked
        for row in connection.execute(hits._records(connection, one, before))
    }
    if not said.nothing:
        corrected = respecting._corrected(connection, said)
        touched = {(one.article.id, one.record.id) for one in corrected}
        stored = {number: hit for number, hit in stored.items() if respecting._key(hit) not in touched}
        fitting = (
            hit for one in corrected if one.current for hit in respecting._fitting(one, said, asked, every=every)
        )
        stored |= _placed(fitting, before)
    return sorted(stored.items(), key=lambda one: one[0], reverse=True)[: query.limit + 1]


def _placed(corrected: Iterable[Hit], before: int | None) -> dict[int, Hit]:
    """Corrected records after the cursor, each at a place within its day that follows from its id alone."""
    found: dict[int, Hit] = {}
    for hit in corrected:
        key, day = respecting._key(hit), respecting._day(hit)
        known = 0 if day == date.min else day.toordinal()
        number = known << TAIL | int(digest("place", *key)[: TAIL // 4], 16)
        if before is None or number < before:
            found[number] = hit
    return found


def _counted(values: Iterable[str]) -> Counted:
    return tuple(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0]))[:MOST])
