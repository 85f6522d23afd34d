"""Mail that comes back: what it tells, and of whom. Nothing is believed that does not bear a mark of ours."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import Message
from email.utils import getaddresses
from typing import TypeAlias, cast

from flufl.bounce import all_failures

from dragoman.newsletter.messages import bare
from dragoman.newsletter.sending_letters import read_number
from dragoman.newsletter.signup_mail import AskedByMail, LeftByMail, asked_by_mail
from dragoman.newsletter.tokens import WRITTEN, BadToken, Purpose, bounce_of, ticket
from dragoman.publish.wording import plain
from dragoman.store.mail.sending_values import BounceKind
from dragoman.store.mail.values import Keys

LONGEST_DIAGNOSTIC = 200
HARD = re.compile(r"5\.0\.0|5\.1\.\d+|5\.2\.1|5\.4\.4|5\.7\.17")
"""No such mailbox or domain, closed, or for good without a reason. Others, a full mailbox say, are soft."""
STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
MAILBOX = re.compile(r"[^\s<>@:;,]{1,64}@[\w.-]{1,253}", re.ASCII)
RECIPIENTS = ("Delivered-To", "X-Original-To", "Envelope-To", "To")
NOT_FAILED = frozenset(("delayed", "delivered", "relayed", "expanded"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounced:
    """The mail *delivery* to *subscriber* came back, or (without a delivery) some mail to them was complained of."""

    subscriber: str
    kind: BounceKind
    diagnostic: str
    delivery: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """Nothing is done about it. *forged* where it bears a mark like ours that is not."""

    why: str
    forged: bool = False


CameIn: TypeAlias = Bounced | AskedByMail | LeftByMail | Ignored


def came_in(raw: bytes, keys: Keys, *, bounces: str | None, editions: Container[str], now: datetime) -> CameIn:
    """What a message to one of our mailboxes tells. *bounces* is the address that mails come back to."""
    try:
        message = message_from_bytes(raw)
        if _is_report(message, "feedback-report"):
            return _complaint(message, keys, bounces, now)
        if (part := _bounce_part(message, bounces)) is not None:
            return _bounced(message, keys, part)
        asked = asked_by_mail(message_from_bytes(raw, policy=policy.default), editions)
    except Exception as error:  # noqa: BLE001 – whoever writes to us chooses what the parsers stumble over
        return Ignored(why=f"it cannot be read ({type(error).__name__})")
    return asked or Ignored(why="it is no bounce, no complaint, and asks for nothing")


def _bounced(message: Message, keys: Keys, part: str) -> CameIn:
    try:
        subscriber, about = bounce_of(keys, part)
        delivery = read_number(about)
    except (BadToken, ValueError):
        return Ignored(why="its bounce address is not one that we made", forged=True)
    found = _failure(message)
    if found is None:
        return Ignored(why="it is an answer or a notice of delay, no bounce")
    kind, said = found
    return Bounced(subscriber=subscriber, delivery=delivery, kind=kind, diagnostic=said)


def _failure(message: Message) -> tuple[BounceKind, str] | None:
    """How it failed, and what was said; none where nothing has failed."""
    fields = [one for one in _delivery_status(message) if one["action"] not in NOT_FAILED]
    if fields:
        said = _without_mailboxes(fields[0]["diagnostic"] or fields[0]["status"])
        numbers = [*STATUS.findall(fields[0]["diagnostic"]), fields[0]["status"]]
        number = next((one for one in numbers if one and not one.endswith(".0.0")), fields[0]["status"])
        return (BounceKind.HARD if HARD.fullmatch(number) else BounceKind.SOFT), said
    if any(True for _ in _delivery_status(message)):
        return None
    _, permanent = all_failures(message)
    return (BounceKind.HARD, "the message says that it failed for good") if permanent else None


def _delivery_status(message: Message) -> Iterator[dict[str, str]]:
    """The fields about each recipient of a delivery status report."""
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in cast("list[Message]", part.get_payload() if part.is_multipart() else []):
            if "Action" in block or "Status" in block:
                status = STATUS.search(str(block.get("Status", "")))
                yield {
                    "action": str(block.get("Action", "failed")).strip().casefold(),
                    "status": status[1] if status else "",
                    "diagnostic": plain(str(block.get("Diagnostic-Code", "")).partition(";")[2]),
                }


def _complaint(message: Message, keys: Keys, bounces: str | None, now: datetime) -> CameIn:
    """A feedback report: whose mail it is about stands in what the report encloses."""
    for line in _enclosed(message):
        if (whose := _marked(line, keys, bounces, now)) is not None:
            return Bounced(subscriber=whose, kind=BounceKind.COMPLAINT, diagnostic="a feedback report")
    return Ignored(why="it complains about a mail that bears no mark of ours", forged=True)


def _enclosed(message: Message) -> Iterator[str]:
    """Headers of the mail that is complained about, and fields of the report, where marks of ours may stand."""
    for part in message.walk():
        payload = part.get_payload()
        if isinstance(payload, str) and part.get_content_type() in ("text/rfc822-headers", "message/feedback-report"):
            part = message_from_bytes(payload.encode("utf-8", "replace"))
        for name in ("List-Unsubscribe", "Return-Path", "Original-Mail-From", "Original-Rcpt-To", "X-Original-To"):
            yield from (" ".join(str(value).split()) for value in part.get_all(name, []))


def _marked(line: str, keys: Keys, bounces: str | None, now: datetime) -> str | None:
    """The subscriber whom a mark of ours names."""
    for found in WRITTEN.finditer(line):
        try:
            return ticket(keys, found[0], purpose=Purpose.UNSUBSCRIBE, now=now).subscriber
        except BadToken:
            continue
    for part in filter(None, (_part_of(mailbox, bounces) for mailbox in MAILBOX.findall(line))):
        try:
            return bounce_of(keys, part)[0]
        except BadToken:
            continue
    return None


def _bounce_part(message: Message, bounces: str | None) -> str | None:
    """What marks the bounce address that a message was sent to; none where it was sent to another."""
    written = [str(value) for name in RECIPIENTS for value in message.get_all(name, [])]
    parts = (_part_of(address, bounces) for _, address in getaddresses(written))
    return next((part for part in parts if part), None)


def _part_of(address: str, bounces: str | None) -> str | None:
    if not bounces:
        return None
    box, _, host = bare(bounces).casefold().rpartition("@")
    local, _, at = address.casefold().rpartition("@")
    return local.removeprefix(f"{box}+") if at == host and local.startswith(f"{box}+") else None


def _is_report(message: Message, kind: str) -> bool:
    return message.get_content_type() == "multipart/report" and str(message.get_param("report-type")).casefold() == kind


def _without_mailboxes(said: str) -> str:
    """What a server said, without whom it said it of."""
    return plain(MAILBOX.sub("[the address]", said))[:LONGEST_DIAGNOSTIC]
