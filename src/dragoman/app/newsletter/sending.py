"""Sending, wired: issues are made where they are due, and mails go out over the server of the settings."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from threading import Event
from uuid import uuid4

from dragoman.app.collect.fetching import _gone as gone
from dragoman.model import DragomanError
from dragoman.net.mail import MailLink
from dragoman.newsletter.editions import Edition, Settings
from dragoman.newsletter.editions_toml import Newsletter
from dragoman.newsletter.messages import bare
from dragoman.newsletter.sending import Office, Sent, send_mails
from dragoman.newsletter.sending_issue import SIGNS, Made, due, made, queued
from dragoman.newsletter.sending_letters import Letters
from dragoman.newsletter.sending_signature import Signer
from dragoman.store import Database
from dragoman.store.mail.keys import keys_of
from dragoman.store.mail.sending import free_mails
from dragoman.store.mail.sending_values import Recovered
from dragoman.store.mail.values import Keys

LONGEST_BOX = 9
"""Letters before the @ of the address for bounces; a reader's mark of 54 comes behind them, and 64 are allowed."""


class CannotSend(DragomanError):
    """Something is missing without which nothing can be sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What sending needs. *stop* ends it, after the mails that are on their way."""

    store: Database
    mail: Database
    newsletter: Newsletter
    connections: int = 4
    per_second: float | None = None
    stop: Event = field(default_factory=Event)

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)


def due_issues(desk: Desk) -> Iterator[tuple[Edition, date]]:
    """The issues that should be out by now and are not made yet."""
    return due(desk.mail, desk.newsletter.editions, desk.now)


def made_issue(desk: Desk, edition: Edition, day: date) -> Made:
    """The issue of a day; nothing is kept and nothing sent."""
    return made(desk.store, desk.mail, desk.newsletter.settings, edition, day, now=lambda: datetime.now(UTC))


def queue(desk: Desk, issue: Made) -> str:
    """Keeps an issue and queues it for its readers; its id."""
    return queued(desk.mail, issue, now=desk.now).id


def recovered(desk: Desk) -> Recovered:
    """Makes good what a sender that was killed has left."""
    return free_mails(desk.mail, gone, now=desk.now)


def sent(desk: Desk, *, issue: str | None = None) -> Iterator[Sent]:
    """Sends what is due, of one *issue* or all, and tells of each mail. Raises `CannotSend` before anything goes out."""
    settings, keys = desk.newsletter.settings, keys_of(desk.mail, now=desk.now)
    office = _office(desk, settings, keys)
    holder = f"{platform.node()} {os.getpid()} {uuid4().hex[:8]}"
    return send_mails(desk.mail, keys, office, holder=holder, issue=issue)


def _office(desk: Desk, settings: Settings, keys: Keys) -> Office:
    server = settings.server
    if server is None:
        raise CannotSend("no server takes the mail: write [newsletter.smtp] with host into dragoman.toml")
    if settings.bounces and len(bare(settings.bounces).rpartition("@")[0]) > LONGEST_BOX:
        raise CannotSend(
            f"newsletter.bounces has more than {LONGEST_BOX} letters before the @: write a shorter address"
        )
    letters = Letters(desk.mail, keys, settings, desk.newsletter.editions, SIGNS, signer_of(settings))
    return Office(
        link=lambda: MailLink(server, allow=settings.allow),
        compose=letters.compose,
        connections=desk.connections,
        an_hour=settings.caps.mails_an_hour,
        per_second=desk.per_second,
        stop=desk.stop,
    )


def signer_of(settings: Settings) -> Signer | None:
    """What signs, where the settings name a key. Raises `CannotSend` where it cannot be read, and `WrongKey`."""
    dkim = settings.dkim
    if dkim is None:
        return None
    try:
        key = dkim.key_file.read_bytes()
    except OSError as error:
        raise CannotSend(f"{dkim.key_file} cannot be read ({error.strerror}): make it readable for this user") from None
    signer = Signer(domain=dkim.domain, selector=dkim.selector, key=key)
    signer.signed(b"From: nobody@example.invalid\r\n\r\ntry\r\n")
    return signer


def chosen(newsletter: Newsletter, name: str) -> Edition:
    """The edition of that name. Raises `CannotSend`."""
    edition = newsletter.edition(name)
    if edition is None:
        known: Sequence[str] = [one.name for one in newsletter.editions]
        raise CannotSend(f"there is no edition {name!r}: write one of {', '.join(known) or '[[edition]] first'}")
    return edition
