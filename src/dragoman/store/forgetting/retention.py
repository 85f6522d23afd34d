"""How long the texts of a source are kept: after that they go, with their records or leaving these their quotes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from difflib import get_close_matches
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select

from dragoman.model import Article, digest
from dragoman.store.corrections.records import every_correction
from dragoman.store.database import Database
from dragoman.store.forgetting.blanking import only_evidence
from dragoman.store.forgetting.erasing import compact, erase_page, erase_version, readings_of, rewrite, sweep_as_you_go
from dragoman.store.forgetting.pages import page_counted
from dragoman.store.forgetting.people import by_people
from dragoman.store.forgetting.tombstones import PAGE, TEXT, mark_redacted, put_tombstone, stone_id, swept
from dragoman.store.rows import key
from dragoman.store.schema.corrections import corrections, retentions
from dragoman.store.schema.press import articles, sightings, sources, versions
from dragoman.store.values.corrections import CorrectionError, Erased, Retention, Tombstone

LONGEST_DAYS = 36_500


@dataclass(frozen=True, slots=True, kw_only=True)
class LetGo:
    """What the retention of a source let go, or in a dry run would."""

    retention: Retention
    erased: Erased
    dry: bool


def set_retention(database: Database, wanted: Retention) -> Retention:
    """Keeps how long the texts of a source or outlet are kept, in the place of what was said before."""
    if not 1 <= wanted.days <= LONGEST_DAYS:
        raise CorrectionError(f"{wanted.days} days are no retention: write 1d to {LONGEST_DAYS}d, such as 365d")
    with database.writes() as connection:
        known = _known(connection)
        if key(wanted.source) not in known:
            near = get_close_matches(key(wanted.source), known, n=3, cutoff=0.5)
            remedy = f"did you mean {' or '.join(known[one] for one in near)}?" if near else "see dragoman sources list"
            raise CorrectionError(f"no source or outlet is called {wanted.source!r}: {remedy}")
        kept = replace(wanted, source=known[key(wanted.source)])
        connection.execute(delete(retentions).where(retentions.c.id == _id(kept.source)))
        put_retention(connection, kept)
    return kept


def put_retention(connection: Connection, one: Retention) -> None:
    """Adds a retention within a transaction."""
    row = {"id": _id(one.source), "source": one.source, "days": one.days, "records": one.records}
    connection.execute(insert(retentions), {**row, "at": one.at, "who": one.who})


def _id(source: str) -> str:
    return digest("retention", key(source))


def _known(connection: Connection) -> dict[str, str]:
    """Every source and outlet, by folded name."""
    found = {key(one): one for one in connection.execute(select(sightings.c.source).distinct()).scalars()}
    found |= {key(one): one for one in connection.execute(select(sources.c.name)).scalars()}
    wanted = select(versions.c.body).execution_options(yield_per=200)
    outlets = (msgspec.json.decode(body, type=_Outlet).outlet for body in connection.execute(wanted).scalars())
    return {key(one): one for one in outlets if one} | found


class _Outlet(msgspec.Struct, frozen=True):
    """What a retention needs of an article."""

    outlet: str | None = None


def all_retentions(database: Database) -> tuple[Retention, ...]:
    """How long what is kept, by source."""
    with database.reads() as connection:
        return tuple(retentions_in(connection))


def retentions_in(connection: Connection) -> list[Retention]:
    """The same within a transaction."""
    found = connection.execute(select(retentions).order_by(retentions.c.id)).all()
    kept = [{name: value for name, value in row._mapping.items() if name != "id"} for row in found]
    return sorted((Retention(**one) for one in kept), key=lambda one: key(one.source))


def remove_retention(database: Database, source: str) -> bool:
    """Keeps the texts of a source for good again; false where nothing was set."""
    with database.writes() as connection:
        return connection.execute(delete(retentions).where(retentions.c.id == _id(source))).rowcount == 1


def apply_retention(database: Database, *, now: datetime, dry: bool = False) -> tuple[LetGo, ...]:
    """Lets go of every text that is kept longer than its source's retention says, counted from when it was stored.

    All in one transaction; then the files are written anew without them.
    """
    if dry:
        with database.reads() as connection:
            return tuple(_applied(connection, now, dry=True))
    with database.writes() as connection:
        sweep_as_you_go(connection)
        done = tuple(_applied(connection, now, dry=False))
        compact(connection)
    if all(one.erased.nothing for one in done):
        return done
    return tuple(replace(one, erased=swept(database, one.erased)) for one in done)


def _applied(connection: Connection, now: datetime, *, dry: bool) -> Iterator[LetGo]:
    for retention in retentions_in(connection):
        old = now - timedelta(days=retention.days)
        erased = Erased()
        for page, address in _pages(connection, key(retention.source)):
            erased = _page(connection, page, address, replace(retention, at=now), old, erased, dry=dry)
        yield LetGo(retention=retention, erased=erased, dry=dry)


def _pages(connection: Connection, source: str) -> list[tuple[str, str]]:
    """The pages that a source gave, or that are of an outlet of that name."""
    seen = connection.execute(select(sightings.c.article, sightings.c.source)).all()
    given = {row.article for row in seen if key(row.source) == source}
    wanted = select(versions.c.article, versions.c.body).where(versions.c.current)
    for row in connection.execute(wanted.execution_options(yield_per=200)):
        outlet = msgspec.json.decode(row.body, type=_Outlet).outlet
        given |= {row.article} if outlet and key(outlet) == source else set()
    found = connection.execute(select(articles.c.id, articles.c.address).order_by(articles.c.id)).all()
    return [(row.id, row.address) for row in found if row.id in given]


def _page(
    connection: Connection, page: str, address: str, retention: Retention, old: datetime, erased: Erased, *, dry: bool
) -> Erased:
    held = connection.execute(select(versions).where(versions.c.article == page).order_by(versions.c.nth)).all()
    due = [row for row in held if row.added <= old]
    if not due:
        return erased
    if retention.records:
        for row in due:
            erased = _quotes_only(connection, row, retention, erased, dry=dry)
        return erased
    whole = len(due) == len(held)
    counted = page_counted(connection, page) if whole else Erased(versions=len(due))
    if not dry:
        _erase(connection, page, address, [row.number for row in due], retention, whole=whole)
    return _together(erased, counted)


def _erase(
    connection: Connection, page: str, address: str, due: list[int], retention: Retention, *, whole: bool
) -> None:
    if not whole:
        for version in due:
            erase_version(connection, version)
        return
    put_tombstone(connection, _stone(PAGE, address, retention))
    erase_page(connection, page, address)


def _quotes_only(connection: Connection, row: Any, retention: Retention, erased: Erased, *, dry: bool) -> Erased:
    """Blanks all of a version but its title and the words that its records rest on."""
    article = msgspec.json.decode(row.body, type=Article)
    before = readings_of(connection, row.number, article)
    people = by_people(article, every_correction(connection, corrections.c.page == row.article))
    after = only_evidence((*(one for _, one in before), people))
    if after[0].article == article:
        return erased
    if not dry:
        stone = _stone(TEXT, article.digest, retention)
        put_tombstone(connection, stone)
        numbered = [(number, one) for (number, _), one in zip(before, after, strict=False)]
        mark_redacted(connection, rewrite(connection, row.number, after[0].article, numbered), stone.id)
    blocks = sum(one != other for one, other in zip(article.text, after[0].article.text, strict=True))
    return _together(erased, Erased(versions=1, blanked=blocks))


def _stone(forgets: str, what: str, one: Retention) -> Tombstone:
    why = f"retention of {one.source}: {one.days} days"
    return Tombstone(id=stone_id(forgets, what), forgets=forgets, at=one.at, who=one.who, why=why)


def _together(one: Erased, other: Erased) -> Erased:
    counted = ("articles", "versions", "readings", "records", "corrections", "notes", "blanked")
    return Erased(**{name: getattr(one, name) + getattr(other, name) for name in counted}, left=one.left)
