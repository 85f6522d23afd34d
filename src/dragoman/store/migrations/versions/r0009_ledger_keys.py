"""What the ledgers find records by, so that an answer reads no more than it tells; filled when it is first asked for."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Integer

revision = "0009"
down_revision = "0008"

NUMBER = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "ledger_keys",
        Column("key", NUMBER, primary_key=True, autoincrement=False),
        Column("day", Integer, primary_key=True, autoincrement=False),
        Column("reading", Integer, primary_key=True, autoincrement=False),
        Column("record", NUMBER, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ledger_keys_of", "ledger_keys", ["reading"])
