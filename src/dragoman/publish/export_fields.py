"""Everything that we know of a record, as named and typed fields: the columns of CSV and Parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from dragoman.knowledge.ontology import types
from dragoman.model import Article, Entity, Event, Interval, Meeting, Place, Position, Reading, Span, Statement
from dragoman.publish.export_rows import Record, Report

Value = str | float | int | bool | date | datetime | tuple[str, ...] | None


class Kind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    TEXTS = "texts"
    WHOLE = "whole number"
    NUMBER = "number"
    FLAG = "yes or no"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A *record* in its article."""

    record: Any
    reading: Reading
    seen: datetime

    @property
    def article(self) -> Article:
        return self.reading.article

    def words(self, *spans: Span) -> str | None:
        """The article's words at *spans*; none where nothing is spanned."""
        return " … ".join(span.of(self.article.text) for span in spans) or None


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name, what it holds and where that comes from."""

    name: str
    kind: Kind
    value: Callable[[Told], Value]


def values(reports: Iterable[Report], kind: str) -> Iterator[tuple[Value, ...]]:
    """A row for each record of a *kind* (event, meeting, statement, position, entity)."""
    columns, wanted = FIELDS[kind], RECORDS[kind]
    for report in reports:
        for record in report.records:
            if isinstance(record, wanted):
                told = Told(record=record, reading=report.reading, seen=report.seen)
                yield tuple(field.value(told) for field in columns)


def _text(name: str, value: Callable[[Told], Value]) -> Field:
    return Field(name, Kind.TEXT, value)


def _interval(name: str, of: Callable[[Told], Interval | None]) -> tuple[Field, ...]:
    def part(attribute: str) -> Callable[[Told], Value]:
        return lambda told: getattr(of(told), attribute, None)

    return (
        Field(f"{name}_earliest", Kind.DAY, part("earliest")),
        Field(f"{name}_latest", Kind.DAY, part("latest")),
        Field(f"{name}_basis", Kind.TEXT, part("basis")),
    )


def _span(name: str, of: Callable[[Told], Span | None]) -> tuple[Field, ...]:
    def end(at: int) -> Callable[[Told], Value]:
        def found(told: Told) -> Value:
            span = of(told)
            return None if span is None else span[at]

        return found

    return Field(f"{name}_start", Kind.WHOLE, end(0)), Field(f"{name}_end", Kind.WHOLE, end(1))


def _place(of: Callable[[Told], Place | None]) -> tuple[Field, ...]:
    def part(attribute: str) -> Callable[[Told], Value]:
        return lambda told: getattr(of(told), attribute, None)

    return (
        _text("place", part("name")),
        _text("place_code", part("code")),
        Field("place_lat", Kind.NUMBER, part("lat")),
        Field("place_lon", Kind.NUMBER, part("lon")),
    )


def _claimant(told: Told, attribute: str) -> Value:
    """Of who claims it, where it is told in somebody's words."""
    said = (one.speaker for one in told.reading.statements if one.id == told.record.statement)
    speaker = next(said, None)
    return getattr(speaker, attribute, None)


def _speaker(attribute: str) -> Callable[[Told], Value]:
    return lambda told: getattr(told.record.speaker, attribute, None)


def _plain(name: str) -> Field:
    """A text field of the record's own."""
    return _text(name, lambda told: getattr(told.record, name))


HEAD = (
    _plain("id"),
    _text("article", lambda told: told.article.id),
    _text("source", lambda told: told.article.source),
    _text("url", lambda told: told.article.url),
    _text("outlet", lambda told: told.article.outlet),
    _text("title", lambda told: told.article.title),
    _text("byline", lambda told: told.article.byline),
    _text("language", lambda told: told.article.language),
    *_interval("published", lambda told: told.article.published),
    Field("stored", Kind.MOMENT, lambda told: told.seen),
    _text("digest", lambda told: told.article.digest),
)
"""The article that tells it."""
TAIL = (
    _text("rule", lambda told: told.record.by.rule),
    Field("rule_score", Kind.NUMBER, lambda told: told.record.by.score),
    _text("program", lambda told: told.reading.reader.program),
    _text("model", lambda told: told.reading.reader.model),
    _text("knowledge", lambda told: told.reading.reader.knowledge),
)
"""What made it."""
CLAIM = (
    _plain("statement"),
    _text("claimant", lambda told: _claimant(told, "name")),
    _text("claimant_code", lambda told: _claimant(told, "code")),
)
"""In whose words it is told."""
EVIDENCE = (
    *_span("evidence", lambda told: told.record.evidence),
    _text("quote", lambda told: told.words(told.record.evidence)),
)
DATE = _interval("date", lambda told: told.record.date)
PLACE = _place(lambda told: told.record.place)

EVENT = (
    _plain("type"),
    _plain("mode"),
    _text("quad_class", lambda told: types()[told.record.type].quad_class),
    Field("contexts", Kind.TEXTS, lambda told: told.record.contexts),
    Field("actors", Kind.TEXTS, lambda told: told.record.actors),
    Field("recipients", Kind.TEXTS, lambda told: told.record.recipients),
    _plain("status"),
    *DATE,
    *PLACE,
    *CLAIM,
    *_span("trigger", lambda told: told.record.trigger),
    _text("trigger", lambda told: told.words(told.record.trigger)),
    *EVIDENCE,
    Field("score", Kind.NUMBER, lambda told: told.record.score),
    Field("confidence", Kind.NUMBER, lambda told: told.record.confidence),
)
MEETING = (
    _plain("status"),
    Field("parties", Kind.TEXTS, lambda told: told.record.parties),
    _plain("channel"),
    _plain("topic"),
    *DATE,
    *PLACE,
    *CLAIM,
    *EVIDENCE,
)
POSITION = (_plain("holder"), _plain("stance"), _plain("issue"), *DATE, *CLAIM, *EVIDENCE)
STATEMENT = (
    _text("speaker", _speaker("name")),
    _text("speaker_code", _speaker("code")),
    _text("speaker_sector", _speaker("sector")),
    Field("anonymous", Kind.FLAG, _speaker("anonymous")),
    *_span("speaker", lambda told: told.record.speaker.span if told.record.speaker else None),
    *_span("cue", lambda told: told.record.cue),
    _text("cue", lambda told: told.words(told.record.cue) if told.record.cue else None),
    Field("contents", Kind.TEXTS, lambda told: tuple(f"{one.start}-{one.end}" for one in told.record.content)),
    _text("quote", lambda told: told.words(*told.record.content)),
    _plain("form"),
    _plain("medium"),
    _plain("addressee"),
    *DATE,
)
ENTITY = (
    _plain("name"),
    _plain("kind"),
    _plain("code"),
    _plain("sector"),
    Field("mentions", Kind.TEXTS, lambda told: tuple(f"{one.start}-{one.end}" for one in told.record.mentions)),
)
FIELDS: dict[str, tuple[Field, ...]] = {
    kind: (*HEAD, *own, *TAIL)
    for kind, own in (
        ("event", EVENT),
        ("meeting", MEETING),
        ("statement", STATEMENT),
        ("position", POSITION),
        ("entity", ENTITY),
    )
}
RECORDS: dict[str, type[Record]] = {
    "event": Event,
    "meeting": Meeting,
    "statement": Statement,
    "position": Position,
    "entity": Entity,
}
