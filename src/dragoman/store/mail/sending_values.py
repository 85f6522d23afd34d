"""What is asked of sending, and what it answers. Frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dragoman.model import digest


class MailState(StrEnum):
    """How a mail to a subscriber stands."""

    QUEUED = "queued"
    CLAIMED = "claimed"  # a sender has it, and nothing of it is out
    HANDED = "handed"  # it may be out already
    ACCEPTED = "accepted"  # the mail server has it
    AMBIGUOUS = "ambiguous"  # it may be out or not, and is not sent again
    REFUSED = "refused"
    SKIPPED = "skipped"  # its reader left, or nothing may be sent to the address


OPEN = (MailState.QUEUED, MailState.CLAIMED, MailState.HANDED)


class BounceKind(StrEnum):
    """How a mail came back."""

    HARD = "hard"  # there is no such mailbox
    SOFT = "soft"  # not now, or not this mail
    COMPLAINT = "complaint"  # its reader calls it spam


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What an edition says on a day: one subject, and one text in two forms."""

    edition: str
    day: date
    subject: str
    html: str
    text: str
    made: datetime
    id: str = ""
    digest: str = ""

    def __post_init__(self) -> None:
        words = digest("issue words", self.subject, self.html, self.text, size=64)
        object.__setattr__(self, "id", self.id or digest("issue", self.edition, self.day))
        object.__setattr__(self, "digest", self.digest or words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A mail that a sender has. Without an *issue* it is the question whether *edition* is wanted."""

    number: int
    issue: str | None
    subscriber: str
    address: str
    edition: str
    message_id: str
    attempts: int
    queued: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """*mails* to be sent now, and how many were *skipped*. *at_cap* where no more may go out within this hour."""

    mails: tuple[Claimed, ...]
    skipped: int = 0
    at_cap: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A mail goes on to *state*. One that is queued *again* waits until then; *free* does not count as a try."""

    number: int
    state: MailState
    reply: str | None = None
    again: datetime | None = None
    free: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What a sender that is gone had: mails that are sent *again*, and those of which nobody knows."""

    again: int
    ambiguous: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Mails by how they stand; each is counted once."""

    counts: Mapping[MailState, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def open(self) -> int:
        """Those that are still to be ended."""
        return sum(self.counts[state] for state in OPEN)
