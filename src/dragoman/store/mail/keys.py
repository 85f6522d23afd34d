"""The secrets of the newsletter: made when first needed, rotated, never thrown away."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from dragoman.model import digest
from dragoman.store.database import Database, hold
from dragoman.store.mail.schema import mail_keys
from dragoman.store.mail.values import Key, Keys

TOKENS, HASHES = "tokens", "hashes"
LOCK = digest("mail keys")
SIZE = 32
"""Bytes of a secret."""


def keys_of(mail: Database, *, now: datetime) -> Keys:
    """The keys; the first of them are made where there are none."""
    with mail.reads() as connection:
        found = _found(connection)
    if found is not None:
        return found
    with mail.writes() as connection:
        hold(connection, LOCK)
        return _found(connection) or _made(connection, now)


def rotate_keys(mail: Database, *, now: datetime) -> Keys:
    """Signs with a new key from now on. What the old ones signed holds."""
    keys_of(mail, now=now)
    with mail.writes() as connection:
        hold(connection, LOCK)
        current = (mail_keys.c.purpose == TOKENS, mail_keys.c.retired.is_(None))
        connection.execute(update(mail_keys).where(*current).values(retired=now))
        return _made(connection, now)


def _made(connection: Connection, now: datetime) -> Keys:
    _put(connection, TOKENS, now)
    if connection.execute(select(mail_keys.c.id).where(mail_keys.c.purpose == HASHES)).first() is None:
        _put(connection, HASHES, now)
    found = _found(connection)
    assert found is not None
    return found


def _put(connection: Connection, purpose: str, now: datetime) -> None:
    row = {"id": secrets.token_hex(4), "purpose": purpose, "secret": secrets.token_bytes(SIZE), "created": now}
    connection.execute(insert(mail_keys), row)


def _found(connection: Connection) -> Keys | None:
    rows = connection.execute(select(mail_keys).order_by(mail_keys.c.created.desc(), mail_keys.c.id)).all()
    several = {purpose: [row for row in rows if row.purpose == purpose] for purpose in (TOKENS, HASHES)}
    if not several[TOKENS] or not several[HASHES]:
        return None
    ordered = sorted(several[TOKENS], key=lambda row: row.retired is not None)
    signing = [Key(id=row.id, secret=row.secret) for row in ordered]
    hashing = several[HASHES][-1]
    return Keys(current=signing[0], old=tuple(signing[1:]), hashing=Key(id=hashing.id, secret=hashing.secret))
