"""What a search finds: articles by their words, records by who, what, where, when and by the words they rest on."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, or_, select

from dragoman.model import Article
from dragoman.store import words
from dragoman.store.database import Database
from dragoman.store.errors import StoreError
from dragoman.store.numbers import TAIL
from dragoman.store.rows import key
from dragoman.store.schema.press import readings, records, sides, versions
from dragoman.store.values.press import KINDS, Head, Hit, Query

SENTENCE = re.compile(r"(?<=[.!?…”])\s+|\n+")


def search(database: Database, query: Query) -> tuple[Hit, ...]:
    """The articles or records that *query* asks for, newest day first. Raises `StoreError` where it asks for none."""
    if query.words is not None and not words.asked(query.words):
        raise StoreError(database.where, f"{query.words!r} holds no word", "write a word to search for")
    with database.reads() as connection:
        if query.of_records:
            return tuple(_record(row) for row in connection.execute(_records(connection, query)))
        return tuple(_article(row, query.words or "") for row in connection.execute(_articles(connection, query)))


def _articles(connection: Connection, query: Query, before: int | None = None) -> Select[Any]:
    indexed = words.indexed(connection, words.VERSIONS, query.words or "")
    found = select(versions.c.number, versions.c.id.label("version"), versions.c.body.label("article"))
    found = found.select_from(indexed.table.join(versions, versions.c.number == indexed.number))
    days = [*_days(query, versions.c.first, versions.c.last, indexed.number), *_before(before, indexed.number)]
    return found.where(indexed.holds, versions.c.current, *days).order_by(indexed.number.desc()).limit(query.limit)


def _records(connection: Connection, query: Query, before: int | None = None) -> Select[Any]:
    source: Any = records
    order: ColumnElement[int] = records.c.number
    conditions = [records.c.current, *_conditions(query)]
    if query.actor:
        source, order = sides.join(source, records.c.number == sides.c.record), sides.c.record
        conditions.append(sides.c.side == key(query.actor))
        conditions += [sides.c.type == key(query.type)] if query.type else []
    if query.words:
        indexed = words.indexed(connection, words.RECORDS, query.words)
        source, order = indexed.table.join(source, records.c.number == indexed.number), indexed.number
        conditions.append(indexed.holds)
    source = source.join(readings, readings.c.number == records.c.reading)
    source = source.join(versions, versions.c.number == readings.c.version)
    shown = (records.c.number, records.c.kind, records.c.quote, records.c.body)
    found = select(*shown, versions.c.id.label("version"), versions.c.body.label("article")).select_from(source)
    return found.where(*conditions, *_before(before, order)).order_by(order.desc()).limit(query.limit)


def _before(before: int | None, number: Any) -> list[ColumnElement[bool]]:
    """What stands after the row of this number, the newest first."""
    return [] if before is None else [number < before]


def _conditions(query: Query) -> list[ColumnElement[bool]]:
    """What the columns of a record must hold."""
    conditions = _days(query, records.c.first, records.c.last, records.c.number)
    conditions.append(records.c.kind == query.kind if query.kind else records.c.kind != "entity")
    if query.type and not query.actor:
        conditions.append(records.c.type == key(query.type))
    if query.channel:
        conditions.append(records.c.channel == key(query.channel))
    if query.place:
        conditions.append(or_(records.c.place == key(query.place), records.c.country == key(query.place)))
    return conditions


def _days(query: Query, first: Any, last: Any, number: Any) -> list[ColumnElement[bool]]:
    """The stretch from *first* to *last* touches the days that are asked for; *number* begins with *first*."""
    conditions = []
    if query.since:
        conditions.append(last >= query.since)
    if query.until:
        conditions.append(number < (query.until.toordinal() + 1) << TAIL)
        conditions.append(first <= query.until)
    return conditions


def _record(row: Row[Any]) -> Hit:
    article = msgspec.json.decode(row.article, type=Article)
    record = msgspec.json.decode(row.body, type=KINDS[row.kind])
    return Hit(article=_head(article, row.version), kind=row.kind, quote=row.quote, record=record)


def _article(row: Row[Any], asked: str) -> Hit:
    article = msgspec.json.decode(row.article, type=Article)
    return Hit(article=_head(article, row.version), kind="article", quote=_passage(article.text, asked))


def _head(article: Article, version: str) -> Head:
    return Head(
        id=article.id,
        version=version,
        source=article.source,
        url=article.url,
        title=article.title,
        outlet=article.outlet,
        published=article.published,
    )


def _passage(text: str, asked: str) -> str:
    """The first sentence that holds most of what was asked for."""
    wanted = [" ".join(["", *found]) + ("" if beginning else " ") for found, beginning in words.asked(asked)]
    best, most = text.strip().partition("\n")[0], 0
    for sentence in SENTENCE.split(text):
        held = _held(sentence, wanted)
        if held > most:
            best, most = sentence, held
        if held == len(wanted):
            break
    return best


def _held(sentence: str, wanted: list[str]) -> int:
    line = f" {' '.join(words.words(sentence))} "
    return sum(phrase in line for phrase in wanted)
