"""Forgetting a person: what names them and what they said goes, and their words are blanked out of every text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, select, update

from dragoman.model import Article, Reader, Reading
from dragoman.store import rows
from dragoman.store.corrections.folds import added
from dragoman.store.corrections.marking import Person, near_names
from dragoman.store.corrections.records import every_correction
from dragoman.store.database import Database
from dragoman.store.forgetting.blanking import (
    LONGEST_NAME,
    blanked,
    has_name,
    name_spans,
    name_words,
    named_in,
    texts_of,
    without_person,
)
from dragoman.store.forgetting.erasing import compact, erase_alerts, readings_of, rewrite, sweep_as_you_go
from dragoman.store.forgetting.tombstones import (
    PERSON,
    Forgotten,
    mark_redacted,
    person_id,
    put_tombstone,
    swept,
    tombstone,
)
from dragoman.store.rows import key
from dragoman.store.schema.corrections import corrections, notes, saved, watched
from dragoman.store.schema.press import articles, jobs, readings, records, sides, versions
from dragoman.store.values.corrections import Correction, CorrectionError, Erased, Note, Tombstone
from dragoman.store.values.press import KINDS, Record

BATCH = 200
SHORTEST_NAME = 3
"""Letters of a name: a shorter one would blank out half a language."""
NOBODY = Reader(program="", model="", knowledge="")

Name = tuple[str, ...]


def forget_person(database: Database, name: str, *, by: Person, dry: bool = False) -> Forgotten:
    """Erases what names the person and what they said, and blanks their words out of every text.

    All in one transaction; then the files are written anew without it. Raises `CorrectionError` where nobody of that
    name is found, and nobody was forgotten under it before.
    """
    asked = name_words(name)
    if len("".join(asked)) < SHORTEST_NAME or len(asked) > LONGEST_NAME:
        raise CorrectionError(f"{name!r} is no name: write the person's whole name, at most {LONGEST_NAME} words")
    stone = Tombstone(id=person_id(asked), forgets=PERSON, at=by.at, who=by.who, why=by.why)
    if dry:
        with database.reads() as connection:
            return Forgotten(erased=_forgotten(connection, name, stone, dry=True), tombstone=stone, dry=True)
    with database.writes() as connection:
        sweep_as_you_go(connection)
        erased = _forgotten(connection, name, stone, dry=False)
        put_tombstone(connection, stone)
        compact(connection)
    return Forgotten(erased=swept(database, erased), tombstone=stone, dry=False)


def _forgotten(connection: Connection, name: str, stone: Tombstone, *, dry: bool) -> Erased:
    asked = name_words(name)
    every = every_correction(connection)
    said = {one.id for one in every if named_in(_words(one), asked)}
    erased = Erased(left=tuple(_left(connection, asked)))
    for version in _naming(connection, name, asked):
        erased, more = _blank(connection, version, asked, every, stone, erased, dry=dry)
        said |= more
    if not dry:
        connection.execute(delete(corrections).where(corrections.c.id.in_(said)))
        erase_alerts(connection, lambda text: named_in(text, asked))
    desk = _desk(connection, asked, dry=dry)
    erased = replace(erased, corrections=len(said), notes=desk)
    if erased.nothing and tombstone(connection, stone.id) is None:
        raise CorrectionError(f"nobody called {name!r} is in the store: {near_names(connection, key(name))}")
    return erased


def _words(one: Correction) -> str:
    """What somebody said in a correction, but who it was."""
    value = msgspec.json.encode(one.value).decode("utf-8")
    return " \n ".join((one.why, one.record or "", one.other or "", value))


def _naming(connection: Connection, name: str, asked: Name) -> list[int]:
    """The versions that name a person, by what was read in them or by their own words; oldest first of each page."""
    of_them = sides.join(records, records.c.number == sides.c.record)
    of_them = of_them.join(readings, readings.c.number == records.c.reading)
    known = select(readings.c.version).select_from(of_them).where(sides.c.side == key(name), records.c.kind == "entity")
    found = set(connection.execute(known).scalars())
    wanted = select(versions.c.number, versions.c.body).order_by(versions.c.article, versions.c.nth)
    everyone = connection.execute(wanted.execution_options(yield_per=BATCH))
    return [row.number for row in everyone if row.number in found or _in_body(row.body, asked)]


def _in_body(body: bytes, asked: Name) -> bool:
    return any(named_in(text, asked) for text in texts_of(msgspec.json.decode(body, type=Article)))


def _blank(
    connection: Connection,
    version: int,
    asked: Name,
    every: list[Correction],
    stone: Tombstone,
    erased: Erased,
    *,
    dry: bool,
) -> tuple[Erased, set[str]]:
    """Blanks a person out of one version; how much went, and the ids of what was said of what is gone."""
    row = connection.execute(select(versions.c.id, versions.c.body).where(versions.c.number == version)).first()
    if row is None:
        return erased, set()  # another version of the page became the same and took its place
    article = msgspec.json.decode(row.body, type=Article)
    stored = readings_of(connection, version, article)
    before = (*(one for _, one in stored), by_people(article, every))
    after = without_person(before, asked)
    if not dry:
        numbered = [(number, one) for (number, _), one in zip(stored, after, strict=False)]
        mark_redacted(connection, rewrite(connection, version, after[0].article, numbered), stone.id)
    kept = {record.id for one in after for record in rows.records(one)}
    gone = {record.id for one in before for record in rows.records(one)} - kept
    said = {one.id for one in every if one.article == article.id and _concerns(one, gone, asked)}
    lost = sum(len(rows.records(one)) - len(rows.records(other)) for one, other in zip(before, after, strict=True))
    blocks = erased.blanked + _blocks(article, after[0].article)
    return replace(erased, versions=erased.versions + 1, records=erased.records + lost, blanked=blocks), said


def _concerns(one: Correction, gone: set[str], asked: Name) -> bool:
    return one.record in gone or has_name(_words(one), asked)


def _blocks(article: Article, after: Article) -> int:
    return sum(one != other for one, other in zip(article.text, after.text, strict=True))


def by_people(article: Article, every: list[Correction]) -> Reading:
    """The records that people added to *article*, as a reading of its own."""
    held: dict[str, list[Record]] = {kind: [] for kind in KINDS}
    for one in added(every):
        if one.article == article.id and one.kind is not None:
            held[one.kind].append(msgspec.convert(one.value, KINDS[one.kind]))
    parts: dict[str, Any] = {f"{kind}s": tuple(some) for kind, some in held.items() if kind != "entity"}
    return Reading(reader=NOBODY, article=article, entities=tuple(held["entity"]), **parts)  # type: ignore[arg-type]


def _desk(connection: Connection, asked: Name, *, dry: bool) -> int:
    """Takes a person out of what people noted, saved and watch; how many of these."""
    noted = [(row.id, msgspec.json.decode(row.body, type=Note)) for row in connection.execute(select(notes)).all()]
    noted = [(id, note) for id, note in noted if named_in(note.text, asked)]
    searches = [row.id for row in connection.execute(select(saved)).all() if named_in(_search(row), asked)]
    watching = [row.id for row in connection.execute(select(watched)).all() if named_in(row.name, asked)]
    if not dry:
        for id, note in noted:
            kept = replace(note, text=blanked(note.text, name_spans(note.text, asked)))
            connection.execute(update(notes).where(notes.c.id == id).values(body=msgspec.json.encode(kept)))
        connection.execute(delete(saved).where(saved.c.id.in_(searches)))
        connection.execute(delete(watched).where(watched.c.id.in_(watching)))
    return len(noted) + len(searches) + len(watching)


def _search(row: Any) -> str:
    return f"{row.name}\n{row.query.decode('utf-8')}"


def _left(connection: Connection, asked: Name) -> Iterator[str]:
    """Where the name stays, because it is part of what something is found by."""
    found = [one for one in connection.execute(select(articles.c.address)).scalars() if named_in(one, asked)]
    if found:
        yield f"{len(found)} addresses hold the name: forget these pages too, such as {found[0]}"
    waiting = connection.execute(select(jobs.c.payload)).scalars()
    held = sum(named_in(one.decode("utf-8", "replace"), asked) for one in waiting)
    if held:
        yield f"{held} jobs that wait hold the name until they are done: run dragoman fetch, then this again"
