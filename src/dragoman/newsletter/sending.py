"""Sending: several connections hand over mails at once, and one desk notes what became of each.

Only the desk writes to the subscribers' file. It takes whatever has gathered into one transaction, so that a disk that
is slow to confirm holds up many mails once, not each of them twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from queue import Empty, Queue, SimpleQueue
from random import random
from threading import Event, Lock, Thread
from time import monotonic
from types import TracebackType
from typing import TypeVar

from dragoman.model import DragomanError
from dragoman.newsletter.sending_link import Envelope, Fault, Link, Tried, tried
from dragoman.store import Database
from dragoman.store.mail.bounces import note_bounce
from dragoman.store.mail.sending import claim, note
from dragoman.store.mail.sending_values import Change, Claimed, Claims, MailState
from dragoman.store.mail.values import Keys

Item = TypeVar("Item")

LEASE = timedelta(minutes=15)
AHEAD = 3
"""Mails that each connection has before it."""
MOST_TROUBLES = 5
"""Times in a row that the server cannot be talked to, after which a run ends."""
MOST_REFUSED = 25
"""Mails that are refused before any is taken: then it is not the readers' fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """How mails go out: over *connections*, each of them a *link*; at most *an_hour* and *per_second*."""

    link: Callable[[], Link]
    compose: Callable[[Claimed], Envelope]
    connections: int = 4
    an_hour: int | None = None
    per_second: float | None = None
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    chance: Callable[[], float] = random
    stop: Event = field(default_factory=Event)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What became of a mail, or how many were *skipped*, or why the run *ended* early."""

    tried: Tried | None = None
    suppressed: bool = False
    skipped: int = 0
    ended: str | None = None


@dataclass(slots=True)
class _Course:
    """How a run goes."""

    taken: int = 0
    refused: int = 0
    troubles: int = 0

    def why_end(self, one: Tried) -> str | None:
        """Why the run should end after this mail."""
        if one.change is None:
            return None
        reply = one.change.reply or ""
        if one.fault is None:
            self.taken, self.troubles = self.taken + 1, 0
        elif one.fault is Fault.SETTINGS:
            return reply
        elif one.fault is Fault.SERVER:
            self.troubles += 1
            return reply if self.troubles >= MOST_TROUBLES else None
        elif one.change.state is MailState.REFUSED:
            self.refused += 1
            if not self.taken and self.refused >= MOST_REFUSED:
                return f"the server has refused {self.refused} mails and taken none ({reply}): look at its settings"
        return None


def send_mails(mail: Database, keys: Keys, office: Office, *, holder: str, issue: str | None = None) -> Iterator[Sent]:
    """Sends what is due, of one *issue* or all, and tells of each. What is not sent when it ends waits for the next."""
    course, over = _Course(), False
    with _Crew(mail, office, holder) as crew:
        while not over or crew.busy:
            if not over and office.stop.is_set():
                over = True
                crew.recall()
            if not over:
                claims = crew.supply(keys, issue)
                yield from [Sent(skipped=claims.skipped)] if claims.skipped else []
                if claims.at_cap and not crew.busy:
                    yield Sent(ended=f"{office.an_hour} mails went out within an hour: the others wait")
                if not crew.busy and not claims.skipped:
                    return
            for one in crew.noted():
                yield Sent(tried=one, suppressed=_bounced(mail, keys, office, one))
                if not over and (why := course.why_end(one)):
                    over = True
                    crew.recall()
                    yield Sent(ended=why)


def _bounced(mail: Database, keys: Keys, office: Office, one: Tried) -> bool:
    """Counts a refusal; whether nothing is sent to the address any more."""
    if one.bounce is None or one.change is None:
        return False
    about, said = one.claimed, one.change.reply or ""
    judged = note_bounce(mail, keys, about.number, about.subscriber, one.bounce, diagnostic=said, now=office.now())
    return judged.suppressed


@dataclass(frozen=True, slots=True)
class _Begins:
    """A connection is about to hand over this mail, and waits to hear whether it may."""

    number: int
    may: Future[bool]


class _Crew:
    """The connections, each a thread, and the mails that they have."""

    def __init__(self, mail: Database, office: Office, holder: str) -> None:
        self._mail, self._office, self._holder = mail, office, holder
        self._todo: Queue[Claimed | None] = Queue()
        self._desk: SimpleQueue[_Begins | Tried | BaseException] = SimpleQueue()
        self._pace = Pace(office.per_second, office.stop)
        self._threads = [Thread(target=self._work, name="dragoman-mail") for _ in range(office.connections)]
        self.busy = 0

    def __enter__(self) -> _Crew:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Lets every connection end what it is handing over, and begin nothing more."""
        back = [one for one in _drained(self._todo) if one]
        self._pace.open()
        for _thread in self._threads:
            self._todo.put(None)
        ended: list[Tried] = []
        for thread in self._threads:
            while thread.is_alive():
                thread.join(0.01)
                ended += self._denied()
        ended += self._denied()
        if not isinstance(error, DragomanError):  # the store is there
            self._note([*(one.change or _back(one.claimed) for one in ended), *map(_back, back)])

    def supply(self, keys: Keys, issue: str | None) -> Claims:
        """Sees to it that the connections have mails before them."""
        office, wanted = self._office, self._office.connections * AHEAD - self.busy
        if wanted < office.connections:
            return Claims(mails=())
        claims = claim(
            self._mail,
            keys,
            holder=self._holder,
            now=office.now(),
            length=LEASE,
            most=wanted,
            issue=issue,
            an_hour=office.an_hour,
        )
        for one in claims.mails:
            self._todo.put(one)
        self.busy += len(claims.mails)
        return claims

    def noted(self) -> Iterator[Tried]:
        """Waits until something happens, notes all that has, and tells which mails have ended."""
        if not self.busy:
            return
        happened = [self._desk.get(), *_drained(self._desk)]
        begun = [one for one in happened if isinstance(one, _Begins)]
        ended = [one for one in happened if isinstance(one, Tried)]
        may: tuple[bool, ...] = (False,) * len(begun)
        try:
            changes = [one.change for one in ended if one.change]
            may = self._note([*(Change(number=one.number, state=MailState.HANDED) for one in begun), *changes])
        finally:
            for one, allowed in zip(begun, may, strict=False):
                one.may.set_result(allowed)
        self.busy -= len(ended)
        yield from ended
        for fault in happened:
            if isinstance(fault, BaseException):
                raise fault

    def recall(self) -> None:
        """Puts back what no connection has begun."""
        back = [one for one in _drained(self._todo) if one]
        self.busy -= len(back)
        self._note([*map(_back, back)])

    def _note(self, changes: Sequence[Change]) -> tuple[bool, ...]:
        return note(self._mail, changes, holder=self._holder, now=self._office.now()) if changes else ()

    def _denied(self) -> list[Tried]:
        """What has ended; nobody notes any more that something begins, so nothing may."""
        happened = _drained(self._desk)
        for one in happened:
            if isinstance(one, _Begins):
                one.may.set_result(False)
        return [one for one in happened if isinstance(one, Tried)]

    def _work(self) -> None:
        """One connection's day."""
        try:
            link = self._office.link()
            try:
                while (claimed := self._todo.get()) is not None:
                    self._pace.wait()
                    self._desk.put(self._tried(link, claimed))
            finally:
                link.close()
        except BaseException as error:  # noqa: BLE001 – raised where the desk is
            self._desk.put(error)

    def _tried(self, link: Link, claimed: Claimed) -> Tried:
        office = self._office

        def begin() -> bool:
            may: Future[bool] = Future()
            self._desk.put(_Begins(claimed.number, may))
            return may.result()

        return tried(link, claimed, office.compose, begin=begin, now=office.now, chance=office.chance)


def _back(claimed: Claimed) -> Change:
    return Change(number=claimed.number, state=MailState.QUEUED, free=True)


class Pace:
    """At most so many a second, evenly, whoever asks."""

    def __init__(self, per_second: float | None, stop: Event, *, clock: Callable[[], float] = monotonic) -> None:
        self._gap = 1 / per_second if per_second else 0.0
        self._stop, self._clock = stop, clock
        self._lock, self._next, self._opened = Lock(), 0.0, Event()

    def wait(self) -> None:
        """Waits for its turn, or until somebody wants everything to end."""
        if not self._gap:
            return
        with self._lock:
            turn = max(self._next, self._clock())
            self._next = turn + self._gap
        while (left := turn - self._clock()) > 0 and not self._stop.is_set():
            if self._opened.wait(min(left, 0.2)):
                return

    def open(self) -> None:
        """Nobody waits any more."""
        self._opened.set()


def _drained(queue: Queue[Item] | SimpleQueue[Item]) -> list[Item]:
    """What is in the queue now."""
    found: list[Item] = []
    while True:
        try:
            found.append(queue.get_nowait())
        except Empty:
            return found
