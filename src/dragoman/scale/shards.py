"""What is to be read → shards: files in chunks, or stretches of web archives that begin and end between records."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from dragoman.model import digest

ARCHIVES = (".warc", ".warc.gz")
PAGES = 100
"""Pages of a shard: some ten seconds of work, so that a kill costs little and few files are made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """Pages that are read together: those of *files*, or those of one archive from *start* to before *end* or its end.

    *id* is the digest of this description, with the files' sizes and times of change. *pages* is how many are
    expected: a mailbox counts as one, and a record may turn out to be no page.
    """

    id: str
    files: tuple[str, ...]
    pages: int
    start: int | None = None
    end: int | None = None

    def __str__(self) -> str:
        if self.start is not None:
            return f"{self.files[0]} from byte {self.start} to {self.end or 'its end'}"
        return self.files[0] if len(self.files) == 1 else f"{self.files[0]} to {self.files[-1]}"


def shards(files: Iterable[str], *, pages: int = PAGES) -> Iterator[Shard]:
    """The shards of *files*, of so many *pages* each; the order in which files are named changes nothing."""
    named = sorted(set(files))
    yield from _chunks((one for one in named if not _is_archive(one)), pages)
    for archive in filter(_is_archive, named):
        yield from _stretches(archive, pages)


def plan(several: Iterable[Shard]) -> str:
    """The digest of all shards of a run: a rerun goes on only with the same ones."""
    return digest("plan", *(one.id for one in several))


def _is_archive(file: str) -> bool:
    """Whether its records can be walked; what cannot be opened is told as any file is."""
    return file.lower().endswith(ARCHIVES) and Path(file).is_file() and os.access(file, os.R_OK)


def _chunks(files: Iterator[str], pages: int) -> Iterator[Shard]:
    while chunk := tuple(islice(files, pages)):
        yield Shard(id=digest("files", *chunk, *map(_state, chunk)), files=chunk, pages=len(chunk))


def _stretches(archive: str, pages: int) -> Iterator[Shard]:
    """One shard at least, so that an archive without records is told of."""
    from dragoman.collect.warc_offsets import offsets  # slow to load, and every worker loads this module

    state = _state(archive)
    start, count = 0, 0
    for at in offsets(archive):
        if count == pages:
            yield _stretch(archive, state, start, at, count)
            start, count = at, 0
        count += 1
    yield _stretch(archive, state, start, None, count)


def _stretch(archive: str, state: str, start: int, end: int | None, pages: int) -> Shard:
    id = digest("stretch", archive, state, start, end)
    return Shard(id=id, files=(archive,), pages=pages, start=start, end=end)


def _state(file: str) -> str:
    """By what a file shows that it was changed."""
    try:
        found = Path(file).stat()
    except (OSError, ValueError):
        return "missing"
    return f"{found.st_size} {found.st_mtime_ns}"
