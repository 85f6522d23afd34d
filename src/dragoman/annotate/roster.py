"""Whom the reader knows by name and by office: the rows of people, and those whom an archive has taught it besides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeVar

from dragoman import knowledge
from dragoman.annotate.names import Trie, name_key, names_of, trie_of
from dragoman.knowledge import Holder

Key = TypeVar("Key")
AT_ONCE = 4  # rosters that are kept: an archive's, before and after somebody was accepted


@dataclass(frozen=True, slots=True, eq=False)
class Roster:
    """Holders by the key of each of their names, and by office and body; the names of those who were *taught*."""

    by_name: Mapping[str, tuple[Holder, ...]]
    by_office: Mapping[tuple[str, str], tuple[Holder, ...]]
    taught: Trie

    def known(self, row: Holder) -> Holder:
        """*row* as it stands here: an archive may have taught when its term was over, or another spelling."""
        return next((one for one in self.by_name.get(name_key(row.name), ()) if term(one) == term(row)), row)


def term(row: Holder) -> tuple[str, str, str, str]:
    """What tells one row of a person from the others."""
    return name_key(row.name), row.office, row.body, row.begun


@lru_cache(maxsize=AT_ONCE)
def roster(taught: tuple[Holder, ...] = ()) -> Roster:
    """The people of the rows and those *taught*; of two rows of one term the taught one counts."""
    rows = {term(row): row for row in (*_rows(), *taught)} if taught else None
    every = _rows() if rows is None else tuple(rows.values())
    names = ((key, row) for row in every for key in dict.fromkeys(map(name_key, (row.name, *row.aliases))))
    return Roster(
        by_name=_grouped(names),
        by_office=_grouped(((row.office, row.body), row) for row in every),
        taught=trie_of(names_of(taught)),
    )


@cache
def _rows() -> tuple[Holder, ...]:
    return (*knowledge.holders(), *knowledge.people())


def _grouped(pairs: Iterable[tuple[Key, Holder]]) -> dict[Key, tuple[Holder, ...]]:
    found: dict[Key, list[Holder]] = {}
    for key, row in pairs:
        found.setdefault(key, []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}
