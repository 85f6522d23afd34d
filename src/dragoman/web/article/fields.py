"""The fields of the forms with which a record is set right, or one that the reader missed is added."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dragoman.publish.corrected import value
from dragoman.store.corrections.adding import NEEDED
from dragoman.store.corrections.parts import PARTS, WORDS, was
from dragoman.web.article.cards import Card

LABELS = {
    "speaker": "Who speaks, as the paragraph names them",
    "speaker.name": "Who that is",
    "speaker.code": "Their code",
    "cue": "The word that attributes",
    "form": "Speech",
    "medium": "Where it was said",
    "addressee": "To whom",
    "type": "Type of act",
    "mode": "Mode",
    "actors": "Who acts",
    "recipients": "Towards whom",
    "status": "Status",
    "date": "When",
    "place": "Where",
    "parties": "Who meets",
    "channel": "Channel",
    "topic": "About what",
    "holder": "Whose position",
    "stance": "Stance",
    "issue": "On what",
}
HINTS = {
    "actors": "RUS, BLR",
    "recipients": "UKR",
    "parties": "RUS, USA",
    "holder": "RUS",
    "speaker.code": "RUS",
    "date": "2022-01-22 or 2022-01-22/2022-01-31",
    "place": "Geneva (CHE)",
    "channel": "NATO-Russia Council",
    "cue": "announced",
    "issue": "NATO expansion eastward",
}
ASKED = {
    "statement": ("form", "speaker", "speaker.name", "speaker.code", "cue", "medium", "addressee", "date"),
    "event": ("type", "mode", "actors", "recipients", "status", "date", "place"),
    "meeting": ("parties", "status", "channel", "place", "date", "topic"),
    "position": ("holder", "stance", "issue", "date"),
}
"""What is asked for a new record of each kind, what is needed first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of the form for a new record; *choices* where its words are fixed."""

    name: str
    label: str
    hint: str = ""
    needed: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartNow:
    """A part of a record, and what stands there."""

    name: str
    now: str


@cache
def fields_of() -> dict[str, tuple[Field, ...]]:
    """The fields for a new record, by its kind."""
    return {kind: tuple(_field(kind, name) for name in names) for kind, names in ASKED.items()}


def _field(kind: str, name: str) -> Field:
    return Field(
        name=name,
        label=LABELS[name],
        hint=HINTS.get(name, ""),
        needed=name in NEEDED[kind],
        choices=tuple(str(one) for one in WORDS[kind, name]) if (kind, name) in WORDS else (),
    )


def parts_of(card: Card) -> tuple[PartNow, ...]:
    """The parts of a record that can be set right."""
    return tuple(PartNow(name=name, now=value(was(card.record, name))) for name in PARTS[card.kind])
