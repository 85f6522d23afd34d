"""The mails of a newsletter: what all readers share is made once, what is one reader's is put in.

Every header goes through `EmailMessage`, which lets no line be added. The bodies are quoted-printable, cut at the places
of the reader's own links: these lie between two soft line breaks, so that no text is encoded twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from functools import cache
from html import escape

from dragoman.model import digest
from dragoman.net.mail import is_mailbox
from dragoman.publish.wording import headed

LONGEST_SUBJECT = 150
_WIDEST = 75
"""Characters of a quoted-printable line, before the sign that it goes on."""
_WIDE = SMTP.clone(max_line_length=990)
"""Addresses for machines stay on one line: a fold would turn them into encoded words."""
_SOFT = b"=\r\n"
_LINE_END = re.compile(r"\r\n|\r|\n")
_CODES = tuple(
    chr(byte) if byte in b"\t " or (33 <= byte <= 126 and byte != 61) else f"={byte:02X}" for byte in range(256)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is written to all: *html* and *text* hold the signs for which each reader's own links are put in.

    *sender* and *reply_to* are NAME@HOST, or Some Name <NAME@HOST>. *list_id* is the name of the list, such as brief.news.example; a letter that goes to one person alone has none.
    """

    sender: str
    subject: str
    html: str
    text: str
    at: datetime
    list_id: str | None = None
    reply_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """To whom, by which id, and with which links. *fills* are the links by the signs that they stand for.

    *leave* are the addresses that end it, the one for one click first: https, then mailto.
    """

    to: str
    message_id: str
    fills: Mapping[str, str]
    leave: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A letter that is ready but for its reader."""

    letter: Letter
    head: bytes
    body: tuple[bytes | Fill, ...]


@dataclass(frozen=True, slots=True)
class Fill:
    """The place of a link. *markup* where it stands in HTML."""

    sign: str
    markup: bool


def prepared(letter: Letter, signs: Sequence[str]) -> Prepared:
    """*letter* made ready; *signs* are those in its bodies that stand for a reader's own links."""
    boundary = f"=_{digest('letter', letter.subject, letter.html, letter.text, size=24)}"  # no encoded line has "=_"
    return Prepared(letter=letter, head=_head(letter, boundary), body=tuple(_body(letter, signs, boundary.encode())))


def message(ready: Prepared, reader: Reader) -> bytes:
    """The mail to one reader, the same whenever it is made. Raises `ValueError` where a header could be added."""
    own = EmailMessage(policy=_WIDE)
    own["To"] = _address(reader.to)
    own["Message-ID"] = f"<{_token(reader.message_id)}@{_host(ready.letter.sender)}>"
    if reader.leave:
        own["List-Unsubscribe"] = ", ".join(f"<{_uri(one)}>" for one in reader.leave)
        own["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    fills = {(sign, markup): _filled(link, markup) for sign, link in reader.fills.items() for markup in (False, True)}
    pieces = (one if isinstance(one, bytes) else fills[one.sign, one.markup] for one in ready.body)
    return b"".join((own.as_bytes().removesuffix(b"\r\n"), ready.head, *pieces))


def _head(letter: Letter, boundary: str) -> bytes:
    """The headers that everybody gets, and the empty line behind them."""
    head = EmailMessage(policy=SMTP)
    head["From"] = _named(letter.sender)
    if letter.reply_to:
        head["Reply-To"] = _named(letter.reply_to)
    head["Subject"] = _subject(letter.subject)
    head["Date"] = format_datetime(letter.at)
    if letter.list_id:
        head["List-Id"] = f"<{_uri(letter.list_id)}>"
        head["Precedence"] = "bulk"
    head["Auto-Submitted"] = "auto-generated"
    head["MIME-Version"] = "1.0"
    head["Content-Type"] = f'multipart/alternative; boundary="{boundary}"'
    return head.as_bytes().partition(b"\r\n\r\n")[0] + b"\r\n\r\n"  # behind it is an empty body of its own


def _body(letter: Letter, signs: Sequence[str], boundary: bytes) -> Iterator[bytes | Fill]:
    for kind, content in (("plain", letter.text), ("html", letter.html)):
        yield b"--" + boundary + b"\r\n"
        yield f'Content-Type: text/{kind}; charset="utf-8"\r\n'.encode()
        yield b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        yield from _encoded(content, signs, markup=kind == "html")
        yield b"\r\n"
    yield b"--" + boundary + b"--\r\n"


def _encoded(content: str, signs: Sequence[str], *, markup: bool) -> Iterator[bytes | Fill]:
    """Encoded text, cut where a link is put in."""
    parts = re.split("(" + "|".join(map(re.escape, signs)) + ")", content) if signs else [content]
    for number, part in enumerate(parts):
        if number % 2:
            yield Fill(part, markup)
        else:
            yield b"\r\n".join(_quoted(line) for line in _LINE_END.split(part))


def _quoted(line: str) -> bytes:
    """One line in quoted-printable, broken softly where it is too long."""
    codes = [_CODES[byte] for byte in line.encode("utf-8", "replace")]
    if codes and codes[-1] in ("\t", " "):
        codes[-1] = f"={ord(codes[-1]):02X}"
    pieces, width = list[str](), 0
    for code in codes:
        if width + len(code) > _WIDEST:
            pieces.append("=\r\n")
            width = 0
        pieces.append(code)
        width += len(code)
    return "".join(pieces).encode("ascii")


def _filled(link: str, markup: bool) -> bytes:
    return _SOFT + _quoted(escape(_uri(link)) if markup else _uri(link)) + _SOFT


def _subject(text: str) -> str:
    line = headed(text)
    return line if len(line) <= LONGEST_SUBJECT else line[: LONGEST_SUBJECT - 1] + "…"


def bare(written: str) -> str:
    """The address in Some Name <NAME@HOST>. Raises `ValueError`."""
    address = parseaddr(written)[1]
    if not is_mailbox(address):
        raise ValueError(f"{written[:80]!r} is no mail address")
    return address


def _named(written: str) -> Address:
    user, _, host = bare(written).rpartition("@")
    return Address(display_name=headed(parseaddr(written)[0]), username=user, domain=host)


def _address(written: str) -> Address:
    if not is_mailbox(written):
        raise ValueError(f"{written[:80]!r} is no mail address")
    user, _, host = written.rpartition("@")
    return Address(username=user, domain=host)


@cache
def _host(written: str) -> str:
    return bare(written).rpartition("@")[2]


def _token(written: str) -> str:
    if not re.fullmatch(r"[\w.+-]{1,120}", written, re.ASCII):
        raise ValueError(f"{written[:80]!r} is no message id")
    return written


def _uri(written: str) -> str:
    """An address that can stand between < and >: visible ASCII, and neither of the two."""
    if not re.fullmatch(r"[!-;=?-~]{1,700}", written, re.ASCII):
        raise ValueError(f"{written[:80]!r} is no address that a header may hold")
    return written
