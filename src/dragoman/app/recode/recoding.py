"""Stored articles read again by the reader of today, each beside its current reading; one at a time, safely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from dragoman import extract
from dragoman.annotate import annotate
from dragoman.app.pipeline import attempted
from dragoman.app.reader import reader
from dragoman.app.recode.kept import KeptReadings
from dragoman.knowledge import Holder
from dragoman.ledger.recoding import Recoding, recoding
from dragoman.model import Article, Reading, Rejected, Unreadable
from dragoman.store import Database, Kept, add_reading, admitted, taught
from dragoman.store.press.recoding import to_compare
from dragoman.store.rows import astray


@dataclass(frozen=True, slots=True)
class Known:
    """An article that the reader of today has read before."""

    source: str


def recodings(
    database: Database, versions: Iterable[int], *, now: datetime, adopt: bool = False, kept: KeptReadings | None = None
) -> Iterator[Recoding | Known | Rejected]:
    """What each version's new reading changes; with *adopt* it is current from then on, when it is told.

    New readings are *kept*, where that is given, and found there by a run that goes on where another was cut off.
    """
    known = taught(database)
    for version in versions:
        found = to_compare(database, version)
        if isinstance(found, Kept):
            yield _recoded(database, found, known, now=now, adopt=adopt, kept=kept)
        elif found is not None:
            yield found


def _recoded(
    database: Database,
    stored: Kept,
    known: tuple[Holder, ...],
    *,
    now: datetime,
    adopt: bool,
    kept: KeptReadings | None,
) -> Recoding | Known | Rejected:
    before = stored.reading
    source = before.article.source
    if before.reader == reader(taught=known):
        return Known(source)
    after = kept.of(before.article) if kept else None
    if after is None:
        made = attempted(source, lambda: read_again(before.article, taught=known))
        if isinstance(made, Rejected):
            return made
        after = made
        if kept:
            kept.keep(after)
    let_in = admitted(database, after)
    if isinstance(let_in, Rejected):
        return let_in
    compared = attempted(source, lambda: recoding(before, let_in))
    if adopt and isinstance(compared, Recoding):
        add_reading(database, let_in, now=now)
    return compared


def read_again(article: Article, *, taught: tuple[Holder, ...] = ()) -> Reading:
    """A stored *article* as the reader of today reads it; its words are fixed. Raises `Unreadable`."""
    made = extract.reading(annotate(article, taught=taught), reader(taught=taught))
    for wrong in astray(made):
        raise Unreadable("extract", f"a fault of Dragoman's own, please report it: {wrong}")
    return made
