"""Round after round: collect, look at the rules where there is something new to look at, and send."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from dragoman.app.alerts.alerting import Raised, raised
from dragoman.app.alerts.delivery import Outcome, Outside, deliveries
from dragoman.app.alerts.settings import AlertSettings
from dragoman.app.collect.fetching import KINDS, LONGEST_NAP, rounds
from dragoman.app.collect.rounds import Desk
from dragoman.app.collect.told import Told
from dragoman.ledger.alert_rules import Rule
from dragoman.store import next_due
from dragoman.store.alerts.deliveries import next_delivery
from dragoman.store.alerts.material import readings_so_far
from dragoman.store.alerts.rules import kept_rules

LOOK_AGAIN = timedelta(minutes=10)
"""After which the rules are looked at though nothing was read: a source may have gone quiet."""


@dataclass(frozen=True, slots=True)
class _Looked:
    """When the rules were last looked at, with what there was to see."""

    at: datetime
    read: tuple[int, int]
    rules: tuple[Rule, ...]


def watched(
    desk: Desk,
    outside: Outside,
    *,
    settings: Callable[[], AlertSettings],
    every: timedelta | None,
    once: bool,
    shown: Callable[[AlertSettings], None] | None = None,
) -> Iterator[Told | Raised | Outcome]:
    """Watches *once* or until the world stops us, a round *every* so often. *shown* shows alerts that go nowhere.

    The settings are read anew for every round.
    """
    looked: _Looked | None = None
    while not desk.world.stop.is_set():
        began = desk.world.now()
        yield from rounds(desk, once=True)
        held = settings()
        seen = _look(desk, held)
        if _worth(looked, seen):
            looked = seen
            if shown is not None:
                shown(held)
            else:
                yield from raised(desk.database, held, now=desk.world.now())
        send = held if shown is None else None
        yield from _sent(desk, outside, send)
        if once:
            return
        yield from _rest(desk, outside, send, began + every if every else desk.world.now())


def _look(desk: Desk, held: AlertSettings) -> _Looked:
    rules = (*held.rules, *(one.rule for one in kept_rules(desk.database)))
    return _Looked(desk.world.now(), readings_so_far(desk.database), rules)


def _worth(before: _Looked | None, now: _Looked) -> bool:
    """Whether there is something that the rules have not seen."""
    if before is None or (before.read, before.rules) != (now.read, now.rules):
        return True
    return now.at - before.at >= LOOK_AGAIN


def _sent(desk: Desk, outside: Outside, held: AlertSettings | None) -> Iterator[Outcome]:
    if held is not None:
        yield from deliveries(desk.database, held, outside)


def _rest(desk: Desk, outside: Outside, held: AlertSettings | None, until: datetime) -> Iterator[Outcome]:
    """Waits for the next round, one nap at least, and sends what comes due meanwhile."""
    _nap(desk, until)
    while not desk.world.stop.is_set() and desk.world.now() < until:
        yield from _sent(desk, outside, held)
        _nap(desk, until)


def _nap(desk: Desk, until: datetime) -> None:
    """Waits until then, or where that is past until a source is due; never for long: much may happen meanwhile."""
    now = desk.world.now()
    due = (until if until > now else next_due(desk.database, KINDS), next_delivery(desk.database))
    nap = min([LONGEST_NAP, *(max(one - now, timedelta(0)) for one in due if one is not None)])
    desk.world.wait(desk.world.stop, nap.total_seconds())
