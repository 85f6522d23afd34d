"""Corrections: added beside the record that they are of, never changed; taken back by another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select

from dragoman.store.corrections.folds import groups, in_order, taken_back
from dragoman.store.corrections.parts import changed, known_part, was
from dragoman.store.corrections.records import Found, every_correction, judged_record, named_page, named_record
from dragoman.store.database import Database, hold
from dragoman.store.rows import key
from dragoman.store.schema.corrections import corrections
from dragoman.store.schema.press import sides
from dragoman.store.values.corrections import Act, Correction, CorrectionError, Judged
from dragoman.store.values.press import Record

LONGEST_WHY = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who says something, when and why."""

    who: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A record, what stands of it, and what it is by that; none where it is wrong."""

    found: Found
    judged: Judged
    right: Record | None


def mark(
    database: Database, written: str, act: Act, *, by: Person, part: str | None = None, value: Any = None
) -> Correction:
    """Marks the record whose id begins as *written* as right or wrong, or *part* of it as wrong and *value* as right.

    Raises `CorrectionError` where there is no such record or part, or it cannot have that value.
    """
    with database.writes() as connection:
        found = named_record(connection, written)
        if act is Act.PART:
            part = known_part(found.kind, part or "")
            value = _value(connection, found, part, value)
        one = Correction(
            act=act, at=by.at, who=by.who, why=by.why, record=found.record.id, article=found.article.id,
            page=found.page, kind=found.kind, part=part, value=value,
        )  # fmt: skip
        put_correction(connection, one)
    return one


def _value(connection: Connection, found: Found, part: str, value: Any) -> Any:
    """*value* as the record with it has it: in what else was set right, it must still be a record."""
    return was(changed(as_judged(found.record, judged_record(connection, found)), part, value), part)


def as_judged(record: Record, found: Judged) -> Record:
    """*record* with every part as people set it right."""
    for part in found.parts:
        record = changed(record, part.name, part.value)
    return record


def put_correction(connection: Connection, one: Correction) -> None:
    """Adds a correction within a transaction; the same again changes nothing."""
    hold(connection, one.id)
    if not one.why.strip():
        raise CorrectionError("a correction needs its reason: write --why")
    if len(one.why) > LONGEST_WHY:
        raise CorrectionError(f"the reason has {len(one.why)} characters: write at most {LONGEST_WHY}")
    if connection.execute(select(corrections.c.id).where(corrections.c.id == one.id)).first() is None:
        row = {"id": one.id, "act": one.act, "page": one.page, "record": one.record, "at": one.at}
        connection.execute(insert(corrections), {**row, "body": msgspec.json.encode(one)})


def undo(database: Database, written: str, *, by: Person) -> Correction:
    """Takes back the correction whose id begins as *written*; undoing that brings it back."""
    with database.writes() as connection:
        every = every_correction(connection)
        target = _named(every, written)
        if target.id in taken_back(every):
            raise CorrectionError(f"{target.id} is taken back already: undo what took it back to bring it back")
        one = Correction(
            act=Act.UNDONE, at=by.at, who=by.who, why=by.why, record=target.record, article=target.article,
            page=target.page, kind=target.kind, undoes=target.id,
        )  # fmt: skip
        put_correction(connection, one)
    return one


def _named(every: list[Correction], written: str) -> Correction:
    found = [one for one in every if written and one.id.startswith(written.lower())]
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(one.id for one in found[:5])
        raise CorrectionError(f"{written!r} is the beginning of {len(found)} corrections: {listed}")
    near = get_close_matches(written, [one.id for one in every], n=3, cutoff=0.5)
    remedy = f"did you mean {', '.join(near)}?" if near else "dragoman corrections list shows them"
    raise CorrectionError(f"there is no correction {written!r}: {remedy}")


def all_corrections(database: Database, *, page: str | None = None) -> tuple[Correction, ...]:
    """Everything that people said, in order; of the page at one address where it is given."""
    with database.reads() as connection:
        if page is None:
            return tuple(in_order(every_correction(connection)))
        return tuple(every_correction(connection, corrections.c.page == named_page(connection, page)))


def reviewed(database: Database, written: str) -> Reviewed:
    """The record whose id begins as *written*, with all that was said of it and what stands."""
    with database.reads() as connection:
        found = named_record(connection, written)
        stands = judged_record(connection, found)
    return Reviewed(found=found, judged=stands, right=None if stands.wrong else as_judged(found.record, stands))


def merge(database: Database, one: str, other: str, *, kind: str, by: Person) -> Correction:
    """Says that two meetings, or two names of an entity, are one."""
    with database.writes() as connection:
        ends = [_end(connection, written, kind) for written in (one, other)]
        if ends[0] == ends[1]:
            raise CorrectionError(f"{one} and {other} are the same already")
        said = Correction(act=Act.MERGED, at=by.at, who=by.who, why=by.why, kind=kind, record=ends[0], other=ends[1])
        put_correction(connection, said)
    return said


def split(database: Database, one: str, *, kind: str, by: Person) -> Correction:
    """Says that a meeting, or a name, is apart from what it was merged with."""
    with database.writes() as connection:
        end = _end(connection, one, kind)
        if end not in groups(every_correction(connection), kind):
            raise CorrectionError(f"{one} is merged with nothing: dragoman corrections list shows what is")
        said = Correction(act=Act.SPLIT, at=by.at, who=by.who, why=by.why, kind=kind, record=end)
        put_correction(connection, said)
    return said


def _end(connection: Connection, written: str, kind: str) -> str:
    """One end of a merger: the record's id of a meeting, the folded name or code of an entity."""
    if kind == "meeting":
        found = named_record(connection, written)
        if found.kind != "meeting":
            raise CorrectionError(f"{written} is no meeting but a record of the kind {found.kind}")
        return f"{found.article.id}/{found.record.id}"
    name = key(written)
    if connection.execute(select(sides.c.side).where(sides.c.side == name).limit(1)).first() is not None:
        return name
    raise CorrectionError(f"nobody is called {written!r} in the store: {near_names(connection, name)}")


def near_names(connection: Connection, name: str) -> str:
    """Who somebody may have meant by *name*."""
    wanted = select(sides.c.side).where(sides.c.side.startswith(name[:1], autoescape=True)).distinct().limit(5000)
    near = get_close_matches(name, connection.execute(wanted).scalars().all(), n=3, cutoff=0.6)
    return f"did you mean {' or '.join(near)}?" if near else "dragoman search --kind entity shows the names"
