"""Editions of the newsletter: what each is about, when it goes out and how it looks; and what all of them share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from dragoman.knowledge.world_regions import states_in
from dragoman.ledger.briefing import Wanted
from dragoman.net import PUBLIC, Allow
from dragoman.net.mail import MailServer

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
LENGTH = 12
"""Items of a mail, where an edition says nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """An edition: *name* is its slug, *at* and *weekdays* (Monday is 0) are when it goes out, in *zone*'s time.

    It is about whatever touches one of *states*, *regions*, *dyads* or *channels*; where all are empty, the world.
    *types* and *sources* leave only lines of these types, told by these outlets. *language* is that of its dates.
    *empty* says whether a day without news is told in a short issue, or passed over.
    """

    name: str
    title: str
    at: time
    zone: str
    weekdays: tuple[int, ...] = EVERY_DAY
    states: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    dyads: tuple[tuple[str, str], ...] = ()
    channels: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    length: int = LENGTH
    language: str = "en_GB"
    sender: str = ""
    list_id: str = ""
    empty: bool = True

    @property
    def wanted(self) -> Wanted:
        """What its brief is about."""
        sides = (*self.states, *(state for region in self.regions for state in states_in(region)))
        return Wanted(
            sides=tuple(dict.fromkeys(sides)),
            dyads=self.dyads,
            channels=self.channels,
            types=self.types,
            sources=self.sources,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Dkim:
    """The key that signs, where the relay does not."""

    key_file: Path
    selector: str
    domain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """How much goes out and comes in, at most."""

    mails_an_hour: int = 2000
    confirmations_an_hour: int = 100
    address_a_day: int = 3
    network_an_hour: int = 10
    domain_an_hour: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What all editions share: where the site stands, who sends, through which server, and how much at most.

    *bounces* is the address that bounces come back to, its subscriber's tag put before the @. *terms* and *privacy*
    are the operator's texts, empty where there are none yet.
    """

    base_url: str
    sender: str
    list_domain: str
    reply_to: str | None = None
    bounces: str | None = None
    server: MailServer | None = None
    allow: Allow = PUBLIC
    dkim: Dkim | None = None
    caps: Caps = field(default_factory=Caps)
    terms: str = ""
    privacy: str = ""


def next_sending(edition: Edition, now: datetime) -> datetime:
    """When *edition* goes out next, after *now*."""
    zone = ZoneInfo(edition.zone)
    day = now.astimezone(zone).date()
    coming = (sending_time(edition, day + timedelta(ahead)) for ahead in range(8) if _goes_out(edition, day, ahead))
    return next(one for one in coming if one > now)


def sending_time(edition: Edition, day: date) -> datetime:
    """The moment at which the issue of *day* goes out; an hour that summer time leaves out comes an hour later."""
    local = datetime.combine(day, edition.at, ZoneInfo(edition.zone))
    return local.astimezone(UTC).astimezone(ZoneInfo(edition.zone))


def period(edition: Edition, day: date) -> tuple[date, date]:
    """The days that the issue of *day* tells of: from the day of the issue before it to the day before it goes out."""
    back = next((back for back in range(1, 8) if (day - timedelta(back)).weekday() in edition.weekdays), 1)
    return day - timedelta(back), day - timedelta(1)


def _goes_out(edition: Edition, day: date, ahead: int) -> bool:
    return (day + timedelta(ahead)).weekday() in edition.weekdays
