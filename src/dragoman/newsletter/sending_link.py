"""One mail, tried: over a kept connection, and what it means when the server says no."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from dragoman.model import DragomanError
from dragoman.net import NetError, Refused, Unreachable
from dragoman.net.mail import NotNow, NotTaken, Reply, Step, Unsure, is_mailbox
from dragoman.store.mail.sending_values import BounceKind, Change, Claimed, MailState

MOST_TRIES = 6
"""Times that a mail is tried which the server does not take now."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=6)
TROUBLE_WAIT = timedelta(minutes=1)
"""How long a mail waits when the server cannot be talked to at all. That is no try."""
_NO_MAILBOX = re.compile(r"5\.1\.(?:1|2|3|6|10)|5\.2\.1|5\.7\.17")
"""No such mailbox, no such domain, no such form, moved, no mail at all, closed, changed hands."""


class Link(Protocol):
    """What hands over mails: `dragoman.net.mail.MailLink`, or its like in a test."""

    def send(
        self, message: bytes, *, sender: str, recipients: tuple[str, ...], begin: Callable[[], bool]
    ) -> tuple[str, ...] | None: ...

    def close(self) -> None: ...


class Fault(StrEnum):
    """Whose fault it is that a mail did not go out."""

    MAIL = "mail"  # this one is not taken
    SERVER = "server"  # the server cannot be talked to now
    SETTINGS = "settings"  # it will take none, until somebody sees to it


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """How trying a mail ended. Without *change* somebody else has it. *bounce* where it counts as one."""

    claimed: Claimed
    change: Change | None
    fault: Fault | None = None
    bounce: BounceKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A mail as it goes out: where it comes back to, and its bytes."""

    sender: str
    message: bytes


def bounce_kind(status: str | None) -> BounceKind:
    """What a refusal for good means, by its enhanced number. What has none may be our fault, and is counted alone."""
    return BounceKind.HARD if status and _NO_MAILBOX.fullmatch(status) else BounceKind.SOFT


def tried(
    link: Link,
    claimed: Claimed,
    compose: Callable[[Claimed], Envelope],
    *,
    begin: Callable[[], bool],
    now: Callable[[], datetime],
    chance: Callable[[], float],
) -> Tried:
    """Sends a mail. A fault of ours in composing it costs this one, not the run."""
    if not is_mailbox(claimed.address):
        return _refused(claimed, "this is no mail address", BounceKind.HARD)
    try:
        envelope = compose(claimed)
    except DragomanError:
        raise
    except Exception as error:  # noqa: BLE001 – a title that nobody thought of must not stop the others
        return _refused(claimed, f"it could not be composed ({type(error).__name__}: {error})", None)
    try:
        sent = link.send(envelope.message, sender=envelope.sender, recipients=(claimed.address,), begin=begin)
    except NetError as error:
        return _failed(claimed, error, now(), chance())
    if sent is None:
        return Tried(claimed=claimed, change=None)
    return Tried(claimed=claimed, change=Change(number=claimed.number, state=MailState.ACCEPTED))


def _failed(claimed: Claimed, error: NetError, now: datetime, chance: float) -> Tried:
    if isinstance(error, Unsure):
        return _unsure(claimed, str(error), now, chance)
    reply = error.reply if isinstance(error, (NotTaken, NotNow)) else None
    about_this = reply is not None and reply.at in (Step.RECIPIENT, Step.MESSAGE)
    if reply is None or not about_this:
        lasting = isinstance(error, (NotTaken, Refused)) or not isinstance(error, Unreachable)
        return _returned(claimed, str(error), now, Fault.SETTINGS if lasting else Fault.SERVER)
    said = without_address(reply, claimed.address)
    if isinstance(error, NotTaken):
        return _refused(claimed, said, bounce_kind(reply.enhanced))
    return _later(claimed, said, now, chance)


def without_address(reply: Reply, address: str) -> str:
    """What a server said, without whom it said it of: replies are kept longer than addresses."""
    return re.sub(re.escape(address), "[the address]", str(reply), flags=re.IGNORECASE)


def _refused(claimed: Claimed, why: str, bounce: BounceKind | None) -> Tried:
    change = Change(number=claimed.number, state=MailState.REFUSED, reply=why)
    return Tried(claimed=claimed, change=change, fault=Fault.MAIL, bounce=bounce)


def _returned(claimed: Claimed, why: str, now: datetime, fault: Fault) -> Tried:
    """Back into the queue, as if it had not been tried."""
    again = now + TROUBLE_WAIT if fault is Fault.SERVER else now
    change = Change(number=claimed.number, state=MailState.QUEUED, reply=why, again=again, free=True)
    return Tried(claimed=claimed, change=change, fault=fault)


def _later(claimed: Claimed, why: str, now: datetime, chance: float) -> Tried:
    if claimed.attempts >= MOST_TRIES:
        return _refused(claimed, why, BounceKind.SOFT)
    again = now + wait(claimed.attempts, chance)
    change = Change(number=claimed.number, state=MailState.QUEUED, reply=why, again=again)
    return Tried(claimed=claimed, change=change, fault=Fault.MAIL)


def wait(tries: int, chance: float) -> timedelta:
    """How long a mail waits after so many tries: doubling, up to a quarter more by chance."""
    return min(FIRST_WAIT * (1 << min(tries - 1, 20)), LONGEST_WAIT) * (1 + chance / 4)


def _unsure(claimed: Claimed, why: str, now: datetime, chance: float) -> Tried:
    """An issue is not sent again; the question is, under the same Message-ID."""
    if claimed.issue is None:
        return _later(claimed, why, now, chance)
    change = Change(number=claimed.number, state=MailState.AMBIGUOUS, reply=why)
    return Tried(claimed=claimed, change=change, fault=Fault.SERVER)
