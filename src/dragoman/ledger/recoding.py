"""Two readings of one article, record by record: what stays, what changes in a part, what comes and what goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum

from dragoman.model import Entity, Event, Meeting, Position, Reader, Reading, Span, Statement

Record = Entity | Statement | Event | Meeting | Position
KINDS: dict[type[Record], str] = {
    Entity: "entity",
    Statement: "statement",
    Event: "event",
    Meeting: "meeting",
    Position: "position",
}
"""Entities and statements come first: the others refer to them."""

NOT_TOLD = ("id", "by", "confidence")
"""How the reader knows, not what it tells: a record that differs in these alone stays."""

KNOWN_BY: dict[type[Record], tuple[str, ...]] = {
    Entity: ("name", "code"),
    Statement: ("cue", "speaker"),
    Event: ("trigger", "type", "actors", "recipients"),
    Meeting: ("parties", "channel", "date", "status"),
    Position: ("holder", "stance", "issue"),
}
"""Parts of which two records of the same words must share one, to be the same record changed."""

SHARED = 0.5
"""The share of the shorter passage that both must rest on."""


class Fate(StrEnum):
    """What becomes of a record."""

    STAYS = "stays"
    CHANGES = "changes"
    COMES = "comes"
    GOES = "goes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recoded:
    """A record *before* and *after*; null where it was not there, or is no longer. *parts* are those that change."""

    fate: Fate
    kind: str
    before: Record | None
    after: Record | None
    parts: tuple[str, ...] = ()

    @property
    def record(self) -> Record:
        """The record as it will stand, else as it stood."""
        found = self.after or self.before
        if found is None:
            raise ValueError(f"a {self.kind} that {self.fate} has neither before nor after: give one")
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Recoding:
    """An article's records as the reader *before* and the reader *after* tell them."""

    article: str
    source: str
    text: str
    before: Reader
    after: Reader
    records: tuple[Recoded, ...]

    @property
    def changes(self) -> tuple[Recoded, ...]:
        """The records that do not stay."""
        return tuple(one for one in self.records if one.fate is not Fate.STAYS)


def recoding(before: Reading, after: Reading) -> Recoding:
    """What *after* tells otherwise than *before*: two readings of the same words."""
    if before.article.text != after.article.text:
        raise ValueError(f"{after.article.source}: the two readings are of different words: give two of one version")
    same: dict[str, str] = {}
    records: list[Recoded] = []
    for kind in KINDS:
        some = list(_recoded(kind, _of(before, kind), _of(after, kind), same))
        same |= {one.before.id: one.after.id for one in some if one.before and one.after}
        records += some
    return Recoding(
        article=after.article.id,
        source=after.article.url or after.article.source,
        text=after.article.text,
        before=before.reader,
        after=after.reader,
        records=tuple(records),
    )


def _of(reading: Reading, kind: type[Record]) -> Sequence[Record]:
    held: dict[type[Record], Sequence[Record]] = {
        Entity: reading.entities,
        Statement: reading.statements,
        Event: reading.events,
        Meeting: reading.meetings,
        Position: reading.positions,
    }
    return held[kind]


def _recoded(
    kind: type[Record], before: Sequence[Record], after: Sequence[Record], same: Mapping[str, str]
) -> Iterator[Recoded]:
    """The records of a *kind* in the order of their words; *same* leads from ids of before to those of after."""
    pairs = list(_pairs(kind, before, after, same))
    left = {id(one) for pair in pairs for one in pair}
    ends = [Recoded(fate=Fate.GOES, kind=KINDS[kind], before=one, after=None) for one in before if id(one) not in left]
    ends += [Recoded(fate=Fate.COMES, kind=KINDS[kind], before=None, after=one) for one in after if id(one) not in left]
    for old, new in pairs:
        parts = tuple(name for name in _parts(kind) if not _alike(name, old, new, same))
        fate = Fate.CHANGES if parts else Fate.STAYS
        ends.append(Recoded(fate=fate, kind=KINDS[kind], before=old, after=new, parts=parts))
    yield from sorted(ends, key=lambda one: (rests_on(one.record), one.record.id, one.fate))


def _pairs(
    kind: type[Record], before: Sequence[Record], after: Sequence[Record], same: Mapping[str, str]
) -> Iterator[tuple[Record, Record]]:
    """Each record with itself, by its id; then those of the same words, the most alike first."""
    old, new = _by_id(before), _by_id(after)
    for known in [one for one in old if one in new]:
        yield old.pop(known), new.pop(known)
    fits = [(_fit(kind, old[one], new[other], same), one, other) for one in old for other in new]
    for fit, one, other in sorted(fits, key=lambda found: (-found[0], found[1], found[2])):
        if fit and one in old and other in new:
            yield old.pop(one), new.pop(other)


def _by_id(records: Iterable[Record]) -> dict[tuple[str, int], Record]:
    """Records by id and, where several have one, by which of them each is."""
    seen = Counter[str]()
    found = {}
    for one in records:
        found[one.id, seen[one.id]] = one
        seen[one.id] += 1
    return found


def _fit(kind: type[Record], old: Record, new: Record, same: Mapping[str, str]) -> float:
    """How many parts the two share, and how much of their words; 0 where they are not the same record."""
    share = _share(rests_on(old), rests_on(new))
    known = any(getattr(old, name) and _alike(name, old, new, same) for name in KNOWN_BY[kind])
    if share < SHARED or not known:
        return 0.0
    return share + sum(1 for name in _parts(kind) if _alike(name, old, new, same))


def _share(some: Iterable[Span], others: Iterable[Span]) -> float:
    """The share of the shorter passage that is in both."""
    one, other = ({at for span in spans for at in range(span.start, span.end)} for spans in (some, others))
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _alike(name: str, old: Record, new: Record, same: Mapping[str, str]) -> bool:
    """Whether a part tells the same; what refers to another record follows that one to its new id."""
    one, other = getattr(old, name), getattr(new, name)
    if name == "statement":
        return bool(same.get(one, one) == other)
    if name == "speaker" and one is not None:
        one = replace(one, entity=same.get(one.entity, one.entity))
    return bool(one == other)


def _parts(kind: type[Record]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name not in NOT_TOLD)


def rests_on(record: Record) -> tuple[Span, ...]:
    """Where the words stand that *record* rests on."""
    if isinstance(record, Entity):
        return record.mentions
    return record.content if isinstance(record, Statement) else (record.evidence,)


def type_of(record: Record) -> str:
    """What sort of its kind a record is."""
    match record:
        case Entity():
            return record.kind
        case Statement():
            return record.form
        case Event():
            return record.type
        case Meeting():
            return record.status
        case Position():
            return record.stance


def sides_of(record: Record) -> tuple[str, ...]:
    """Whom a record is about, by code, else by name."""
    match record:
        case Entity():
            return (record.code or record.name,)
        case Statement():
            return (record.speaker.code or record.speaker.name,) if record.speaker else ()
        case Event():
            return (*record.actors, *record.recipients)
        case Meeting():
            return record.parties
        case Position():
            return (record.holder,)
