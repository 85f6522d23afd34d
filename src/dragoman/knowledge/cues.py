"""The rows of cue words: how the press words an attribution, an act, a stance."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dragoman.model import EventType, LeftOutKind, Medium, Stance


class Speech(StrEnum):
    """Part of speech of a cue's head."""

    VERB = "verb"
    NOUN = "noun"
    ADJECTIVE = "adjective"
    PHRASE = "phrase"


class Strength(StrEnum):
    """What a reporting word says about its content."""

    NEUTRAL = "neutral"
    ACCUSES = "accuses"
    DENIES = "denies"
    QUOTES = "quotes"  # attributes only words in quotation marks ("criticised the “reckless” plan")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingCue:
    """A word that attributes: *head* with the clause that follows it."""

    id: str
    pos: Speech
    head: str
    strength: Strength
    example: str
    counterexample: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttitudeCue:
    """A word by which somebody is told to want, believe or feel something.

    *complements*: what it may be: `that` (a clause with its own subject), `inf`, `obj`, or the preposition before it.
    """

    id: str
    pos: Speech
    head: str
    complements: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCue:
    """A frame of a word that tells an act; the columns are explained in docs/knowledge.md."""

    id: str
    type: EventType
    mode: str
    pos: Speech
    heads: tuple[str, ...]
    link: tuple[str, ...]
    object: str
    complement: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    scope: str
    example: str
    counterexample: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NounClass:
    """A class of nouns that a frame can ask for as `@name`."""

    name: str
    nouns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceCue:
    """A word by which a side takes a stance; *issue* names where the thing at stake stands."""

    id: str
    stance: Stance
    pos: Speech
    heads: tuple[str, ...]
    link: tuple[str, ...]
    object: str
    complement: str
    holder: tuple[str, ...]
    issue: tuple[str, ...]
    example: str
    counterexample: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCue:
    """A word that tells a meeting; *sides* are the slots where those who sit at the table stand.

    *alone*: one body alone may do it ("the council will meet on Friday").
    """

    id: str
    pos: Speech
    heads: tuple[str, ...]
    link: tuple[str, ...]
    object: str
    sides: tuple[str, ...]
    alone: bool
    example: str
    counterexample: str

    @property
    def complement(self) -> str:
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediumCue:
    """A phrase that tells where something was said."""

    medium: Medium
    phrase: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextCue:
    """Words by which a passage is about one of PLOVER's contexts."""

    context: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoilerplateCue:
    """A pattern (regular expression, case ignored) of a line that is not the article's own."""

    id: str
    kind: LeftOutKind
    pattern: str
    example: str
    counterexample: str
