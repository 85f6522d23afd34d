"""Every stored word against its digest, every span against its text, every searched column against what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Row,
    Select,
    String,
    Table,
    exists,
    func,
    select,
    text,
    type_coerce,
)

from dragoman.model import Article, digest
from dragoman.store import rows, words
from dragoman.store.backups.corrections import said_faults
from dragoman.store.database import Database
from dragoman.store.numbers import fits
from dragoman.store.press.readings import put_together, reader_of
from dragoman.store.schema.press import Moment, articles, readings, records, sides, versions
from dragoman.store.values.press import Checked

BATCH = 200
PROBES = 8
"""Words of each article that the full-text index is asked for."""


def verify(database: Database, *, every: bool = False) -> Iterator[Checked]:
    """What holds and what does not, a version each; of every article the newest, or *every* version and reading.

    Last comes what concerns the whole store, where that does not hold.
    """
    with database.reads() as connection:
        wanted: Select[Any] = select(*_raw(versions), articles.c.address).join_from(versions, articles)
        wanted = wanted if every else wanted.where(versions.c.current)
        found = connection.execute(wanted.order_by(versions.c.number).execution_options(yield_per=BATCH))
        for batch in found.partitions():
            for row in batch:
                yield _version(connection, row, every=every)
        faults = tuple(_whole_store(connection))
    if faults:
        yield Checked(source=database.where, readings=0, records=0, spans=0, faults=faults)


def how_many(database: Database, *, every: bool = False) -> int:
    """How many versions `verify` will look at."""
    counted = select(func.count()).select_from(versions)
    with database.reads() as connection:
        return connection.execute(counted if every else counted.where(versions.c.current)).scalar_one()


def _version(connection: Connection, row: Row[Any], *, every: bool) -> Checked:
    try:
        article = msgspec.json.decode(row.body, type=Article)
    except (msgspec.MsgspecError, UnicodeDecodeError, TypeError) as error:
        what = f"the article is damaged and cannot be decoded: {error}"
        return Checked(source=row.address, readings=0, records=0, spans=0, faults=(what,))
    faults = [*_article(row, article), *_indexed(connection, row, article)]
    wanted: Select[Any] = select(readings.c.number, readings.c.id, readings.c.reader).where(
        readings.c.version == row.number
    )
    wanted = wanted if every else wanted.where(readings.c.current)
    count, spans = [0, 0], 0
    for found in connection.execute(wanted.order_by(readings.c.number)).all():
        kept, more, held = _reading(connection, found, article)
        faults += more
        count = [count[0] + 1, count[1] + kept]
        spans += held
    return Checked(source=article.source, readings=count[0], records=count[1], spans=spans, faults=tuple(faults))


def _article(row: Row[Any], article: Article) -> Iterator[str]:
    """The article against its digests and columns."""
    if not isinstance(row.body, bytes) or sha256(row.body).hexdigest() != row.id:
        yield "the article is not what was stored: its digest differs"
    if digest(article.text, size=64) != article.digest:
        yield "the article's text is not what was read: its digest differs"
    home, derived = rows.article_row(article), rows.version_row(article)
    if home != {"id": row.article, "address": row.address}:
        yield f"its address {row.address} is not the article's own"
    if row.nth < 1 or not fits(row.number, derived["first"]):
        yield "its number is not of its day"
    for name in ("text", "first", "last"):
        if not _same(row, {name: derived[name]}):
            yield f"its column {name} is not what the article says"


def _indexed(connection: Connection, row: Row[Any], article: Article) -> Iterator[str]:
    """Full text finds the article by the rarest-looking of its words."""
    known = sorted(set(words.words(article.text)), key=lambda word: (-len(word), word))[:PROBES]
    if not known:
        return
    indexed = words.indexed(connection, words.VERSIONS, " ".join(known))
    wanted = select(indexed.number).select_from(indexed.table).where(indexed.holds, indexed.number == row.number)
    if connection.execute(wanted).first() is None:
        yield "full text does not find it"


def _reading(connection: Connection, row: Row[Any], article: Article) -> tuple[int, list[str], int]:
    """How many records the reading has, what is wrong with them, and how many spans hold."""
    held = connection.execute(
        select(*_raw(records)).where(records.c.reading == row.number).order_by(records.c.place_in)
    ).all()
    try:
        reading = put_together(reader_of(row), article, ((one.kind, one.body) for one in held))
    except (msgspec.MsgspecError, UnicodeDecodeError, KeyError, TypeError) as error:
        return 0, [f"reading {row.id[:16]}: a record is damaged and cannot be decoded: {error}"], 0
    faults = [] if rows.reading_row(reading)["id"] == row.id else ["is not what was stored: its digest differs"]
    faults += rows.astray(reading)
    acting = _sides(connection, row.number)
    for stored, record in zip(held, rows.records(reading), strict=False):
        derived = rows.record_row(record, article)
        named, types = acting.get(stored.number, ([], set()))
        sound = named == derived.pop("sides") and types <= {stored.type} and fits(stored.number, derived["first"])
        if not sound or not _same(stored, derived):
            faults.append(f"{stored.kind} {stored.id}: what it is searched by is not what it says")
    spans = sum(len(rows.searchable(record).spans) for record in rows.records(reading))
    return len(held), [f"reading {row.id[:16]}: {fault}" for fault in faults], spans


def _sides(connection: Connection, reading: int) -> dict[int, tuple[list[str], set[str]]]:
    """The sides of each record of a reading, and the types that they are filed under."""
    found: dict[int, tuple[list[str], set[str]]] = {}
    wanted = select(sides).join(records).where(records.c.reading == reading)
    for row in connection.execute(wanted):
        named, types = found.setdefault(row.record, ([], set()))
        named.append(row.side)
        types.add(row.type)
    return {record: (sorted(named), types) for record, (named, types) in found.items()}


def _raw(table: Table) -> list[ColumnElement[Any]]:
    """The columns of *table*, days and moments as they stand in the file: what is damaged must not stop us."""
    return [type_coerce(one, String).label(one.name) if isinstance(one.type, Date | Moment) else one for one in table.c]


def _same(stored: Row[Any], derived: dict[str, Any]) -> bool:
    return all(_shown(getattr(stored, name)) == _shown(value) for name, value in derived.items())


def _shown(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _whole_store(connection: Connection) -> Iterator[str]:
    """What no single version can tell."""
    if connection.dialect.name == "sqlite":
        yield from _file(connection)
    newest = exists().where(versions.c.article == articles.c.id, versions.c.current)
    shown = exists().where(readings.c.version == versions.c.number, readings.c.current)
    read = exists().where(readings.c.version == versions.c.number)
    for what, wanted in (
        ("an article has no newest version", select(articles.c.id).where(~newest)),
        ("an article has two newest versions", _doubled(versions, versions.c.article)),
        (
            "a version that was read has no newest reading",
            select(versions.c.id).where(versions.c.current, read, ~shown),
        ),
        ("a version has two newest readings", _doubled(readings, readings.c.version)),
        (
            "a reading of an older version counts as the newest",
            select(readings.c.id).join(versions).where(~versions.c.current, readings.c.current),
        ),
        (
            "a record is searched that its reading is not, or the other way round",
            select(records.c.id).join(readings).where(records.c.current != readings.c.current),
        ),
    ):
        if connection.execute(wanted.limit(1)).first():
            yield what
    yield from said_faults(connection)


def _doubled(table: Table, whole: ColumnElement[Any]) -> Select[Any]:
    """What has more than one current row in *table*."""
    return select(whole).where(table.c.current).group_by(whole).having(func.count() > 1)


def _file(connection: Connection) -> Iterator[str]:
    """SQLite's own look at the file, its indexes and full text."""
    found = connection.execute(text("PRAGMA integrity_check(3)")).scalars().all()
    yield from (f"the file is damaged: {line}" for line in found if line != "ok")
    yield from ("a row leads to one that is not there" for _ in connection.execute(text("PRAGMA foreign_key_check")))
