"""Records by the beginning of their id, pages by their address: found, or told what comes near."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, select

from dragoman.model import Article
from dragoman.store import rows
from dragoman.store.corrections.folds import added, by_record
from dragoman.store.schema.corrections import corrections
from dragoman.store.schema.press import articles, readings, records, versions
from dragoman.store.values.corrections import Correction, CorrectionError, Judged
from dragoman.store.values.press import KINDS, Record

SHORTEST = 4
"""Digits of an id that are enough where no other begins with them."""
MOST_NEAR = 5
MOST_ADDRESSES = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A record as it is stored, in the words of *article*, whose version is *version* and whose page is *page*.

    *current* where searches look at it, *by_person* where somebody added it.
    """

    record: Record
    kind: str
    article: Article
    version: str
    page: str
    current: bool
    by_person: bool = False

    @property
    def quote(self) -> str:
        return rows.quote(rows.searchable(self.record).evidence, self.article.text)


def every_correction(connection: Connection, *conditions: ColumnElement[bool]) -> list[Correction]:
    """The corrections for which the *conditions* hold, in order."""
    wanted = select(corrections.c.body).where(*conditions).order_by(corrections.c.at, corrections.c.id)
    return [correction_of(body) for body in connection.execute(wanted).scalars()]


def correction_of(body: bytes) -> Correction:
    """The correction that a row's JSON says."""
    return msgspec.json.decode(body, type=Correction)


def named_record(connection: Connection, written: str) -> Found:
    """The one record whose id begins as *written* (`ARTICLE/RECORD` where several articles have it)."""
    article, _, id = written.strip().lower().rpartition("/")
    if not id:
        raise CorrectionError("write the id of a record: dragoman search --json shows them")
    found = [one for one in _beginning(connection, id) if one.article.id.startswith(article)]
    exact = [one for one in found if one.record.id == id] or found
    several = {(one.article.id, one.record.id): one for one in sorted(exact, key=lambda one: one.current)}
    if len(several) == 1:
        return next(iter(several.values()))
    if several:
        listed = ", ".join(f"{home}/{record}" for home, record in sorted(several)[:MOST_NEAR])
        raise CorrectionError(f"{written!r} is the beginning of {len(several)} records: write one of {listed}")
    raise CorrectionError(f"there is no record {written!r}: {_near_records(connection, id)}")


def _beginning(connection: Connection, id: str) -> list[Found]:
    if len(id) < SHORTEST and not _is_record(connection, id):
        raise CorrectionError(f"{id!r} is too short: write {SHORTEST} digits of the record's id, or all of it")
    stored = _stored(connection, records.c.id.startswith(id, autoescape=True))
    by_people = [one for one in added(every_correction(connection)) if (one.record or "").startswith(id)]
    return [*stored, *(found for one in by_people for found in found_added(connection, one))]


def _is_record(connection: Connection, id: str) -> bool:
    return connection.execute(select(records.c.id).where(records.c.id == id).limit(1)).first() is not None


def _near_records(connection: Connection, id: str) -> str:
    wanted = select(records.c.id).where(records.c.id.startswith(id[:2], autoescape=True)).distinct().limit(1000)
    near = get_close_matches(id, connection.execute(wanted).scalars().all(), n=3, cutoff=0.5)
    return f"did you mean {', '.join(near)}?" if near else "dragoman search --json shows the ids"


def stored_records(connection: Connection, keys: set[tuple[str, str]]) -> list[Found]:
    """The records of these (article, id), as the newest reading that has them wrote them."""
    ids = sorted({id for _, id in keys})
    found = [
        one
        for start in range(0, len(ids), 500)
        for one in _stored(connection, records.c.id.in_(ids[start : start + 500]))
    ]
    by_key = {(one.article.id, one.record.id): one for one in sorted(found, key=lambda one: one.current)}
    return [one for key, one in by_key.items() if key in keys]


def _stored(connection: Connection, condition: ColumnElement[bool]) -> list[Found]:
    source = records.join(readings, readings.c.number == records.c.reading)
    source = source.join(versions, versions.c.number == readings.c.version)
    shown = (records.c.kind, records.c.body, records.c.current)
    wanted = select(
        *shown, versions.c.id.label("version"), versions.c.article.label("page"), versions.c.body.label("article")
    )
    found = connection.execute(wanted.select_from(source).where(condition).order_by(records.c.reading)).all()
    return [_found(row) for row in found]


def _found(row: Any) -> Found:
    return Found(
        record=msgspec.json.decode(row.body, type=KINDS[row.kind]),
        kind=row.kind,
        article=msgspec.json.decode(row.article, type=Article),
        version=row.version,
        page=row.page,
        current=row.current,
    )


def found_added(connection: Connection, one: Correction) -> list[Found]:
    """A record that somebody added, in the version that has its words; none where that is gone."""
    wanted = select(versions.c.id, versions.c.article, versions.c.current, versions.c.body)
    for row in connection.execute(wanted.where(versions.c.article == one.page).order_by(versions.c.nth.desc())).all():
        article = msgspec.json.decode(row.body, type=Article)
        if article.id == one.article and one.kind is not None:
            record = msgspec.convert(one.value, KINDS[one.kind])
            found = Found(
                record=record, kind=one.kind, article=article, version=row.id, page=row.article,
                current=row.current, by_person=True,
            )  # fmt: skip
            return [found]
    return []


def judged_record(connection: Connection, found: Found) -> Judged:
    """What stands of a record."""
    said = every_correction(connection, corrections.c.page == found.page)
    return by_record(said).get((found.article.id, found.record.id), Judged())


def named_page(connection: Connection, address: str) -> str:
    """The id of the page at *address*. Raises `CorrectionError` with what comes near."""
    page = rows.article_id(address)
    if connection.execute(select(articles.c.id).where(articles.c.id == page)).first() is not None:
        return page
    raise CorrectionError(f"no page of {address} is stored: {near_addresses(connection, address)}")


def near_addresses(connection: Connection, address: str) -> str:
    """What somebody may have meant by *address*."""
    known = connection.execute(select(articles.c.address).limit(MOST_ADDRESSES)).scalars().all()
    near = get_close_matches(address, known, n=3, cutoff=0.7)
    return f"did you mean {' or '.join(near)}?" if near else "dragoman search shows the addresses"
