"""Copies: each article's origin and story, and the index that finds them."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, String, Text

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    number = BigInteger().with_variant(Integer, "sqlite")
    op.create_table(
        "copies",
        Column("article", String(16), primary_key=True),
        Column("version", number, ForeignKey("versions.number"), nullable=False),
        Column("origin", String(16), nullable=False),
        Column("reason", Text, nullable=False),
        Column("story", String(16), nullable=False),
    )
    op.create_index("ix_copies_origin", "copies", ["origin"])
    op.create_index("ix_copies_story", "copies", ["story"])
    op.create_table(
        "copy_index",
        Column("part", Integer, primary_key=True, autoincrement=False),
        Column("covered", number, nullable=False),
        Column("body", LargeBinary, nullable=False),
    )
