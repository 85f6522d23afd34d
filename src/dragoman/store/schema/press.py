"""The one schema, for both databases. What differs between them, full text, is in `words.py`."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    column,
)

HEAD = "0011"
"""The newest migration. Revisions are numbers, so that older and newer can be told apart."""


class Moment(TypeDecorator[datetime]):
    """A moment as text in UTC, `2024-05-14T09:30:00.000000`, which sorts as time does in both databases."""

    impl = String(26)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value} is in no time zone: write datetime.now(UTC)")
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value).replace(tzinfo=UTC)


NUMBER = BigInteger().with_variant(Integer, "sqlite")
"""A number of 63 bits; in SQLite an INTEGER, which as a primary key is the row's own place."""

CURRENT = column("current", Boolean)

metadata = MetaData()

articles = Table(
    "articles",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("address", Text, nullable=False),
)
"""An address, whatever it has said over time. *id* is its digest."""

versions = Table(
    "versions",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("id", String(64), nullable=False, unique=True),
    Column("article", ForeignKey("articles.id"), nullable=False),
    Column("nth", Integer, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("added", Moment, nullable=False),
    Column("first", Date),
    Column("last", Date),
    Column("text", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("article", "nth"),
    Index("versions_by_end", "last", "added"),
    Index("versions_replaced", "number", sqlite_where=~CURRENT, postgresql_where=~CURRENT),
)
"""What an address said: the article's JSON, never overwritten. *id* is the digest of *body*, *text* that of its words.

*number* begins with the day of publication, so that the newest stand last in every index (see `numbers.py`).
"""

readings = Table(
    "readings",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("version", ForeignKey("versions.number"), nullable=False, index=True),
    Column("current", Boolean, nullable=False),
    Column("added", Moment, nullable=False),
    Column("reader", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)
"""What a reader made of a version; *reader* is its JSON. *id* is the digest of the whole reading's JSON.

One reading of an article is *current*.
"""

records = Table(
    "records",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("reading", ForeignKey("readings.number"), nullable=False),
    Column("place_in", Integer, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("id", String(16), nullable=False, index=True),
    Column("kind", String(9), nullable=False),
    Column("type", Text, nullable=False),
    Column("channel", Text),
    Column("place", Text),
    Column("country", Text),
    Column("first", Date),
    Column("last", Date),
    Column("quote", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("reading", "place_in"),
    Index("records_by_type", "type", "number"),
    Index("records_by_channel", "channel", "number"),
    Index("records_by_place", "place", "number"),
    Index("records_by_country", "country", "number"),
    Index("records_by_end", "type", "last"),
)
"""One record each: its JSON, and beside it what it is searched by. *place_in* is its place in the reading."""

sides = Table(
    "sides",
    metadata,
    Column("side", Text, primary_key=True),
    Column("record", ForeignKey("records.number"), primary_key=True, index=True),
    Column("type", Text, nullable=False),
    Index("sides_by_type", "side", "type", "record"),
    sqlite_with_rowid=False,
)
"""Who acts, is acted upon, speaks, meets or holds, by code and by name; *type* is the record's."""

rejected = Table(
    "rejected",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("added", Moment, nullable=False),
    Column("source", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("reason", Text, nullable=False),
)
"""What could not be read, and why."""

pages = Table(
    "pages",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("added", Moment, nullable=False),
    Column("reading", String(64)),
    Column("rejected", String(16)),
)
"""Pages that have been dealt with, by the digest of their bytes and their reader: a run that was cut off goes on."""

jobs = Table(
    "jobs",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("key", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("state", String(7), nullable=False),
    Column("due", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("holder", Text),
    Column("until", Moment),
    Column("error", Text),
    Index("jobs_by_due", "state", "due"),
)
"""Work to do, and who has it until when. *id* is the digest of *key*: the same work is asked for once."""

sources = Table(
    "sources",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("name", Text, nullable=False),
    Column("due", Moment, nullable=False),
    Column("paused", Boolean, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("standing", LargeBinary, nullable=False),
    Index("sources_by_due", "paused", "due"),
)
"""What is collected, and how it stands: both as JSON. *id* is the digest of *name*."""

source_log = Table(
    "source_log",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("source", ForeignKey("sources.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("what", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("address", Text),
    Column("remedy", Text),
    Index("source_log_by_source", "source", "number"),
    sqlite_autoincrement=True,
)
"""What happened at a source: the newest entries, so that a broken one does not fill the disk."""

sightings = Table(
    "sightings",
    metadata,
    Column("article", ForeignKey("articles.id"), primary_key=True),
    Column("source", Text, primary_key=True),
    Column("added", Moment, nullable=False),
    Column("elsewhere", Boolean, nullable=False),
    Column("from_feed", Boolean, nullable=False),
    Index("sightings_by_source", "source"),
)
"""Which source, by its name, gave which article: from *elsewhere* than its own site, or read *from_feed* itself."""

hosts = Table(
    "hosts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("asked", Moment),
    Column("until", Moment),
    Column("robots", LargeBinary),
    Column("status", Integer),
    Column("learned", Moment),
)
"""How a host wants to be asked: when it was last, until when it is left alone, and its robots.txt as *learned*."""
