"""Indexes by which the ledgers find what is of late: by the last day of a record and of an article's publication."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, column

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    older = ~column("current", Boolean)
    op.create_index("records_by_end", "records", ["type", "last"])
    op.create_index("versions_by_end", "versions", ["last", "added"])
    op.create_index("versions_replaced", "versions", ["number"], sqlite_where=older, postgresql_where=older)
