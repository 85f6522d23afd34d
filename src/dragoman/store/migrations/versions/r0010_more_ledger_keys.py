"""More keys for the ledgers: all records are filed again, once, when a ledger is first asked for."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.execute("DELETE FROM fold_marks WHERE ledger = 'keys'")
