"""Signing up and leaving by mail, for readers whose browser runs no script: what an inbound message asks for."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import getaddresses

from dragoman.newsletter.subscribers import Address, BadAddress, address_of
from dragoman.newsletter.tokens import WRITTEN

SUBSCRIBE = "subscribe-"
ROBOTS = frozenset("bulk list junk auto_reply".split())
"""What `Precedence` says of mail that no person wrote."""
TO = ("Delivered-To", "X-Original-To", "To", "Cc")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedByMail:
    """*address* asks for *edition*; it is asked back before anything is sent."""

    address: Address
    edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftByMail:
    """Somebody leaves by the link's own *token*, which stood in the subject or the text."""

    token: str


def asked_by_mail(
    message: EmailMessage, editions: Container[str], *, to: str | None = None
) -> AskedByMail | LeftByMail | None:
    """What a message asks for; none where it asks for nothing, or where no person wrote it. *to* is the envelope's."""
    if _by_a_robot(message):
        return None
    if (found := _token(message)) is not None:
        return LeftByMail(token=found)
    for recipient in [to] if to else _recipients(message):
        edition = recipient.partition("@")[0].casefold().removeprefix(SUBSCRIBE)
        if recipient.casefold().startswith(SUBSCRIBE) and edition in editions:
            sender = _sender(message)
            return AskedByMail(address=sender, edition=edition) if sender else None
    return None


def _by_a_robot(message: EmailMessage) -> bool:
    answered = str(message.get("Auto-Submitted", "no")).partition(";")[0].strip().casefold()
    precedence = str(message.get("Precedence", "")).strip().casefold()
    returned = str(message.get("Return-Path", "")).strip()
    return answered != "no" or precedence in ROBOTS or returned == "<>" or "List-Id" in message


def _token(message: EmailMessage) -> str | None:
    found = re.search(WRITTEN, str(message.get("Subject", "")))
    return found[0] if found and found["purpose"] == "u" else None


def _recipients(message: EmailMessage) -> list[str]:
    written = [str(one) for name in TO for one in message.get_all(name, [])]
    return [address for _, address in getaddresses(written)]


def _sender(message: EmailMessage) -> Address | None:
    """The one address that the message is from; none where there are several, or none that can be answered."""
    written = [str(one) for one in message.get_all("From", [])]
    several = [address for _, address in getaddresses(written)]
    try:
        return address_of(several[0]) if len(several) == 1 else None
    except BadAddress:
        return None
