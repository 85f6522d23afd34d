"""Who says what the hits of a search tell, where the articles themselves do not; as people set it right."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import select

from dragoman.model import Entity, Speaker, Statement
from dragoman.store.database import Database
from dragoman.store.schema.press import readings, records, versions
from dragoman.store.searches.respecting import respected, said_in
from dragoman.store.values.press import Hit

BATCH = 400
"""Values in one question."""
Spoken = dict[tuple[str, str], Speaker | None]
"""The speaker, where one is named, by article and the id of the statement."""


def claimants(database: Database, hits: Iterable[Hit]) -> Spoken:
    """The speaker of each statement in whose content a hit is told."""
    wanted = {statement: hit.article for hit in hits if (statement := statement_of(hit))}
    ids = sorted(wanted)
    asked = select(versions.c.id.label("version"), records.c.id, records.c.body)
    asked = asked.select_from(records.join(readings).join(versions)).where(
        records.c.kind == "statement", records.c.current
    )
    with database.reads() as connection:
        said = said_in(connection)
        found = [
            row
            for start in range(0, len(ids), BATCH)
            for row in connection.execute(asked.where(records.c.id.in_(ids[start : start + BATCH])))
        ]
    spoken: Spoken = {}
    for row in found:
        head = wanted[row.id]
        if head.version == row.version:
            right, _, _ = respected(msgspec.json.decode(row.body, type=Statement), head.id, said)
            spoken[head.id, row.id] = right.speaker if isinstance(right, Statement) else None
    return spoken


def statement_of(hit: Hit) -> str | None:
    """The id of the statement that a hit is told in; none where it is one, or stands in the article's own words."""
    record = hit.record
    return None if record is None or isinstance(record, Entity | Statement) else record.statement
