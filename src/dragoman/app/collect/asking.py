"""The polite way out: robots.txt first, one host never hurried, many hosts at once; an answer or a reason."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from queue import Empty, Full, Queue
from random import random
from threading import Event, Thread
from typing import Any, Protocol

from dragoman.collect.politeness import FIRST_BACK_OFF, LONGEST_BACK_OFF, gap, robots_known
from dragoman.collect.robots import Robots, robots
from dragoman.collect.sites import host_of, root_of
from dragoman.net import PUBLIC, Allow, Fetched, NetError, TooLarge, Unreachable, Validators, fetch
from dragoman.store import Database, host_named, keep_robots, leave_alone, take_turn

MOST_AT_ONCE = 8
"""Hosts that are asked at the same time."""
MOST_KEPT = 4
"""Answers that wait to be read."""
PATIENCE = 0.2
"""Seconds after which a thread that cannot hand over its answer looks whether it is still wanted."""
LATER = frozenset((408, 425, 429))
"""Answers below 500 that may be others tomorrow."""
BY_ITSELF = "nothing to do: it is asked again by itself"
TOO_LARGE = "it is too large to be read: name another address"
NOT_OPEN = "check the address; what is meant to be reached though it is not public needs --allow HOST:PORT"
REMEDIES = {
    401: "the site wants a login: collect it another way",
    402: "the site wants to be paid: collect it another way",
    403: "the site does not let us in: ask its people, or collect it another way",
    404: "check the address on the site",
    410: "it is gone for good: look for its new address on the site",
    429: "nothing to do: it is asked less often now",
    451: "it may not be shown here for legal reasons: collect it another way",
}


class Fetch(Protocol):
    """What GETs a page: `dragoman.net.fetch`, or its like in a test."""

    def __call__(
        self, url: str, *, validators: Validators | None = None, accept: str | None = None, allow: Allow = PUBLIC
    ) -> Fetched: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What is outside of the program: the net, the clock, chance, and the end that somebody asks for."""

    fetch: Fetch = fetch
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    chance: Callable[[], float] = random
    stop: Event = field(default_factory=Event)
    wait: Callable[[Event, float], object] = Event.wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A page to ask for, for the sake of *work*; *insists* where a person waits for it."""

    url: str
    work: Any = None
    allow: Allow = PUBLIC
    validators: Validators | None = None
    accept: str | None = None
    insists: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why no usable page came. *lasting* where asking again would not help, *asked* where the host was troubled."""

    reason: str
    remedy: str
    lasting: bool = False
    asked: bool = True
    retry_after: timedelta | None = None
    status: int | None = None


Answer = Fetched | Failure


def answers(database: Database, world: World, wanted: Sequence[Wanted]) -> Iterator[tuple[Wanted, Answer]]:
    """The answer to each of the *wanted*, as they come: hosts side by side, those of one host one after another."""
    hosts: dict[str, list[Wanted]] = {}
    for one in wanted:
        hosts.setdefault(host_of(one.url), []).append(one)
    waiting, ready, ended = deque(hosts.values()), Queue[Any](MOST_KEPT), Event()

    def unwanted() -> bool:
        return ended.is_set() or world.stop.is_set()

    def work() -> None:
        _work(waiting, ready, unwanted, lambda one: ask(database, world, one))

    for _ in range(min(MOST_AT_ONCE, len(hosts))):
        Thread(target=work, name="dragoman-asking", daemon=True).start()
    try:
        for _ in wanted:
            if (found := _next(ready, world.stop)) is None:
                return
            yield found
    finally:
        ended.set()


def _work(
    waiting: deque[list[Wanted]],
    ready: Queue[Any],
    unwanted: Callable[[], bool],
    asked: Callable[[Wanted], Answer],
) -> None:
    """One thread's part: host after host, until none is left or nobody wants the answers."""
    try:
        while group := _taken(waiting):
            for one in group:
                if unwanted() or not _handed(ready, (one, asked(one)), unwanted):
                    return
    except Exception as error:  # handed to the thread that waits
        _handed(ready, error, unwanted)


def _taken(waiting: deque[list[Wanted]]) -> list[Wanted]:
    """The next host's pages; none where other threads have them all."""
    try:
        return waiting.popleft()
    except IndexError:
        return []


def _next(ready: Queue[Any], stop: Event) -> tuple[Wanted, Answer] | None:
    """The next answer; none where we are to stop."""
    while not stop.is_set():
        try:
            found = ready.get(timeout=PATIENCE)
        except Empty:
            continue
        if isinstance(found, Exception):
            raise found
        return found  # type: ignore[no-any-return]
    return None


def _handed(ready: Queue[Any], what: object, unwanted: Callable[[], bool]) -> bool:
    """Hands over *what*; false where nobody wants it any more."""
    while not unwanted():
        try:
            ready.put(what, timeout=PATIENCE)
        except Full:
            continue
        return True
    return False


def ask(database: Database, world: World, wanted: Wanted) -> Answer:
    """One page, in its host's turn and by its robots.txt."""
    name = host_of(wanted.url)
    host = host_named(database, name)
    if host.until and host.until > world.now() and not wanted.insists:
        reason = f"{name} is left alone until {host.until:%Y-%m-%d %H:%M} UTC, because it failed or asked for it"
        return Failure(reason=reason, remedy=BY_ITSELF, asked=False, retry_after=host.until - world.now())
    rules = _rules(database, world, wanted)
    if isinstance(rules, Failure):
        return rules
    if not rules.allows(wanted.url):
        reason = f"the robots.txt of {name} forbids {wanted.url}"
        return Failure(reason=reason, remedy="ask the site's people, or collect it another way", lasting=True)
    return _turn(database, world, wanted, rules.delay)


def _rules(database: Database, world: World, wanted: Wanted) -> Robots | Failure:
    """The host's robots.txt, by memory or anew."""
    name = host_of(wanted.url)
    host = host_named(database, name)
    if robots_known(host.learned, now=world.now()) and host.status is not None:
        return robots(host.robots, host.status)
    own = Wanted(url=f"{root_of(wanted.url)}/robots.txt", allow=wanted.allow, accept="text/plain, */*;q=0.5")
    answer = _turn(database, world, own, None)
    if isinstance(answer, Failure) and answer.status is None and answer.lasting:
        return answer
    if isinstance(answer, Failure) and (answer.status is None or answer.status >= 500 or answer.status in LATER):
        reason = f"whether we may is not known, for want of {own.url}: {answer.reason}"
        return replace(answer, reason=reason, status=None)
    body, status = (b"", answer.status or 404) if isinstance(answer, Failure) else (answer.body, answer.status)
    keep_robots(database, name, body, status, now=world.now())
    return robots(body, status)


def _turn(database: Database, world: World, wanted: Wanted, delay: float | None) -> Answer:
    """The page, once it is our turn at its host."""
    name = host_of(wanted.url)
    turn = take_turn(database, name, now=world.now(), gap=gap(delay))
    if (seconds := (turn - world.now()).total_seconds()) > 0:
        world.wait(world.stop, seconds)
    if world.stop.is_set():
        return Failure(reason="we were asked to stop", remedy=BY_ITSELF, asked=False)
    try:
        answer = world.fetch(wanted.url, validators=wanted.validators, accept=wanted.accept, allow=wanted.allow)
    except NetError as error:
        if isinstance(error, Unreachable):
            leave_alone(database, name, until=world.now() + FIRST_BACK_OFF)
        return _broken(error)
    except Exception as error:  # a fault of ours costs one page, not the run
        return Failure(reason=fault(error), remedy="report it", lasting=True)
    if answer.retry_after:
        leave_alone(database, name, until=world.now() + min(answer.retry_after, LONGEST_BACK_OFF))
    return answer if answer.status < 400 else _refused(answer)


def fault(error: Exception) -> str:
    """What is said of an error that nobody expected."""
    return f"a fault of Dragoman's own, please report it: {type(error).__name__}: {error}"


def _broken(error: NetError) -> Failure:
    reason = str(error)
    if isinstance(error, Unreachable):
        return Failure(reason=reason, remedy=f"check the address if it goes on; {BY_ITSELF}")
    remedy = TOO_LARGE if isinstance(error, TooLarge) else NOT_OPEN
    return Failure(reason=reason, remedy=remedy, lasting=True)


def _refused(answer: Fetched) -> Failure:
    status = answer.status
    remedy = REMEDIES.get(status, "check the address on the site" if status < 500 else BY_ITSELF)
    return Failure(
        reason=f"the server answers {status}",
        remedy=remedy,
        lasting=status < 500 and status not in LATER,
        retry_after=answer.retry_after,
        status=status,
    )
