"""What an alert is: what was found, the words that it rests on, and how it stands. Frozen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dragoman.ledger.alert_rules import AlertKind
from dragoman.ledger.corroboration import origins
from dragoman.ledger.told import Told
from dragoman.model import Interval, digest

MOST_WORDS = 10
"""Reports that an alert quotes."""


class AlertState(StrEnum):
    """How an alert stands. One that is muted never speaks again; one that was seen or closed does when there is news."""

    NEW = "new"
    SENT = "sent"
    SEEN = "seen"
    MUTED = "muted"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words that an alert rests on, and where they stand. *claimant* says it, where the article itself does not."""

    quote: str
    day: date
    outlet: str | None
    title: str | None
    url: str | None
    source: str
    article: str
    record: str
    claimant: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a rule found, in codes and numbers; what does not belong to its kind is null.

    *value* is what was measured, *usual* what it was before, *deviations* how far that is in robust standard ones,
    *count* of how many articles or pages.
    """

    what: str
    day: date
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    status: str | None = None
    place: str | None = None
    about: str | None = None
    date: Interval | None = None
    before: Interval | None = None
    source: str | None = None
    since: datetime | None = None
    value: float | None = None
    usual: float | None = None
    deviations: float | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that a rule found. *about* says of what it is, whatever becomes of that.

    *marks* stand for the fact, so that it is known again; it is also the same as what *others* stand for. *seen* is
    when it was first there to be found.
    """

    rule: str
    kind: AlertKind
    about: str
    marks: frozenset[str]
    seen: datetime
    facts: Facts
    words: tuple[Words, ...] = ()
    details: tuple[str, ...] = ()
    others: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """The id of the alert that tells it."""
        return digest("alert", self.rule, self.about)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A finding that somebody is told of. *times* counts the facts that it told, *changed* is when its state last did."""

    id: str
    rule: str
    kind: AlertKind
    state: AlertState
    opened: datetime
    changed: datetime
    times: int
    facts: Facts
    words: tuple[Words, ...]
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfPages:
    """How many pages of a source were read on a *day*, and how many could not be."""

    day: date
    read: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A page that could not be read, and why."""

    day: date
    address: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """How a source fares: when it last told something *new*, how long that *usually* takes, in seconds, and its pages."""

    name: str
    added: datetime
    news: datetime | None = None
    usual: float | None = None
    paused: bool = False
    pages: tuple[DayOfPages, ...] = ()
    refusals: tuple[Refusal, ...] = ()


def words_of(told: Iterable[Told]) -> tuple[Words, ...]:
    """The words of the first report of each origin, oldest first."""
    firsts = [min(copies, key=_place) for copies in origins(told).values()]
    return tuple(_words(one) for one in sorted(firsts, key=_place)[:MOST_WORDS])


def _place(one: Told) -> tuple[date, str, str]:
    return (one.day, one.page, one.record.id)


def _words(one: Told) -> Words:
    return Words(
        quote=one.quote,
        day=one.day,
        outlet=one.outlet,
        title=one.title,
        url=one.url,
        source=one.source,
        article=one.article,
        record=one.record.id,
        claimant=one.claimant.name if one.claimant else None,
    )


def mark(*parts: object) -> str:
    """What a fact is known by."""
    return digest("fact", *parts)
