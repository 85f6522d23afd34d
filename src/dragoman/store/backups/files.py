"""A whole store in one file, and back, between both databases: gzipped lines of JSON under one digest.

Only what is kept is in it; what that is searched by is worked out again.
"""

from __future__ import annotations

import gzip
import os
import zlib
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import msgspec
from sqlalchemy import Connection, Table, func, insert, select

from dragoman.model import Article, Reading, Rejected, digest
from dragoman.store.backups import lines
from dragoman.store.backups.alerts import Alerted, alerted_lines, put_alerted
from dragoman.store.backups.corrections import Said, put_said, said_lines
from dragoman.store.backups.lines import (
    FORMAT,
    End,
    Head,
    HostLine,
    JobLine,
    Line,
    LogLine,
    PageLine,
    ReadingLine,
    RejectedLine,
    SightingLine,
    SourceLine,
    VersionLine,
)
from dragoman.store.backups.sources import collected_lines, put_collected
from dragoman.store.calendar.entries import Followed, followed_lines, put_followed
from dragoman.store.database import Database
from dragoman.store.errors import StoreError
from dragoman.store.press.articles import put_article
from dragoman.store.press.pages import put_page, put_rejected
from dragoman.store.press.readings import put_reading, put_together, reader_of
from dragoman.store.rows import article_row, astray, reading_row, version_row
from dragoman.store.schema.press import HEAD, articles, jobs, pages, readings, records, rejected, sources, versions
from dragoman.store.values.press import Counts

BATCH = 200
LEVEL = 6
TABLES = {"articles": articles, "versions": versions, "readings": readings, "records": records}
TABLES |= {"rejected": rejected, "jobs": jobs}


def counts(database: Database) -> Counts:
    """How much the store holds."""
    with database.reads() as connection:
        return _counts(connection)


def _counts(connection: Connection) -> Counts:
    def rows_of(table: Table) -> int:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()

    return Counts(**{name: rows_of(table) for name, table in TABLES.items()})


def backup(database: Database, file: Path) -> Counts:
    """Writes all that the store holds to *file*, which is there whole or not at all, and checks what was written."""
    with _written(file) as out, database.reads() as connection:
        seen = sha256()
        for line in _lines(connection):
            encoded = lines.encode(line) + b"\n"
            seen.update(encoded)
            out.write(encoded)
        out.write(lines.encode(End(sha256=seen.hexdigest())) + b"\n")
    return check(file)


@contextmanager
def _written(file: Path) -> Iterator[gzip.GzipFile]:
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as opened:
            with gzip.GzipFile("", "wb", LEVEL, opened, mtime=0) as out:
                yield out
            opened.flush()
            os.fsync(opened.fileno())
        part.replace(file)
    except OSError as error:
        raise StoreError(str(file), f"the backup cannot be written ({error.strerror})", "name another file") from error
    finally:
        part.unlink(missing_ok=True)


def _lines(connection: Connection) -> Iterator[Line]:
    yield Head(format=FORMAT, schema=HEAD)
    kept = (versions.c.number, versions.c.id, versions.c.added, versions.c.body)
    ordered = select(*kept).order_by(versions.c.article, versions.c.nth).execution_options(yield_per=BATCH)
    for row in connection.execute(ordered):
        yield VersionLine(id=row.id, added=row.added, article=msgspec.Raw(row.body))
        yield from _readings(connection, row.number)
    for row in connection.execute(select(rejected).order_by(rejected.c.id)):
        yield RejectedLine(added=row.added, source=row.source, stage=row.stage, reason=row.reason)
    for row in connection.execute(select(pages).order_by(pages.c.id)):
        yield PageLine(id=row.id, added=row.added, reading=row.reading, rejected=row.rejected)
    for row in connection.execute(select(jobs).order_by(jobs.c.id)):
        yield JobLine(**row._mapping)
    yield from collected_lines(connection)
    yield from said_lines(connection)
    yield from alerted_lines(connection)
    yield from followed_lines(connection)


def _readings(connection: Connection, version: int) -> Iterator[ReadingLine]:
    for row in connection.execute(
        select(readings).where(readings.c.version == version).order_by(readings.c.number)
    ).all():
        wanted = select(records.c.kind, records.c.body).where(records.c.reading == row.number)
        parts = [(kind, msgspec.Raw(body)) for kind, body in connection.execute(wanted.order_by(records.c.place_in))]
        yield ReadingLine(id=row.id, added=row.added, reader=reader_of(row), records=parts)


def check(file: Path) -> Counts:
    """Reads a backup from end to end and holds everything in it against its digests; how much it holds."""
    with _from(file):
        return _checked(file)


def _checked(file: Path) -> Counts:
    found = dict.fromkeys(TABLES, 0)
    homes: set[str] = set()
    article: Article | None = None
    for line in _read(file):
        match line:
            case VersionLine():
                article = _article(file, line)
                homes.add(article_row(article)["id"])
                found["versions"] += 1
            case ReadingLine():
                _reading(file, line, article)
                found["readings"] += 1
                found["records"] += len(line.records)
            case RejectedLine():
                found["rejected"] += 1
            case JobLine():
                found["jobs"] += 1
    return Counts(**{**found, "articles": len(homes)})


def restore(database: Database, file: Path) -> Counts:
    """Fills an empty store from a backup that holds: all of it or nothing."""
    check(file)
    with database.writes() as connection:
        watched = connection.execute(select(sources.c.id).limit(1)).first()
        if watched or any(getattr(_counts(connection), name) for name in TABLES):
            raise StoreError(database.where, "the store is not empty", "restore into a new one with --database")
        with _from(file):
            _fill(connection, file)
        return _counts(connection)


def _fill(connection: Connection, file: Path) -> None:
    article: Article | None = None
    for line in _read(file):
        match line:
            case VersionLine():
                article = _article(file, line)
                put_article(connection, article, now=line.added)
            case ReadingLine():
                put_reading(connection, _reading(file, line, article), now=line.added)
            case RejectedLine():
                one = Rejected(source=line.source, stage=line.stage, reason=line.reason)
                put_rejected(connection, one, now=line.added)
            case PageLine():
                put_page(connection, line.id, now=line.added, reading=line.reading, rejected=line.rejected)
            case JobLine():
                connection.execute(insert(jobs), msgspec.structs.asdict(line))
            case SourceLine() | LogLine() | SightingLine() | HostLine():
                put_collected(connection, line)
            case _:
                _put_more(connection, line)


def _put_more(connection: Connection, line: Line) -> None:
    """Adds what stands beside the press: what people said, what was watched, what others follow."""
    if isinstance(line, Said):
        put_said(connection, line)
    elif isinstance(line, Alerted):
        put_alerted(connection, line)
    elif isinstance(line, Followed):
        put_followed(connection, line)


def _article(file: Path, line: VersionLine) -> Article:
    article = msgspec.json.decode(line.article, type=Article)
    if sha256(bytes(line.article)).hexdigest() != line.id or version_row(article)["id"] != line.id:
        raise _damaged(file, f"the article of {article.source} is not what was stored")
    if digest(article.text, size=64) != article.digest:
        raise _damaged(file, f"the text of {article.source} is not what was read")
    return article


def _reading(file: Path, line: ReadingLine, article: Article | None) -> Reading:
    if article is None:
        raise _damaged(file, f"the reading {line.id[:16]} is of no article")
    reading = put_together(line.reader, article, line.records)
    if reading_row(reading)["id"] != line.id:
        raise _damaged(file, f"the reading {line.id[:16]} of {article.source} is not what was stored")
    for wrong in astray(reading):
        raise _damaged(file, wrong)
    return reading


def _read(file: Path) -> Iterator[Line]:
    """The lines between the first and the last, where those are as they should be."""
    seen, first, last = sha256(), True, None
    with gzip.open(file, "rb") as opened:
        for written in opened:
            line = lines.decode(written)
            _in_order(file, line, first=first, ended=last is not None)
            if isinstance(line, Head) and (line.format, line.schema) > (FORMAT, HEAD):
                deque(opened, maxlen=0)  # at its end gzip tells whether that head is what was written
                raise StoreError(str(file), "a newer Dragoman wrote this backup", "upgrade Dragoman")
            first, last = False, line if isinstance(line, End) else None
            if last is None:
                seen.update(written)
            yield line
    if last is None or last.sha256 != seen.hexdigest():
        raise _damaged(file, "its digest differs" if last else "its end is missing")


@contextmanager
def _from(file: Path) -> Iterator[None]:
    """Turns what reading a backup raises into one `StoreError`."""
    try:
        yield
    except FileNotFoundError:
        raise StoreError(str(file), "there is no such backup", "check the path") from None
    except (EOFError, zlib.error, msgspec.MsgspecError, gzip.BadGzipFile, UnicodeDecodeError, KeyError) as error:
        raise _damaged(file, str(error)) from error
    except OSError as error:
        raise StoreError(str(file), f"the backup cannot be read ({error.strerror})", "check the path") from error


def _in_order(file: Path, line: Line, *, first: bool, ended: bool) -> None:
    if first != isinstance(line, Head) or ended:
        raise _damaged(file, "its lines are out of order")


def _damaged(file: Path, what: str) -> StoreError:
    return StoreError(str(file), f"the backup is damaged: {what}", "take another one")
