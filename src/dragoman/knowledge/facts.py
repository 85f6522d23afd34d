"""The rows of facts: who is who, as the press names them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dragoman.model import Sector


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state or territory. *code* is ISO 3166-1 alpha-3; *metonyms* are names that stand for its government.

    *contested* says in plain words what is disputed about it, else it is empty.
    """

    code: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str
    metonyms: tuple[str, ...]
    contested: str
    source: str


class OrganisationKind(StrEnum):
    """What an organisation is."""

    IGO = "igo"
    FORUM = "forum"
    COURT = "court"
    MISSION = "mission"
    NGO = "ngo"
    COMPANY = "company"
    MEDIA = "media"
    PARTY = "party"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A body. *code* is its acronym, an organ's the body's own; *generic* nouns refer back to it ("the bloc").

    *seat* is the state where a firm or a medium has its seat, empty for bodies that are of no one state.
    """

    code: str
    name: str
    aliases: tuple[str, ...]
    kind: OrganisationKind
    sector: Sector
    seat: str | None
    metonyms: tuple[str, ...]
    generic: tuple[str, ...]
    members: tuple[str, ...]
    founded: int | None
    ended: int | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalBody:
    """A body of one state with a name of its own: its central bank, chambers, forces, services, parties and firms."""

    name: str
    aliases: tuple[str, ...]
    state: str
    sector: Sector
    generic: tuple[str, ...]
    source: str


class ChannelKind(StrEnum):
    """How many sides a channel joins."""

    BILATERAL = "bilateral"
    MINILATERAL = "minilateral"
    MULTILATERAL = "multilateral"


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A standing forum or format of talks, from its first to its last year."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: ChannelKind
    members: tuple[str, ...]
    begun: int | None
    ended: int | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """An armed group, movement or unrecognised authority; *country* is the state where it mainly acts."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    sector: Sector
    generic: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A person who held *office* in *body* from one day to another: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, open if empty."""

    name: str
    aliases: tuple[str, ...]
    office: str
    body: str
    begun: str
    ended: str
    gender: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office and the title words that name it, head noun last ("prime minister"); *single*: one holds it at a time.

    *nouns* name one of many who hold it and tell nobody which ("senator").
    """

    id: str
    titles: tuple[str, ...]
    sector: Sector
    single: bool
    nouns: tuple[str, ...]


class RoleKind(StrEnum):
    """What a common noun for an actor stands for."""

    PERSON = "person"  # the minister, an official: an individual
    OFFICE = "office"  # a spokesman, the ministry: the institution speaks
    CROWD = "crowd"  # protesters, migrants: named by the noun


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A common noun for an actor. *anonymous*: without a name beside it, it hides who speaks."""

    noun: str
    kind: RoleKind
    sector: Sector
    anonymous: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StateKind:
    """A word of the press for states of a kind or a region ("kingdom", "Andean"), and the states that it is said of."""

    word: str
    states: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StateOrgan:
    """An office or a house that only some states have, at home at least, under that *word* ("senate", "chancellor")."""

    word: str
    states: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StateSet:
    """What the press calls certain states together ("six world powers"): its *members* from one day to another.

    *beside*: the state or body that the article must name, empty where the words tell enough.
    """

    name: str
    beside: str
    members: tuple[str, ...]
    begun: str
    ended: str
    source: str


class Meant(StrEnum):
    """Whom of the people named before a noun like "the incumbent" can mean."""

    ANY = "any"
    HOLDER = "holder"  # who is in office
    CHALLENGER = "challenger"  # who is not
    COMING = "coming"  # who is to be
    GUEST = "guest"  # who is of another state than the place


@dataclass(frozen=True, slots=True, kw_only=True)
class Epithet:
    """What the press calls somebody whom it has just named: a noun with "the" that tells nothing new of who it is."""

    noun: str
    meant: Meant


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyName:
    """A short *name* that parties of several states bear ("the Social Democrats"): *bodies* by name, the best known first."""

    name: str
    bodies: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """A state's *name* that a part of another *state* bears too ("Georgia").

    *cues* in its sentence tell of the latter; *hints* do anywhere, if nothing else in the article tells of the former.
    """

    name: str
    state: str
    cues: tuple[str, ...]
    hints: tuple[str, ...]
    source: str
