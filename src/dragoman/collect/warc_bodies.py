"""A recorded HTTP body → the bytes that the page consists of: chunks joined, packing undone, under a limit."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable

from fastwarc.stream_io import BrotliReader, ZstdReader

LARGEST = 20_000_000
"""Bytes of the largest page that is read, packed or not."""
CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
LINE_END = re.compile(rb"\r?\n")


class BadBody(Exception):
    """The body is not what its headers say; says how."""


def undone(body: bytes, *, transfer: str, coding: str) -> bytes:
    """*body* without its Transfer-Encoding and Content-Encoding. Raises `BadBody`."""
    if "chunked" in transfer.lower() and CHUNK.match(body):
        body = _joined(body)
    for name in reversed([one.strip().lower() for one in coding.split(",")]):
        if name in ("", "identity", "none"):
            continue
        undo = CODINGS.get(name)
        if undo is None:
            raise BadBody(f"the content coding {name!r} is not known")
        body = undo(body)
    return body


def _joined(body: bytes) -> bytes:
    out, at = bytearray(), 0
    while True:
        head = CHUNK.match(body, at)
        if not head:
            raise BadBody("a chunk of the body does not state its length")
        length, start = int(head.group(1), 16), head.end()
        if not length:
            return bytes(out)
        if start + length > len(body):
            raise BadBody("the body ends within a chunk")
        out += body[start : start + length]
        line = LINE_END.match(body, start + length)
        at = line.end() if line else start + length


def _inflated(body: bytes, window: int) -> bytes:
    out, rest = bytearray(), body
    while rest:
        member = zlib.decompressobj(wbits=window)
        try:
            out += member.decompress(rest, LARGEST + 1 - len(out))
        except zlib.error as error:
            raise BadBody(f"the packing of the body is broken: {error}") from None
        _within_limit(len(out))
        if not member.eof:
            raise BadBody("the packing of the body has no end: it was cut")
        rest = member.unused_data if member.unused_data.startswith(b"\x1f\x8b") else b""
    return bytes(out)


def _ungzipped(body: bytes) -> bytes:
    """A body that only claims to be packed is taken as it is: many archives keep the header of what they unpacked."""
    return _inflated(body, 31) if body.startswith(b"\x1f\x8b") else body


def _undeflated(body: bytes) -> bytes:
    """With the wrapping that RFC 9110 asks for, or without, as many servers send it."""
    try:
        return _inflated(body, 15)
    except BadBody:
        return _inflated(body, -15)


def _by(reader: Callable[[io.BytesIO], BrotliReader | ZstdReader]) -> Callable[[bytes], bytes]:
    def unpack(body: bytes) -> bytes:
        try:
            content = reader(io.BytesIO(body)).read(LARGEST + 1)
        except (OSError, ValueError) as error:
            raise BadBody(f"the packing of the body is broken: {error}") from None
        _within_limit(len(content))
        if body and not content:
            raise BadBody("the packing of the body is broken: nothing is in it")
        return content

    return unpack


def _within_limit(size: int) -> None:
    if size > LARGEST:
        raise BadBody(f"unpacked, the body has more than {LARGEST:,} bytes")


CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": _ungzipped,
    "x-gzip": _ungzipped,
    "deflate": _undeflated,
    "br": _by(BrotliReader),
    "zstd": _by(ZstdReader),
}
