"""Which entry of a calendar each meeting has, so that who follows it sees a change and never a second meeting."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Index, Integer, LargeBinary, String, Table

from dragoman.store.schema.press import Moment, metadata

calendar_entries = Table(
    "calendar_entries",
    metadata,
    Column("uid", String(16), primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("made", Moment, nullable=False),
    Column("changed", Moment, nullable=False),
    Column("state", String(16), nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("gone", Boolean, nullable=False),
    Column("seats", LargeBinary, nullable=False),
    Index("calendar_entries_by_day", "last", "first"),
)
"""Entries as they were last shown, by digests alone: no word of the press is in them."""

calendar_reports = Table(
    "calendar_reports",
    metadata,
    Column("report", String(16), primary_key=True),
    Column("uid", String(16), nullable=False, index=True),
)
"""Which entry each report of a meeting belongs to, by the report's digest."""
