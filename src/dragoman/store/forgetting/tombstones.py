"""What was forgotten leaves a tombstone: a digest, who, when and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from dragoman.model import digest
from dragoman.store.database import Database
from dragoman.store.forgetting.blanking import name_words
from dragoman.store.forgetting.erasing import sweep
from dragoman.store.schema.corrections import redactions, tombstones
from dragoman.store.values.corrections import CorrectionError, Erased, Tombstone

PAGE, PERSON, TEXT = "page", "person", "text"
BACKUPS = "backups made before keep it: make a new one and delete those"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What went, or in a *dry* run would go, and what the tombstone says."""

    erased: Erased
    tombstone: Tombstone
    dry: bool


def stone_id(forgets: str, what: str) -> str:
    """The digest under which something is forgotten."""
    return digest(forgets, what, size=64)


def person_id(name: tuple[str, ...]) -> str:
    """The digest under which a person is forgotten."""
    return stone_id(PERSON, " ".join(name))


def put_tombstone(connection: Connection, stone: Tombstone) -> None:
    """Sets a tombstone, in the place of one that was there."""
    connection.execute(delete(tombstones).where(tombstones.c.id == stone.id))
    row = {"id": stone.id, "forgets": stone.forgets, "at": stone.at, "who": stone.who, "why": stone.why}
    connection.execute(insert(tombstones), {**row, "texts": msgspec.json.encode(stone.texts), "lifted": stone.lifted})


def tombstone(connection: Connection, id: str) -> Tombstone | None:
    """The tombstone with this digest."""
    found = connection.execute(select(tombstones).where(tombstones.c.id == id)).first()
    return None if found is None else tombstone_of(found)


def tombstone_of(row: Any) -> Tombstone:
    """A tombstone by its row."""
    texts = msgspec.json.decode(row.texts, type=tuple[str, ...])
    kept = {name: getattr(row, name) for name in ("id", "forgets", "at", "who", "why", "lifted")}
    return Tombstone(**kept, texts=texts)


def all_tombstones(database: Database) -> tuple[Tombstone, ...]:
    """Everything that was forgotten, oldest first."""
    with database.reads() as connection:
        found = connection.execute(select(tombstones).order_by(tombstones.c.at, tombstones.c.id)).all()
    return tuple(tombstone_of(row) for row in found)


def lift(database: Database, what: str, *, now: datetime) -> Tombstone:
    """Lets a forgotten page or person come again. Raises `CorrectionError` where neither is forgotten."""
    ids = (stone_id(PAGE, what), person_id(name_words(what)))
    with database.writes() as connection:
        found = [stone for id in ids if (stone := tombstone(connection, id)) is not None and stone.lifted is None]
        if not found:
            raise CorrectionError(f"{what} is not forgotten: write the address or the name as it was forgotten")
        connection.execute(update(tombstones).where(tombstones.c.id == found[0].id).values(lifted=now))
    return replace(found[0], lifted=now)


def mark_redacted(connection: Connection, version: str, stone: str) -> None:
    """Notes that words of a version were blanked out."""
    marked = {"version": version, "tombstone": stone}
    known = select(redactions).where(redactions.c.version == version, redactions.c.tombstone == stone)
    if connection.execute(known).first() is None:
        connection.execute(insert(redactions), marked)


def is_redacted(database: Database, version: str) -> bool:
    """Whether words of a version were blanked out."""
    with database.reads() as connection:
        wanted = select(redactions.c.tombstone).where(redactions.c.version == version).limit(1)
        return connection.execute(wanted).first() is not None


def swept(database: Database, erased: Erased) -> Erased:
    """The same, once the files are written anew; what they and others still hold is told."""
    why = sweep(database)
    return replace(erased, left=(*erased.left, *((why,) if why else ()), BACKUPS))
