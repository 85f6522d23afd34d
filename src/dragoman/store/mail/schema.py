"""Subscribers and their consent. Not of the press: a file of its own on SQLite, the same database on PostgreSQL."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

from dragoman.store.schema.press import NUMBER, Moment

HEAD = "0002"
"""The newest migration of this chain."""

metadata = MetaData()

mail_keys = Table(
    "mail_keys",
    metadata,
    Column("id", String(8), primary_key=True),
    Column("purpose", String(6), nullable=False),
    Column("secret", LargeBinary, nullable=False),
    Column("created", Moment, nullable=False),
    Column("retired", Moment),
)
"""Secrets. Those of *purpose* `tokens` are rotated, and old ones verify for ever; the one of `hashes` stays."""

subscribers = Table(
    "subscribers",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("address", Text, nullable=False),
    Column("address_key", Text, nullable=False, unique=True),
    Column("added", Moment, nullable=False),
)
"""Who asked. *id* is random: nothing of the address can be told from it. *address_key* tells addresses apart."""

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("subscriber", ForeignKey("subscribers.id"), primary_key=True),
    Column("edition", String(64), primary_key=True),
    Column("status", String(10), nullable=False),
    Column("asked", Moment, nullable=False),
    Column("confirmed", Moment),
    Column("left", Moment),
    Index("subscriptions_by_edition", "edition", "status", "subscriber"),
)
"""What each subscriber gets: pending, confirmed, left or suppressed."""

consents = Table(
    "consents",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("subscriber", ForeignKey("subscribers.id"), nullable=False, index=True),
    Column("edition", String(64), nullable=False),
    Column("act", String(9), nullable=False),
    Column("wording", Text, nullable=False),
    Column("wording_version", Text, nullable=False),
    Column("source", String(7), nullable=False),
    Column("at", Moment, nullable=False),
    Column("network_hash", String(64)),
    Column("network_until", Moment),
    Index("consents_by_network_until", "network_until"),
)
"""Who agreed to what, in which words, when and by which door. Rows are added, never changed."""

challenges = Table(
    "challenges",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("expires", Moment, nullable=False, index=True),
)
"""Proofs of work that were used, by their digests, until they would be refused for their age."""

attempts = Table(
    "attempts",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=True),
    Column("key", String(64), nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Index("attempts_by_key", "key", "at"),
)
"""Mails that sign-ups made necessary, by keyed digest of address, network, domain, and of them all."""

suppressed = Table(
    "suppressed",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("reason", String(11), nullable=False),
    Column("at", Moment, nullable=False),
)
"""Addresses that nothing may be sent to, by keyed digest: hard-bounce, complaint, asked or erased."""
