"""An alert as it leaves the house: a mail, or JSON for machines. What the press wrote is text in both, never markup."""

from __future__ import annotations

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import msgspec

from dragoman.ledger.alert_values import Alert
from dragoman.publish.alert_text import alert_text, headline
from dragoman.publish.ledger_page import Page
from dragoman.publish.wording import headed, plain

LONGEST_SUBJECT = 150
WIDTH = 76
OPENED = "alert.opened"


def alert_mail(alert: Alert, *, sender: str, to: tuple[str, ...], id: str) -> bytes:
    """The mail that tells an alert, the same whenever it is made. Nothing of the press can add a line to its head."""
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(sender)
    message["To"] = [_address(one) for one in to]
    message["Subject"] = _subject(f"Dragoman: {headline(alert)}")
    message["Date"] = format_datetime(alert.changed)
    message["Message-ID"] = f"<{id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_body(alert), cte="quoted-printable")
    return message.as_bytes()


def alert_json(alert: Alert) -> bytes:
    """One line for a log of alerts, and `data` of a webhook."""
    return msgspec.json.encode(_fields(alert))


def alert_webhook(alert: Alert) -> bytes:
    """What a receiver is sent, the same whenever it is made."""
    at: datetime = alert.changed
    return msgspec.json.encode({"type": OPENED, "timestamp": at, "data": _fields(alert)})


def _fields(alert: Alert) -> dict[str, object]:
    built: dict[str, object] = msgspec.to_builtins(alert)
    return {"headline": plain(headline(alert)), **built}


def _body(alert: Alert) -> str:
    lines = alert_text(alert, Page(width=WIDTH)).rstrip("\n")
    foot = f"dragoman alerts show {alert.id[:8]} says more; dragoman alerts mute {alert.id[:8]} ends it."
    return f"{lines}\n\n-- \n{foot}\n"


def _subject(text: str) -> str:
    line = headed(text)
    return line if len(line) <= LONGEST_SUBJECT else line[: LONGEST_SUBJECT - 1] + "…"


def _address(written: str) -> Address:
    name, _, host = written.rpartition("@")
    return Address(username=name, domain=host)
