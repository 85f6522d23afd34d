"""Who is meant by a name in an address or a form: a code, somebody whom the rows know, or whom the press names."""

from __future__ import annotations

from functools import cache

from dragoman.knowledge import holders
from dragoman.ledger.sides import key
from dragoman.store import Database
from dragoman.store.naming import person
from dragoman.store.told.records import is_side


def who(database: Database, name: str) -> str:
    """The code, or the name as the rows or the store have it. Raises `Unknown` for whom neither has."""
    full = full_name(name)
    if full is None or (is_side(database, name) and not is_side(database, full)):
        return person(database, name)
    return full


def full_name(written: str) -> str | None:
    """The name of whoever is *written*, where the rows hold one person of that name, alias or last name."""
    names = _people().get(key(written), frozenset())
    return next(iter(names)) if len(names) == 1 else None


@cache
def _people() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one in holders():
        for name in (one.name, *one.aliases, one.name.split()[-1]):
            found.setdefault(key(name), set()).add(one.name)
    return {name: frozenset(several) for name, several in found.items()}
