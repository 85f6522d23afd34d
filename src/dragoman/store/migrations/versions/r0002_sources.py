"""Sources: what is collected, what became of it, what it gave, and how hosts want to be asked."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, ForeignKey, Integer, LargeBinary, String, Text

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _sources()
    _given()


def _sources() -> None:
    op.create_table(
        "sources",
        Column("id", String(16), primary_key=True),
        Column("name", Text, nullable=False),
        Column("due", String(26), nullable=False),
        Column("paused", Boolean, nullable=False),
        Column("body", LargeBinary, nullable=False),
        Column("standing", LargeBinary, nullable=False),
    )
    op.create_index("sources_by_due", "sources", ["paused", "due"])
    op.create_table(
        "source_log",
        Column("number", Integer, primary_key=True),
        Column("source", String(16), ForeignKey("sources.id"), nullable=False),
        Column("at", String(26), nullable=False),
        Column("what", Text, nullable=False),
        Column("reason", Text, nullable=False),
        Column("address", Text),
        Column("remedy", Text),
        sqlite_autoincrement=True,
    )
    op.create_index("source_log_by_source", "source_log", ["source", "number"])


def _given() -> None:
    op.create_table(
        "sightings",
        Column("article", String(16), ForeignKey("articles.id"), primary_key=True),
        Column("source", Text, primary_key=True),
        Column("added", String(26), nullable=False),
        Column("elsewhere", Boolean, nullable=False),
        Column("from_feed", Boolean, nullable=False),
    )
    op.create_index("sightings_by_source", "sightings", ["source"])
    op.create_table(
        "hosts",
        Column("name", Text, primary_key=True),
        Column("asked", String(26)),
        Column("until", String(26)),
        Column("robots", LargeBinary),
        Column("status", Integer),
        Column("learned", String(26)),
    )
