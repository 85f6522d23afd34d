"""Hostile servers on loopback: whatever they send, it ends at a limit and with one reason."""

import dataclasses
import gzip
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain, repeat
from threading import Event

import pytest

from dragoman.net import Fetched, Limits, NetError, TooLarge, Unreachable, fetch

from .loopback import Server, answer, opened, to_loopback

_HEAD = b"HTTP/1.1 200 OK\r\n"
_CHUNKED = _HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


def _fetched(server: Server, **limits: float) -> Fetched:
    return fetch(
        f"http://news.example:{server.port}/",
        limits=dataclasses.replace(Limits(seconds=10), **limits),  # type: ignore[arg-type]
        allow=opened(server.port),
        resolver=to_loopback,
    )


@pytest.mark.parametrize("coding", ["br", "zstd", "deflate", "compress", "gzip, gzip", "gzip, br", "dcb", "aes128gcm"])
def test_a_packing_that_nobody_asked_for_is_refused_and_never_decoded(coding: str) -> None:
    """The body would never end: it is not even read."""
    endless = chain([_HEAD + f"Content-Encoding: {coding}\r\n\r\n".encode()], repeat(bytes(1_000)))
    with Server(endless) as server, pytest.raises(Unreachable, match=f"packed as '{coding}', and we asked for gzip"):
        _fetched(server)


def test_two_lines_of_packing_are_two_packings() -> None:
    twice = answer(gzip.compress(gzip.compress(b"news")), headers="Content-Encoding: gzip\nContent-Encoding: gzip")
    with Server(twice) as server, pytest.raises(Unreachable, match="packed as 'gzip, gzip'"):
        _fetched(server)


def test_gzip_inside_gzip_is_unpacked_once() -> None:
    inner = gzip.compress(bytes(30_000_000))
    with Server(answer(gzip.compress(inner), headers="Content-Encoding: gzip")) as server:
        assert _fetched(server).body == inner


def test_gzip_as_the_transfer_coding_is_refused() -> None:
    packed = _HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n" + gzip.compress(b"news")
    with Server([packed]) as server, pytest.raises(Unreachable, match="broken HTTP"):
        _fetched(server)


def test_what_is_gzip_by_type_stays_packed() -> None:
    packed = gzip.compress(b"<urlset/>")
    with Server(answer(packed, headers="Content-Type: application/gzip")) as server:
        assert _fetched(server).body == packed


@pytest.mark.parametrize(
    "start",
    [
        b"",
        _HEAD,
        _HEAD + b"X-Drip: ",
        _HEAD + b"\r\n",
        _HEAD + b"Content-Length: 90000\r\n\r\n",
        _CHUNKED + b"ffff\r\n",
    ],
)
def test_a_server_that_drips_is_given_up_at_the_deadline(start: bytes) -> None:
    hung_up = Event()

    def dripping() -> Iterator[bytes]:
        yield start
        while not hung_up.wait(0.01):
            yield b"a"

    with Server(dripping()) as server:
        with pytest.raises(Unreachable, match=r"within 0\.2 s|broke off"):
            _fetched(server, seconds=0.2)
        hung_up.set()


@pytest.mark.parametrize(
    "endless",
    [
        chain([_HEAD], repeat(b"X-A: a\r\n" * 1_000)),
        chain([_HEAD + b"X-A: "], repeat(b"a" * 10_000)),
        repeat(b"H" * 10_000),
        chain([_CHUNKED + b"4;"], repeat(b"a" * 10_000)),
        chain([_CHUNKED], repeat(b"0" * 10_000)),
        chain([_CHUNKED + b"0\r\n"], repeat(b"X-A: a\r\n" * 1_000)),
    ],
    ids=["headers", "one header", "status", "chunk extension", "chunk size", "trailers"],
)
def test_endless_lines_are_cut_off_as_broken(endless: Iterable[bytes]) -> None:
    with Server(endless) as server, pytest.raises(Unreachable, match="broken HTTP"):
        _fetched(server)


@pytest.mark.parametrize("head", [_HEAD + b"\r\n", _CHUNKED, _HEAD + b"Content-Encoding: gzip\r\n\r\n"])
def test_a_body_without_an_end_ends_at_the_limit(head: bytes) -> None:
    pieces = {_CHUNKED: b"100\r\n" + b"a" * 256 + b"\r\n"}.get(head, b"a" * 10_000)
    if b"gzip" in head:
        packer = zlib.compressobj(0, wbits=zlib.MAX_WBITS | 16)
        pieces = packer.compress(b"a" * 300_000)
        more = packer.compress(b"a" * 300_000)
        endless = chain([head, pieces], repeat(more))
    else:
        endless = chain([head], repeat(pieces))
    with Server(endless) as server, pytest.raises(TooLarge, match=r"may hold 100000 bytes.*raise Limits\(max_bytes"):
        _fetched(server, max_bytes=100_000)


def test_a_body_that_announces_five_gigabytes_is_not_begun() -> None:
    asked_on = Event()

    def announcing() -> Iterator[bytes]:
        yield _HEAD + b"Content-Length: 5000000000\r\n\r\n"
        yield b"a"
        asked_on.wait(5)

    with Server(announcing()) as server:
        with pytest.raises(TooLarge, match="announces 5000000000 bytes"):
            _fetched(server)
        asked_on.set()


def test_a_bomb_of_many_small_chunks_is_stopped_by_its_ratio() -> None:
    packed = gzip.compress(bytes(30_000_000))
    chunks = [b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (packed[at : at + 99] for at in range(0, 9_900, 99))]
    with (
        Server([_HEAD + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n", *chunks]) as server,
        pytest.raises(TooLarge, match="bomb"),
    ):
        _fetched(server, max_ratio=50)


def test_a_redirect_with_a_body_without_end_is_followed_at_once() -> None:
    endless = chain([b"HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n"], repeat(b"a" * 10_000))
    with Server(endless, answer(b"news")) as server:
        assert _fetched(server).body == b"news"


@pytest.mark.parametrize("status", ["100 Continue", "101 Switching Protocols", "204 No Content", "600 What"])
def test_an_odd_status_is_an_answer_or_one_error(status: str) -> None:
    with Server([f"HTTP/1.1 {status}\r\nConnection: close\r\n\r\n".encode()]) as server:
        try:
            assert _fetched(server).body == b""
        except NetError as error:
            assert "\n" not in str(error)
