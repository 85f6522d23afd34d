"""When to ask whom: state in, decision out. Reads no clock and throws no dice: both are arguments."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

GAP, WIDEST_GAP = timedelta(seconds=1), timedelta(seconds=30)
"""Between two requests to one host: ours, and the most that a robots.txt may ask for."""
ROBOTS_KEPT = timedelta(days=1)
FIRST_BACK_OFF, LONGEST_BACK_OFF = timedelta(minutes=5), timedelta(hours=24)
FIRST_INTERVAL = timedelta(minutes=30)
SHORTEST_INTERVAL, LONGEST_INTERVAL = timedelta(minutes=10), timedelta(hours=12)
FASTER, SLOWER = 0.5, 1.5
"""What an interval is multiplied by after much news, and after none."""
MUCH = 2
"""New items in one interval that are more than we meant to wait for."""
JITTER = 0.1
"""How far a due time is moved, of its distance, so that sources drift apart."""
RESUMED_WITHIN = timedelta(minutes=10)
"""In which all sources that came due while nobody ran are asked."""
MOST_TRIES = 4
"""Times that a page is asked for."""
QUIET_AFTER = 5
"""Usual waits for news that pass before a source counts as quiet."""
SOONEST_QUIET, QUIET_IF_NEVER = timedelta(days=1), timedelta(days=7)
LAST_WEIGHT = 0.3
"""The weight of the last wait in what is usual."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How a source is asked: when next, how long between, how often it has failed since it last answered.

    *news* is when it last told something new, *usual* how long that usually takes.
    """

    due: datetime
    interval: timedelta = FIRST_INTERVAL
    failures: int = 0
    news: datetime | None = None
    usual: timedelta | None = None


def after_answer(pace: Pace, *, new: int, every: timedelta | None, now: datetime, chance: float) -> Pace:
    """The pace after a source answered with *new* items; *every* is the interval that its user fixed."""
    interval = every or _adapted(pace.interval, new)
    usual = _usual(pace, now) if new else pace.usual
    news = now if new else pace.news
    due = now + _jittered(interval, chance)
    return replace(pace, due=due, interval=interval, failures=0, news=news, usual=usual)


def after_failure(pace: Pace, *, now: datetime, chance: float, retry_after: timedelta | None = None) -> Pace:
    """The pace after a source failed once more; what the server asked for is kept to, for a day at most."""
    failures = pace.failures + 1
    wait = max(back_off(failures, chance=chance), _sane(retry_after))
    return replace(pace, due=now + wait, failures=failures)


def back_off(failures: int, *, chance: float) -> timedelta:
    """How long to leave alone what has failed so many times in a row: doubling, a random part of it more or less."""
    doubled = FIRST_BACK_OFF * 2 ** min(failures - 1, 20)
    return min(_jittered(min(doubled, LONGEST_BACK_OFF), chance), LONGEST_BACK_OFF)


def again(tries: int, *, now: datetime, chance: float, retry_after: timedelta | None = None) -> datetime | None:
    """When to ask once more for a page that was asked for so many times; none where that is enough."""
    if tries >= MOST_TRIES:
        return None
    return now + max(back_off(tries, chance=chance), _sane(retry_after))


def gap(delay: float | None) -> timedelta:
    """The time between two requests to a host whose robots.txt asks for that *delay* in seconds."""
    if delay is None or delay != delay:  # a robots.txt may say NaN
        return GAP
    return timedelta(seconds=min(max(delay, GAP.total_seconds()), WIDEST_GAP.total_seconds()))


def robots_known(learned: datetime | None, *, now: datetime) -> bool:
    """Whether the robots.txt that we *learned* then is still to be kept to without asking again."""
    return learned is not None and timedelta(0) <= now - learned < ROBOTS_KEPT


def resumed(place: int, of: int, *, now: datetime, chance: float) -> datetime:
    """When to ask the source at that *place* of all that came due while nobody ran: the first at once, no herd."""
    slot = min(GAP, RESUMED_WITHIN / max(of, 1))
    return now + slot * place + (slot * chance if place else timedelta(0))


def quiet_since(pace: Pace, *, added: datetime, now: datetime) -> datetime | None:
    """Since when a source has told nothing new, where that is longer than usual."""
    patience = QUIET_IF_NEVER if pace.usual is None else max(pace.usual * QUIET_AFTER, SOONEST_QUIET)
    last = pace.news or added
    return last if now - last > patience else None


def _adapted(interval: timedelta, new: int) -> timedelta:
    factor = FASTER if new >= MUCH else 1.0 if new else SLOWER
    return min(max(interval * factor, SHORTEST_INTERVAL), LONGEST_INTERVAL)


def _usual(pace: Pace, now: datetime) -> timedelta | None:
    if pace.news is None:
        return pace.usual
    waited = max(now - pace.news, timedelta(0))
    return waited if pace.usual is None else pace.usual * (1 - LAST_WEIGHT) + waited * LAST_WEIGHT


def _jittered(wait: timedelta, chance: float) -> timedelta:
    return wait * (1 + JITTER * (2 * chance - 1))


def _sane(retry_after: timedelta | None) -> timedelta:
    return min(max(retry_after or timedelta(0), timedelta(0)), LONGEST_BACK_OFF)
