"""Bytes of a feed → its characters: unpacked, in the right character set, without those that XML forbids."""

from __future__ import annotations

import codecs
import re
import zlib

from dragoman.model import Unreadable

LARGEST = 50_000_000
"""Bytes of a feed once unpacked: what the sitemap protocol allows."""
PACKED = b"\x1f\x8b"
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
DECLARED = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([\w.:-]{1,40})""", re.IGNORECASE)
CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
NO_CHARACTER_SETS = frozenset(("idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "utf-7"))
"""Codecs of Python that no feed is written in, some of them slow on purpose-made bytes."""
WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932"}
"""What publishers mean when they name the narrower set."""
ONE_BYTE = re.compile(r"iso8859|cp12|cp1252|ascii|latin|koi8|mac")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ufeff\ud800-\udfff]")
HIGH = re.compile(rb"[\x80-\xff]+")


def unpacked(content: bytes) -> bytes:
    """*content* without its gzip packing, where it has one. Raises `Unreadable`."""
    if len(content) > LARGEST:
        raise Unreadable("collect", f"the feed has {len(content):,} bytes; the most is {LARGEST:,}")
    return _gunzipped(content) if content.startswith(PACKED) else content


def _gunzipped(content: bytes) -> bytes:
    """All members of a gzip file; what comes before a break in it, where that is anything."""
    out, rest = bytearray(), content
    while rest.startswith(PACKED):
        member = zlib.decompressobj(wbits=31)
        try:
            out += member.decompress(rest, LARGEST + 1 - len(out))
        except zlib.error as error:
            if not out:
                raise Unreadable("collect", f"the gzip packing is broken: {error}") from None
            break
        if len(out) > LARGEST:
            raise Unreadable("collect", f"unpacked, the feed has more than {LARGEST:,} bytes")
        rest = member.unused_data
    return bytes(out)


def text_of(content: bytes, charset: str | None = None) -> str:
    """The characters of *content*: a byte order mark counts most, then *charset*, the XML declaration, UTF-8."""
    text = FORBIDDEN.sub("", _decoded(content, charset))
    return text.replace("\r\n", "\n").replace("\r", "\n").lstrip()


def charset_in(content_type: str | None) -> str | None:
    """The character set that a Content-Type header names."""
    found = CHARSET.search(content_type or "")
    return found.group(1) if found else None


def _decoded(content: bytes, charset: str | None) -> str:
    declared = DECLARED.search(content)
    named = [charset, declared.group(1).decode("ascii", "replace") if declared else None]
    marked = next((name for mark, name in MARKS if content.startswith(mark)), None)
    for name in (marked, _utf8_after_all(content, named), *named, "utf-8"):
        text = _strictly(content, name)
        if text is not None:
            return text
    return _loosely(content, marked)


def _utf8_after_all(content: bytes, named: list[str | None]) -> str | None:
    """UTF-8 where a one-byte set is named but every high byte is part of a UTF-8 sequence: no other text is."""
    first = next((found for name in named if (found := _codec(name))), "")
    return "utf-8" if ONE_BYTE.match(first) and HIGH.search(content) else None


def _codec(name: str | None) -> str | None:
    try:
        found = codecs.lookup(name or "")
    except (LookupError, ValueError):
        return None
    usable = getattr(found, "_is_text_encoding", True) and found.name.replace("_", "-") not in NO_CHARACTER_SETS
    return WIDER.get(found.name, found.name) if usable else None


def _strictly(content: bytes, name: str | None) -> str | None:
    codec = _codec(name)
    try:
        return content.decode(codec) if codec else None
    except ValueError:
        return None


def _loosely(content: bytes, marked: str | None) -> str:
    """Characters although some bytes fit no set: UTF-8 with a few broken ones, or Windows-1252."""
    if marked:
        return content.decode(marked, "replace")
    text = content.decode("utf-8", "replace")
    high = sum(1 for character in text if character > "\x7f")
    return text if text.count("\ufffd") * 2 < high else content.decode("cp1252", "replace")
