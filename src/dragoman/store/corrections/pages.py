"""What people said, newest first, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from dragoman.store.corrections.folds import Key, taken_back
from dragoman.store.corrections.records import Found, every_correction, found_added, stored_records
from dragoman.store.database import Database
from dragoman.store.schema.corrections import corrections
from dragoman.store.values.corrections import Act, Correction

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A page of what people *said*, and the id of its last where there are *older* ones.

    *by_id* are all corrections of the same pages, *found* the records that they are of, where these still stand.
    """

    said: tuple[Correction, ...]
    older: str | None
    by_id: Mapping[str, Correction]
    taken_back: frozenset[str]
    found: Mapping[Key, Found]


def corrections_page(database: Database, *, after: str | None = None, most: int = PAGE) -> Cut:
    """The *most* newest corrections, or those before the one with the id *after*."""
    with database.reads() as connection:
        asked = select(corrections.c.id).order_by(corrections.c.at.desc(), corrections.c.id.desc()).limit(most + 1)
        last = connection.execute(select(corrections.c.at).where(corrections.c.id == after)).scalar() if after else None
        if last is not None:
            same = and_(corrections.c.at == last, corrections.c.id < after)
            asked = asked.where(or_(corrections.c.at < last, same))
        ids = list(connection.execute(asked).scalars())
        shown = {one.id: one for one in every_correction(connection, corrections.c.id.in_(ids[:most]))}
        pages = {one.page for one in shown.values()}
        around = every_correction(connection, or_(corrections.c.page.in_(pages), corrections.c.page.is_(None)))
        said = tuple(shown[id] for id in ids[:most])
        keys = {(one.article, one.record) for one in said if one.article and one.record}
        found = {(one.article.id, one.record.id): one for one in stored_records(connection, keys)}
        for one in around:
            if one.act is Act.ADDED and (one.article, one.record) in keys:
                found |= {(each.article.id, each.record.id): each for each in found_added(connection, one)}
    return Cut(
        said=said,
        older=said[-1].id if len(ids) > most else None,
        by_id={one.id: one for one in around},
        taken_back=taken_back(around),
        found=found,
    )
