"""Subscribers: keys, subscriptions, consent, limits and whom nothing may be sent to."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, String, Text

revision = "0001"
down_revision = None

NUMBER = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    _people()
    _consents()
    _limits()


def _people() -> None:
    op.create_table(
        "mail_keys",
        Column("id", String(8), primary_key=True),
        Column("purpose", String(6), nullable=False),
        Column("secret", LargeBinary, nullable=False),
        Column("created", String(26), nullable=False),
        Column("retired", String(26)),
    )
    op.create_table(
        "subscribers",
        Column("id", String(16), primary_key=True),
        Column("address", Text, nullable=False),
        Column("address_key", Text, nullable=False, unique=True),
        Column("added", String(26), nullable=False),
    )
    op.create_table(
        "subscriptions",
        Column("subscriber", String(16), ForeignKey("subscribers.id"), primary_key=True),
        Column("edition", String(64), primary_key=True),
        Column("status", String(10), nullable=False),
        Column("asked", String(26), nullable=False),
        Column("confirmed", String(26)),
        Column("left", String(26)),
    )
    op.create_index("subscriptions_by_edition", "subscriptions", ["edition", "status", "subscriber"])


def _consents() -> None:
    op.create_table(
        "consents",
        Column("number", NUMBER, primary_key=True, autoincrement=True),
        Column("subscriber", String(16), ForeignKey("subscribers.id"), nullable=False),
        Column("edition", String(64), nullable=False),
        Column("act", String(9), nullable=False),
        Column("wording", Text, nullable=False),
        Column("wording_version", Text, nullable=False),
        Column("source", String(7), nullable=False),
        Column("at", String(26), nullable=False),
        Column("network_hash", String(64)),
        Column("network_until", String(26)),
    )
    op.create_index("ix_consents_subscriber", "consents", ["subscriber"])
    op.create_index("consents_by_network_until", "consents", ["network_until"])


def _limits() -> None:
    op.create_table(
        "challenges",
        Column("id", String(64), primary_key=True),
        Column("expires", String(26), nullable=False),
    )
    op.create_index("ix_challenges_expires", "challenges", ["expires"])
    op.create_table(
        "attempts",
        Column("number", NUMBER, primary_key=True, autoincrement=True),
        Column("key", String(64), nullable=False),
        Column("at", String(26), nullable=False),
    )
    op.create_index("ix_attempts_at", "attempts", ["at"])
    op.create_index("attempts_by_key", "attempts", ["key", "at"])
    op.create_table(
        "suppressed",
        Column("hash", String(64), primary_key=True),
        Column("reason", String(11), nullable=False),
        Column("at", String(26), nullable=False),
    )
