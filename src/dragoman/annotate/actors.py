"""Actors as the article knows them, while it is read: one `Actor` for each person, body, state or crowd."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.knowledge import Holder
from dragoman.model import EntityKind, Sector

# A state's government, army, police, courts and services are the state in lists of actors.
STATE_SECTORS = frozenset({Sector.GOV, Sector.MIL, Sector.COP, Sector.JUD, Sector.SPY})

# Crowds that are where they are told to be; refugees, reporters, banks and aid groups come from elsewhere.
LOCAL = frozenset(
    {
        Sector.CVL,
        Sector.EDU,
        Sector.LAB,
        Sector.AGR,
        Sector.CRM,
        Sector.UAF,
        Sector.REB,
        Sector.PRM,
        Sector.MED,
        Sector.SOC,
    }
)


@dataclass(slots=True, kw_only=True)
class Actor:
    """Somebody as resolved so far; filled in while the article is read, frozen into an `Entity` at the end.

    *code* is the state or body that it is or acts for; *label* how lists name it where no code fits.
    *titles* are the role nouns it was given; *generic* the nouns that may refer back to it; *words* are a person's name
    as the article has it in full; *people*: all or some of a state's ("Mexicans"); *placed*: its code is a guess by where it is; *also* single words that stand for it ("Lula");
    *spelled* its surname in several spellings; *rows* are those of a known person; *part*: it is or acts for a part of
    a state that has a government of its own.
    """

    key: str
    name: str
    kind: EntityKind
    code: str | None = None
    sector: Sector | None = None
    label: str = ""
    row: str = "article"
    gender: str = ""
    anonymous: bool = False
    plural: bool = False
    institution: bool = False
    people: bool = False
    placed: bool = False
    part: bool = False
    titles: set[str] = field(default_factory=set)
    generic: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    also: frozenset[str] = frozenset()
    spelled: frozenset[str] = frozenset()
    rows: tuple[Holder, ...] = ()

    @property
    def party(self) -> str:
        """How lists of actors write it: a code for a state's or body's own people, else the shortest name."""
        if self.part:
            return self.label or self.name
        if self.kind in (EntityKind.STATE, EntityKind.IGO, EntityKind.PLACE) and self.code:
            return self.code
        if self.code and (self.people and not self.label or self.sector in STATE_SECTORS | {Sector.IGO}):
            return self.code
        if self.code and self.sector == Sector.LEG and self.institution:
            return self.code
        return self.label or self.name


def is_crowd(actor: Actor) -> bool:
    """People who are somewhere and speak for no side."""
    return actor.people or (actor.kind == EntityKind.GROUP and actor.row.startswith("roles:") and actor.sector in LOCAL)
