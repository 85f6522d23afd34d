"""How far a ledger has been folded, and since which day it must be folded again.

A ledger follows what is told in its order, so what was told before the first change stays as it is. New readings,
corrections and what is erased each name a day; everything told since the earliest of them is folded anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from dragoman.store.corrections.records import every_correction
from dragoman.store.database import numbering
from dragoman.store.schema.corrections import corrections
from dragoman.store.schema.folds import fold_marks
from dragoman.store.schema.press import readings, records, versions
from dragoman.store.told.folded import batches, day_of, in_versions, pages_of_twins
from dragoman.store.values.corrections import Act, Correction

BEGINNING = 1
"""The first day of all."""
NEVER = 4_000_000
"""A day after all that there are."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The last reading that was seen, each correction with the day since which it matters, and the day *since* which
    there is something to do."""

    covered: int
    said: dict[str, int]
    since: int | None

    def changed_on(self, day: int) -> Mark:
        return self if day >= NEVER else replace(self, since=min(day, self.since or NEVER))


def mark_of(connection: Connection, ledger: str) -> Mark:
    """How far the *ledger* has come."""
    found = connection.execute(select(fold_marks).where(fold_marks.c.ledger == ledger)).first()
    if found is None:
        return Mark(0, {}, BEGINNING)
    return Mark(found.covered, msgspec.json.decode(found.said, type=dict[str, int]), found.since)


def keep_mark(connection: Connection, ledger: str, mark: Mark) -> None:
    connection.execute(delete(fold_marks).where(fold_marks.c.ledger == ledger))
    said = msgspec.json.encode(mark.said)
    row = {"ledger": ledger, "covered": mark.covered, "said": said, "since": mark.since}
    connection.execute(insert(fold_marks), row)


def settled(connection: Connection, ledger: str) -> bool:
    """Whether all that the store holds is in the *ledger*."""
    mark = mark_of(connection, ledger)
    if mark.since is not None or (connection.execute(select(func.max(readings.c.number))).scalar() or 0) > mark.covered:
        return False
    return set(connection.execute(select(corrections.c.id)).scalars()) == set(mark.said)


def noticed(connection: Connection, ledger: str, kind: str) -> Mark:
    """How far the *ledger* has come, and what has changed since among the records of its *kind*."""
    mark = mark_of(connection, ledger)
    newest = _newest(connection)
    if mark.since != BEGINNING and newest > mark.covered:
        mark = mark.changed_on(_read_since(connection, mark.covered, kind))
    before = mark.said
    if set(connection.execute(select(corrections.c.id)).scalars()) != set(before):
        said = _said(connection, kind, before)
        changed = {id: day for id, day in (before | said).items() if before.get(id) != said.get(id)}
        mark = replace(mark, said=said).changed_on(min(changed.values(), default=NEVER))
    return replace(mark, covered=newest)


def _newest(connection: Connection) -> int:
    """The number of the last reading, before which no other is still to be stored."""
    with connection.begin_nested() as until_then:
        numbering(connection, alone=True)
        newest = connection.execute(select(func.max(readings.c.number))).scalar() or 0
        until_then.rollback()  # others go on at once
    return newest


def _read_since(connection: Connection, covered: int, kind: str) -> int:
    """The earliest day of a page that was read since, any of whose versions tells something of the *kind*.

    A page that tells the very same is changed by that, too.
    """
    new = select(versions.c.article).join(readings).where(readings.c.number > covered)
    return earliest(connection, pages_of_twins(connection, kind, in_versions(versions.c.article.in_(new))))


def earliest(connection: Connection, pages: Iterable[str]) -> int:
    """The earliest day on which one of the *pages* was told."""
    found = NEVER
    for some in batches(pages):
        asked = select(versions.c.first, versions.c.last, versions.c.added).where(versions.c.article.in_(some))
        found = min([found, *(day_of(*row) for row in connection.execute(asked))])
    return found


def _said(connection: Connection, kind: str, before: dict[str, int]) -> dict[str, int]:
    """Every correction with the day since which it matters to what is told of the *kind*, as known *before*."""
    every = every_correction(connection)
    merging = {one.id for one in every if one.kind == kind and one.act in (Act.MERGED, Act.SPLIT)}
    ends = {end for one in every if one.id in merging for end in (one.record, one.other) if end}
    merged_on = earliest(connection, _homes(connection, ends, every)) if merging else NEVER

    def day(one: Correction) -> int:
        if _merges(one, kind):
            return merged_on
        return before[one.id] if one.id in before else _page_day(connection, one)

    return {one.id: day(one) for one in every}


def _merges(one: Correction, kind: str) -> bool:
    """Whether two are one by it, or no longer; what takes such a thing back names it in the same way."""
    return one.kind == kind and one.page is None


def _page_day(connection: Connection, one: Correction) -> int:
    return NEVER if one.page is None else earliest(connection, [one.page])


def _homes(connection: Connection, ends: Iterable[str], every: Iterable[Correction]) -> set[str]:
    """The pages of records that are named `article/id`."""
    ids = {end.rpartition("/")[2] for end in ends}
    pages = {one.page for one in every if one.act is Act.ADDED and one.record in ids and one.page}
    asked = select(versions.c.article).select_from(records.join(readings).join(versions))
    asked = asked.where(records.c.id.in_(sorted(ids)))
    return pages | set(connection.execute(asked.distinct()).scalars())


def change(connection: Connection, day: int) -> None:
    """Notes within a transaction that what was told since *day* must be folded again."""
    if day >= NEVER:
        return
    later = fold_marks.c.since.is_(None) | (fold_marks.c.since > day)
    connection.execute(update(fold_marks).where(later).values(since=day))
