"""Forgetting a page: every version with all that was read and said of it, in one transaction."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, func, select

from dragoman.store import rows
from dragoman.store.corrections.marking import Person
from dragoman.store.corrections.records import near_addresses
from dragoman.store.database import Database
from dragoman.store.forgetting.erasing import compact, erase_page, sweep_as_you_go
from dragoman.store.forgetting.tombstones import PAGE, Forgotten, put_tombstone, stone_id, swept, tombstone
from dragoman.store.schema.corrections import corrections, notes
from dragoman.store.schema.press import articles, readings, records, versions
from dragoman.store.values.corrections import CorrectionError, Erased, Tombstone


def forget_page(database: Database, address: str, *, by: Person, dry: bool = False) -> Forgotten:
    """Erases every version of the page at *address* with all that was read and said of it. Raises `CorrectionError`.

    Then the files are written anew without it; one that is forgotten already is looked for there once more.
    """
    if dry:
        with database.reads() as connection:
            page = _known(connection, address)
            stone = _stone(connection, page, address, by)
            return Forgotten(erased=page_counted(connection, page), tombstone=stone, dry=True)
    with database.writes() as connection:
        sweep_as_you_go(connection)
        page = _known(connection, address)
        counted, stone = page_counted(connection, page), _stone(connection, page, address, by)
        put_tombstone(connection, stone)
        erase_page(connection, page, address)
        compact(connection)
    return Forgotten(erased=swept(database, counted), tombstone=stone, dry=False)


def _known(connection: Connection, address: str) -> str:
    """The id of the page at *address*, which is there or was."""
    page = rows.article_id(address)
    if connection.execute(select(articles.c.id).where(articles.c.id == page)).first() is not None:
        return page
    stone = tombstone(connection, stone_id(PAGE, address))
    if stone is not None and stone.lifted is None:
        return page
    raise CorrectionError(f"no page of {address} is stored: {near_addresses(connection, address)}")


def _stone(connection: Connection, page: str, address: str, by: Person) -> Tombstone:
    """The tombstone of a page; of one that is gone already it stays as it is."""
    texts = connection.execute(select(versions.c.text).where(versions.c.article == page).order_by(versions.c.nth))
    several = tuple(texts.scalars())
    before = tombstone(connection, stone_id(PAGE, address))
    if before is not None and not several:
        return before
    every = tuple(dict.fromkeys((*(before.texts if before else ()), *several)))
    return Tombstone(id=stone_id(PAGE, address), forgets=PAGE, at=by.at, who=by.who, why=by.why, texts=every)


def page_counted(connection: Connection, page: str) -> Erased:
    """How much of a page there is."""

    def of(wanted: Any) -> int:
        return connection.execute(select(func.count()).select_from(wanted.subquery())).scalar_one()

    whole = select(readings.c.number).join(versions).where(versions.c.article == page)
    return Erased(
        articles=of(select(articles.c.id).where(articles.c.id == page)),
        versions=of(select(versions.c.number).where(versions.c.article == page)),
        readings=of(whole),
        records=of(select(records.c.number).where(records.c.reading.in_(whole))),
        corrections=of(select(corrections.c.id).where(corrections.c.page == page)),
        notes=of(select(notes.c.id).where(notes.c.page == page)),
    )
