"""Records for the ledgers that are kept folded: each by its number, as people have set it right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from functools import partial
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from dragoman.ledger.told import Told, in_order
from dragoman.model import digest
from dragoman.store.schema.press import readings, records, versions
from dragoman.store.searches.respecting import said_in
from dragoman.store.told.records import _newest_of_its_version, _told
from dragoman.store.told.respected import respected_told

BATCH = 500
"""Values in one question."""

Key = tuple[str, str]
"""An article and a record of it."""


def told_where(connection: Connection, kind: str, condition: ColumnElement[bool]) -> dict[int, Told]:
    """The records of a *kind* of which the *condition* holds, what pages said before among them.

    All that people have added come along, under numbers below zero.
    """
    columns = (records.c.number, records.c.kind, records.c.quote, records.c.body, records.c.current, records.c.reading)
    asked = select(*columns).where(records.c.kind == kind, condition, _newest_of_its_version())
    rows: Sequence[Any] = connection.execute(asked).all()
    found = {row.number: told for row, told in zip(rows, _told(connection, rows), strict=True)}
    return _respected(connection, kind, found)


def in_versions(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Of records in versions of which the *conditions* hold; asked from the versions on, which are few."""
    several = select(versions.c.number).where(*conditions)
    return records.c.reading.in_(select(readings.c.number).where(readings.c.version.in_(several)))


def told_by_number(connection: Connection, kind: str, numbers: Iterable[int]) -> dict[int, Told]:
    """The records with these *numbers*."""
    wanted, found = sorted(set(numbers)), dict[int, Told]()
    columns = (records.c.number, records.c.kind, records.c.quote, records.c.body, records.c.current, records.c.reading)
    for some in batches(number for number in wanted if number >= 0):
        asked = select(*columns).where(records.c.number.in_(some))
        rows: Sequence[Any] = connection.execute(asked).all()
        found |= {row.number: told for row, told in zip(rows, _told(connection, rows), strict=True)}
    right = _respected(connection, kind, found)
    return {number: right[number] for number in wanted if number in right}


def told_once(connection: Connection, kind: str, found: dict[int, Told]) -> dict[int, Told]:
    """Those of *found* that no page tells in the very same words later: such a record counts where it is told last."""
    several = select(records.c.id).where(records.c.kind == kind).group_by(records.c.id).having(func.count() > 1)
    ids = {id for some in batches({told.record.id for told in found.values()})
           for id in connection.execute(several.where(records.c.id.in_(some))).scalars()}  # fmt: skip
    twins: dict[int, Told] = {}
    for some in batches(ids):
        twins |= told_where(connection, kind, records.c.id.in_(some))
    every = twins | found
    last = {id(told) for told in in_order(every.values(), earlier_versions=True)}
    return {number: told for number, told in found.items() if id(told) in last}


def pages_of_twins(connection: Connection, kind: str, condition: ColumnElement[bool]) -> set[str]:
    """The pages, by id, that tell the same in the same text as the records of which the *condition* holds."""
    source = records.join(readings).join(versions)
    asked = select(records.c.id, versions.c.text).select_from(source).where(records.c.kind == kind, condition)
    told = {(row.id, row.text) for row in connection.execute(asked)}
    found: set[str] = set()
    for some in batches({id for id, _ in told}):
        same = select(records.c.id, versions.c.text, versions.c.article).select_from(source)
        rows = connection.execute(same.where(records.c.id.in_(some)).distinct())
        found |= {row.article for row in rows if (row.id, row.text) in told}
    return found


def batches(values: Iterable[Any], most: int = BATCH) -> Iterator[list[Any]]:
    """*values* in order, so many at a time."""
    rest = iter(sorted(values))
    while some := list(islice(rest, most)):
        yield some


def _respected(connection: Connection, kind: str, found: dict[int, Told]) -> dict[int, Told]:
    """What was *found*, as people set it right, and what they added."""
    said = said_in(connection)
    if said.nothing:
        return found
    by_key = {key(told): number for number, told in found.items()}
    by_key |= {(one.article, one.record): added_number(one.article, one.record) for one in said.added
               if one.article and one.record and one.kind == kind}  # fmt: skip
    by_place = {(key(told), told.page, told.nth): number for number, told in found.items()}
    made = partial(_told, connection)
    right = respected_told(connection, list(found.values()), made, partial(_of_kind, kind), earlier_versions=True)
    numbers = ((by_place.get((key(told), told.page, told.nth), by_key.get(key(told))), told) for told in right)
    return {number: told for number, told in numbers if number is not None}


def _of_kind(kind: str, derived: dict[str, Any]) -> bool:
    return bool(derived["kind"] == kind)


def key(told: Told) -> Key:
    return told.article, told.record.id


def added_number(article: str, record: str) -> int:
    """The number of a record that somebody added."""
    return -1 - int(digest("added", article, record)[:15], 16)


def told_between(since: int, until: int | None) -> ColumnElement[bool]:
    """Of versions that were told on the day *since* or later and before *until*; perhaps some more."""
    first, last = date.fromordinal(since), None if until is None else date.fromordinal(until)
    exactly = [versions.c.last >= first, *([versions.c.last < last] if last else [])]
    without_end = [versions.c.last == date.max, versions.c.first >= first]
    unknown = [versions.c.last.is_(None), versions.c.added >= _moment(first)]
    if last:
        without_end.append(versions.c.first < last)
        unknown.append(versions.c.added < _moment(last))
    return or_(and_(*exactly), and_(*without_end), and_(*unknown))


def day_of(first: date | None, last: date | None, added: datetime) -> int:
    """The day on which a version was told, as `Told.day` has it."""
    end = first if last == date.max and first != date.min else last
    return (end or added.date()).toordinal()


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
