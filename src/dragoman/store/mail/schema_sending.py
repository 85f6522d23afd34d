"""What is sent to subscribers: issues, who gets them, and what came back. On the subscribers' schema."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from dragoman.store.mail.schema import metadata
from dragoman.store.schema.press import NUMBER, Moment

mail_issues = Table(
    "mail_issues",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("edition", String(64), nullable=False),
    Column("day", Date, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("subject", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("made", Moment, nullable=False),
    UniqueConstraint("edition", "day"),
)
"""What an edition said on a day, as it went out. *id* is the digest of the two, *digest* that of the words."""

mail_deliveries = Table(
    "mail_deliveries",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("issue", ForeignKey("mail_issues.id")),
    Column("subscriber", String(16), nullable=False),
    Column("edition", String(64), nullable=False),
    Column("message_id", String(80), nullable=False, unique=True),
    Column("state", String(9), nullable=False),
    Column("due", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("queued", Moment, nullable=False),
    Column("holder", Text),
    Column("until", Moment),
    Column("handed", Moment),
    Column("ended", Moment),
    Column("reply", Text),
    UniqueConstraint("issue", "subscriber"),
    Index("mail_deliveries_by_due", "state", "due", "number"),
    Index("mail_deliveries_by_issue", "issue", "state"),
    Index("mail_deliveries_by_subscriber", "subscriber"),
    Index("mail_deliveries_by_handed", "handed"),
)
"""A mail to a subscriber: an issue, or the question whether an edition is wanted. It outlives who is erased."""

mail_bounces = Table(
    "mail_bounces",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("delivery", ForeignKey("mail_deliveries.number"), nullable=False),
    Column("subscriber", String(16), nullable=False),
    Column("kind", String(9), nullable=False),
    Column("at", Moment, nullable=False),
    Column("diagnostic", Text, nullable=False),
    UniqueConstraint("delivery", "kind"),
    Index("mail_bounces_by_subscriber", "subscriber", "at"),
)
"""Mails that came back, each counted once: hard, soft or complaint."""
