"""Bytes to text: the byte order mark, the declared character set, the page's own, UTF-8, Windows-1252."""

from __future__ import annotations

import codecs
import re

from dragoman.model import Unreadable

LARGEST = 20_000_000
"""Bytes or characters of the largest page that is read."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SIGNATURES = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\x7fELF",
    b"RIFF",
    b"\xd0\xcf\x11\xe0",
)
DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE
)
HEAD = 4096
BROKEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\ufeff\u200b\u2060\u00ad]")
LINE_ENDS = ("\r\n", "\r", "\x0c", "\x85", "\u2028", "\u2029")
ODD = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\ufffd]")


def text_of(page: bytes | str, charset: str | None = None) -> str:
    """The page's characters, without those that no text has. Raises `Unreadable`."""
    if len(page) > LARGEST:
        raise Unreadable("clean", f"the page has {len(page)} bytes; the most is {LARGEST}")
    text = page if isinstance(page, str) else _decoded(page, charset)
    _refuse_binary(text)
    for end in LINE_ENDS:
        text = text.replace(end, "\n")
    text = BROKEN.sub("", text) if BROKEN.search(text) else text
    if not text.strip():
        raise Unreadable("clean", "the page is empty")
    return text


def _decoded(page: bytes, charset: str | None) -> str:
    if page.startswith(SIGNATURES):
        raise Unreadable("clean", "the page is binary: a document, picture or archive, not text")
    for mark, encoding in MARKS:
        if page.startswith(mark):
            return page[len(mark) :].decode(encoding, "replace")
    for name in (charset, declared(page), "utf-8"):
        decoded = _strictly(page, name)
        if decoded is not None:
            return decoded
    return _mostly_utf8(page)


def _mostly_utf8(page: bytes) -> str:
    """UTF-8 with a few broken bytes stays UTF-8; anything else is Windows-1252."""
    decoded = page.decode("utf-8", "replace")
    if decoded.count("\ufffd") * 200 < sum(1 for character in decoded if character > "\x7f") * 20 + len(decoded) // 200:
        return decoded
    return page.decode("windows-1252", "replace")


def _strictly(page: bytes, encoding: str | None) -> str | None:
    """*page* in *encoding*, or nothing where that is unknown or does not fit."""
    try:
        name = codecs.lookup(encoding or "").name
        return page.decode({"iso8859-1": "windows-1252", "ascii": "utf-8"}.get(name, name))
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


def declared(page: bytes) -> str | None:
    """The character set that the page's head names."""
    found = DECLARED.search(page[:HEAD])
    if not found:
        return None
    name = found.group(1).decode("ascii", "replace")
    # A page that reads as ASCII so far cannot be UTF-16, whatever it says.
    return None if name.lower().startswith("utf-16") else name


def _refuse_binary(text: str) -> None:
    head = text[:8192]
    odd = len(ODD.findall(head))
    if odd > 8 and odd * 20 > len(head):
        raise Unreadable("clean", "the page is binary: too many control characters for a text")
