"""How sources fare, and what a round of them would bring, as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from dragoman.app.collect.rounds import Turned
from dragoman.store.sources.health import Health, worth_telling


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A page that a source would make us fetch."""

    source: str
    address: str | None
    title: str | None
    published: datetime | None
    elsewhere: bool


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
    for entry in worth_telling(one.log):
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
