"""What is asked of a store, and what it answers. Frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dragoman.model import Article, Entity, Event, Interval, Meeting, Position, Reading, Statement
from dragoman.store.values.corrections import Mark

Record = Entity | Statement | Event | Meeting | Position
KINDS: dict[str, type[Record]] = {
    "entity": Entity,
    "statement": Statement,
    "event": Event,
    "meeting": Meeting,
    "position": Position,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """An article as its address once gave it; the *nth* there. *id* is the digest of its JSON."""

    id: str
    nth: int
    added: datetime
    article: Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """Where a reading stands; *new* where it was not there before."""

    version: str
    reading: str
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A stored reading with its digest and the moment it was added."""

    id: str
    added: datetime
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is searched for; all that is given must hold.

    Alone, *words* finds articles; with anything that only a record has, it finds records in whose evidence they
    stand. A stretch of days holds what touches it. Entities are found only where *kind* asks for them.
    """

    words: str | None = None
    kind: str | None = None
    actor: str | None = None
    type: str | None = None
    channel: str | None = None
    place: str | None = None
    since: date | None = None
    until: date | None = None
    limit: int = 20

    @property
    def of_records(self) -> bool:
        return any((self.kind, self.actor, self.type, self.channel, self.place)) or not self.words


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Which article a hit is in."""

    id: str
    version: str
    source: str
    url: str | None
    title: str | None
    outlet: str | None
    published: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article or a record that was searched for. *quote* is the article's words: the evidence or the passage.

    *marks* are what people said of the record.
    """

    article: Head
    kind: str
    quote: str
    record: Record | None = None
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A version that was verified, with its readings: how much held, and what does not."""

    source: str
    readings: int
    records: int
    spans: int
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much a store or a backup holds."""

    articles: int
    versions: int
    readings: int
    records: int
    rejected: int
    jobs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Work to do when it is *due*. The same *key* is the same work and is done once."""

    key: str
    kind: str
    payload: bytes
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """*job* is *holder*'s until *until*; after that anybody may take it."""

    job: Job
    holder: str
    until: datetime
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that the doctor looked at; *remedy* where it is not well."""

    name: str
    said: str
    remedy: str | None = None

    @property
    def well(self) -> bool:
        return self.remedy is None
