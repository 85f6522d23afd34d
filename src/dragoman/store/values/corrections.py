"""What people say of records, and what stands of it. Frozen."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import msgspec

from dragoman.model import DragomanError, digest


class CorrectionError(DragomanError):
    """A correction that cannot be. Says why, and what to write instead."""


class Act(StrEnum):
    """What a person does to a record, or to two."""

    RIGHT = "right"
    WRONG = "wrong"
    PART = "part"  # wrong in a part
    ADDED = "added"  # a record that the reader missed
    MERGED = "merged"  # two are one
    SPLIT = "split"  # one is apart from what it was merged with
    LEARNT = "learnt"  # a person whom an article introduces is known from then on
    DENIED = "denied"  # a person whom an article introduces is not
    UNDONE = "undone"  # another correction is taken back


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What *who* said *at* a moment, and *why*. Never changed: one that is taken back is named by another's *undoes*.

    *record* is the id of the record in the words of *article*, which stand at *page* (an address's digest); of a
    merger the two ends are *record* and *other*, names or ids of *kind*. *value* is what *part* should be, or the
    whole record that is added, or the introduction of the person that *record* names, as JSON has it.
    """

    act: Act
    at: datetime
    who: str
    why: str
    record: str | None = None
    article: str | None = None
    page: str | None = None
    kind: str | None = None
    part: str | None = None
    value: Any = None
    other: str | None = None
    undoes: str | None = None
    id: str = field(default="")

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", digest_of(self))

    @property
    def place(self) -> tuple[datetime, str]:
        """Where it stands in order: by time, then by id."""
        return self.at, self.id


def digest_of(one: Correction) -> str:
    """The id of a correction: the digest of all that it says."""
    said = {name: value for name, value in asdict(one).items() if name != "id"}
    return digest("correction", msgspec.json.encode({**said, "at": one.at.astimezone(UTC)}, order="sorted").decode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a record as it should be, by the *correction* that says so."""

    name: str
    value: Any
    correction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What stands of all that was *said* of a record; *taken_back* are the ids of what does not."""

    verdict: Act | None = None
    parts: tuple[Part, ...] = ()
    said: tuple[Correction, ...] = ()
    taken_back: frozenset[str] = frozenset()

    @property
    def wrong(self) -> bool:
        return self.verdict is Act.WRONG

    @property
    def disputed(self) -> bool:
        """Whether people disagree: what stands is the last word, and not the only one."""
        verdicts = {(one.act, one.part, repr(one.value)) for one in self.standing if one.act is not Act.ADDED}
        people = {one.who for one in self.standing if one.act is not Act.ADDED}
        parts = [part for _, part, _ in verdicts]
        return len(people) > 1 and (len({act for act, _, _ in verdicts}) > 1 or len(parts) > len(set(parts)))

    @property
    def standing(self) -> tuple[Correction, ...]:
        """What was said and not taken back."""
        return tuple(one for one in self.said if one.act is not Act.UNDONE and one.id not in self.taken_back)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How a person's word shows beside a record: *was* is what the reader wrote in *part*."""

    act: Act
    who: str
    at: datetime
    why: str
    correction: str
    part: str | None = None
    was: Any = None
    now: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What somebody notes, about an article where *page* (an address's digest) and *address* are given."""

    at: datetime
    who: str
    text: str
    page: str | None = None
    address: str | None = None
    record: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Somebody or something that is watched: an actor, a place or a channel, by *name*."""

    kind: str
    name: str
    at: datetime
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """What was erased: by the digest of its address or name, never by these. *texts* are the digests of the texts.

    *forgets* is `page`, `person` or `source`; where it was *lifted* the page may come again.
    """

    id: str
    forgets: str
    at: datetime
    who: str
    why: str
    texts: tuple[str, ...] = ()
    lifted: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """How much goes, or went: a dry run tells the same. *left* says where words stay that this cannot reach."""

    articles: int = 0
    versions: int = 0
    readings: int = 0
    records: int = 0
    corrections: int = 0
    notes: int = 0
    blanked: int = 0
    left: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        counted = (self.articles, self.versions, self.records, self.corrections, self.notes, self.blanked)
        return not any(counted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How many days the texts of a source or outlet are kept; after that the *records* may stay with their quotes."""

    source: str
    days: int
    records: bool
    at: datetime
    who: str
