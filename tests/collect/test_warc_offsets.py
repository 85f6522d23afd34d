"""Where an archive may be cut: the pages of its parts are the pages of the whole."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from tests.collect.archives import PLACE, answer, packed, record

from dragoman.collect.warc_offsets import offsets
from dragoman.collect.warcs import pages

INFO = record(b"software: none", kind="warcinfo", content_type="application/warc-fields")
SEVERAL = [record(answer(b"<p>%d" % number), url=f"{PLACE}{number}") for number in range(5)]
LYING = record(answer(), length=10_000)
ARCHIVES = {
    "plain": b"".join([INFO, *SEVERAL]),
    "members": packed(INFO, *SEVERAL),
    "one member": gzip.compress(b"".join(SEVERAL)),
    "a lying length": b"".join([*SEVERAL[:2], LYING, *SEVERAL[2:]]),
    "rubbish between": b"".join([SEVERAL[0], b"rubbish\r\n" * 9, *SEVERAL[1:]]),
    "a broken member": b"".join([packed(SEVERAL[0]), packed(SEVERAL[1])[:-20], packed(*SEVERAL[2:])]),
    "cut off": b"".join(SEVERAL)[:-30],
    "a record within a page": b"".join([record(answer(SEVERAL[0])), *SEVERAL[1:]]),
    "no record": b"nothing",
    "empty": b"",
}


@pytest.fixture(params=ARCHIVES)
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    file = tmp_path / "press.warc"
    file.write_bytes(ARCHIVES[request.param])
    return file


def test_reading_may_start_at_any_offset(archive: Path) -> None:
    whole = list(pages(archive))

    for start in offsets(archive):
        behind = [one for one in whole if (one.at if hasattr(one, "at") else one.offset) >= start]
        assert list(pages(archive, start=start)) == behind


def test_every_sound_record_that_may_be_a_page_is_told(tmp_path: Path) -> None:
    file = tmp_path / "press.warc"
    file.write_bytes(ARCHIVES["plain"])

    assert [ARCHIVES["plain"][at:].startswith(one) for at, one in zip(offsets(file), SEVERAL, strict=True)] == [
        True
    ] * 5


@pytest.mark.parametrize("members", [1, 2, 4])
def test_an_archive_whose_members_hold_several_records_is_not_cut(members: int, tmp_path: Path) -> None:
    file = tmp_path / "press.warc.gz"
    file.write_bytes(gzip.compress(b"".join(SEVERAL)) * members)

    assert offsets(file) == ()
