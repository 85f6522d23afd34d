"""Stances and asks beside the keys of the ledgers: all records are filed again, once, when a ledger is first asked for."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, String, Text

revision = "0011"
down_revision = "0010"

NUMBER = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "ledger_stances",
        *(Column(name, kind, primary_key=True, autoincrement=False) for name, kind in PLACE),
        Column("reading", Integer, nullable=False),
        Column("id", String(16), nullable=False),
        Column("taken", Integer, nullable=False),
        Column("holder", Text, nullable=False),
        Column("stance", String(16), nullable=False),
        Column("issue", Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ledger_stances_of", "ledger_stances", ["reading"])
    op.create_table(
        "ledger_asks",
        *(Column(name, kind, primary_key=True, autoincrement=False) for name, kind in (*PLACE, ("nth", Integer))),
        Column("reading", Integer, nullable=False),
        Column("id", String(16), nullable=False),
        Column("asked", Integer, nullable=False),
        Column("asker", Text, nullable=False),
        Column("addressees", Text, nullable=False),
        Column("phrase", Text),
        Column("words", Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ledger_asks_of", "ledger_asks", ["reading"])
    op.execute("DELETE FROM fold_marks WHERE ledger = 'keys'")


PLACE = (("side", NUMBER), ("day", Integer), ("record", NUMBER))
