"""Readings and their records. Added once; a new reader's stands beside the old one's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, insert, select, update

from dragoman.model import Article, Reader, Reading, digest
from dragoman.store import rows, words
from dragoman.store.database import Database, hold, numbering
from dragoman.store.errors import StoreError
from dragoman.store.ledger_filing import file_records
from dragoman.store.numbers import numbers
from dragoman.store.press.articles import Row as VersionRow
from dragoman.store.press.articles import put_article, put_unknown, taken, unknown
from dragoman.store.press.jobs import put_jobs
from dragoman.store.press.pages import put_page
from dragoman.store.schema.press import readings, records, sides, versions
from dragoman.store.values.press import KINDS, Job, Kept, Stored

BATCH = 500
"""Readings fetched at a time."""
PARTS = {
    "entity": "entities",
    "statement": "statements",
    "event": "events",
    "meeting": "meetings",
    "position": "positions",
}
"""Kinds of records → where a reading holds them."""
READING = (readings.c.number, readings.c.id, readings.c.added, readings.c.reader)


def add_reading(
    database: Database, reading: Reading, *, now: datetime, page: str | None = None, jobs: Iterable[Job] = ()
) -> Stored:
    """Adds *reading* with its article and records where it is not there yet, and in the same transaction the
    note that *page* is dealt with and the *jobs* that it makes necessary."""
    (stored,) = add_readings(database, [(reading, page)], now=now, jobs=jobs)
    return stored


def add_readings(
    database: Database,
    coming: Iterable[tuple[Reading, str | None]],
    *,
    now: datetime,
    jobs: Iterable[Job] = (),
) -> tuple[Stored, ...]:
    """Several readings, each with the page that it is of, in one transaction: all or none."""
    several = list(coming)
    for reading, _ in several:
        for wrong in rows.astray(reading):
            raise StoreError(database.where, f"a reading of {reading.article.source} is refused", wrong)
    with database.writes() as connection:
        stored = _put_several(connection, [reading for reading, _ in several], now)
        for (_, page), one in zip(several, stored, strict=True):
            if page is not None:
                put_page(connection, page, now=now, reading=one.reading)
        put_jobs(connection, jobs)
    return stored


def _put_several(connection: Connection, several: Sequence[Reading], now: datetime) -> tuple[Stored, ...]:
    """Articles that are not there yet go in together, which is quicker; the others one by one, in order."""
    homes = [rows.article_row(reading.article)["id"] for reading in several]
    hold(connection, *set(homes))
    once = {home for home, times in Counter(homes).items() if times == 1}
    quick = once & unknown(connection, homes)
    fresh = [reading for reading, home in zip(several, homes, strict=True) if home in quick]
    placed = put_unknown(connection, [reading.article for reading in fresh], now=now)
    done = iter(_put_new(connection, list(zip(fresh, placed, strict=True)), now))
    return tuple(
        next(done) if home in quick else put_reading(connection, reading, now=now)
        for reading, home in zip(several, homes, strict=True)
    )


def put_reading(connection: Connection, reading: Reading, *, now: datetime) -> Stored:
    """The same for one reading within a transaction."""
    version = put_article(connection, reading.article, now=now)
    id = rows.reading_row(reading)["id"]
    if not version.new:
        if taken(connection, readings.c.id, [id]):
            return Stored(version=version.id, reading=id, new=False)
        if version.current:
            _supersede(connection, version.number)
    (stored,) = _put_new(connection, [(reading, version)], now)
    return stored


def _put_new(connection: Connection, several: Sequence[tuple[Reading, VersionRow]], now: datetime) -> list[Stored]:
    """Adds readings that are not there yet, with their records."""
    made = [rows.reading_row(reading) for reading, _ in several]
    for row, (_, version) in zip(made, several, strict=True):
        row.update(version=version.number, current=version.current, added=now)
    if made:
        numbering(connection)
        connection.execute(insert(readings), made)
    ids = [row["id"] for row in made]
    places: dict[str, int] = {}
    for start in range(0, len(ids), BATCH):
        asked = select(readings.c.id, readings.c.number).where(readings.c.id.in_(ids[start : start + BATCH]))
        places.update((row.id, row.number) for row in connection.execute(asked))
    _put_records(connection, [(one, id, places[id], at.current) for (one, at), id in zip(several, ids, strict=True)])
    return [Stored(version=at.id, reading=id, new=True) for (_, at), id in zip(several, ids, strict=True)]


def _supersede(connection: Connection, version: int) -> None:
    older = select(readings.c.number).where(readings.c.version == version, readings.c.current)
    connection.execute(update(records).where(records.c.reading.in_(older)).values(current=False))
    connection.execute(update(readings).where(readings.c.version == version).values(current=False))


def _put_records(connection: Connection, several: Iterable[tuple[Reading, str, int, bool]]) -> None:
    """Adds the records of readings: each with its id and number, and whether it is current."""
    made = [
        {**rows.record_row(record, reading.article), "reading": place, "place_in": at, "current": current, "of": id}
        for reading, id, place, current in several
        for at, record in enumerate(rows.records(reading))
    ]
    wanted = [(row["first"], digest(row.pop("of"), row["place_in"])) for row in made]
    acting = []
    for number, row in zip(numbers(wanted, lambda some: taken(connection, records.c.number, some)), made, strict=True):
        row["number"] = number
        acting += [{"side": side, "record": number, "type": row["type"]} for side in row.pop("sides")]
    if made:
        connection.execute(insert(records), made)
    if acting:
        connection.execute(insert(sides), acting)
    words.index(connection, words.RECORDS, [(row["number"], row["quote"]) for row in made])
    file_records(connection, {row["reading"] for row in made})


def reading_of(database: Database, version: str, *, reader: Reader | None = None) -> Reading | None:
    """The newest reading of a *version*, or that *reader*'s newest; none where there is none."""
    wanted = _rows().where(versions.c.id == version)
    if reader is not None:
        wanted = wanted.where(readings.c.reader == msgspec.json.encode(reader))
    with database.reads() as connection:
        found = connection.execute(wanted.order_by(readings.c.number.desc()).limit(1)).all()
        return next((kept.reading for kept in whole(connection, found)), None)


def all_readings(database: Database, *, superseded: bool = False) -> Iterator[Kept]:
    """The current reading of every article, oldest day first, then by digest; *superseded* ones too where asked for."""
    wanted = _rows() if superseded else _rows().where(readings.c.current)
    with database.reads() as connection:
        ordered = wanted.order_by(versions.c.number, readings.c.number).execution_options(yield_per=BATCH)
        found = connection.execute(ordered)
        for batch in found.partitions():
            yield from whole(connection, batch)


def _rows() -> Select[Any]:
    return select(*READING, versions.c.body).join(versions)


def whole(connection: Connection, found: Iterable[Row[Any]]) -> Iterator[Kept]:
    """Readings put together from their rows."""
    batch = list(found)
    parts: dict[int, list[tuple[str, bytes]]] = {row.number: [] for row in batch}
    wanted = select(records.c.reading, records.c.kind, records.c.body).where(records.c.reading.in_(parts))
    for place, kind, body in connection.execute(wanted.order_by(records.c.reading, records.c.place_in)):
        parts[place].append((kind, body))
    for row in batch:
        article = msgspec.json.decode(row.body, type=Article)
        yield Kept(id=row.id, added=row.added, reading=put_together(reader_of(row), article, parts[row.number]))


def reader_of(row: Row[Any]) -> Reader:
    """The reader that made a reading, by its row."""
    return msgspec.json.decode(row.reader, type=Reader)


def put_together(reader: Reader, article: Article, parts: Iterable[tuple[str, bytes | msgspec.Raw]]) -> Reading:
    """The reading that *reader* made of *article*: its *parts* are records, each with its kind, in order."""
    held: dict[str, list[Any]] = {name: [] for name in PARTS.values()}
    for kind, body in parts:
        held[PARTS[kind]].append(msgspec.json.decode(body, type=KINDS[kind]))
    return Reading(reader=reader, article=article, **{name: tuple(some) for name, some in held.items()})
