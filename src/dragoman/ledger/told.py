"""What every fold takes: a record with the article that tells it and the words that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from dragoman.model import Event, Interval, Meeting, Position, Reading, Span, Speaker, Statement

Record = Statement | Event | Meeting | Position
Kind = TypeVar("Kind", bound=Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """*record* as *article* tells it, in the words of *quote*.

    *page* is where the article stands, the same for its versions; *nth* counts those, and *current* says whether this
    is the newest. *claimant* says it, where the article itself does not. *seen* is when it was added, *origin* the
    article that this one copies, by default itself.
    """

    record: Record
    article: str
    page: str
    quote: str
    seen: datetime
    origin: str
    nth: int = 1
    current: bool = True
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    source: str = ""
    published: Interval | None = None
    claimant: Speaker | None = None

    @property
    def day(self) -> date:
        """The day on which it was told: of publication, or where that is unknown the day on which it was added."""
        told = self.published
        return (told and (told.latest or told.earliest)) or self.seen.date()


def told_of(
    reading: Reading, *, seen: datetime, page: str | None = None, nth: int = 1, current: bool = True
) -> Iterator[Told]:
    """Everything that *reading* tells but its entities."""
    article = reading.article
    said = {one.id: one.speaker for one in reading.statements}
    records: tuple[Record, ...] = (*reading.statements, *reading.events, *reading.meetings, *reading.positions)
    for record in records:
        yield Told(
            record=record,
            article=article.id,
            page=page or article.url or article.source,
            quote=" … ".join(span.of(article.text) for span in spans(record)),
            seen=seen,
            origin=article.id,
            nth=nth,
            current=current,
            title=article.title,
            outlet=article.outlet,
            url=article.url,
            source=article.source,
            published=article.published,
            claimant=None if isinstance(record, Statement) else said.get(record.statement or ""),
        )


def record_of(told: Told, kind: type[Kind]) -> Kind:
    """The record that is *told*, which is of that *kind*."""
    if not isinstance(told.record, kind):
        raise TypeError(f"record {told.record.id} is a {type(told.record).__name__}; give in_order the kind you want")
    return told.record


def spans(record: Record) -> tuple[Span, ...]:
    """Where the words stand that *record* rests on."""
    return record.content if isinstance(record, Statement) else (record.evidence,)


def in_order(told: Iterable[Told], *kinds: type[Any], earlier_versions: bool = False) -> list[Told]:
    """Each of *told* once, of the given *kinds*, in the order in which it was told; whatever order they come in."""
    once: dict[tuple[object, ...], Told] = {}
    for one in sorted((one for one in told if not kinds or isinstance(one.record, kinds)), key=_place):
        same = (one.article, type(one.record), one.record.id)
        if same in once and once[same].current and not one.current:
            continue  # what a page says no more takes nothing from one that still says it
        once.pop(same, None)  # what stands at two pages is told where it is told last
        once[same] = one
    return [one for one in once.values() if one.current or earlier_versions]


def _place(one: Told) -> tuple[Any, ...]:
    """Where *one* stands in time, and beside others of its day and page."""
    return (one.day, one.page, one.nth, spans(one.record), one.record.id, one.article, one.seen, one.origin)
