"""A person's desk: notes on pages and records, searches under a name, and who or what is watched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select

from dragoman.model import digest
from dragoman.store.corrections.records import named_page, named_record
from dragoman.store.database import Database, hold
from dragoman.store.rows import key
from dragoman.store.schema.corrections import notes, saved, watched
from dragoman.store.schema.press import articles
from dragoman.store.values.corrections import CorrectionError, Note, Watch
from dragoman.store.values.press import Query

LONGEST_NOTE = 20_000
LONGEST_NAME = 200
WATCHED = ("actor", "place", "channel")


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A search under a name."""

    name: str
    query: Query
    at: datetime
    who: str


def add_note(
    database: Database, text: str, *, who: str, at: datetime, address: str | None = None, record: str | None = None
) -> Note:
    """Keeps a note: on the page at *address*, on the *record* whose id begins so, or on nothing."""
    if not text.strip() or len(text) > LONGEST_NOTE:
        raise CorrectionError(f"a note has 1 to {LONGEST_NOTE} characters, this one has {len(text.strip())}")
    with database.writes() as connection:
        note = Note(at=at, who=who, text=text.strip(), **_about(connection, address, record))
        put_note(connection, note)
    return note


def _about(connection: Connection, address: str | None, record: str | None) -> dict[str, str | None]:
    if record is not None:
        found = named_record(connection, record)
        wanted = select(articles.c.address).where(articles.c.id == found.page)
        home = connection.execute(wanted).scalar_one()
        return {"page": found.page, "address": home, "record": found.record.id}
    page = None if address is None else named_page(connection, address)
    return {"page": page, "address": address, "record": None}


def put_note(connection: Connection, note: Note, id: str | None = None) -> None:
    """Adds a note within a transaction; the same again changes nothing."""
    id = id or digest("note", note.at.isoformat(), note.who, note.text, note.page, note.record)
    hold(connection, id)
    if connection.execute(select(notes.c.id).where(notes.c.id == id)).first() is None:
        row = {"id": id, "page": note.page, "at": note.at, "body": msgspec.json.encode(note)}
        connection.execute(insert(notes), row)


def all_notes(database: Database, *, address: str | None = None) -> tuple[Note, ...]:
    """Every note, oldest first; those on the page at *address* where it is given."""
    wanted = select(notes.c.body).order_by(notes.c.at, notes.c.id)
    with database.reads() as connection:
        if address is not None:
            wanted = wanted.where(notes.c.page == named_page(connection, address))
        return tuple(msgspec.json.decode(body, type=Note) for body in connection.execute(wanted).scalars())


def save_search(database: Database, name: str, query: Query, *, who: str, at: datetime) -> Saved:
    """Keeps a search under a name, in the place of an older one of that name."""
    one = Saved(name=_name(name), query=query, at=at, who=who)
    with database.writes() as connection:
        connection.execute(delete(saved).where(saved.c.id == _saved_id(name)))
        put_saved(connection, one)
    return one


def put_saved(connection: Connection, one: Saved) -> None:
    """Adds a search within a transaction."""
    row = {"id": _saved_id(one.name), "name": one.name, "at": one.at, "who": one.who}
    connection.execute(insert(saved), {**row, "query": msgspec.json.encode(one.query)})


def all_saved(database: Database) -> tuple[Saved, ...]:
    """Every saved search, by name."""
    with database.reads() as connection:
        return tuple(saved_in(connection))


def saved_in(connection: Connection) -> list[Saved]:
    """The same within a transaction."""
    found = [saved_of(row) for row in connection.execute(select(saved)).all()]
    return sorted(found, key=lambda one: (key(one.name), one.name))


def saved_of(row: Any) -> Saved:
    """A search by its row."""
    return Saved(name=row.name, query=msgspec.json.decode(row.query, type=Query), at=row.at, who=row.who)


def saved_named(database: Database, name: str) -> Saved:
    """The search of this name. Raises `CorrectionError` with what comes near."""
    with database.reads() as connection:
        found = connection.execute(select(saved).where(saved.c.id == _saved_id(name))).first()
        if found is not None:
            return saved_of(found)
        known = [one.name for one in saved_in(connection)]
    raise CorrectionError(f"no search is called {name!r}: {_near(name, known)}")


def remove_saved(database: Database, name: str) -> Saved:
    """Takes a saved search away."""
    one = saved_named(database, name)
    with database.writes() as connection:
        connection.execute(delete(saved).where(saved.c.id == _saved_id(name)))
    return one


def watch(database: Database, one: Watch) -> bool:
    """Watches somebody or something; false where that is watched already."""
    if one.kind not in WATCHED:
        raise CorrectionError(f"{one.kind!r} cannot be watched: write one of {', '.join(WATCHED)}")
    with database.writes() as connection:
        return put_watch(connection, Watch(kind=one.kind, name=_name(one.name), at=one.at, who=one.who))


def put_watch(connection: Connection, one: Watch) -> bool:
    """The same within a transaction."""
    id = _watch_id(one.kind, one.name)
    hold(connection, id)
    if connection.execute(select(watched.c.id).where(watched.c.id == id)).first() is not None:
        return False
    row = {"id": id, "kind": one.kind, "name": one.name, "at": one.at, "who": one.who}
    connection.execute(insert(watched), row)
    return True


def all_watched(database: Database) -> tuple[Watch, ...]:
    """Who and what is watched, by kind and name."""
    with database.reads() as connection:
        return tuple(watched_in(connection))


def watched_in(connection: Connection) -> list[Watch]:
    """The same within a transaction."""
    rows = connection.execute(select(watched.c.kind, watched.c.name, watched.c.at, watched.c.who)).all()
    return sorted((Watch(**row._mapping) for row in rows), key=lambda one: (one.kind, key(one.name)))


def unwatch(database: Database, kind: str, name: str) -> None:
    """Watches somebody or something no longer. Raises `CorrectionError` with what comes near."""
    with database.writes() as connection:
        if connection.execute(delete(watched).where(watched.c.id == _watch_id(kind, name))).rowcount:
            return
        known = [one.name for one in watched_in(connection) if one.kind == kind]
    raise CorrectionError(f"no {kind} {name!r} is watched: {_near(name, known)}")


def _near(name: str, known: Iterable[str]) -> str:
    by_key = {key(one): one for one in known}
    near = get_close_matches(key(name), by_key, n=3, cutoff=0.4)
    if near:
        return f"did you mean {' or '.join(by_key[one] for one in near)}?"
    return f"there are {', '.join(sorted(by_key.values()))}" if by_key else "there is none yet"


def _name(written: str) -> str:
    name = " ".join(written.split())
    if not key(name) or len(name) > LONGEST_NAME:
        raise CorrectionError(f"a name has 1 to {LONGEST_NAME} characters, this one has {len(name)}")
    return name


def _saved_id(name: str) -> str:
    return digest("saved", key(" ".join(name.split())))


def _watch_id(kind: str, name: str) -> str:
    return digest("watched", kind, key(" ".join(name.split())))
