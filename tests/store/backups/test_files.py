"""A damaged backup is refused before anything is touched."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path
from random import Random

import pytest
from tests.conftest import SOAK
from tests.store.readings import NOW, talks

from dragoman.store import StoreError, add_reading, backup, check, counts, opened, restore

FLIPS = 1000 if SOAK else 50
CHECKSUM = 8
"""Bytes of a gzip file behind what is packed."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    with opened(str(tmp_path / "store.db"), create=True) as database:
        for source in ("a.txt", "b.txt"):
            add_reading(database, talks(source=source), now=NOW)
        backup(database, tmp_path / "backup.gz")
    return tmp_path / "backup.gz"


def rewritten(file: Path, old: bytes, new: bytes) -> None:
    """The backup with other words in it, its packing sound."""
    content = gzip.decompress(file.read_bytes())
    assert old in content
    file.write_bytes(gzip.compress(content.replace(old, new, 1)))


def unpacked(content: bytes) -> bytes | None:
    """What is packed; nothing where gzip cannot tell."""
    try:
        return gzip.decompress(content)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return None


def test_a_sound_backup_tells_how_much_it_holds(file: Path) -> None:
    held = check(file)

    assert (held.articles, held.readings, held.records) == (2, 2, 10)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (b"overfishing", b"overfarming", "the article of .* is not what was stored"),
        (b'"ACCUSE"', b'"ASSAULT"', "the reading .* is not what was stored"),
        (b'"type":"reading"', b'"type":"rumour"', "the backup is damaged: Invalid value"),
        (b'"type":"backup"', b'"type":"end"', "out of order|damaged"),
        (b'"format":1', b'"format":2', "a newer Dragoman wrote this backup: upgrade Dragoman"),
    ],
)
def test_a_backup_that_was_changed_is_refused(file: Path, old: bytes, new: bytes, why: str) -> None:
    rewritten(file, old, new)

    with pytest.raises(StoreError, match=why):
        check(file)


def test_a_backup_that_was_cut_off_is_refused(file: Path) -> None:
    content = gzip.decompress(file.read_bytes())
    lines = content.splitlines(keepends=True)
    file.write_bytes(gzip.compress(b"".join(lines[:-1])))
    with pytest.raises(StoreError, match="its end is missing"):
        check(file)
    file.write_bytes(gzip.compress(b"".join([lines[0], *lines[3:]])))
    with pytest.raises(StoreError, match="damaged"):
        check(file)


def test_a_flipped_bit_anywhere_is_found_and_nothing_is_restored(file: Path, tmp_path: Path) -> None:
    sound, random = file.read_bytes(), Random(8)
    with opened(str(tmp_path / "new.db"), create=True) as database:
        for _ in range(FLIPS):
            content, at = bytearray(sound), random.randrange(10, len(sound))  # before that stands only what made it
            content[at] ^= 1 << random.randrange(8)
            if at == len(sound) - CHECKSUM - 1 and unpacked(bytes(content)) == unpacked(sound):
                continue  # the bits that fill up the last packed byte hold nothing
            file.write_bytes(content)
            with pytest.raises(StoreError, match="damaged"):
                restore(database, file)
        assert counts(database).articles == 0


def test_a_damaged_backup_is_not_called_a_newer_one(file: Path) -> None:
    sound = file.read_bytes()
    rewritten(file, b'"format":1', b'"format":9')
    file.write_bytes(file.read_bytes()[:-CHECKSUM] + sound[-CHECKSUM:])

    with pytest.raises(StoreError, match="the backup is damaged: CRC check failed"):
        check(file)


def test_a_backup_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no such backup: check the path"):
        check(tmp_path / "none.gz")


def test_a_backup_that_cannot_be_written_leaves_nothing_behind(file: Path, tmp_path: Path) -> None:
    with (
        opened(str(tmp_path / "store.db")) as database,
        pytest.raises(StoreError, match="the backup cannot be written .*: name another file"),
    ):
        backup(database, tmp_path / "none" / "backup.gz")
    assert not list(tmp_path.glob(".*.part"))
