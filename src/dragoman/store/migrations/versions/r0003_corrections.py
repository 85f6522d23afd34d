"""Corrections, notes, saved searches, watchlists, and what was erased and for how long things are kept."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, Integer, LargeBinary, String, Text

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _said()
    _desk()
    _erased()


def _said() -> None:
    op.create_table(
        "corrections",
        Column("id", String(16), primary_key=True),
        Column("act", String(6), nullable=False),
        Column("page", String(16)),
        Column("record", Text),
        Column("at", String(26), nullable=False),
        Column("body", LargeBinary, nullable=False),
    )
    op.create_index("ix_corrections_page", "corrections", ["page"])
    op.create_index("corrections_by_record", "corrections", ["record"])
    op.create_table(
        "notes",
        Column("id", String(16), primary_key=True),
        Column("page", String(16)),
        Column("at", String(26), nullable=False),
        Column("body", LargeBinary, nullable=False),
    )
    op.create_index("ix_notes_page", "notes", ["page"])


def _desk() -> None:
    op.create_table(
        "saved",
        Column("id", String(16), primary_key=True),
        Column("name", Text, nullable=False),
        Column("at", String(26), nullable=False),
        Column("who", Text, nullable=False),
        Column("query", LargeBinary, nullable=False),
    )
    op.create_table(
        "watched",
        Column("id", String(16), primary_key=True),
        Column("kind", String(7), nullable=False),
        Column("name", Text, nullable=False),
        Column("at", String(26), nullable=False),
        Column("who", Text, nullable=False),
    )


def _erased() -> None:
    op.create_table(
        "tombstones",
        Column("id", String(64), primary_key=True),
        Column("forgets", String(6), nullable=False),
        Column("at", String(26), nullable=False),
        Column("who", Text, nullable=False),
        Column("why", Text, nullable=False),
        Column("texts", LargeBinary, nullable=False),
        Column("lifted", String(26)),
    )
    op.create_table(
        "redactions",
        Column("version", String(64), primary_key=True),
        Column("tombstone", String(64), primary_key=True),
    )
    op.create_table(
        "retentions",
        Column("id", String(16), primary_key=True),
        Column("source", Text, nullable=False),
        Column("days", Integer, nullable=False),
        Column("records", Boolean, nullable=False),
        Column("at", String(26), nullable=False),
        Column("who", Text, nullable=False),
    )
