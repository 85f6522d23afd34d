"""Entries of the calendar: the name that each keeps, how often it has changed, and the reports that belong to it."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, Date, Integer, LargeBinary, String

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "calendar_entries",
        Column("uid", String(16), primary_key=True),
        Column("sequence", Integer, nullable=False),
        Column("made", String(26), nullable=False),
        Column("changed", String(26), nullable=False),
        Column("state", String(16), nullable=False),
        Column("first", Date, nullable=False),
        Column("last", Date, nullable=False),
        Column("gone", Boolean, nullable=False),
        Column("seats", LargeBinary, nullable=False),
    )
    op.create_index("calendar_entries_by_day", "calendar_entries", ["last", "first"])
    op.create_table(
        "calendar_reports",
        Column("report", String(16), primary_key=True),
        Column("uid", String(16), nullable=False),
    )
    op.create_index("ix_calendar_reports_uid", "calendar_reports", ["uid"])
