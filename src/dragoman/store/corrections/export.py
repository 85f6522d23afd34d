"""Corrections as a training set: the text, the record as it was read, what people said, and what is right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.store.corrections.folds import added, by_record
from dragoman.store.corrections.marking import as_judged
from dragoman.store.corrections.records import Found, every_correction, found_added, stored_records
from dragoman.store.database import Database
from dragoman.store.values.corrections import Act, Correction
from dragoman.store.values.press import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One example: *record* as the reader wrote it (none where a person added it), and *right* as it should be
    (none where it is wrong), both as the codebook has them, over *text*."""

    text: str
    kind: str
    record: Record | None
    right: Record | None
    correction: Correction
    article: str
    url: str | None
    source: str
    quote: str


def exported(database: Database) -> Iterator[Example]:
    """An example for every record of which people said something that stands, by the last word's time."""
    with database.reads() as connection:
        every = every_correction(connection)
        judged = by_record(every)
        people = [one for said in added(every) for one in found_added(connection, said)]
        found = {(one.article.id, one.record.id): one for one in (*stored_records(connection, set(judged)), *people)}
    several = []
    for key, one in found.items():
        standing = judged[key].standing
        if standing and not _taken_back(one, standing):
            right = None if judged[key].wrong else as_judged(one.record, judged[key])
            several.append((standing[-1].place, _example(one, right, standing[-1])))
    yield from (example for _, example in sorted(several, key=lambda pair: pair[0]))


def _taken_back(one: Found, standing: tuple[Correction, ...]) -> bool:
    """Whether a record was added by a person and nobody stands by it any more."""
    return one.by_person and not any(said.act is Act.ADDED for said in standing)


def _example(one: Found, right: Record | None, last: Correction) -> Example:
    return Example(
        text=one.article.text,
        kind=one.kind,
        record=None if one.by_person else one.record,
        right=right,
        correction=last,
        article=one.article.id,
        url=one.article.url,
        source=one.article.source,
        quote=one.quote,
    )
