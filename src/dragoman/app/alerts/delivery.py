"""Alerts on their way out: each delivery is leased, tried, and ended as it went; a kill in between is made good."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import random
from typing import Protocol
from uuid import uuid4

from dragoman.app.alerts.settings import LOG, MAIL, AlertSettings, MailChannel, WebhookChannel
from dragoman.app.collect.asking import fault
from dragoman.app.collect.fetching import _gone as gone
from dragoman.collect.politeness import back_off
from dragoman.ledger.alert_values import Alert
from dragoman.model import DragomanError
from dragoman.net import Allow, NetError, Refused
from dragoman.net.mail import MailServer, NotTaken, Unsure, send_mail
from dragoman.net.webhooks import Posted, post
from dragoman.publish.alert_messages import alert_json, alert_mail, alert_webhook
from dragoman.store import Database
from dragoman.store.alerts.deliveries import (
    Delivery,
    DeliveryState,
    begin_delivery,
    delivered,
    free_deliveries,
    lease_delivery,
    undelivered,
)

LEASE = timedelta(minutes=5)
MOST_TRIES = 8
"""Times that a delivery is tried: the last one more than half a day after the first."""
LATER = frozenset((408, 425, 429))
"""Answers below 500 that may be others tomorrow."""


class SendMail(Protocol):
    """What hands over a mail: `dragoman.net.mail.send_mail`, or its like in a test."""

    def __call__(
        self,
        message: bytes,
        *,
        sender: str,
        recipients: tuple[str, ...],
        server: MailServer,
        begin: Callable[[], bool],
        allow: Allow,
    ) -> tuple[str, ...] | None: ...


class Post(Protocol):
    """What POSTs a webhook: `dragoman.net.webhooks.post`, or its like in a test."""

    def __call__(self, url: str, body: bytes, *, id: str, key: bytes, allow: Allow) -> Posted: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What is outside of the program. *say* tells a person of an alert, on standard error."""

    say: Callable[[Alert], None]
    send_mail: SendMail = send_mail
    post: Post = post
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    chance: Callable[[], float] = random


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a delivery. *again* is when it is tried once more, where it is."""

    delivery: str
    alert: str
    channel: str
    state: DeliveryState
    why: str | None = None
    again: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Failed:
    """Why a delivery did not go out. *lasting* where trying again would not help, *unsure* where it may be out."""

    why: str
    lasting: bool = False
    unsure: bool = False
    wait: timedelta | None = None


def deliveries(database: Database, settings: AlertSettings, outside: Outside) -> Iterator[Outcome]:
    """Sends everything that is due, and tells what became of each."""
    for lost in free_deliveries(database, gone, now=outside.now()):
        yield _told(lost, DeliveryState.UNSURE, lost.error)
    holder = f"{platform.node()} {os.getpid()} {uuid4().hex[:8]}"
    while held := lease_delivery(database, holder=holder, now=outside.now(), length=LEASE):
        if outcome := _delivered(database, settings, outside, held):
            yield outcome


def _delivered(database: Database, settings: AlertSettings, outside: Outside, held: Delivery) -> Outcome | None:
    """What became of one; none where somebody else has taken it over."""
    failed = _tried(database, settings, outside, held)
    if failed is None:
        return _told(held, DeliveryState.SENT) if delivered(database, held, now=outside.now()) else None
    again = _again(held, failed, outside)
    kept = undelivered(database, held, why=failed.why, now=outside.now(), again=again, unsure=failed.unsure)
    if not kept:
        return None
    state = DeliveryState.UNSURE if failed.unsure else DeliveryState.WAITING if again else DeliveryState.FAILED
    return _told(held, state, failed.why, again)


def _tried(database: Database, settings: AlertSettings, outside: Outside, held: Delivery) -> _Failed | None:
    """Sends one; why not, where it did not go. A fault of ours costs one delivery, not the run."""
    try:
        return _sent(database, settings, outside, held)
    except DragomanError:
        raise
    except Exception as error:
        return _Failed(fault(error), lasting=True, unsure=held.channel == MAIL)


def _again(held: Delivery, failed: _Failed, outside: Outside) -> datetime | None:
    if failed.lasting or failed.unsure or held.attempts >= MOST_TRIES:
        return None
    wait = back_off(held.attempts, chance=outside.chance())
    return outside.now() + max(wait, min(failed.wait or wait, timedelta(days=1)))


def _told(held: Delivery, state: DeliveryState, why: str | None = None, again: datetime | None = None) -> Outcome:
    return Outcome(delivery=held.id, alert=held.alert.id, channel=held.channel, state=state, why=why, again=again)


def _sent(database: Database, settings: AlertSettings, outside: Outside, held: Delivery) -> _Failed | None:
    if held.channel == LOG:
        return _logged(settings.log, held, outside)
    if held.channel == MAIL and settings.mail:
        return _mailed(database, settings.mail, held, outside)
    webhook = next((one for one in settings.webhooks if one.name == held.channel), None)
    if webhook is None:
        return _Failed(f"alerts.toml names no channel {held.channel!r}", lasting=True)
    return _posted(webhook, held, outside)


def _logged(file: Path | None, held: Delivery, outside: Outside) -> _Failed | None:
    """Says it on standard error, and adds a line to the log where there is one; after a kill only what is missing."""
    if file is not None:
        try:
            _append(file, held)
        except OSError as error:
            return _Failed(f"{file} cannot be written ({error.strerror}): name another file under [log]")
    outside.say(held.alert)
    return None


def _append(file: Path, held: Delivery) -> None:
    line = b'{"delivery":"' + held.id.encode("ascii") + b'",' + alert_json(held.alert)[1:]
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+b") as log:
        log.seek(0)
        before = log.read() if held.attempts > 1 else b""
        if line in before.splitlines():
            return
        cut_off = file.stat().st_size > 0 and _last(file) != b"\n"
        log.write((b"\n" if cut_off else b"") + line + b"\n")
        log.flush()
        os.fsync(log.fileno())


def _last(file: Path) -> bytes:
    with file.open("rb") as log:
        log.seek(-1, os.SEEK_END)
        return log.read()


def _mailed(database: Database, channel: MailChannel, held: Delivery, outside: Outside) -> _Failed | None:
    message = alert_mail(held.alert, sender=channel.sender, to=channel.to, id=held.id)
    try:
        unknown = outside.send_mail(
            message,
            sender=channel.sender,
            recipients=channel.to,
            server=channel.server,
            begin=lambda: begin_delivery(database, held),
            allow=channel.allow,
        )
    except Unsure as error:
        return _Failed(str(error), unsure=True)
    except (Refused, NotTaken) as error:
        return _Failed(str(error), lasting=True)
    except NetError as error:
        return _Failed(str(error))
    if unknown is None:
        return _Failed("its alert was dealt with first", lasting=True)
    return None


def _posted(channel: WebhookChannel, held: Delivery, outside: Outside) -> _Failed | None:
    body = alert_webhook(held.alert)
    try:
        answer = outside.post(channel.url, body, id=f"msg_{held.id}", key=channel.key, allow=channel.allow)
    except Refused as error:
        return _Failed(str(error), lasting=True)
    except NetError as error:
        return _Failed(str(error))
    if answer.taken:
        return None
    lasting = answer.status < 500 and answer.status not in LATER
    return _Failed(f"the receiver answers {answer.status}", lasting=lasting, wait=answer.retry_after)
