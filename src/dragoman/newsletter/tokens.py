"""Tokens in links and bounce addresses: each says who, what for and until when, and none can be made without a key."""

from __future__ import annotations

import base64
import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from dragoman.model import DragomanError
from dragoman.store.mail.values import Key, Keys


class Purpose(StrEnum):
    """What a token is good for, and for nothing else."""

    CONFIRM = "confirm"
    UNSUBSCRIBE = "unsubscribe"
    PREFERENCES = "preferences"
    FORM = "form"
    BOUNCE = "bounce"


class BadToken(DragomanError):
    """The token is not ours, is for something else, or (*expired*) its time is over."""

    def __init__(self, what: str, *, expired: bool = False) -> None:
        super().__init__(what)
        self.expired = expired


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What a token says. Without an *edition* it is about all of them; without *expires* it holds for ever."""

    purpose: Purpose
    subscriber: str
    edition: str | None = None
    expires: datetime | None = None


LIVES = {Purpose.CONFIRM: timedelta(days=7), Purpose.FORM: timedelta(hours=12)}
"""How long a token holds; one whose purpose is not here holds for ever."""
LONGEST = 256
"""Characters beyond which nothing is a token."""
WRITTEN = re.compile(
    r"(?P<purpose>[cupf])(?P<key>[0-9a-f]{8})\.(?P<subscriber>[0-9a-f]{16})"
    r"\.(?P<edition>(?:[a-z0-9][a-z0-9-]{0,63})?)\.(?P<expires>[0-9a-f]{0,12})\.(?P<mac>[A-Za-z0-9_-]{43})",
    re.ASCII,
)
BOUNCE = re.compile(
    r"(?P<subscriber>[0-9a-f]{16})-(?P<about>[a-z0-9]{1,12})-(?P<key>[0-9a-f]{8})(?P<mac>[a-z2-7]{16})", re.ASCII
)
LAST = int(datetime(9999, 12, 31, tzinfo=UTC).timestamp())
"""Seconds beyond which the calendar ends."""
LETTERS = {purpose.value[0]: purpose for purpose in Purpose if purpose is not Purpose.BOUNCE}


def token(keys: Keys, ticket: Ticket) -> str:
    """The token that says what *ticket* does, signed with the current key."""
    written = _written(keys.current, ticket)
    if WRITTEN.fullmatch(written) is None:
        raise ValueError(f"{ticket} cannot be a token: editions are lower-case words, subscribers 16 hex digits")
    return written


def issued(purpose: Purpose, subscriber: str, edition: str | None, *, now: datetime) -> Ticket:
    """A ticket as it is given out now: it expires where its purpose does."""
    life = LIVES.get(purpose)
    until = (now + life).replace(microsecond=0) if life else None
    return Ticket(purpose=purpose, subscriber=subscriber, edition=edition, expires=until)


def ticket(keys: Keys, written: str, *, purpose: Purpose, now: datetime) -> Ticket:
    """What a token says, where it is ours, for this purpose, and in time. Raises `BadToken`."""
    found = WRITTEN.fullmatch(written) if len(written) <= LONGEST else None
    key = keys.named(found["key"]) if found else None
    if found is None or key is None:
        raise BadToken("this link is not ours, or not whole: copy it from the mail once more")
    said = Ticket(
        purpose=LETTERS[found["purpose"]],
        subscriber=found["subscriber"],
        edition=found["edition"] or None,
        expires=datetime.fromtimestamp(int(found["expires"], 16), UTC) if _in_range(found["expires"]) else None,
    )
    # The whole text is compared: a token has one spelling.
    if not hmac.compare_digest(_written(key, said).encode("ascii"), written.encode("ascii")):
        raise BadToken("this link is not ours, or not whole: copy it from the mail once more")
    if said.purpose is not purpose:
        raise BadToken("this link is for something else: open it as it stands in the mail")
    if said.expires is not None and said.expires <= now:
        raise BadToken("this link is too old: sign up once more and a new one comes", expired=True)
    return said


def bounce_part(keys: Keys, subscriber: str, about: str) -> str:
    """What marks a bounce address (VERP): for whom the mail was and *about* which sending; survives lower-casing.

    At most 54 characters: with a prefix of up to 10 it fits before the @.
    """
    written = _bounce(keys.current, subscriber, about)
    if BOUNCE.fullmatch(written) is None:
        raise ValueError(f"{about!r} cannot be in a bounce address: it takes up to 12 of a-z and 0-9")
    return written


def bounce_of(keys: Keys, part: str) -> tuple[str, str]:
    """For whom and about what the mail was that bounced to an address with this *part*. Raises `BadToken`."""
    found = BOUNCE.fullmatch(part.lower()) if len(part) <= LONGEST and part.isascii() else None
    key = keys.named(found["key"]) if found else None
    if found is None or key is None:
        raise BadToken("this is no bounce address of ours")
    rightly = _bounce(key, found["subscriber"], found["about"])
    if not hmac.compare_digest(rightly.encode("ascii"), part.lower().encode("ascii")):
        raise BadToken("this is no bounce address of ours")
    return found["subscriber"], found["about"]


def _written(key: Key, ticket: Ticket) -> str:
    until = f"{int(ticket.expires.timestamp()):x}" if ticket.expires else ""
    said = (ticket.subscriber, ticket.edition or "", until)
    mac = base64.urlsafe_b64encode(_mac(key, ticket.purpose, *said)).rstrip(b"=").decode("ascii")
    return f"{ticket.purpose.value[0]}{key.id}.{'.'.join(said)}.{mac}"


def _bounce(key: Key, subscriber: str, about: str) -> str:
    mac = base64.b32encode(_mac(key, Purpose.BOUNCE, subscriber, about)[:10]).decode("ascii").lower()
    return f"{subscriber}-{about}-{key.id}{mac}"


def _mac(key: Key, purpose: Purpose, *parts: str) -> bytes:
    """No part can hold a bar, so no two tickets are signed as one text."""
    return hmac.digest(key.secret, "|".join((purpose, *parts, key.id)).encode("utf-8"), "sha256")


def _in_range(written: str) -> bool:
    """Whether this is a moment that the calendar has."""
    return bool(written) and int(written, 16) < LAST
