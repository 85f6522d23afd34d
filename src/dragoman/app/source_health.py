"""How sources fare: what each gave, why it failed and what to do, when it is due, since when it is quiet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from dragoman.app.source_rounds import Turned, pace_of
from dragoman.collect.politeness import quiet_since
from dragoman.store import Database, Entry, Happened, Source, Standing, Watched, given_by, log_of

FEWEST_TOLD = 5
"""Entries of the log that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a source fares. *well* where nothing is to be done."""

    source: Source
    standing: Standing
    articles: int
    well: bool
    quiet_since: datetime | None
    log: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A page that a source would make us fetch."""

    source: str
    address: str | None
    title: str | None
    published: datetime | None
    elsewhere: bool


def health(database: Database, watched: Watched, *, now: datetime) -> Health:
    """How one source fares."""
    source, standing = watched.source, watched.standing
    quiet = quiet_since(pace_of(standing), added=source.added, now=now)
    return Health(
        source=source,
        standing=standing,
        articles=given_by(database, source.name),
        well=standing.trouble is None and standing.paused is None and quiet is None,
        quiet_since=quiet,
        log=log_of(database, source.name, most=FEWEST_TOLD * 4),
    )


def lines(one: Health) -> Iterator[str]:
    """How a source fares, as text."""
    source, standing = one.source, one.standing
    yield f"{'ok' if one.well else 'BAD'} {source.name} · {source.kind} · {source.address}"
    if standing.answered:
        passed = f", {standing.passed_over} passed over" if standing.passed_over else ""
        yield f"    last answered {moment(standing.answered)}: {_some(standing.gave, 'item')}{passed}; {_some(one.articles, 'article')} in all"
    else:
        yield "    has not answered yet"
    if standing.trouble:
        yield f"    {standing.trouble.reason}: {standing.trouble.remedy}"
    if standing.paused:
        yield f"    paused: {standing.paused}"
    else:
        yield f"    next due {moment(standing.due)}"
    if one.quiet_since:
        yield f"    quiet since {moment(one.quiet_since)}: see whether its address still holds news"
    for entry in _worth_telling(one.log):
        where = f" {entry.address}:" if entry.address else ""
        yield f"    {moment(entry.at)} {entry.what}:{where} {entry.reason}"


def coming(turned: Turned) -> tuple[Coming, ...]:
    """What a round would bring."""
    name = turned.watched.source.name
    return tuple(
        Coming(
            source=name,
            address=one.address,
            title=one.item.title,
            published=one.item.published,
            elsewhere=one.elsewhere,
        )
        for one in turned.errands
    )


def moment(at: datetime) -> str:
    """A moment as it is shown."""
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _some(number: int, what: str) -> str:
    return f"{number} {what if number == 1 else f'{what}s'}"


def _worth_telling(log: tuple[Entry, ...]) -> tuple[Entry, ...]:
    dull = (Happened.READ, Happened.UNCHANGED)
    return tuple(one for one in log if one.what not in dull)[:FEWEST_TOLD]
