"""New readings in a file, as `dragoman read --format json` prints them: a run that was cut off finds them there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec

from dragoman.model import Article, Reader, Reading, decode, encode
from dragoman.store.rows import version_row

BEGINS = b'{"reader":'
"""What a line that was cut off begins with, as far as it goes."""


class NotReadings(Exception):
    """A file holds something else, which is left alone."""


@dataclass(frozen=True, slots=True)
class KeptReadings:
    """The readings in a *file* by the reader of today: where each one's line begins, by its version."""

    file: BinaryIO
    places: dict[str, int]

    def of(self, article: Article) -> Reading | None:
        """The reading of *article*, where it is kept."""
        place = self.places.get(version_row(article)["id"])
        if place is None:
            return None
        self.file.seek(place)
        return _reading(self.file.readline())

    def keep(self, reading: Reading) -> None:
        """Adds *reading*, for good."""
        self.places[version_row(reading.article)["id"]] = self.file.seek(0, 2)
        self.file.write(encode(reading) + b"\n")
        self.file.flush()


@contextmanager
def kept_readings(file: Path, *, by: Reader) -> Iterator[KeptReadings]:
    """The readings in *file* that are *by* a reader; it is made where it is not there; a line that was cut off is cut away. Raises `NotReadings`."""
    file.touch(mode=0o600)
    with file.open("r+b") as opened:
        places, whole = {}, 0
        for number, line in enumerate(opened, 1):
            if not line.endswith(b"\n") and BEGINS.startswith(line[: len(BEGINS)]):
                break
            found = _reading(line)
            if found is None:
                raise NotReadings(f"{file}:{number}: this is no reading: name a new file, or one that --keep made")
            if found.reader == by:
                places[version_row(found.article)["id"]] = whole
            whole += len(line)
        opened.truncate(whole)
        yield KeptReadings(opened, places)


def _reading(line: bytes) -> Reading | None:
    """The reading of a line; none where it holds another thing."""
    try:
        found = decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return found if isinstance(found, Reading) else None
