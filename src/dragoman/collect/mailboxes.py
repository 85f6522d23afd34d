"""Mailboxes (mbox), single messages and folders of them → messages, one at a time."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from dragoman.collect.items import Skipped
from dragoman.model import Unreadable

LARGEST = 20_000_000
"""Bytes of the largest message that is read."""
LONGEST_LINE = 1 << 16
BEGIN = b"From "
QUOTED = re.compile(rb"\A>+From ")
MAILDIRS = ("cur", "new")


def messages(path: Path | str) -> Iterator[bytes | Skipped]:
    """The messages in an mbox file, in an .eml file or in a folder of .eml files or Maildir, each as it was sent.

    One is held at a time, however large the mailbox. What is too large or cannot be opened is a `Skipped`. Raises
    `Unreadable` where there is nothing at *path*.
    """
    place = Path(path)
    if place.is_dir():
        yield from _in_folder(place)
        return
    try:
        with place.open("rb") as file:
            mailbox = file.read(len(BEGIN)) == BEGIN
            file.seek(0)
            yield from _in_mbox(file) if mailbox else _whole(file)
    except OSError as error:
        raise Unreadable("collect", f"the mailbox cannot be read: {error.strerror or error}") from None


def _in_folder(folder: Path) -> Iterator[bytes | Skipped]:
    found = sorted(Path(base, name) for base, _, names in os.walk(folder) for name in names)
    chosen = [one for one in found if one.suffix.lower() == ".eml" or one.parent.name in MAILDIRS]
    if not chosen:
        raise Unreadable("collect", "the folder holds no message: none of its files ends in .eml")
    for one in chosen:
        try:
            with one.open("rb") as file:
                yield from _whole(file, one.name)
        except OSError as error:
            yield Skipped(reason=f"{one.name} cannot be read: {error.strerror or error}")


def _whole(file: BinaryIO, name: str = "the message") -> Iterator[bytes | Skipped]:
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        yield Skipped(at=0, reason=f"{name} is larger than {LARGEST:,} bytes")
    elif content.strip():
        yield content


def _in_mbox(file: BinaryIO) -> Iterator[bytes | Skipped]:
    """Messages parted by `From ` lines behind an empty line, their own such lines unquoted."""
    held: list[bytes] = []
    size, begin, blank, fresh = 0, 0, True, True
    while line := file.readline(LONGEST_LINE):
        if blank and fresh and line.startswith(BEGIN):
            yield from _message(held, size, begin)
            held, size, begin = [], 0, file.tell() - len(line)
        elif (size := size + len(line)) <= LARGEST:
            held.append(line[1:] if fresh and QUOTED.match(line) else line)
        else:
            held.clear()
        blank, fresh = fresh and not line.strip(), line.endswith(b"\n")
    yield from _message(held, size, begin)


def _message(lines: list[bytes], size: int, begin: int) -> Iterator[bytes | Skipped]:
    if size > LARGEST:
        yield Skipped(at=begin, reason=f"the message is larger than {LARGEST:,} bytes")
    elif content := b"".join(lines).strip(b"\r\n"):
        yield content + b"\n"
