"""The body of an answer, read in pieces so that neither size nor compression can drown us."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.net.errors import TooLarge, Unreachable
from dragoman.net.sockets import Deadline

_SMALL_ENOUGH_FOR_ANY_RATIO = 1_000_000
_GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one answer may cost us: bytes once decoded, swelling, seconds in all, hops."""

    max_bytes: int = 20_000_000
    max_ratio: float = 100.0
    seconds: float = 30.0
    max_redirects: int = 5


LIMITS = Limits()


def body(pieces: Iterable[bytes], *, encoding: str, length: str, limits: Limits, deadline: Deadline) -> bytes:
    """The decoded body from the raw *pieces*, given the header's coding and length."""
    if length.isascii() and length.isdigit() and int(length[:20]) > limits.max_bytes:
        raise _too_large(limits, f"announces {length[:20]} bytes")
    decoder = _decoder(encoding, limits)
    for piece in pieces:
        deadline.left()
        decoder.feed(piece)
    return decoder.finished()


class _Plain:
    """Bytes as they come, counted."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._raw = 0
        self._decoded = bytearray()

    def feed(self, piece: bytes) -> None:
        self._raw += len(piece)
        if self._raw > self._limits.max_bytes:
            raise _too_large(self._limits, "goes on after that")
        self._decode(piece)

    def _decode(self, piece: bytes) -> None:
        self._decoded += piece

    def finished(self) -> bytes:
        return bytes(self._decoded)


class _Gzip(_Plain):
    """Bytes out of gzip, one member after another, never more at a time than we may keep."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self._member = _gzip_member()
        self._start = b""  # of a next member, while too short to tell
        self._only_padding = False

    def _decode(self, piece: bytes) -> None:
        while piece and not self._only_padding:
            if self._member.eof:
                piece = self._next_member(piece)
                if not piece:
                    break
            self._decoded += self._inflated(piece)
            self._check_size()
            piece = self._member.unused_data

    def _next_member(self, piece: bytes) -> bytes:
        """What to feed to a new member: nothing, if only padding follows the last one."""
        piece = self._start + piece
        self._start = b""
        if len(piece) < len(_GZIP_MAGIC):
            self._start = piece
            return b""
        if not piece.startswith(_GZIP_MAGIC):
            self._only_padding = True
            return b""
        self._member = _gzip_member()
        return piece

    def _inflated(self, piece: bytes) -> bytes:
        room = self._most() - len(self._decoded) + 1
        try:
            return self._member.decompress(piece, room)
        except zlib.error as error:
            raise Unreachable(f"the answer is broken gzip ({error}): try again later") from error

    def _check_size(self) -> None:
        if len(self._decoded) <= self._most():
            return
        if len(self._decoded) > self._limits.max_bytes:
            raise _too_large(self._limits, "goes on after that once unpacked")
        raise TooLarge(
            f"the answer unpacks to more than {self._limits.max_ratio:g} times its size: this "
            "looks like a bomb; if it is meant, raise Limits(max_ratio=…)"
        )

    def _most(self) -> int:
        by_ratio = max(_SMALL_ENOUGH_FOR_ANY_RATIO, int(self._raw * self._limits.max_ratio))
        return min(self._limits.max_bytes, by_ratio)

    def finished(self) -> bytes:
        if self._raw and not self._member.eof:
            raise Unreachable("the answer breaks off inside its gzip: try again later")
        return super().finished()


def _gzip_member() -> "zlib._Decompress":
    return zlib.decompressobj(zlib.MAX_WBITS | 16)


def _decoder(encoding: str, limits: Limits) -> _Plain:
    coding = encoding.strip().lower()
    if coding in ("", "identity"):
        return _Plain(limits)
    if coding in ("gzip", "x-gzip"):
        return _Gzip(limits)
    raise Unreachable(
        f"the answer is packed as {coding[:40]!r}, and we asked for gzip or nothing: "
        "the server is at fault; fetch the page another way"
    )


def _too_large(limits: Limits, what: str) -> TooLarge:
    return TooLarge(
        f"the answer may hold {limits.max_bytes} bytes and {what}: if it is meant, raise Limits(max_bytes=…)"
    )
