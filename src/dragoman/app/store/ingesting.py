"""Pages into the store: each is read and stored in one step, or why not is; what was dealt with is passed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256

from dragoman.app.pipeline import attempted, pages_of, reading_of
from dragoman.app.reader import reader
from dragoman.app.sources import Fetch, Page, sources_of
from dragoman.knowledge import Holder
from dragoman.model import Reading, Rejected, digest
from dragoman.store import Database, add_reading, add_rejected, admitted, dealt_with, taught

LASTING = ("clean",)
"""Rooms whose no stands until the page or the reader changes; a missing file may be there tomorrow."""


class Outcome(StrEnum):
    """What became of a page."""

    STORED = "stored"
    KNOWN = "known"  # dealt with before, by the same reader
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """A source that is dealt with, for good: *reading* is the digest of its reading, or it was *rejected*."""

    source: str
    outcome: Outcome
    reading: str | None = None
    rejected: Rejected | None = None


def ingested(
    database: Database,
    sources: Iterable[str],
    *,
    published: date | None,
    now: datetime,
    fetch: Fetch | None = None,
) -> Iterator[Ingested]:
    """What became of every source, each told when it is safely stored. A run that was cut off goes on where it was."""
    known = taught(database)
    for source in sources_of(sources):
        for page in pages_of(source, published=published, now=now, fetch=fetch):
            if isinstance(page, Rejected):
                yield _refused(database, page, now)
            else:
                yield _dealt(database, page, published, now, known)


def _dealt(
    database: Database, page: Page, published: date | None, now: datetime, known: tuple[Holder, ...]
) -> Ingested:
    key = page_key(page, published, known)
    before = dealt_with(database, key)
    if isinstance(before, Rejected):
        return Ingested(source=page.source, outcome=Outcome.REJECTED, rejected=before)
    if before is not None:
        return Ingested(source=page.source, outcome=Outcome.KNOWN, reading=before)
    result = attempted(page.source, lambda: reading_of(page, published=published, now=now, taught=known))
    if isinstance(result, Reading) and isinstance(result := admitted(database, result), Rejected):
        return Ingested(source=page.source, outcome=Outcome.REJECTED, rejected=result)
    if isinstance(result, Rejected):
        return _refused(database, result, now, key if result.stage in LASTING else None)
    stored = add_reading(database, result, now=now, page=key)
    outcome = Outcome.STORED if stored.new else Outcome.KNOWN
    return Ingested(source=page.source, outcome=outcome, reading=stored.reading)


def _refused(database: Database, rejected: Rejected, now: datetime, key: str | None = None) -> Ingested:
    add_rejected(database, rejected, now=now, page=key)
    return Ingested(source=rejected.source, outcome=Outcome.REJECTED, rejected=rejected)


def page_key(page: Page, published: date | None, known: tuple[Holder, ...]) -> str:
    """The digest of a page with all that its reading hangs on; *known* are the people whom the store taught."""
    content = sha256(page.content).hexdigest()
    return digest("page", page.source, page.url, page.charset, published, content, reader(taught=known))
