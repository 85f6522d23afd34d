"""Readings about two quarrelling neighbours, made by hand: acts, meetings and positions in the very words told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree

from tests.store.readings import GENEVA, RULE, bare, span

from dragoman.model import (
    Basis,
    Entity,
    EntityKind,
    Event,
    EventStatus,
    EventType,
    Interval,
    Meeting,
    MeetingStatus,
    Place,
    Position,
    Reading,
    Span,
    Stance,
    digest,
)

MALI = Place(name="Mali", code="MLI", lat=None, lon=None)
BLACK_SEA = Place(name="Black Sea", code=None, lat=None, lon=None)
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
SQUARE = {
    "type": "Topology",
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "id": "466", "properties": {"name": "Mali"}, "arcs": [[0, ~1]]},
                {"type": "Polygon", "properties": {"name": "Kosovo"}, "arcs": [[1, 2]]},
            ],
        }
    },
    "arcs": [[[0, 10], [0, 20], [10, 20]], [[0, 10], [10, 10], [10, 20]], [[10, 20], [12, 5], [0, 10]]],
}
"""Two states that share a line, as a topology."""


def on(number: int, month: int = 1) -> date:
    return date(2022, month, number)


def day(number: int, month: int = 1) -> Interval:
    return Interval.day(on(number, month), Basis.EXPLICIT)


def stretch(first: date | None, last: date | None) -> Interval:
    return Interval(earliest=first, latest=last, basis=Basis.VAGUE)


def reading(
    text: str, *, source: str, told: date, outlet: str | None = "The Herring", sides: Sequence[str] = ()
) -> Reading:
    """A reading of *text* that names *sides* and tells nothing yet."""
    made = bare(text, source=source, day=told)
    entities = tuple(
        Entity(id=f"e{side}", name=side, kind=EntityKind.STATE, code=side, sector=None, mentions=(Span(0, 1),), by=RULE)
        for side in sides
    )
    return replace(made, article=replace(made.article, outlet=outlet), entities=entities)


def with_event(made: Reading, words: str, type: EventType, actors: str, recipients: str = "", **more: Any) -> Reading:
    """The same with an act that *words* tell."""
    evidence = span(made.article.text, words)
    event = Event(
        id=digest("e", made.article.id, words, type), type=type, mode=None, contexts=(), actors=tuple(actors.split()),
        recipients=tuple(recipients.split()), status=more.pop("status", EventStatus.ACTUAL),
        date=more.pop("when", made.article.published), place=more.pop("place", None), statement=None,
        trigger=Span(evidence.start, evidence.start + 1), evidence=evidence, score=more.pop("score", -2.0),
        confidence=0.9, by=RULE,
    )  # fmt: skip
    return replace(made, events=(*made.events, event))


def with_meeting(made: Reading, words: str, parties: Sequence[str], **more: Any) -> Reading:
    """The same with a meeting that *words* tell."""
    meeting = Meeting(
        id=digest("m", made.article.id, words), parties=tuple(parties), channel=more.pop("channel", None),
        place=more.pop("place", GENEVA), date=more.pop("when", None), statement=None,
        status=more.pop("status", MeetingStatus.SCHEDULED), topic=more.pop("topic", None),
        evidence=span(made.article.text, words), by=RULE,
    )  # fmt: skip
    return replace(made, meetings=(*made.meetings, meeting))


def with_position(made: Reading, words: str, holder: str, stance: Stance, issue: str) -> Reading:
    """The same with where somebody stands, as *words* tell."""
    position = Position(
        id=digest("p", made.article.id, words, stance), holder=holder, stance=stance, issue=issue, date=None,
        statement=None, evidence=span(made.article.text, words), by=RULE,
    )  # fmt: skip
    return replace(made, positions=(*made.positions, position))


def drawings(page: str) -> list[ElementTree.Element]:
    """Every drawing of a page, which must be well-formed XML by itself."""
    found, rest = [], page
    while "<svg" in rest:
        _, _, rest = rest.partition("<svg")
        inside, _, rest = rest.partition("</svg>")
        found.append(ElementTree.fromstring(f"<svg{inside}</svg>"))
    return found


def classes(drawing: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    """The elements of a drawing that have a class."""
    return [one for one in drawing.iter() if name in one.get("class", "").split()]
