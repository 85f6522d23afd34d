"""Whom the reader knows by name and by office: the rows of people, and those whom an archive has taught it besides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
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
    """The people of the rows and those *taught*; what is taught of a term that is known adds to its row."""
    rows = {term(row): row for row in _rows()} if taught else {}
    for row in taught:
        rows[term(row)] = _with(rows[term(row)], row) if term(row) in rows else row
    every = tuple(rows.values()) or _rows()
    names = ((key, row) for row in every for key in dict.fromkeys(map(name_key, (row.name, *row.aliases))))
    return Roster(
        by_name=_grouped(names),
        by_office=_grouped(((row.office, row.body), row) for row in every),
        taught=trie_of(names_of(taught)),
    )


def _with(row: Holder, taught: Holder) -> Holder:
    """*row* with the spellings and the last day that are *taught*."""
    aliases = tuple(dict.fromkeys((*row.aliases, *taught.aliases)))
    return replace(row, aliases=aliases, ended=taught.ended or row.ended)


@cache
def _rows() -> tuple[Holder, ...]:
    return (*knowledge.holders(), *knowledge.people())


def _grouped(pairs: Iterable[tuple[Key, Holder]]) -> dict[Key, tuple[Holder, ...]]:
    found: dict[Key, list[Holder]] = {}
    for key, row in pairs:
        found.setdefault(key, []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}
