"""What is asked of the subscribers' file, and what it answers. Frozen."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class Status(StrEnum):
    """How a subscription stands."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    LEFT = "left"
    SUPPRESSED = "suppressed"


class ConsentAct(StrEnum):
    """What somebody did about an edition."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    LEFT = "left"
    IMPORTED = "imported"


class Door(StrEnum):
    """By which door it came."""

    WEB = "web"
    API = "api"
    MAIL = "mail"
    IMPORT = "import"
    COMMAND = "command"


class Reason(StrEnum):
    """Why nothing may be sent to an address."""

    HARD_BOUNCE = "hard-bounce"
    COMPLAINT = "complaint"
    ASKED = "asked"
    ERASED = "erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A secret with the id under which tokens name it."""

    id: str
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """*current* signs, *old* ones verify for ever, *hashing* never changes: the suppression list rests on it."""

    current: Key
    old: tuple[Key, ...] = ()
    hashing: Key

    def named(self, id: str) -> Key | None:
        """The key that signs or once signed under this id."""
        return next((key for key in (self.current, *self.old) if key.id == id), None)

    def hashed(self, kind: str, *parts: str) -> str:
        """A digest that nobody without the secret can make or look up."""
        return hmac.new(self.hashing.secret, "\0".join((kind, *parts)).encode("utf-8"), "sha256").hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words that somebody agreed to, and their version."""

    text: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an act came from: the words shown, the door, and the keyed digest of the network, kept *until* then."""

    wording: Wording
    door: Door
    network_hash: str | None = None
    network_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """Somebody who asked. *id* is random."""

    id: str
    address: str
    added: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """What a subscriber gets of an edition."""

    edition: str
    status: Status
    asked: datetime
    confirmed: datetime | None = None
    left: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One act, with the words that were shown."""

    edition: str
    act: ConsentAct
    at: datetime
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """At most *most* mails *within* a time for *key*, a keyed digest. *name* says which limit it is."""

    name: str
    key: str
    most: int
    within: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """Why and since when nothing may be sent."""

    reason: Reason
    at: datetime
