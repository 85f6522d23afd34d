"""Rows that go for good, and rows that are written anew over blanked words; then the file is swept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select, text, update

from dragoman.model import Article, Reading
from dragoman.store import rows, words
from dragoman.store.copies.kinship import lose_copies
from dragoman.store.database import Database
from dragoman.store.errors import StoreError, explained
from dragoman.store.folds.meetings import lose_meetings
from dragoman.store.ledger_filing import lose_files
from dragoman.store.press.readings import _put_records, put_together, reader_of
from dragoman.store.schema.alerts import alert_deliveries, alerts
from dragoman.store.schema.corrections import corrections, notes, redactions
from dragoman.store.schema.press import (
    articles,
    jobs,
    pages,
    readings,
    records,
    rejected,
    sides,
    sightings,
    source_log,
    versions,
)

SWEPT = (
    "versions readings records sides pages rejected jobs corrections notes saved watched copies copy_index "
    "alerts alert_deliveries version_words record_words "
    "fold_marks meeting_folds meeting_parties meeting_seats meeting_reports "
    "ledger_keys ledger_stances ledger_asks"
).split()
BETWEEN = " \n "
"""What parts the words of an alert's JSON."""


def sweep_as_you_go(connection: Connection) -> None:
    """SQLite overwrites what this transaction deletes."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON").all()


def readings_of(connection: Connection, version: int, article: Article) -> tuple[tuple[int, Reading], ...]:
    """Every reading of a version, with its number, oldest first."""
    found = connection.execute(select(readings).where(readings.c.version == version).order_by(readings.c.number)).all()
    several = []
    for row in found:
        held = select(records.c.kind, records.c.body).where(records.c.reading == row.number)
        parts = [(one.kind, one.body) for one in connection.execute(held.order_by(records.c.place_in))]
        several.append((row.number, put_together(reader_of(row), article, parts)))
    return tuple(several)


def erase_page(connection: Connection, page: str, address: str) -> None:
    """Takes a page out with all that is known of it."""
    found = connection.execute(select(versions.c.number).where(versions.c.article == page)).scalars().all()
    for version in found:
        erase_version(connection, version)
    refused = select(rejected.c.id).where(rejected.c.source == rows.storable(address))
    connection.execute(delete(pages).where(pages.c.rejected.in_(refused)))
    connection.execute(delete(rejected).where(rejected.c.source == rows.storable(address)))
    for table in (corrections, notes):
        connection.execute(delete(table).where(table.c.page == page))
    connection.execute(delete(sightings).where(sightings.c.article == page))
    connection.execute(delete(source_log).where(source_log.c.address == address))
    _erase_jobs(connection, address)
    erase_alerts(connection, lambda text: address in text.split(BETWEEN))
    connection.execute(delete(articles).where(articles.c.id == page))


def _erase_jobs(connection: Connection, address: str) -> None:
    wanted = select(jobs.c.id, jobs.c.key).where(jobs.c.key.contains(address, autoescape=True))
    for id, key in connection.execute(wanted).all():
        if address in key.split():
            connection.execute(delete(jobs).where(jobs.c.id == id))


def erase_alerts(connection: Connection, about: Callable[[str], bool]) -> int:
    """Takes out the alerts, and what is sent of them, whose words are *about* what goes; that they were told stays."""
    gone = [row.id for row in connection.execute(select(alerts.c.id, alerts.c.body)).all() if about(_text(row.body))]
    sent = connection.execute(select(alert_deliveries.c.alert, alert_deliveries.c.body)).all()
    gone += [row.alert for row in sent if about(_text(row.body))]
    connection.execute(delete(alert_deliveries).where(alert_deliveries.c.alert.in_(gone)))
    return connection.execute(delete(alerts).where(alerts.c.id.in_(gone))).rowcount


def _text(body: bytes) -> str:
    """The words in a row's JSON, those that it writes with escapes too."""
    return BETWEEN.join(_strings(msgspec.json.decode(body)))


def _strings(value: Any) -> Iterator[str]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    yield from (value,) if isinstance(value, str) else ()
    for one in inner:
        yield from _strings(one)


def erase_version(connection: Connection, version: int) -> None:
    """Takes a version out, with its readings, their records and their words."""
    lose_copies(connection)
    row = connection.execute(select(versions).where(versions.c.number == version)).one()
    for number, id in connection.execute(
        select(readings.c.number, readings.c.id).where(readings.c.version == version)
    ).all():
        _erase_reading(connection, number, id)
    _unindexed_version(connection, row)
    connection.execute(delete(redactions).where(redactions.c.version == row.id))
    connection.execute(delete(versions).where(versions.c.number == version))


def _erase_reading(connection: Connection, number: int, id: str) -> None:
    _erase_records(connection, number)
    connection.execute(delete(pages).where(pages.c.reading == id))
    connection.execute(delete(readings).where(readings.c.number == number))


def _erase_records(connection: Connection, reading: int) -> None:
    found = connection.execute(select(records.c.number, records.c.quote).where(records.c.reading == reading)).all()
    lose_meetings(connection, [row.number for row in found])
    lose_files(connection, [reading])
    unindex(connection, words.RECORDS, [(row.number, row.quote) for row in found])
    connection.execute(delete(sides).where(sides.c.record.in_([row.number for row in found])))
    connection.execute(delete(records).where(records.c.reading == reading))


def _unindexed_version(connection: Connection, row: Any) -> None:
    unindex(connection, words.VERSIONS, [(row.number, msgspec.json.decode(row.body, type=Article).text)])


def unindex(connection: Connection, name: str, texts: Iterable[tuple[int, str]]) -> None:
    """Takes texts, as they were indexed, out of the full-text table *name*."""
    several = list(texts)
    if connection.dialect.name == "sqlite":
        gone = [{"number": number, "words": " ".join(words.words(one))} for number, one in several]
        statement = f"INSERT INTO {name} ({name}, rowid, words) VALUES ('delete', :number, :words)"
    else:
        gone = [{"number": number} for number, _ in several]
        statement = f"DELETE FROM {name} WHERE number = :number"
    if gone:
        connection.execute(text(statement), gone)


def rewrite(connection: Connection, version: int, article: Article, made: Sequence[tuple[int, Reading]]) -> str:
    """Writes a version and its readings (by number) anew over another *article*; the id that it has then.

    Where that leaves two versions of a page the same, the older one goes; so does the older of two same readings.
    """
    lose_copies(connection)
    row = connection.execute(select(versions).where(versions.c.number == version)).one()
    derived, home = rows.version_row(article), rows.article_row(article)
    for number, _ in made:
        _erase_records(connection, number)
    _unindexed_version(connection, row)
    if derived["id"] != row.id:
        _drop_same(connection, derived["id"], version)
    _rehome(connection, row.article, home)
    kept = {name: derived[name] for name in ("id", "text", "body")}
    connection.execute(update(versions).where(versions.c.number == version).values(**kept, article=home["id"]))
    words.index(connection, words.VERSIONS, [(version, article.text)])
    for number, reading in made:
        _rewrite_reading(connection, number, reading)
    _leave_home(connection, row.article, home["id"])
    connection.execute(update(redactions).where(redactions.c.version == row.id).values(version=derived["id"]))
    return str(derived["id"])


def _drop_same(connection: Connection, id: str, version: int) -> None:
    """Takes out the other version that already is what this one becomes; this one is the newest of its page then."""
    other = connection.execute(select(versions).where(versions.c.id == id, versions.c.number != version)).first()
    if other is None:
        return
    erase_version(connection, other.number)
    if other.current:
        connection.execute(update(versions).where(versions.c.number == version).values(current=True))
        newest = select(readings.c.number).where(readings.c.version == version).order_by(readings.c.number.desc())
        shown = connection.execute(newest.limit(1)).scalar()
        connection.execute(update(readings).where(readings.c.number == shown).values(current=True))


def _rehome(connection: Connection, old: str, home: dict[str, Any]) -> None:
    """A text without an address is found by its words: where those change, so does its page."""
    known = connection.execute(select(articles.c.id).where(articles.c.id == home["id"])).first()
    if old != home["id"] and known is None:
        connection.execute(insert(articles), home)


def _leave_home(connection: Connection, old: str, new: str) -> None:
    if old == new:
        return
    for table in (corrections, notes):
        connection.execute(delete(table).where(table.c.page == old))
    connection.execute(delete(sightings).where(sightings.c.article == old))
    if connection.execute(select(versions.c.number).where(versions.c.article == old)).first() is None:
        connection.execute(delete(articles).where(articles.c.id == old))


def _rewrite_reading(connection: Connection, number: int, reading: Reading) -> None:
    row = connection.execute(select(readings).where(readings.c.number == number)).one()
    id = rows.reading_row(reading)["id"]
    same = connection.execute(select(readings).where(readings.c.id == id, readings.c.number != number)).first()
    if same is not None:
        connection.execute(update(pages).where(pages.c.reading == same.id).values(reading=row.id))
        _erase_reading(connection, same.number, same.id)
    current = bool(row.current or (same is not None and same.current))
    connection.execute(update(readings).where(readings.c.number == number).values(id=id, current=current))
    connection.execute(update(pages).where(pages.c.reading == row.id).values(reading=id))
    _put_records(connection, [(reading, id, number, current)])


def compact(connection: Connection) -> None:
    """Has full text let go of words that no text holds any more."""
    if connection.dialect.name == "sqlite":
        for name in words.INDEXES:
            connection.exec_driver_sql(f"INSERT INTO {name} ({name}) VALUES ('optimize')")


def sweep(database: Database) -> str | None:
    """Writes the files anew without what was deleted; why that could not be done, where it could not."""
    return sweep_files(database, SWEPT)


def sweep_files(database: Database, tables: Iterable[str]) -> str | None:
    """The same for some *tables*; an SQLite file is always swept whole."""
    try:
        with explained(database.where):
            _sweep_sqlite(database) if database.sqlite else _sweep_postgres(database, tables)
    except StoreError as error:
        return f"the files still hold what was deleted ({error.what}): {error.remedy}"
    return None


def _sweep_sqlite(database: Database) -> None:
    raw, found = database.engine.raw_connection(), None
    try:
        cursor = raw.cursor()
        for step in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            cursor.execute(step)
            found = cursor.fetchone()
        cursor.close()
        if found and found[0]:
            remedy = "let it finish or stop it, then run this again"
            raise StoreError(database.where, "another process reads the database", remedy)
    finally:
        raw.close()


def _sweep_postgres(database: Database, tables: Iterable[str]) -> None:
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"VACUUM (FULL) {', '.join(tables)}")
