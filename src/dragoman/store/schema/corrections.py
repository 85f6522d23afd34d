"""What people add: corrections, their desk, and what was erased. On the one schema, beside the press."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, String, Table, Text

from dragoman.store.schema.press import Moment, metadata

corrections = Table(
    "corrections",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("act", String(6), nullable=False),
    Column("page", String(16), index=True),
    Column("record", Text),
    Column("at", Moment, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("corrections_by_record", "record"),
)
"""What people say of records, added and never changed. *id* is the digest of what *body*, its JSON, says."""

notes = Table(
    "notes",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("page", String(16), index=True),
    Column("at", Moment, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""What people note, about a page or about nothing that is stored."""

saved = Table(
    "saved",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("name", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("who", Text, nullable=False),
    Column("query", LargeBinary, nullable=False),
)
"""Searches under a name. *id* is the digest of the name, whatever its case."""

watched = Table(
    "watched",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("kind", String(7), nullable=False),
    Column("name", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("who", Text, nullable=False),
)
"""Actors, places and channels that are watched. *id* is the digest of kind and folded name."""

tombstones = Table(
    "tombstones",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("forgets", String(6), nullable=False),
    Column("at", Moment, nullable=False),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("texts", LargeBinary, nullable=False),
    Column("lifted", Moment),
)
"""What was erased, by the digest of its address or name; *texts* are the digests of the texts that went, as JSON."""

redactions = Table(
    "redactions",
    metadata,
    Column("version", String(64), primary_key=True),
    Column("tombstone", String(64), primary_key=True),
)
"""Versions in which words were blanked out, and for whom."""

retentions = Table(
    "retentions",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("source", Text, nullable=False),
    Column("days", Integer, nullable=False),
    Column("records", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
    Column("who", Text, nullable=False),
)
"""How long the texts of a source or outlet are kept, by its name; *records* with their quotes may stay longer."""
