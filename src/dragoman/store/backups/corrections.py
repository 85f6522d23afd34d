"""What people said and forgot as lines of a backup, and back; and whether it holds."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, insert, select

from dragoman.model import Article
from dragoman.store import rows
from dragoman.store.corrections.adding import one_paragraph
from dragoman.store.corrections.marking import put_correction
from dragoman.store.corrections.records import correction_of
from dragoman.store.desk import Saved, put_note, put_saved, put_watch, saved_in, watched_in
from dragoman.store.forgetting.retention import put_retention, retentions_in
from dragoman.store.forgetting.tombstones import put_tombstone, tombstone_of
from dragoman.store.schema.corrections import corrections, notes, redactions, tombstones
from dragoman.store.schema.press import records, versions
from dragoman.store.values.corrections import (
    Act,
    Correction,
    CorrectionError,
    Note,
    Retention,
    Tombstone,
    Watch,
    digest_of,
)
from dragoman.store.values.press import KINDS


class CorrectionLine(msgspec.Struct, frozen=True, tag="correction"):
    """What somebody said of a record."""

    correction: Correction


class NoteLine(msgspec.Struct, frozen=True, tag="note"):
    """A note under its id."""

    id: str
    note: Note


class SavedLine(msgspec.Struct, frozen=True, tag="saved"):
    """A search under its name."""

    saved: Saved


class WatchLine(msgspec.Struct, frozen=True, tag="watch"):
    """Somebody or something that is watched."""

    watch: Watch


class TombstoneLine(msgspec.Struct, frozen=True, tag="tombstone"):
    """What was forgotten."""

    tombstone: Tombstone


class RedactionLine(msgspec.Struct, frozen=True, tag="redaction"):
    """A version in which words were blanked out."""

    version: str
    tombstone: str


class RetentionLine(msgspec.Struct, frozen=True, tag="retention"):
    """How long something is kept."""

    retention: Retention


Said = CorrectionLine | NoteLine | SavedLine | WatchLine | TombstoneLine | RedactionLine | RetentionLine
"""Lines of what people said and forgot."""


def said_lines(connection: Connection) -> Iterator[Said]:
    """All that people said and forgot, in an order that both databases have."""
    for body in connection.execute(select(corrections.c.body).order_by(corrections.c.at, corrections.c.id)).scalars():
        yield CorrectionLine(correction=correction_of(body))
    for row in connection.execute(select(notes).order_by(notes.c.at, notes.c.id)).all():
        yield NoteLine(id=row.id, note=msgspec.json.decode(row.body, type=Note))
    yield from (SavedLine(saved=one) for one in saved_in(connection))
    yield from (WatchLine(watch=one) for one in watched_in(connection))
    for row in connection.execute(select(tombstones).order_by(tombstones.c.id)).all():
        yield TombstoneLine(tombstone=tombstone_of(row))
    for row in connection.execute(select(redactions).order_by(redactions.c.version, redactions.c.tombstone)).all():
        yield RedactionLine(version=row.version, tombstone=row.tombstone)
    yield from (RetentionLine(retention=one) for one in retentions_in(connection))


def put_said(connection: Connection, line: Said) -> None:
    """Adds what a line holds."""
    match line:
        case CorrectionLine():
            put_correction(connection, line.correction)
        case NoteLine():
            put_note(connection, line.note, line.id)
        case SavedLine():
            put_saved(connection, line.saved)
        case WatchLine():
            put_watch(connection, line.watch)
        case TombstoneLine():
            put_tombstone(connection, line.tombstone)
        case RedactionLine():
            connection.execute(insert(redactions), msgspec.structs.asdict(line))
        case RetentionLine():
            put_retention(connection, line.retention)


def said_faults(connection: Connection) -> Iterator[str]:
    """What does not hold of all that people said and forgot."""
    every = connection.execute(select(corrections).order_by(corrections.c.at, corrections.c.id)).all()
    for row in every:
        try:
            one = correction_of(row.body)
        except (msgspec.MsgspecError, UnicodeDecodeError, TypeError) as error:
            yield f"correction {row.id} is damaged and cannot be decoded: {error}"
            continue
        kept = (one.id, str(one.act), one.page, one.record, one.at)
        if digest_of(one) != row.id or kept != (row.id, row.act, row.page, row.record, row.at):
            yield f"correction {row.id} is not what was said: its digest differs"
        yield from (f"correction {row.id}: {fault}" for fault in _unfounded(connection, one))
    known = select(versions.c.id)
    if connection.execute(select(redactions.c.version).where(redactions.c.version.not_in(known)).limit(1)).first():
        yield "a mark of blanked words is of no version"


def _unfounded(connection: Connection, one: Correction) -> Iterator[str]:
    """Whether a correction is of something that is there, and an added record rests on its words."""
    if one.article is None or one.act is Act.UNDONE:
        return
    if one.act is Act.ADDED:
        yield from _astray(connection, one)
        return
    stored = select(records.c.id).where(records.c.id == one.record).limit(1)
    by_person = select(corrections.c.id).where(corrections.c.record == one.record, corrections.c.act == Act.ADDED)
    if connection.execute(stored).first() is None and connection.execute(by_person.limit(1)).first() is None:
        yield f"there is no record {one.record}"


def _astray(connection: Connection, one: Correction) -> Iterator[str]:
    wanted = select(versions.c.body).where(versions.c.article == one.page)
    several = [msgspec.json.decode(body, type=Article) for body in connection.execute(wanted).scalars()]
    home = next((article for article in several if article.id == one.article), None)
    if home is None:
        yield f"there is no article {one.article}"
        return
    try:
        record = msgspec.convert(one.value, KINDS[one.kind or ""])
    except (msgspec.ValidationError, KeyError, CorrectionError) as error:
        yield f"what it adds is no record: {error}"
        return
    for span in rows.searchable(record).spans:
        if not 0 <= span.start < span.end <= len(home.text):
            yield f"[{span.start}, {span.end}] is no stretch of its article's text"
    if not one_paragraph(record, home.text):
        yield "the record that it adds goes over two paragraphs"
