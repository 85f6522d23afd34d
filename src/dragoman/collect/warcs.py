"""Web archives (WARC, WARC.gz) → the pages in them.

A broken record costs itself alone: reading goes on at the next place where a record begins.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from dragoman.collect.feed_links import BadLink, address_of
from dragoman.collect.feed_text import charset_in
from dragoman.collect.items import Skipped
from dragoman.collect.warc_bodies import LARGEST, BadBody, undone

TYPES = frozenset(("text/html", "application/xhtml+xml", "text/plain"))
CARRIERS = (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.conversion)
BROKEN = (OSError, ValueError, EOFError)
RECORD, MEMBER = b"WARC/1.", b"\x1f\x8b\x08"
BEGIN = re.compile(re.escape(RECORD) + b"|" + re.escape(MEMBER))
STEP, PROBE = 1 << 16, 1 << 10


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcPage:
    """A page as it was recorded. *offset* is where its record (or its gzip member) begins in the file."""

    url: str
    content: bytes
    content_type: str
    charset: str | None
    fetched: datetime
    offset: int


def pages(source: BinaryIO | Path | str, *, start: int = 0) -> Iterator[WarcPage | Skipped]:
    """The HTML and plain text pages of a web archive; `Skipped` for each record that is broken.

    *source* is a path or a file that can seek, *start* where one of its records begins. Records of other kinds,
    answers that are not 200 and media are no pages and pass without a word.
    """
    with _opened(source) as file:
        begin = _next_record(file, start)
        if begin is None:
            yield Skipped(at=0, reason="the file holds no WARC record")
        while begin is not None:
            last = yield from _pages_from(file, begin)
            begin = None if last is None else _next_record(file, last + 1)


@contextmanager
def _opened(source: BinaryIO | Path | str) -> Iterator[BinaryIO]:
    if isinstance(source, str | Path):
        with Path(source).open("rb") as file:
            yield file
    else:
        yield source


def _pages_from(file: BinaryIO, begin: int) -> Generator[WarcPage | Skipped, None, int | None]:
    """The pages from *begin* on; returns where a record broke the reading off, or nothing at the file's end."""
    file.seek(begin)
    last: int | None = None
    held: WarcPage | Skipped | None = None
    records = iter(ArchiveIterator(file, record_types=WarcRecordType.any_type, parse_http=False))
    while True:
        try:
            record = next(records, None)
        except BROKEN as error:
            yield from _before_break(held, begin if last is None else None, str(error))
            return begin if last is None else last
        if held is not None:
            yield held
        if record is None:
            return None
        last = record.stream_pos
        held, whole = _read(record, last)
        if not whole:
            yield held or Skipped(at=last, reason="the file ends within the record")
            return last


def _before_break(held: WarcPage | Skipped | None, begin: int | None, why: str) -> Iterator[WarcPage | Skipped]:
    """What is still to be said when no record follows where one should."""
    if begin is not None:
        yield Skipped(at=begin, reason=f"the record cannot be read: {why}")
    elif isinstance(held, WarcPage) and "header" in why:
        yield Skipped(at=held.offset, reason="the length that the record states is wrong: no record follows it")
    elif held is not None:
        yield held


def _read(record: WarcRecord, offset: int) -> tuple[WarcPage | Skipped | None, bool]:
    """The page in *record*, why it cannot be read, or nothing; and whether the record was whole."""
    if not (record.headers.get("Content-Length") or "").strip().isdigit():
        return Skipped(at=offset, reason="the record states no length: its head was cut"), True
    if record.record_type == WarcRecordType.unknown:
        return Skipped(at=offset, reason="the record does not say of what kind it is"), True
    if record.record_type not in CARRIERS:
        size = record.content_length
        return None, record.reader.consume(size) >= size
    try:
        if record.is_http:
            record.parse_http(auto_decode="none")
        size = record.content_length
        body = record.reader.read(min(size, LARGEST + 1)) if size else b""
        if len(body) < min(size, LARGEST + 1):
            return Skipped(at=offset, reason=f"the record states {size:,} bytes, {len(body):,} are there"), False
        return (_page(record, body, offset) if _is_page(record) else None), True
    except (BadBody, BadLink, *BROKEN) as error:
        return Skipped(at=offset, reason=str(error)), True


def _is_page(record: WarcRecord) -> bool:
    """Whether the record is of a text that was there: status 200 where it is an answer."""
    if record.record_type == WarcRecordType.response:
        return bool(record.is_http_parsed and record.http_headers.status_code == 200 and _type(record) in TYPES)
    return _type(record) in TYPES


def _type(record: WarcRecord) -> str:
    return _stated(record).split(";")[0].strip().lower()


def _stated(record: WarcRecord) -> str:
    """The content type of the page itself, not of the HTTP message around it."""
    headers = record.http_headers if record.is_http_parsed else record.headers
    return headers.get("Content-Type") or ""


def _page(record: WarcRecord, body: bytes, offset: int) -> WarcPage:
    """Raises `BadBody` or `BadLink`."""
    if len(body) > LARGEST:
        raise BadBody(f"the record has more than {LARGEST:,} bytes")
    if reason := record.headers.get("WARC-Truncated"):
        raise BadBody(f"the page was cut when it was recorded: {reason[:40]}")
    if record.headers.get("WARC-Segment-Number"):
        raise BadBody("the page is recorded in several segments, which are not joined")
    fetched = record.record_date
    if fetched is None:
        raise BadBody("the record states no date that can be read")
    if record.is_http_parsed:
        transfer, coding = (record.http_headers.get(name) or "" for name in ("Transfer-Encoding", "Content-Encoding"))
        body = undone(body, transfer=transfer, coding=coding)
    return WarcPage(
        url=address_of((record.headers.get("WARC-Target-URI") or "").strip("<>")),
        content=body,
        content_type=_type(record),
        charset=charset_in(_stated(record)),
        fetched=fetched.astimezone(UTC),
        offset=offset,
    )


def _next_record(file: BinaryIO, at: int) -> int | None:
    """Where the next record, or gzip member with one, begins from *at* on."""
    tail = b""
    file.seek(at)
    while block := file.read(STEP):
        window, base = tail + block, at - len(tail)
        for found in BEGIN.finditer(window):
            if found.group() == RECORD or _begins_record(file, base + found.start()):
                return base + found.start()
        at += len(block)
        tail = window[-(len(RECORD) - 1) :]
        file.seek(at)
    return None


def _begins_record(file: BinaryIO, at: int) -> bool:
    """Whether the gzip member at *at* unpacks to a record."""
    file.seek(at)
    try:
        return zlib.decompressobj(wbits=31).decompress(file.read(PROBE), 64).startswith(RECORD)
    except zlib.error:
        return False
