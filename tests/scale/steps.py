"""A step that reads at once: a file's lines are its pages, and some of them are poison."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.model import Rejected, encode
from dragoman.scale.shards import Shard
from dragoman.scale.tasks import ScaleError

POISON, TAR, BAD, STOP = "poison", "tar", "bad", "stop"
"""A page that ends its process, one that is never done, one that cannot be read, one by which the run must end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Each line of each file is a page. A worker that is *broken* does not start."""

    broken: bool = False

    def load(self) -> None:
        if self.broken:
            raise ScaleError("there is no model here: run make setup")

    def pages(self, shard: Shard) -> Iterator[str]:
        for file in shard.files:
            for number, line in enumerate(Path(file).read_text().splitlines()):
                yield f"{Path(file).name}:{number}:{line}"

    def name(self, page: str) -> str:
        return page

    def line(self, page: str) -> bytes:
        word = page.rpartition(":")[2]
        if word == POISON:
            os.kill(os.getpid(), signal.SIGSEGV)
        if word == STOP:
            raise ScaleError("a row of knowledge is wrong: mend it")
        while word == TAR:
            pass
        if word == BAD:
            return encode(Rejected(source=page, stage="clean", reason="it is bad"))
        return f'{{"page":"{page}"}}'.encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slow(Lines):
    """As `Lines`, but each page takes a hundredth of a second: it is there to be killed."""

    def line(self, page: str) -> bytes:
        time.sleep(0.01)
        return Lines.line(self, page)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deaf:
    """As `Lines`, but its worker is gone when it is asked what the pages are called."""

    def load(self) -> None:
        """Has nothing to load."""

    def pages(self, shard: Shard) -> Iterator[str]:
        os.kill(os.getpid(), signal.SIGKILL)
        yield ""

    def name(self, page: str) -> str:
        return page

    def line(self, page: str) -> bytes:
        return page.encode()
