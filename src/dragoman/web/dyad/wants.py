"""What each of two sides wants: what it asks of the other, its demands and conditions over time, its forces nearby."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dragoman.knowledge import organisations, states
from dragoman.ledger.positions import Thread
from dragoman.ledger.sides import key
from dragoman.model import Stance
from dragoman.store import Database
from dragoman.store.ledgers.pairs import asked_between, moved_near, stands_between
from dragoman.web.claims import Claim, movement, question, stand

ASKING = (Stance.DEMANDS, Stance.CONDITIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """A demand or condition over time, and what the other side answered."""

    issue: str
    stands: tuple[Claim, ...]
    answers: tuple[Claim, ...]

    @property
    def state(self) -> str:
        return "answered" if self.answers else "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wants:
    """What a *side* asks the *other*; its demands in whose words the other is *named*, and *elsewhere*; its forces."""

    side: str
    other: str
    asks: tuple[Claim, ...]
    named: tuple[Demand, ...]
    elsewhere: tuple[Demand, ...]
    forces: tuple[Claim, ...]


def wanted(store: Database, both: tuple[str, str], *, until: date) -> tuple[Wants, ...]:
    """What either side wants, as it was known on the day *until*."""
    asked = asked_between(store, both, until=until)
    threads = stands_between(store, both, until=until)
    return tuple(
        Wants(
            side=one,
            other=other,
            asks=tuple(question(ask) for ask in asked if key(ask.asker) == key(one)),
            named=tuple(_demand(thread) for thread in _asking(threads[one]) if _names(thread, other)),
            elsewhere=tuple(_demand(thread) for thread in _asking(threads[one]) if not _names(thread, other)),
            forces=tuple(movement(moved) for moved in reversed(moved_near(store, one, other, until=until))),
        )
        for one, other in (both, (both[1], both[0]))
    )


def _asking(threads: list[Thread]) -> list[Thread]:
    """Threads in which something is asked for, those last spoken of first."""
    asking = [one for one in threads if any(stand.stance in ASKING for stand in one.stands)]
    return sorted(asking, key=lambda one: one.stands[-1].day, reverse=True)


def _demand(thread: Thread) -> Demand:
    return Demand(
        issue=thread.issue,
        stands=tuple(stand(one) for one in thread.stands),
        answers=tuple(stand(one) for one in thread.answers),
    )


def _names(thread: Thread, other: str) -> bool:
    """Whether the words of a thread name the *other* side."""
    pattern = _called(other)
    return any(pattern.search(told.quote) for stand in thread.stands for told in stand.told)


@lru_cache(maxsize=256)
def _called(side: str) -> re.Pattern[str]:
    """Every name of a side, as whole words."""
    names = [side]
    for state in states():
        if key(state.code) == key(side):
            names += [state.name, *state.aliases, *state.demonyms, *state.metonyms]
    for body in organisations():
        if key(body.code) == key(side):
            names += [body.name, *body.aliases, *body.metonyms]
    every = "|".join(re.escape(name) for name in sorted(set(names), key=len, reverse=True) if name.strip())
    return re.compile(rf"(?<!\w)(?:{every})(?!\w)")
