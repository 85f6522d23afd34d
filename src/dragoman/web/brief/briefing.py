"""The brief as a page, a feed and the API ask for it: about whom, and worked out once for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dragoman.ledger.briefing import Briefing, Wanted
from dragoman.store.ledgers.answers import brief_of
from dragoman.web.asking import Asked
from dragoman.web.fields import written
from dragoman.web.remembered import remembered
from dragoman.web.who import who


def wanted(ask: Asked, actors: Iterable[str] | None, channels: Iterable[str] | None) -> Wanted:
    """What is asked for, by the names that the rows or the store have. Raises `Unknown` for whom neither has."""
    return Wanted(
        sides=tuple(who(ask.store, name) for one in actors or () if (name := written(one))),
        channels=tuple(name for one in channels or () if (name := written(one))),
    )


def briefing(ask: Asked, last: date, length: int, about: Wanted) -> Briefing:
    """The brief of so many days to the *last*."""
    return remembered(
        ask, ("brief", last, length, about), lambda: brief_of(ask.store, day=last, length=length, wanted=about)
    )
