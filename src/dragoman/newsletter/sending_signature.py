"""DKIM: a signature over the message and every header that says where it is from and how to leave."""

from __future__ import annotations

from dataclasses import dataclass, field

import dkim

from dragoman.model import DragomanError

SIGNED = (
    *(b"from", b"to", b"subject", b"date", b"message-id", b"mime-version", b"content-type"),
    *(b"list-id", b"list-unsubscribe", b"list-unsubscribe-post", b"auto-submitted", b"precedence"),
)
ONCE = (
    b"from",
    b"to",
    b"subject",
    b"date",
    b"message-id",
    b"content-type",
    b"list-unsubscribe",
    b"list-unsubscribe-post",
)
"""Signed once more than they are there: whoever adds another one breaks the signature."""


class WrongKey(DragomanError):
    """A key cannot sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Signs for *domain*; the public half of *key*, RSA in PEM, is at SELECTOR._domainkey.DOMAIN. It is never shown."""

    domain: str
    selector: str
    key: bytes = field(repr=False)

    def signed(self, message: bytes) -> bytes:
        """*message* with a signature before it."""
        there = {line.partition(b":")[0].lower() for line in message.partition(b"\r\n\r\n")[0].split(b"\r\n")}
        names = [name for name in SIGNED if name in there] + [name for name in ONCE if name in there]
        try:
            header = dkim.sign(
                message,
                self.selector.encode("ascii"),
                self.domain.encode("ascii"),
                self.key,
                canonicalize=(b"relaxed", b"relaxed"),
                include_headers=names,
            )
        except (dkim.DKIMException, ValueError) as error:
            why = str(error) or type(error).__name__
            raise WrongKey(f"the DKIM key cannot sign ({why}): make one with openssl genrsa 2048") from None
        return bytes(header) + message
