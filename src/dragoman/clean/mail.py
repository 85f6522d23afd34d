"""A mail message as a page: its subject, sender, day and readable part."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from email import errors, message_from_bytes, policy
from email.message import EmailMessage

from dragoman.clean.decode import text_of
from dragoman.model import Unreadable

HEADER = re.compile(rb"^([A-Za-z][A-Za-z0-9-]*):[ \t]?", re.MULTILINE)
SURE = frozenset((b"received", b"return-path", b"message-id", b"mime-version", b"delivered-to", b"from", b"x-mailer"))
KNOWN = SURE | frozenset(
    (b"subject", b"date", b"to", b"content-type", b"reply-to", b"list-id", b"sender", b"content-transfer-encoding")
)
FEWEST_WORDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What a message holds of an article."""

    subject: str
    sender: str | None
    sent: date | None
    text: str
    html: bool


def is_mail(page: bytes) -> bool:
    """Whether *page* opens with mail headers."""
    head = page[:8192].lstrip().split(b"\n\n", 1)[0].split(b"\r\n\r\n", 1)[0]
    names = [name.lower() for name in HEADER.findall(head)]
    if not names or not HEADER.match(head):
        return False
    known = [name for name in names if name in KNOWN]
    return len(known) >= 3 and any(name in SURE for name in known)


def mail_of(page: bytes) -> Mail:
    """The message in *page*. Raises `Unreadable` where no part of it is text."""
    message = message_from_bytes(page.lstrip(), policy=policy.default)
    if not isinstance(message, EmailMessage):
        raise Unreadable("clean", "the mail cannot be parsed")
    plain, marked = _part(message, "plain"), _part(message, "html")
    if not (plain or marked):
        raise Unreadable("clean", "the mail has no text part")
    as_html = not plain or bool(marked) and len(plain.split()) < FEWEST_WORDS
    text = marked if as_html else plain
    return Mail(
        subject=_header(message, "subject"), sender=_sender(message), sent=_sent(message), text=text, html=as_html
    )


def _part(message: EmailMessage, kind: str) -> str:
    """The text of the message's part of that *kind*; empty where there is none."""
    try:
        part = message.get_body((kind,))
        content = _content(part) if isinstance(part, EmailMessage) else ""
    except (errors.MessageError, ValueError, AttributeError):
        return ""
    return text_of(content) if content.strip() else ""


def _content(part: EmailMessage) -> bytes | str:
    """The part's characters; its bytes where nobody knows the character set that it names."""
    try:
        content = part.get_content()
    except LookupError:
        content = part.get_payload(decode=True)
    return content if isinstance(content, bytes | str) else ""


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name) or "").split())
    except (ValueError, LookupError, AttributeError, IndexError):
        return ""


def _sender(message: EmailMessage) -> str | None:
    """The sender's display name."""
    name = re.sub(r"\s*<[^>]*>\s*$", "", _header(message, "from")).strip(' "')
    return name if name and "@" not in name else None


def _sent(message: EmailMessage) -> date | None:
    try:
        moment = getattr(message.get("date"), "datetime", None)
    except (ValueError, LookupError, AttributeError):
        return None
    return moment.date() if moment else None
