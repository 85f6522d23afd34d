"""What the ledgers have come to: meetings, with those who take part, their reports, and where they are looked for."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, Integer, LargeBinary, String, Text

revision = "0007"
down_revision = "0006"

NUMBER = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "fold_marks",
        Column("ledger", Text, primary_key=True),
        Column("covered", NUMBER, nullable=False),
        Column("said", LargeBinary, nullable=False),
        Column("since", Integer),
    )
    _meetings()
    _found_by()


def _meetings() -> None:
    op.create_table(
        "meeting_folds",
        Column("number", NUMBER, primary_key=True, autoincrement=False),
        Column("id", String(16), nullable=False),
        Column("first", Integer, nullable=False),
        Column("told", Integer, nullable=False),
        Column("last", Integer, nullable=False),
        Column("ahead", Boolean, nullable=False),
        Column("channel", Text),
    )
    op.create_index("meeting_folds_by_day", "meeting_folds", ["first", "told", "id"])
    op.create_index("meeting_folds_by_channel", "meeting_folds", ["channel", "first", "told", "id"])
    op.create_index("meeting_folds_ahead", "meeting_folds", ["ahead", "last"])
    op.create_table(
        "meeting_reports",
        Column("record", NUMBER, primary_key=True, autoincrement=False),
        Column("meeting", NUMBER, nullable=False),
        Column("day", Integer, nullable=False),
        Column("corrects", NUMBER),
    )
    op.create_index("meeting_reports_of", "meeting_reports", ["meeting"])
    op.create_index("meeting_reports_by_day", "meeting_reports", ["day"])


def _found_by() -> None:
    op.create_table(
        "meeting_parties",
        Column("side", Text, primary_key=True),
        Column("meeting", NUMBER, primary_key=True, autoincrement=False),
        Column("first", Integer, nullable=False),
        Column("told", Integer, nullable=False),
        Column("id", String(16), nullable=False),
    )
    op.create_index("meeting_parties_by_day", "meeting_parties", ["side", "first", "told", "id"])
    op.create_index("meeting_parties_of", "meeting_parties", ["meeting"])
    op.create_table(
        "meeting_seats",
        Column("key", NUMBER, primary_key=True, autoincrement=False),
        Column("shelf", String(7), primary_key=True),
        Column("week", Integer, primary_key=True, autoincrement=False),
        Column("meeting", NUMBER, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_index("meeting_seats_of", "meeting_seats", ["meeting"])
