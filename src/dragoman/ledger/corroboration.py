"""How many tell it of their own accord: copies of one report are one origin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.ledger.told import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Corroboration:
    """A claim stands in *articles* of these *outlets*, which go back to *origins*; the rest are *copies*."""

    origins: int
    articles: int
    outlets: tuple[str, ...]

    @property
    def copies(self) -> int:
        return self.articles - self.origins


def corroboration(told: Iterable[Told]) -> Corroboration:
    """What *told* rests on: versions of one page are one article, copies of one report one origin."""
    every = list(told)
    return Corroboration(
        origins=len(origins(every)),
        articles=len({one.page for one in every}),
        outlets=tuple(sorted({one.outlet for one in every if one.outlet})),
    )


def origins(told: Iterable[Told]) -> dict[str, list[Told]]:
    """Those that tell the same, by the report that they go back to; versions of one page go back to one."""
    every = sorted(told, key=lambda one: (one.page, one.nth, one.article))
    firsts: dict[str, str] = {}
    for one in every:
        firsts.setdefault(one.article, one.page)
    found: dict[str, list[Told]] = {}
    for one in every:
        found.setdefault(firsts.get(one.origin, one.origin), []).append(one)
    return found
