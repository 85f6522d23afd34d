"""Where results go: standard output as they come, or a file that is there whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def output(file: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or *file*, which takes its name only when all of it is written."""
    if file is None:
        sys.stdout.flush()
        yield sys.stdout.buffer
    elif file.exists() and not file.is_file():
        with file.open("wb") as device:
            yield device
    else:
        with _whole(file.resolve()) as part:
            yield part


@contextmanager
def _whole(file: Path) -> Iterator[BinaryIO]:
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as opened:
            yield opened
            opened.flush()
            os.fsync(opened.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def coloured() -> bool:
    """Whether standard output is a terminal that may show colour."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
