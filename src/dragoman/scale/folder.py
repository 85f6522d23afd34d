"""The folder of a run: a file for each shard, named by its content and there whole or not at all, and the ledger."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from dragoman.scale.tasks import ScaleError

LEDGER = "run.db"
LOCK = ".run.lock"
PART = ".part"


@contextmanager
def held(folder: Path) -> Iterator[Path]:
    """*folder*, made where it is not there, for this run alone until it ends, however it ends."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise ScaleError(
            f"{folder}: the folder cannot be written ({error.strerror}): name another with --out"
        ) from None
    try:
        _lock(folder, lock)
        for part in folder.glob(f".*{PART}"):  # of a run that was killed
            part.unlink()
        yield folder
    finally:
        os.close(lock)


def _lock(folder: Path, lock: int) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise ScaleError(f"{folder}: another run works here: wait for its end, or name another folder") from None


def kept(folder: Path, content: bytes, suffix: str) -> str:
    """The name of the file that now holds *content*. Once it has that name, it is on the disk."""
    name = f"{sha256(content).hexdigest()[:32]}{suffix}"
    part = folder / f".{name}{PART}"
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(folder / name)
        _synced(folder)
    except OSError as error:
        raise ScaleError(
            f"{folder}: a result cannot be written ({error.strerror}): make room, and run the same command again"
        ) from None
    return name


def _synced(folder: Path) -> None:
    """The name itself is on the disk too."""
    directory = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
