"""Web archives give their pages; a broken record costs itself alone."""

from __future__ import annotations

import gzip
import io
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.collect.archives import PAGE, PLACE, answer, packed, record

from dragoman.collect import Skipped, WarcPage, pages, warc_bodies

SOUND = record(answer())


def read(archive: bytes) -> list[WarcPage | Skipped]:
    return list(pages(io.BytesIO(archive)))


def contents(archive: bytes) -> list[bytes]:
    return [one.content for one in read(archive) if isinstance(one, WarcPage)]


def reasons(archive: bytes) -> list[str]:
    return [one.reason for one in read(archive) if isinstance(one, Skipped)]


def test_a_page_says_where_and_when_it_was_recorded() -> None:
    assert read(SOUND) == [
        WarcPage(
            url=f"{PLACE}1",
            content=PAGE,
            content_type="text/html",
            charset="utf-8",
            fetched=datetime(2026, 11, 2, 8, 30, tzinfo=UTC),
            offset=0,
        )
    ]


def test_an_offset_finds_the_record_again() -> None:
    archive = packed(SOUND, record(answer(b"<p>second"), url=f"{PLACE}2"))
    second = read(archive)[1]

    assert isinstance(second, WarcPage)
    assert contents(archive[second.offset :]) == [b"<p>second"]


def test_an_archive_may_be_a_path(tmp_path: Path) -> None:
    path = tmp_path / "press.warc.gz"
    path.write_bytes(packed(SOUND, SOUND))

    assert len(list(pages(path))) == len(list(pages(str(path)))) == 2


@pytest.mark.parametrize(
    "other",
    [
        record(answer(status="404 Not Found")),
        record(answer(status="301 Moved", content_type="text/html")),
        record(answer(content_type="image/png")),
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request", content_type="application/http; msgtype=request"),
        record(b"software: x\r\n", kind="warcinfo", content_type="application/warc-fields"),
        record(b"", kind="revisit"),
        record(b"%PDF", kind="resource", content_type="application/pdf"),
    ],
)
def test_what_is_no_page_passes_without_a_word(other: bytes) -> None:
    assert contents(other + SOUND) == [PAGE]
    assert reasons(other + SOUND) == []


@pytest.mark.parametrize("kind", ["resource", "conversion"])
def test_a_text_without_http_is_a_page(kind: str) -> None:
    assert contents(record(b"Envoys met.", kind=kind, content_type="text/plain")) == [b"Envoys met."]


@pytest.mark.parametrize("content_type", ["text/html", "TEXT/HTML; charset=x", "application/xhtml+xml", "text/plain"])
def test_pages_are_html_and_plain_text(content_type: str) -> None:
    assert contents(record(answer(content_type=content_type))) == [PAGE]


def raw_deflate(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(content) + packer.flush()


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"5\r\n<p>En\r\n19;x=y\r\nvoys met in Veldmark.</p>\r\n0\r\n\r\n", ("Transfer-Encoding: chunked",)),
        (PAGE, ("Transfer-Encoding: chunked",)),
        (gzip.compress(PAGE, mtime=0), ("Content-Encoding: gzip",)),
        (gzip.compress(PAGE[:9], mtime=0) + gzip.compress(PAGE[9:], mtime=0), ("Content-Encoding: x-gzip",)),
        (PAGE, ("Content-Encoding: gzip",)),
        (zlib.compress(PAGE), ("Content-Encoding: deflate",)),
        (raw_deflate(PAGE), ("Content-Encoding: deflate",)),
        (gzip.compress(zlib.compress(PAGE), mtime=0), ("Content-Encoding: deflate, gzip",)),
        (PAGE, ("Content-Encoding: identity",)),
    ],
)
def test_chunks_and_packing_are_undone(body: bytes, headers: tuple[str, ...]) -> None:
    assert contents(record(answer(body, *headers))) == [PAGE]


BAD = {
    "a bomb": (record(answer(gzip.compress(bytes(300_000)), "Content-Encoding: gzip")), "more than 100,000 bytes"),
    "a large block": (record(answer(b"x" * 200_000)), "more than 100,000 bytes"),
    "cut packing": (record(answer(gzip.compress(PAGE)[:-9], "Content-Encoding: gzip")), "it was cut"),
    "broken packing": (record(answer(b"\x1f\x8b\x08" + b"?" * 30, "Content-Encoding: gzip")), "is broken"),
    "broken brotli": (record(answer(b"?" * 30, "Content-Encoding: br")), "is broken"),
    "unknown packing": (record(answer(PAGE, "Content-Encoding: rot13")), "not known"),
    "a cut chunk": (record(answer(b"ff\r\nshort", "Transfer-Encoding: chunked")), "ends within a chunk"),
    "no chunk": (record(answer(b"1\r\na\r\nZZ\r\n", "Transfer-Encoding: chunked")), "does not state its length"),
    "no date": (record(answer(), date="yesterday"), "no date"),
    "no web address": (record(answer(), url="javascript:x"), "no web address"),
    "cut when recorded": (record(answer(), more="WARC-Truncated: length\r\n"), "cut when it was recorded: length"),
    "a segment": (record(answer(), more="WARC-Segment-Number: 1\r\n"), "several segments"),
    "a length too small": (record(answer(), length=100), "wrong: no record follows"),
    "a length too large": (record(answer(), length=len(answer()) + 90), "wrong: no record follows"),
    "a length beyond the end": (record(answer(), length=9_999_999), "bytes, "),
    "no kind": (record(answer(), kind="respnose"), "of what kind"),
    "no length": (SOUND.replace(b"Content-Length", b"Content-Lentgh"), "no length"),
}


@pytest.mark.parametrize("pack", [False, True], ids=["plain", "packed"])
@pytest.mark.parametrize("fault", BAD)
def test_a_broken_record_is_told_and_costs_itself_alone(
    fault: str, pack: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.collect.warc_bodies.LARGEST", 100_000)
    monkeypatch.setattr("dragoman.collect.warcs.LARGEST", 100_000)
    bad, why = BAD[fault]
    records = (SOUND, bad, SOUND, SOUND)
    archive = packed(*records) if pack else b"".join(records)

    assert contents(archive) == [PAGE] * 3
    (skipped,) = (one for one in read(archive) if isinstance(one, Skipped))
    assert why in skipped.reason
    assert skipped.at == len(packed(SOUND) if pack else SOUND)


@pytest.mark.parametrize("broken", [packed(SOUND)[:150], packed(SOUND)[:90] + bytes(30) + packed(SOUND)[120:]])
def test_a_broken_member_is_told_and_costs_itself_alone(broken: bytes) -> None:
    archive = packed(SOUND) + broken + packed(SOUND, SOUND)

    assert contents(archive) == [PAGE] * 3
    assert len(reasons(archive)) == 1


@pytest.mark.parametrize("cut", [20, 100, len(SOUND) - 20])
def test_a_cut_archive_keeps_what_is_whole(cut: int) -> None:
    archive = SOUND + SOUND

    assert contents(archive[:-cut]) == [PAGE]
    assert len(reasons(archive[:-cut])) == 1


def test_an_archive_that_is_one_member_is_read() -> None:
    assert contents(gzip.compress(SOUND + SOUND)) == [PAGE] * 2


@pytest.mark.parametrize("content", [b"", b"<html>", b"\x1f\x8b\x08", gzip.compress(b"text", mtime=0)])
def test_a_file_without_records_says_so(content: bytes) -> None:
    assert reasons(content) == ["the file holds no WARC record"]


@given(st.data())
def test_damage_never_stops_the_reading(data: st.DataObject) -> None:
    archive = bytearray(data.draw(st.sampled_from([SOUND * 3, packed(SOUND, SOUND, SOUND)])))
    size = len(archive) // 3
    for _ in range(data.draw(st.integers(1, 4))):
        archive[data.draw(st.integers(0, size - 1))] = data.draw(st.integers(0, 255))

    assert contents(bytes(archive))[-2:] == [PAGE] * 2


def test_the_limit_is_that_of_every_page() -> None:
    assert warc_bodies.LARGEST == 20_000_000
