"""No answer can drown us, packed or plain."""

import gzip
import io
import zlib
from itertools import chain, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.net import Limits, TooLarge, Unreachable
from dragoman.net.bodies import body
from dragoman.net.sockets import Deadline

_DEADLINE = Deadline.after(1, clock=lambda: 0.0)


def _read(*pieces: bytes, encoding: str = "", length: str = "", limits: Limits | None = None) -> bytes:
    return body(
        pieces,
        encoding=encoding,
        length=length,
        limits=limits or Limits(),
        deadline=_DEADLINE,
    )


def _cut(data: bytes, size: int) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]


def _nested_bomb() -> bytes:
    """100 MB of zeros in about 100 kB."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb") as file:
        for _ in range(100):
            file.write(bytes(1_000_000))
    return packed.getvalue()


@given(st.binary(max_size=2_000), st.integers(1, 70), st.integers(0, 3))
def test_gzip_comes_out_as_it_went_in_however_it_is_cut(data: bytes, size: int, members: int) -> None:
    packed = gzip.compress(data) + b"".join(gzip.compress(data) for _ in range(members))

    assert _read(*_cut(packed, size), encoding="GZip") == data * (members + 1)


@pytest.mark.parametrize("size", [1, 7, 100_000])
@pytest.mark.parametrize("padding", [b"\0", b"\0" * 30, b"\x1f", b"junk", b"\0\x1f\x8b"])
def test_padding_behind_gzip_is_left_out(padding: bytes, size: int) -> None:
    packed = gzip.compress(b"news") + padding

    assert _read(*_cut(packed, size), encoding="gzip") == b"news"


def test_a_gzip_bomb_is_stopped_by_its_ratio() -> None:
    with pytest.raises(TooLarge, match="100 times its size"):
        _read(*_cut(_nested_bomb(), 10_000), encoding="gzip")


def test_a_gzip_bomb_is_stopped_by_its_size() -> None:
    limits = Limits(max_ratio=100_000, max_bytes=3_000_000)

    with pytest.raises(TooLarge, match="3000000 bytes"):
        _read(_nested_bomb(), encoding="gzip", limits=limits)


def test_many_small_bombs_are_one_bomb() -> None:
    small = gzip.compress(bytes(900_000))

    with pytest.raises(TooLarge):
        _read(*repeat(small, 100), encoding="gzip")


def test_an_endless_body_is_stopped() -> None:
    with pytest.raises(TooLarge, match="goes on"):
        body(
            repeat(b"a" * 1_000),
            encoding="",
            length="",
            limits=Limits(max_bytes=10_000),
            deadline=_DEADLINE,
        )


def test_raw_bytes_count_even_when_nothing_comes_out() -> None:
    pieces = chain([gzip.compress(b"")], repeat(b"\0" * 1_000))

    with pytest.raises(TooLarge):
        body(
            pieces,
            encoding="gzip",
            length="",
            limits=Limits(max_bytes=10_000),
            deadline=_DEADLINE,
        )


@pytest.mark.parametrize("length", ["20000001", "9" * 30, "00000000099999999999"])
def test_a_body_that_announces_too_much_is_not_begun(length: str) -> None:
    with pytest.raises(TooLarge, match="announces"):
        _read(length=length)


def test_a_body_of_exactly_the_limit_is_read() -> None:
    limits = Limits(max_bytes=1_000)

    assert len(_read(bytes(1_000), length="1000", limits=limits)) == 1_000
    packed = gzip.compress(bytes(1_000))
    assert len(_read(packed, encoding="gzip", limits=limits)) == 1_000


def test_one_byte_more_than_the_limit_is_too_large() -> None:
    with pytest.raises(TooLarge):
        _read(gzip.compress(bytes(1_001)), encoding="gzip", limits=Limits(max_bytes=1_000))


@pytest.mark.parametrize("kept", [1, 5, 15, -1])
def test_gzip_that_breaks_off_is_an_error_not_half_an_article(kept: int) -> None:
    with pytest.raises(Unreachable, match="breaks off"):
        _read(gzip.compress(b"a" * 1_000)[:kept], encoding="gzip")


@pytest.mark.parametrize("data", [b"<html>", zlib.compress(b"news"), b"\x1f\x8b\xff" + b"a" * 20])
def test_what_only_claims_to_be_gzip_is_an_error(data: bytes) -> None:
    with pytest.raises(Unreachable, match="broken gzip"):
        _read(data, encoding="gzip")


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "gzip, gzip", "x" * 1_000])
def test_a_packing_that_we_did_not_ask_for_is_an_error(encoding: str) -> None:
    with pytest.raises(Unreachable, match="packed as"):
        _read(b"news", encoding=encoding)


def test_an_empty_body_is_empty_in_any_packing() -> None:
    assert _read(encoding="gzip") == _read(encoding="identity") == b""


def test_a_body_that_drips_past_the_deadline_is_given_up() -> None:
    now = iter(range(100))
    deadline = Deadline.after(10, clock=lambda: float(next(now)))

    with pytest.raises(Unreachable, match="within 10 s"):
        body(repeat(b"a"), encoding="", length="", limits=Limits(), deadline=deadline)
