"""Where what comes back is read from: a maildir, a mailbox on a server, or a door that a server delivers to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from dragoman.app.newsletter.sending import CannotSend
from dragoman.net import PUBLIC, Allow
from dragoman.net.lmtp import handed_over
from dragoman.net.mail_talk import Security
from dragoman.net.mailboxes import IMAP_PORTS, MailBox, unread_mail
from dragoman.newsletter.bounces_reading import Desk, maildir
from dragoman.newsletter.editions_toml import Newsletter
from dragoman.store import Database
from dragoman.store.mail.keys import keys_of

PASSWORD = "DRAGOMAN_IMAP_PASSWORD"
SCHEMES = {"imaps": Security.TLS, "imap": Security.STARTTLS}


def messages_at(place: str, *, allow: Allow = PUBLIC) -> Iterator[bytes]:
    """The messages at a place that are new. Raises `CannotSend` where the place is none."""
    if "://" not in place:
        return maildir(Path(place))
    if is_door(place):
        return handed_over(*_door(place))
    return unread_mail(mailbox_of(place, password=os.environ.get(PASSWORD)), allow=allow)


def is_door(place: str) -> bool:
    """Whether mail is delivered to *place*, for as long as somebody listens there."""
    return place.startswith("lmtp://")


def _door(written: str) -> tuple[str, int]:
    """The host and port of lmtp://HOST:PORT. Raises `CannotSend`."""
    try:
        parts = urlsplit(written)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host or not port:
        raise CannotSend(f"{written[:80]!r} names no host or no port: write lmtp://127.0.0.1:2424")
    return host, port


def mailbox_of(written: str, *, password: str | None) -> MailBox:
    """The mailbox that imaps://USER@HOST/FOLDER names. Raises `CannotSend`."""
    try:
        parts = urlsplit(written)
        security, port = SCHEMES[parts.scheme], parts.port
    except (KeyError, ValueError):
        raise CannotSend(f"{written[:80]!r} is no mailbox: write imaps://USER@HOST/INBOX") from None
    if not parts.hostname or not parts.username:
        raise CannotSend(f"{written[:80]!r} names no user or no host: write imaps://USER@HOST/INBOX")
    if parts.password is not None:
        raise CannotSend(f"a password in an address is seen by all: set ${PASSWORD} instead")
    if not password:
        raise CannotSend(f"${PASSWORD} is not set: set it to the password of the mailbox")
    return MailBox(
        host=parts.hostname,
        user=unquote(parts.username),
        password=password,
        folder=unquote(parts.path.strip("/")) or "INBOX",
        port=port or IMAP_PORTS[security],
        security=security,
    )


def desk_for(mail: Database, newsletter: Newsletter) -> Desk:
    """What reading a mailbox needs."""
    return Desk(
        mail=mail,
        keys=keys_of(mail, now=datetime.now(UTC)),
        settings=newsletter.settings,
        editions={one.name: one for one in newsletter.editions},
    )
