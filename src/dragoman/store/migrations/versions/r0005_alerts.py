"""Alerts: rules, what they found, the facts that were told, and deliveries with their leases."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, ForeignKey, Integer, LargeBinary, String, Text

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    _found()
    _deliveries()


def _found() -> None:
    op.create_table(
        "alert_rules",
        Column("id", String(16), primary_key=True),
        Column("name", Text, nullable=False),
        Column("kind", String(7), nullable=False),
        Column("added", String(26), nullable=False),
        Column("in_file", Boolean, nullable=False),
        Column("body", LargeBinary, nullable=False),
    )
    op.create_table(
        "alerts",
        Column("id", String(16), primary_key=True),
        Column("rule", Text, nullable=False),
        Column("state", String(6), nullable=False),
        Column("changed", String(26), nullable=False),
        Column("body", LargeBinary, nullable=False),
    )
    op.create_index("alerts_by_state", "alerts", ["state", "changed"])
    op.create_table(
        "alert_marks",
        Column("mark", String(16), primary_key=True),
        Column("alert", String(16), nullable=False),
    )
    op.create_index("ix_alert_marks_alert", "alert_marks", ["alert"])


def _deliveries() -> None:
    op.create_table(
        "alert_deliveries",
        Column("id", String(16), primary_key=True),
        Column("alert", String(16), ForeignKey("alerts.id"), nullable=False),
        Column("channel", Text, nullable=False),
        Column("state", String(7), nullable=False),
        Column("due", String(26), nullable=False),
        Column("attempts", Integer, nullable=False),
        Column("holder", Text),
        Column("until", String(26)),
        Column("error", Text),
        Column("ended", String(26)),
        Column("body", LargeBinary, nullable=False),
    )
    op.create_index("ix_alert_deliveries_alert", "alert_deliveries", ["alert"])
    op.create_index("alert_deliveries_by_due", "alert_deliveries", ["state", "due"])
