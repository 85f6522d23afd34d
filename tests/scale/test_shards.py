"""Shards cover what is named, once, and have names that stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.collect.archives import PLACE, answer, packed, record
from tests.scale.runs import files, planned

from dragoman.app.sources import Page, archived
from dragoman.scale.shards import plan

SEVERAL = [record(answer(b"<p>%d" % number), url=f"{PLACE}{number}") for number in range(7)]


@pytest.fixture(params=[b"".join(SEVERAL), packed(*SEVERAL)], ids=["warc", "warc.gz"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    file = tmp_path / "press.warc.gz"
    file.write_bytes(request.param)
    return str(file)


def test_files_come_in_chunks(tmp_path: Path) -> None:
    named = files(tmp_path, *"abcde")

    assert [one.files for one in planned(named, 2)] == [tuple(named[:2]), tuple(named[2:4]), tuple(named[4:])]


def test_the_order_of_names_changes_nothing(tmp_path: Path) -> None:
    named = files(tmp_path, *"abcde")

    assert plan(planned(named)) == plan(planned([*reversed(named), named[0]]))


@pytest.mark.parametrize("pages", [1, 2, 3, 7, 100])
def test_the_parts_of_an_archive_are_its_pages(archive: str, pages: int) -> None:
    several = planned([archive], pages)
    found = [page for one in several for page in archived(archive, one.start or 0, one.end)]

    assert found == list(archived(archive))
    assert [page.url for page in found if isinstance(page, Page)] == [f"{PLACE}{number}" for number in range(7)]
    assert [one.pages for one in several] == [pages] * (7 // pages) + [7 % pages] * bool(7 % pages)


def test_a_file_that_was_changed_is_another_shard(tmp_path: Path) -> None:
    named = files(tmp_path, *"ab")
    before = planned(named, 1)
    Path(named[0]).write_text("longer")
    (changed, same) = planned(named, 1)

    assert (changed.id != before[0].id, same.id == before[1].id) == (True, True)


def test_an_archive_without_records_is_a_shard(tmp_path: Path) -> None:
    file = tmp_path / "none.warc"
    file.write_bytes(b"")

    assert [(one.start, one.end) for one in planned([str(file)])] == [(0, None)]


def test_what_is_not_there_is_a_shard_that_tells_it() -> None:
    (shard,) = planned(["nowhere/press.warc"])

    assert (shard.files, shard.start) == (("nowhere/press.warc",), None)
