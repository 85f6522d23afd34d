"""What is watched, what was found, and who is to be told of it. On the one schema, beside the press."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from dragoman.store.schema.press import Moment, metadata

alert_rules = Table(
    "alert_rules",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String(7), nullable=False),
    Column("added", Moment, nullable=False),
    Column("in_file", Boolean, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""Rules as JSON, by the digest of their names; those that stand *in_file* are kept for when they were *added* alone."""

alerts = Table(
    "alerts",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("rule", Text, nullable=False),
    Column("state", String(6), nullable=False),
    Column("changed", Moment, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("alerts_by_state", "state", "changed"),
)
"""What was found, as JSON. *id* is the digest of the rule and what it is about."""

alert_marks = Table(
    "alert_marks",
    metadata,
    Column("mark", String(16), primary_key=True),
    Column("alert", String(16), nullable=False, index=True),
)
"""Facts that an alert has told, by their digests: none is told twice."""

alert_deliveries = Table(
    "alert_deliveries",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("alert", ForeignKey("alerts.id"), nullable=False, index=True),
    Column("channel", Text, nullable=False),
    Column("state", String(7), nullable=False),
    Column("due", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("holder", Text),
    Column("until", Moment),
    Column("error", Text),
    Column("ended", Moment),
    Column("body", LargeBinary, nullable=False),
    Index("alert_deliveries_by_due", "state", "due"),
)
"""Who is told of an alert by which channel, with the alert as it was then. *id* is the digest of alert, time, channel."""
