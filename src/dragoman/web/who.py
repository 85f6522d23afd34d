"""Who is meant by a name in an address or a form: a code, somebody whom the rows know, or whom the press names."""

from __future__ import annotations

from dragoman.store import Database
from dragoman.store.naming import person
from dragoman.store.told import is_side
from dragoman.web.actor_facts import full_name


def who(database: Database, name: str) -> str:
    """The code, or the name as the rows or the store have it. Raises `Unknown` for whom neither has."""
    full = full_name(name)
    if full is None or (is_side(database, name) and not is_side(database, full)):
        return person(database, name)
    return full
