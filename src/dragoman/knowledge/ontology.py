"""PLOVER 2.0 as tables: types with their quad class, modes with their score, contexts, sectors, the CAMEO cross-walk."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dragoman.knowledge.table import table
from dragoman.model import EventType, Sector

FOLDER = "third_party/plover"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeRow:
    """An event type, its quad class, and whether it needs somebody to whom it is done."""

    type: EventType
    quad_class: str
    requires_recipient: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeRow:
    """A mode of a type (empty: the type itself) with its score from −10 (conflict) to +10 (cooperation)."""

    type: EventType
    mode: str
    definition: str
    score: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextRow:
    """A context that an event can stand in."""

    context: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorRow:
    """What a sector's code means."""

    code: Sector
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CameoRow:
    """A CAMEO code and what it is in PLOVER; *context* parts several by a semicolon."""

    cameo: str
    type: EventType
    mode: str
    context: str


@cache
def types() -> dict[EventType, TypeRow]:
    return {row.type: row for row in table(f"{FOLDER}/types.csv", TypeRow)}


@cache
def modes() -> dict[tuple[EventType, str], ModeRow]:
    return {(row.type, row.mode): row for row in table(f"{FOLDER}/modes.csv", ModeRow)}


@cache
def contexts() -> dict[str, ContextRow]:
    return {row.context: row for row in table(f"{FOLDER}/contexts.csv", ContextRow)}


@cache
def sectors() -> dict[Sector, SectorRow]:
    return {row.code: row for row in table(f"{FOLDER}/sectors.csv", SectorRow)}


@cache
def cameo() -> dict[str, CameoRow]:
    return {row.cameo: row for row in table(f"{FOLDER}/cameo_to_plover.csv", CameoRow)}


def score(type: EventType, mode: str | None) -> float:
    """The manual's conflict–cooperation score of *mode*; the type's where the mode has none."""
    row = modes().get((type, mode or ""))
    own = modes()[(type, "")].score
    assert own is not None, "every type has a score"
    return own if row is None or row.score is None else row.score
