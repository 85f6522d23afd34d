"""The store as it began: articles with versions, readings, records, rejected pages, jobs, full text."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)

from dragoman.store import words

revision = "0001"
down_revision = None

NUMBER = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    _press()
    _records()
    _work()
    words.create(op.get_bind())


def _press() -> None:
    op.create_table(
        "articles",
        Column("id", String(16), primary_key=True),
        Column("address", Text, nullable=False),
    )
    op.create_table(
        "versions",
        Column("number", NUMBER, primary_key=True, autoincrement=False),
        Column("id", String(64), nullable=False, unique=True),
        Column("article", String(16), ForeignKey("articles.id"), nullable=False),
        Column("nth", Integer, nullable=False),
        Column("current", Boolean, nullable=False),
        Column("added", String(26), nullable=False),
        Column("first", Date),
        Column("last", Date),
        Column("text", String(64), nullable=False),
        Column("body", LargeBinary, nullable=False),
        UniqueConstraint("article", "nth"),
    )
    op.create_table(
        "readings",
        Column("number", Integer, primary_key=True),
        Column("id", String(64), nullable=False, unique=True),
        Column("version", NUMBER, ForeignKey("versions.number"), nullable=False),
        Column("current", Boolean, nullable=False),
        Column("added", String(26), nullable=False),
        Column("reader", LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_readings_version", "readings", ["version"])


def _records() -> None:
    op.create_table(
        "records",
        Column("number", NUMBER, primary_key=True, autoincrement=False),
        Column("reading", Integer, ForeignKey("readings.number"), nullable=False),
        Column("place_in", Integer, nullable=False),
        Column("current", Boolean, nullable=False),
        Column("id", String(16), nullable=False),
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
    )
    op.create_index("ix_records_id", "records", ["id"])
    for name in ("type", "channel", "place", "country"):
        op.create_index(f"records_by_{name}", "records", [name, "number"])
    op.create_table(
        "sides",
        Column("side", Text, primary_key=True),
        Column("record", NUMBER, ForeignKey("records.number"), primary_key=True),
        Column("type", Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("sides_by_type", "sides", ["side", "type", "record"])
    op.create_index("ix_sides_record", "sides", ["record"])


def _work() -> None:
    op.create_table(
        "rejected",
        Column("id", String(16), primary_key=True),
        Column("added", String(26), nullable=False),
        Column("source", Text, nullable=False),
        Column("stage", Text, nullable=False),
        Column("reason", Text, nullable=False),
    )
    op.create_table(
        "pages",
        Column("id", String(16), primary_key=True),
        Column("added", String(26), nullable=False),
        Column("reading", String(64)),
        Column("rejected", String(16)),
    )
    op.create_table(
        "jobs",
        Column("id", String(16), primary_key=True),
        Column("key", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("payload", LargeBinary, nullable=False),
        Column("state", String(7), nullable=False),
        Column("due", String(26), nullable=False),
        Column("attempts", Integer, nullable=False),
        Column("holder", Text),
        Column("until", String(26)),
        Column("error", Text),
    )
    op.create_index("jobs_by_due", "jobs", ["state", "due"])
