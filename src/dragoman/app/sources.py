"""What a user names on the command line → pages: files, folders, URLs, standard input."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from dragoman.model import Rejected, Unreadable

if TYPE_CHECKING:
    from dragoman.collect.items import Skipped
    from dragoman.net import Fetched

STDIN = "-"
SUFFIXES = (".html", ".htm", ".txt", ".eml", ".mbox", ".warc", ".warc.gz")
MAILBOXES, ARCHIVES = (".mbox",), (".warc", ".warc.gz")
"""Files that hold many pages."""
LARGEST = 20_000_000
"""Bytes of the largest page that is read; `clean` and `net` hold to the same."""
URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
LOGIN = re.compile(r"(?<=://)[^/?#]*@")

Fetch = Callable[[str], "Fetched"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as it came: its bytes, where it was asked for, and what the server said of it."""

    source: str
    content: bytes
    url: str | None = None
    charset: str | None = None


def sources_of(arguments: Iterable[str]) -> Iterator[str]:
    """*arguments* with every folder replaced by the pages in it, sorted; a folder without pages stays."""
    for argument in arguments:
        if argument != STDIN and not URL.match(argument) and _is(Path.is_dir, Path(argument)):
            yield from _pages_in(Path(argument)) or (argument,)
        else:
            yield argument


def _pages_in(folder: Path) -> list[str]:
    entries = (Path(base, name) for base, _, names in os.walk(folder) for name in names)
    return sorted(str(path) for path in entries if path.name.lower().endswith(SUFFIXES) and _is(Path.is_file, path))


def _is(kind: Callable[[Path], bool], path: Path) -> bool:
    """Whether *path* is of that kind; what cannot be looked at is not."""
    try:
        return kind(path)
    except OSError:
        return False


def page_at(source: str, *, fetch: Fetch | None = None) -> Page:
    """The page that *source* names. Raises `Unreadable`."""
    if source == STDIN:
        return Page(source=shown(source), content=_within_limit(sys.stdin.buffer))
    if URL.match(source):
        return _fetched(source, fetch or _from_the_world)
    return Page(source=shown(source), content=_file(Path(source)))


def pages_at(source: str, *, fetch: Fetch | None = None) -> Iterator[Page | Rejected]:
    """The pages that *source* names, several where it is a mailbox or a web archive. Raises `Unreadable`."""
    name = "" if source == STDIN or URL.match(source) else source.lower()
    if name.endswith(MAILBOXES) and _is(Path.is_file, Path(source)):
        yield from _mails(source)
    elif name.endswith(ARCHIVES) and _is(Path.is_file, Path(source)):
        yield from archived(source)
    else:
        yield page_at(source, fetch=fetch)


def _mails(path: str) -> Iterator[Page | Rejected]:
    """The messages of a mailbox, each named by its content: its place changes when another is deleted."""
    from dragoman.collect.items import Skipped
    from dragoman.collect.mailboxes import messages

    for found in messages(path):
        if isinstance(found, Skipped):
            yield _skipped(path, found)
        else:
            yield Page(source=f"{shown(path)}#{sha256(found).hexdigest()[:16]}", content=found)


def archived(path: str, start: int = 0, end: int | None = None) -> Iterator[Page | Rejected]:
    """The pages of a web archive, each at the address that it was fetched from: those from *start* on, before *end*.

    Raises `Unreadable`.
    """
    from dragoman.collect.items import Skipped
    from dragoman.collect.warcs import pages

    try:
        for found in pages(path, start=start):
            at = found.at if isinstance(found, Skipped) else found.offset
            if end is not None and at is not None and at >= end:
                return
            if isinstance(found, Skipped):
                yield _skipped(path, found)
            else:
                yield Page(source=shown(found.url), content=found.content, url=found.url, charset=found.charset)
    except OSError as error:
        raise Unreadable("collect", f"the archive cannot be read: {error.strerror or error}") from None


def _skipped(path: str, found: Skipped) -> Rejected:
    at = "" if found.at is None else f" (at {found.at})"
    return Rejected(source=shown(path), stage="collect", reason=f"{found.reason}{at}")


def shown(source: str) -> str:
    """The name of *source* in readings and errors: without a login, and without bytes that are no text."""
    if source == STDIN:
        return "standard input"
    text = os.fsencode(source).decode("utf-8", "replace")
    return LOGIN.sub("", text) if URL.match(text) else text


def _file(path: Path) -> bytes:
    if _is(Path.is_dir, path):
        raise Unreadable("collect", f"the folder holds no page: none of its files ends in {', '.join(SUFFIXES)}")
    try:
        with path.open("rb") as file:
            return _within_limit(file)
    except FileNotFoundError:
        raise Unreadable("collect", "there is no such file: check the path") from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise Unreadable("collect", f"the file cannot be read: {why}") from None


def _within_limit(file: BinaryIO) -> bytes:
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Unreadable("collect", f"the page is larger than {LARGEST:,} bytes: cut out the article and read that")
    return content


def _fetched(url: str, fetch: Fetch) -> Page:
    from dragoman.net import NetError

    try:
        answer = fetch(url)
    except NetError as error:
        raise Unreadable("net", str(error)) from None
    if answer.status != 200:
        raise Unreadable("net", f"the server answers {answer.status}: no page comes with that; check the URL")
    return Page(source=shown(url), content=answer.body, url=answer.url, charset=answer.charset)


def _from_the_world(url: str) -> Fetched:
    from dragoman.net import fetch  # httpx is slow to load, and files need none of it

    return fetch(url)
