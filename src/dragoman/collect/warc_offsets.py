"""Web archives (WARC, WARC.gz) → where their records begin, without reading what they hold."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecordType

from dragoman.collect.warcs import BROKEN, CARRIERS, RECORD, _begins_record, _next_record


def offsets(path: Path | str) -> tuple[int, ...]:
    """Where each record that may hold a page begins, in order; `pages` may start at any of them.

    It walks as `pages` does, so that a broken record hides none behind it. Nothing where some records begin at no
    place of their own: several are packed into one gzip member, and such an archive is read from its beginning.
    """
    found: list[int] = []
    last = -1
    with Path(path).open("rb") as file, Path(path).open("rb") as probe:
        for at, carries in _all(file):
            if at <= last or not _begins(probe, at):
                return ()
            last = at
            if carries:
                found.append(at)
    return tuple(found)


def _begins(file: BinaryIO, at: int) -> bool:
    file.seek(at)
    return file.read(len(RECORD)) == RECORD or _begins_record(file, at)


def _all(file: BinaryIO) -> Iterator[tuple[int, bool]]:
    begin = _next_record(file, 0)
    while begin is not None:
        broken = yield from _from(file, begin)
        begin = None if broken is None else _next_record(file, broken + 1)


def _from(file: BinaryIO, begin: int) -> Generator[tuple[int, bool], None, int | None]:
    """The places from *begin* on, and whether each may hold a page; returns the last where a record broke it off."""
    file.seek(begin)
    last = begin
    records = iter(ArchiveIterator(file, record_types=WarcRecordType.any_type, parse_http=False))
    while True:
        try:
            record = next(records, None)
        except BROKEN:
            return last
        if record is None:
            return None
        last = record.stream_pos
        yield last, record.record_type in CARRIERS
