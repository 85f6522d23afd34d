"""Which articles copy which: what `stories` has found, and the index that it goes on from."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, String, Table, Text

from dragoman.store.schema.press import NUMBER, metadata

copies = Table(
    "copies",
    metadata,
    Column("article", String(16), primary_key=True),
    Column("version", ForeignKey("versions.number"), nullable=False),
    Column("origin", String(16), nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("story", String(16), nullable=False, index=True),
)
"""Each article's likely origin, itself where nobody copied anybody, and the *story* that it tells, by its first article.

An article is a version here: the id is the one in its JSON. All of it can be worked out again.
"""

copy_index = Table(
    "copy_index",
    metadata,
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("covered", NUMBER, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""The index as `stories` packs it, in parts; *covered* is the last reading whose article is in it."""
