"""Web archives made by hand."""

from __future__ import annotations

import gzip

PLACE = "https://gazette.example/"
PAGE = b"<p>Envoys met in Veldmark.</p>"


def record(
    block: bytes,
    *,
    kind: str = "response",
    url: str = f"{PLACE}1",
    content_type: str = "application/http; msgtype=response",
    length: int | None = None,
    date: str = "2026-11-02T08:30:00Z",
    more: str = "",
) -> bytes:
    """A WARC record; *length* is what it states of its block."""
    stated = len(block) if length is None else length
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
        f"WARC-Record-ID: <urn:uuid:0>\r\nContent-Type: {content_type}\r\n{more}Content-Length: {stated}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def answer(
    body: bytes = PAGE, *headers: str, status: str = "200 OK", content_type: str = "text/html; charset=utf-8"
) -> bytes:
    """An HTTP answer as it is recorded."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {content_type}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def packed(*records: bytes) -> bytes:
    """The records, each a gzip member."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)
