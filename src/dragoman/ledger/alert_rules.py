"""What to look out for: one rule a kind of alert, each under its own name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dragoman.model import EventStatus, EventType, Form, MeetingStatus, Stance


class AlertKind(StrEnum):
    """Kinds of rules, and of the alerts that they give."""

    RECORD = "record"
    DYAD = "dyad"
    POSTURE = "posture"
    MEETING = "meeting"
    QUIET = "quiet"
    PARSE = "parse"


class Recorded(StrEnum):
    """Kinds of records that a pattern looks at."""

    EVENT = "event"
    MEETING = "meeting"
    POSITION = "position"
    STATEMENT = "statement"


class Tone(StrEnum):
    """Which way two sides' acts go."""

    CONFLICT = "conflict"
    COOPERATION = "cooperation"


class Turn(StrEnum):
    """What may become of a meeting."""

    SCHEDULED = "scheduled"
    MOVED = "moved"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRule:
    """A record of this pattern is told. Of each list one must fit; an empty one asks for nothing.

    Without *statuses* an event must be actual or still to come: what is denied or imagined is no news of an act.
    """

    name: str
    since: date | None = None
    to: tuple[str, ...] = ()
    record: Recorded = Recorded.EVENT
    types: tuple[EventType, ...] = ()
    stances: tuple[Stance, ...] = ()
    forms: tuple[Form, ...] = ()
    statuses: tuple[EventStatus, ...] = ()
    stages: tuple[MeetingStatus, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    channel: str | None = None
    place: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DyadRule:
    """A week between two *sides* stands out from the *weeks* before it by *threshold* robust standard deviations.

    A week that fewer than *minimum* articles tell of says nothing.
    """

    name: str
    sides: tuple[str, str]
    since: date | None = None
    to: tuple[str, ...] = ()
    tone: Tone = Tone.CONFLICT
    threshold: float = 3.5
    weeks: int = 12
    minimum: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class PostureRule:
    """One of *actors* moves or raises forces near one of *near*, or at a *place*."""

    name: str
    since: date | None = None
    to: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRule:
    """A meeting of all these *parties*, through this *channel*, takes one of these *turns*."""

    name: str
    since: date | None = None
    to: tuple[str, ...] = ()
    turns: tuple[Turn, ...] = tuple(Turn)
    parties: tuple[str, ...] = ()
    channel: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietRule:
    """A source tells nothing new for *factor* times its usual wait, and for *at_least* so long."""

    name: str
    since: date | None = None
    to: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    factor: float = 5.0
    at_least: timedelta = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseRule:
    """The share of a source's pages that cannot be read stands out from the *weeks* before, as a dyad does."""

    name: str
    since: date | None = None
    to: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    threshold: float = 3.5
    weeks: int = 8
    minimum: int = 10


Rule = RecordRule | DyadRule | PostureRule | MeetingRule | QuietRule | ParseRule

RULES: dict[AlertKind, type[Rule]] = {
    AlertKind.RECORD: RecordRule,
    AlertKind.DYAD: DyadRule,
    AlertKind.POSTURE: PostureRule,
    AlertKind.MEETING: MeetingRule,
    AlertKind.QUIET: QuietRule,
    AlertKind.PARSE: ParseRule,
}


def kind_of(rule: Rule) -> AlertKind:
    """The kind of a rule."""
    return next(kind for kind, made in RULES.items() if type(rule) is made)
