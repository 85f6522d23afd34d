"""Codes of other event data: FIPS, CAMEO and Correlates of War by state, CAMEO by act, body and sector, Goldstein."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from dragoman.knowledge.table import table
from dragoman.model import EventType, Sector


@dataclass(frozen=True, slots=True, kw_only=True)
class StateCodes:
    """A state in other systems: *fips* is FIPS 10-4, *cameo* CAMEO's three letters, *cow* Correlates of War's number."""

    code: str
    fips: str | None
    cameo: str | None
    cow: str | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyCodes:
    """A body or movement as CAMEO's known group; *type* is what stands before it: IGO, NGO or nothing."""

    code: str
    group: str
    type: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorCode:
    """A sector's CAMEO type, null where CAMEO has none, and the words that ICEWS writes for it."""

    sector: Sector
    cameo: str | None
    icews: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CameoCode:
    """A CAMEO event code, its name in our words and its Goldstein score."""

    code: str
    name: str
    goldstein: float
    source: str

    @property
    def base(self) -> str:
        return self.code[:3]

    @property
    def root(self) -> str:
        return self.code[:2]

    @property
    def quad_class(self) -> int:
        """GDELT's: verbal and material cooperation, verbal and material conflict."""
        number = int(self.root)
        return 1 + sum(number > last for last in LAST_OF_CLASS)


LAST_OF_CLASS = (5, 8, 13)
"""The last root of each of GDELT's first three classes."""


class WalkedBy(StrEnum):
    """Whether PLOVER's own table has the pair, read the other way, or it is our nearest."""

    CROSS_WALK = "cross-walk"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkRow:
    """A PLOVER type with its mode, in a context, as CAMEO has it. Empty: any other."""

    type: EventType
    mode: str
    context: str
    cameo: str
    by: WalkedBy


@cache
def state_codes() -> dict[str, StateCodes]:
    return {row.code: row for row in table("codes/states.csv", StateCodes)}


@cache
def body_codes() -> dict[str, BodyCodes]:
    """Bodies and movements by code or name, in small letters."""
    return {row.code.casefold(): row for row in table("codes/bodies.csv", BodyCodes)}


@cache
def sector_codes() -> dict[Sector, SectorCode]:
    return {row.sector: row for row in table("codes/sectors.csv", SectorCode)}


@cache
def cameo_codes() -> dict[str, CameoCode]:
    return {row.code: row for row in table("codes/cameo.csv", CameoCode)}


@cache
def walk() -> tuple[WalkRow, ...]:
    return table("codes/plover_to_cameo.csv", WalkRow)


@cache
def _walks() -> dict[tuple[EventType, str], tuple[WalkRow, ...]]:
    found: dict[tuple[EventType, str], tuple[WalkRow, ...]] = {}
    for row in walk():
        found[row.type, row.mode] = (*found.get((row.type, row.mode), ()), row)
    return found


def cameo_of(type: EventType, mode: str | None, contexts: Collection[str]) -> CameoCode:
    """The CAMEO code of an act: of its mode if there is one, in the first context that the rows name."""
    rows = _walks().get((type, mode or ""), ()) or _walks()[type, ""]
    narrow = (row for row in rows if row.context and row.context in contexts)
    return cameo_codes()[next(narrow, next(row for row in rows if not row.context)).cameo]
