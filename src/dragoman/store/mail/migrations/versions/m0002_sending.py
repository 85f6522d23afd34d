"""Sending: issues, deliveries and bounces."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Date, ForeignKey, Integer, String, Text, UniqueConstraint

revision = "0002"
down_revision = "0001"

NUMBER = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    _issues()
    _deliveries()
    _bounces()


def _issues() -> None:
    op.create_table(
        "mail_issues",
        Column("id", String(16), primary_key=True),
        Column("edition", String(64), nullable=False),
        Column("day", Date, nullable=False),
        Column("digest", String(64), nullable=False),
        Column("subject", Text, nullable=False),
        Column("html", Text, nullable=False),
        Column("text", Text, nullable=False),
        Column("made", String(26), nullable=False),
        UniqueConstraint("edition", "day"),
    )


def _deliveries() -> None:
    op.create_table(
        "mail_deliveries",
        Column("number", NUMBER, primary_key=True, autoincrement=True),
        Column("issue", String(16), ForeignKey("mail_issues.id")),
        Column("subscriber", String(16), nullable=False),
        Column("edition", String(64), nullable=False),
        Column("message_id", String(80), nullable=False, unique=True),
        Column("state", String(9), nullable=False),
        Column("due", String(26), nullable=False),
        Column("attempts", Integer, nullable=False),
        Column("queued", String(26), nullable=False),
        Column("holder", Text),
        Column("until", String(26)),
        Column("handed", String(26)),
        Column("ended", String(26)),
        Column("reply", Text),
        UniqueConstraint("issue", "subscriber"),
    )
    op.create_index("mail_deliveries_by_due", "mail_deliveries", ["state", "due", "number"])
    op.create_index("mail_deliveries_by_issue", "mail_deliveries", ["issue", "state"])
    op.create_index("mail_deliveries_by_subscriber", "mail_deliveries", ["subscriber"])
    op.create_index("mail_deliveries_by_handed", "mail_deliveries", ["handed"])


def _bounces() -> None:
    op.create_table(
        "mail_bounces",
        Column("number", NUMBER, primary_key=True, autoincrement=True),
        Column("delivery", NUMBER, ForeignKey("mail_deliveries.number"), nullable=False),
        Column("subscriber", String(16), nullable=False),
        Column("kind", String(9), nullable=False),
        Column("at", String(26), nullable=False),
        Column("diagnostic", Text, nullable=False),
        UniqueConstraint("delivery", "kind"),
    )
    op.create_index("mail_bounces_by_subscriber", "mail_bounces", ["subscriber", "at"])
