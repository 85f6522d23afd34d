"""A record as it stands beside its words: a line of plain language, what else is known, its codes, and why it is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dragoman.ledger.sides import called
from dragoman.model import (
    Basis,
    Entity,
    Event,
    EventStatus,
    EventType,
    Interval,
    Meeting,
    Place,
    Position,
    Reading,
    Statement,
)
from dragoman.newsletter.issue_verbs import verb_of
from dragoman.publish.ledger_claims import named
from dragoman.publish.wording import ACTS, VISIT, days, score, told, where
from dragoman.store import Mark, Record, Said, respected
from dragoman.store.rows import quote, records, searchable
from dragoman.web.addresses import channel_address, path
from dragoman.web.article.highlights import Lit
from dragoman.web.article.reasons import Reason, reasons

BASES = {
    Basis.GIVEN: "as a person gave it",
    Basis.PAGE: "as the page says",
    Basis.TEXT: "as the article's words tell",
    Basis.FETCHED: "the day it was fetched",
    Basis.EXPLICIT: "a date in the words",
    Basis.RELATIVE: "counted from the day of publication",
    Basis.VAGUE: "a vague word, so a whole stretch of days",
    Basis.NARROWED: "a vague word, narrowed by another mention",
}
STATUSES = {
    EventStatus.ACTUAL: "",
    EventStatus.FUTURE: "decided, yet to come",
    EventStatus.HYPOTHETICAL: "only considered or feared",
    EventStatus.NEGATED: "said not to have happened",
    EventStatus.HISTORICAL: "background: over three months ago, or undated",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that is known of a record; *href* leads to more of the same, *more* says how it is known."""

    name: str
    value: str
    more: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A record by its *number* on the page. *record* is it as people set it right, *read* as the reader wrote it.

    *says* is who claims it where the article itself does not, and *said_in* that statement's anchor.
    """

    number: int
    kind: str
    record: Record
    read: Record
    line: str
    facts: tuple[Fact, ...]
    codes: str
    quote: str
    why: tuple[Reason, ...]
    lit: tuple[Lit, ...]
    says: str = ""
    said_in: str = ""
    marks: tuple[Mark, ...] = ()
    wrong: bool = False

    @property
    def id(self) -> str:
        return self.record.id

    @property
    def start(self) -> int:
        """Where its words begin."""
        return min((one.span.start for one in self.lit if not one.strong), default=0)

    @property
    def sure(self) -> float | None:
        return self.record.confidence if isinstance(self.record, Event) else self.record.by.score


def cards(reading: Reading, article: str, added: tuple[Record, ...], said: Said) -> tuple[Card, ...]:
    """What *reading* tells, and what people *added*, in the order of its words; entities come last and unlit."""
    found = [(one, *respected(one, article, said)) for one in (*records(reading), *added)]
    ordered = sorted(found, key=lambda one: _place(one[0]))
    speakers = {one.id: one for one, *_ in ((right,) for _, right, _, _ in found) if isinstance(one, Statement)}
    return tuple(
        _card(nth, read, right, marks, wrong, reading.article.text, speakers)
        for nth, (read, right, marks, wrong) in enumerate(ordered, 1)
    )


def _place(record: Record) -> tuple[bool, int, int, str]:
    spans = searchable(record).evidence
    start = min((span.start for span in spans), default=0)
    return isinstance(record, Entity), start, -max((span.end for span in spans), default=0), record.id


def _card(
    number: int, read: Record, right: Record, marks: tuple[Mark, ...], wrong: bool, text: str,
    speakers: Mapping[str, Statement],
) -> Card:  # fmt: skip
    known = searchable(right)
    line, codes = told_of(right, text)
    claim = None if isinstance(right, Statement | Entity) else speakers.get(right.statement or "")
    return Card(
        number=number, kind=known.kind, record=right, read=read, line=line, facts=tuple(_facts(right)), codes=codes,
        quote=quote(known.evidence, text), why=reasons(right.by), lit=tuple(_lit(right, number)),
        says=_speaker(claim) if claim else "", said_in=f"record-{claim.id}" if claim else "",
        marks=marks, wrong=wrong,
    )  # fmt: skip


def _lit(record: Record, number: int) -> Iterator[Lit]:
    """The words that a record rests on, and among or beside them those that tell it."""
    known = searchable(record)
    if known.kind == "entity":
        return
    yield from (Lit(span=span, number=number, kind=known.kind) for span in known.evidence)
    strong = (record.cue,) if isinstance(record, Statement) else (record.trigger,) if isinstance(record, Event) else ()
    yield from (Lit(span=span, number=number, kind=known.kind, strong=True) for span in strong if span is not None)


def told_of(record: Record, text: str) -> tuple[str, str]:
    """A record in plain words, and in the codebook's."""
    match record:
        case Statement():
            to = f" to {record.addressee}" if record.addressee else ""
            said = record.speaker
            codes = told(*(part for part in ((said.code, said.sector) if said else ()) if part), record.form)
            return f"{_speaker(record)} says{to}", told(codes, record.medium or "")
        case Event():
            return _act(record, record.trigger.of(text)), _event_codes(record)
        case Meeting():
            about = f", on {record.topic}" if record.topic else ""
            return f"{named(record.parties)}: meeting {record.status}{about}", told(
                ", ".join(record.parties), record.status
            )
        case Position():
            return f"{called(record.holder)} {record.stance}: {record.issue}", told(record.holder, record.stance)
        case Entity():
            return record.name, told(record.kind, record.code or "", record.sector or "")


def _act(event: Event, trigger: str) -> str:
    """`Norway accuses Iceland`, by the very verb of the words where there is one; else `Norway → Iceland: accuses`."""
    actors, recipients = named(event.actors), named(event.recipients) if event.recipients else ""
    verb, alone = verb_of(event.type, trigger), len(event.actors) < 2
    if verb is not None and recipients:
        return f"{actors} {(verb.one_to if alone else verb.many_to).replace('{}', recipients)}"
    if verb is not None and (verb.one if alone else verb.many):
        return f"{actors} {verb.one if alone else verb.many}"
    one, several, _ = ACTS[event.type]
    if event.type is EventType.CONSULT and event.mode == "visit":
        one, several = VISIT
    return f"{actors}{f' → {recipients}' if recipients else ''}: {one if alone else several}"


def _event_codes(event: Event) -> str:
    sides = " → ".join(part for part in (", ".join(event.actors), ", ".join(event.recipients)) if part)
    kind = f"{event.type} {event.mode}" if event.mode else str(event.type)
    return told(kind, sides, ACTS[event.type][2], score(event.score), event.status)


def _speaker(statement: Statement) -> str:
    said = statement.speaker
    if said is None:
        return "Somebody not named"
    return f"{said.name} (anonymous)" if said.anonymous else said.name


def _facts(record: Record) -> Iterator[Fact]:
    match record:
        case Statement():
            yield from _when(record.date)
            if record.medium:
                yield Fact(name="Where said", value=record.medium)
        case Event():
            yield from _when(record.date)
            yield from _where(record.place)
            if STATUSES[record.status]:
                yield Fact(name="Status", value=STATUSES[record.status])
            if record.contexts:
                yield Fact(name="About", value=", ".join(one.replace("_", " ") for one in record.contexts))
        case Meeting():
            yield from _when(record.date) if record.date else (Fact(name="When", value="day not told"),)
            yield from _where(record.place)
            if record.channel:
                yield Fact(name="Channel", value=record.channel, href=channel_address(record.channel))
        case Position():
            yield from _when(record.date)
        case Entity():
            yield Fact(name="Named", value="once" if len(record.mentions) == 1 else f"{len(record.mentions)} times")


def _when(interval: Interval | None) -> Iterator[Fact]:
    if interval is not None:
        yield Fact(name="When", value=days(interval), more=BASES[interval.basis])


def _where(place: Place | None) -> Iterator[Fact]:
    if place is not None:
        yield Fact(name="Where", value=where(place), href=f"/search?place={path(place.name)}")
