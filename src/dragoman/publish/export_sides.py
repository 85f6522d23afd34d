"""Who acts and who is acted upon, as other houses want it: name, state, body, sector and the words of the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.knowledge import groups, organisations, states
from dragoman.knowledge.codes import BodyCodes, StateCodes, body_codes, sector_codes, state_codes
from dragoman.model import Entity, EntityKind, Event, Reading, Sector, Span

OF_A_STATE = frozenset(
    (Sector.GOV, Sector.MIL, Sector.COP, Sector.JUD, Sector.LEG, Sector.SPY, Sector.PTY, Sector.ELI, Sector.UNK)
)
"""Sectors of those who may act as a state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Somebody in an act.

    *listed* is the code or name in the record; *state* the ISO code of the state that it is or belongs to, *body* its
    row among CAMEO's known groups. *raw* are the words of the evidence that name it, at *at*; null where none do.
    """

    listed: str
    name: str
    state: str | None
    body: BodyCodes | None
    sector: Sector | None
    itself: bool
    raw: str | None
    at: int | None

    @property
    def codes(self) -> StateCodes | None:
        return state_codes().get(self.state or "")

    @property
    def cameo_type(self) -> str:
        """CAMEO's three letters for what it is; a state as such has none."""
        row = sector_codes().get(self.sector) if self.sector and not self.itself else None
        return (self.body.type if self.body else "") or (row.cameo if row else None) or ""

    @property
    def cameo(self) -> str:
        """CAMEO's actor code: state, or role and known group, or state and role."""
        state = (self.codes.cameo if self.codes else None) or ""
        if self.body:
            return f"{self.body.type or state}{self.body.group}"
        return f"{state}{self.cameo_type}"


def sides_of(listed: Iterable[str], event: Event, reading: Reading) -> tuple[Side, ...]:
    """Everybody *listed*, each once."""
    return tuple(_side(one, event, reading) for one in dict.fromkeys(listed))


def _side(listed: str, event: Event, reading: Reading) -> Side:
    entity, mention = _named(listed, event, reading)
    state = listed if listed in state_codes() else None
    known = _groups().get(listed.casefold())
    sector = _sector(listed, entity) or (known[1] if known else None)
    return Side(
        listed=listed,
        name=_names().get(listed, listed),
        state=state
        or (entity.code if entity and entity.code in state_codes() else None)
        or (known[0] if known else None),
        body=body_codes().get(listed.casefold()),
        sector=sector,
        itself=bool(state) and (entity is None or entity.kind is EntityKind.STATE),
        raw=mention.of(reading.article.text) if mention else None,
        at=mention.start if mention else None,
    )


def _named(listed: str, event: Event, reading: Reading) -> tuple[Entity | None, Span | None]:
    """Who in the article is *listed*, and where the evidence first names them."""
    meant = [one for one in reading.entities if listed in (one.code, one.name) and _may_be(one, listed)]
    found = [(mention, one) for one in meant for mention in one.mentions if event.evidence.holds(mention)]
    if found:
        mention, entity = min(found, key=lambda one: one[0])
        return entity, mention
    return (meant[0] if meant else None), None


def _may_be(entity: Entity, listed: str) -> bool:
    """Whether *entity* acts as the state or body *listed*; somebody called so does."""
    if listed not in state_codes() or entity.name == listed:
        return True
    return entity.kind is not EntityKind.PLACE and entity.sector in OF_A_STATE


def _sector(listed: str, entity: Entity | None) -> Sector | None:
    if entity and entity.sector:
        return entity.sector
    return Sector.GOV if listed in state_codes() else _bodies().get(listed)


@cache
def _names() -> dict[str, str]:
    """Names of states and bodies by code."""
    bodies = {row.code: row.name for row in reversed(organisations())}
    return bodies | {row.code: row.name for row in states()}


@cache
def _bodies() -> dict[str, Sector]:
    return {row.code: row.sector for row in reversed(organisations())}


@cache
def _groups() -> dict[str, tuple[str | None, Sector]]:
    """State and sector of movements by their names."""
    return dict(_group_names())


def _group_names() -> Iterator[tuple[str, tuple[str | None, Sector]]]:
    for row in groups():
        yield from ((name.casefold(), (row.country, row.sector)) for name in (row.name, *row.aliases))


def state_name(code: str | None) -> str | None:
    """A state's name by its code."""
    return _names().get(code) if code in state_codes() and code else None
