"""A mailbox of ours, read: bounces are counted, complaints stop everything, and what people ask for by mail is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from dragoman.model import DragomanError
from dragoman.newsletter.bounces import Bounced, Ignored, came_in
from dragoman.newsletter.editions import Edition, Settings
from dragoman.newsletter.signup import Refused, SignUp, leave_by_link, sign_up
from dragoman.newsletter.signup_mail import AskedByMail, LeftByMail
from dragoman.newsletter.signup_words import leaving, wording_of
from dragoman.newsletter.tokens import BadToken, Purpose, ticket
from dragoman.store import Database
from dragoman.store.mail.bounces import note_bounce
from dragoman.store.mail.sending_values import BounceKind
from dragoman.store.mail.values import Door, Keys, Origin

LARGEST = 2_000_000
"""Bytes of the largest message that is read."""
SEEN = ":2,S"
"""How a maildir marks what has been read."""


class NoMaildir(DragomanError):
    """This is no maildir that can be read."""


class Did(StrEnum):
    """What was done about a message."""

    HARD = "hard bounce"
    SOFT = "soft bounce"
    COMPLAINT = "complaint"
    LEFT = "left"
    ASKED = "asked"
    IGNORED = "ignored"
    FORGED = "forged"


DID = {BounceKind.HARD: Did.HARD, BounceKind.SOFT: Did.SOFT, BounceKind.COMPLAINT: Did.COMPLAINT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a message led to. *suppressed* where nothing is sent to its address from now on."""

    did: Did
    subscriber: str | None = None
    suppressed: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What reading needs."""

    mail: Database
    keys: Keys
    settings: Settings
    editions: Mapping[str, Edition]


def maildir(folder: Path) -> Iterator[bytes]:
    """The new messages of a maildir; each is marked as read when the next one is asked for."""
    new, read = folder / "new", folder / "cur"
    if not new.is_dir() or not read.is_dir():
        raise NoMaildir(f"{folder} is no maildir: name a folder that holds new and cur")
    try:
        for file in sorted(one for one in new.iterdir() if one.is_file() and not one.name.startswith(".")):
            if file.stat().st_size <= LARGEST:
                yield file.read_bytes()
            file.replace(read / (file.name.partition(":")[0] + SEEN))
    except OSError as error:
        raise NoMaildir(
            f"{folder} cannot be read ({error.strerror}): give the user who runs this rights on it"
        ) from None


def read_mailbox(desk: Desk, messages: Iterable[bytes], *, clock: Callable[[], datetime]) -> Iterator[Done]:
    """Does what each message leads to, and tells of it."""
    for raw in messages:
        yield taken_in(desk, raw, now=clock())


def taken_in(desk: Desk, raw: bytes, *, now: datetime) -> Done:
    """Does what one message leads to."""
    found = came_in(raw, desk.keys, bounces=desk.settings.bounces, editions=desk.editions, now=now)
    match found:
        case Bounced():
            return _bounced(desk, found, now)
        case LeftByMail(token=token):
            return _left(desk, token, now)
        case AskedByMail():
            return _asked(desk, found, now)
        case Ignored(why=why, forged=forged):
            return Done(did=Did.FORGED if forged else Did.IGNORED, why=why)


def _bounced(desk: Desk, found: Bounced, now: datetime) -> Done:
    judged = note_bounce(
        desk.mail,
        desk.keys,
        found.delivery,
        found.subscriber,
        found.kind,
        diagnostic=found.diagnostic,
        now=now,
    )
    if not judged.known:
        return Done(did=Did.IGNORED, subscriber=found.subscriber, why="it is about a mail that is not in the store")
    if not judged.new:
        return Done(did=Did.IGNORED, subscriber=found.subscriber, why="it was counted before")
    return Done(did=DID[found.kind], subscriber=found.subscriber, suppressed=judged.suppressed, why=found.diagnostic)


def _left(desk: Desk, token: str, now: datetime) -> Done:
    try:
        edition = ticket(desk.keys, token, purpose=Purpose.UNSUBSCRIBE, now=now).edition
        origin = Origin(wording=leaving(edition), door=Door.MAIL)
        said = leave_by_link(desk.mail, desk.keys, token, origin, now=now)
    except BadToken as error:
        return Done(did=Did.FORGED, why=str(error))
    return Done(did=Did.LEFT, subscriber=said.subscriber)


def _asked(desk: Desk, found: AskedByMail, now: datetime) -> Done:
    wording = wording_of(desk.settings, desk.editions[found.edition])
    wanted = SignUp(address=found.address.written, edition=found.edition, wording=wording, door=Door.MAIL)
    try:
        sign_up(desk.mail, desk.keys, wanted, desk.settings.caps, now=now)
    except Refused as error:
        return Done(did=Did.IGNORED, why=str(error))
    return Done(did=Did.ASKED)
