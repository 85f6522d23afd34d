"""Who is meant by what a user writes: a code, a name, or somebody whom the press names."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from dragoman.model import DragomanError

if TYPE_CHECKING:
    from dragoman.store.database import Database

NEAR = 0.6
"""How much of a word must be right for a suggestion."""


class Unknown(DragomanError):
    """Nobody and nothing is called that; the nearest that is known, where there is one."""


def side(database: Database, written: str) -> str:
    """The code of a state or body, else a name that stands in the store. Raises `Unknown` with the nearest."""
    from dragoman.ledger.sides import key
    from dragoman.store.told.records import is_side

    known = _known().get(key(written))
    if known or is_side(database, written):
        return known or written.strip()
    raise Unknown(f"{written!r} is no state, no body and nobody in the store{_nearest(written)}")


def person(database: Database, written: str) -> str:
    """A name or code that stands in the store. Raises `Unknown` with the nearest of those that are known."""
    from dragoman.knowledge import holders
    from dragoman.ledger.sides import key
    from dragoman.store.told.records import is_side

    known = _known().get(key(written))
    if known or is_side(database, written):
        return known or written.strip()
    names = {key(holder.name): holder.name for holder in holders()}
    near = [name for name in names if key(written) in name.split() and is_side(database, names[name])]
    near = near[:1] or get_close_matches(key(written), names, n=1, cutoff=NEAR)
    hint = f": did you mean {names[near[0]]!r}?" if near else _nearest(written)
    raise Unknown(f"nobody in the store is called {written!r}{hint}")


def channel(written: str) -> str:
    """A channel's name, by that or another of its names. Raises `Unknown` with the nearest."""
    from dragoman.knowledge import channels
    from dragoman.ledger.sides import channel_of, key

    if row := channel_of(written):
        return row.name
    names = {key(name): one.name for one in channels() for name in (one.name, *one.aliases)}
    near = get_close_matches(key(written), names, n=1, cutoff=NEAR)
    hint = f": did you mean {names[near[0]]!r}?" if near else ""
    raise Unknown(f"{written!r} is no channel that the rows know{hint}")


def _nearest(written: str) -> str:
    from dragoman.ledger.sides import called, key

    near = get_close_matches(key(written), _known(), n=1, cutoff=NEAR)
    code = _known()[near[0]] if near else ""
    name = called(code)
    return f": did you mean {code} ({name})?" if code and name != code else f": did you mean {code}?" if code else ""


@cache
def _known() -> dict[str, str]:
    """Every code and name of a state or body, with its code; a code comes before a name."""
    from dragoman.ledger.sides import key

    return {key(name): code for name, code in reversed(list(_names()))}


def _names() -> Iterator[tuple[str, str]]:
    from dragoman.knowledge import organisations, states

    yield from ((state.code, state.code) for state in states())
    yield from ((body.code, body.code) for body in organisations())
    yield from ((name, state.code) for state in states() for name in (state.name, *state.aliases))
    yield from ((name, body.code) for body in organisations() for name in (body.name, *body.aliases))
