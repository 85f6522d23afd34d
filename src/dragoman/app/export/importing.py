"""JSON Lines of our own, back into a store: each line checked by itself, a bad one told with its number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

import msgspec

from dragoman.model import Reading, Rejected, decode, digest, encode
from dragoman.store import Database, add_readings, add_rejected
from dragoman.store.rows import astray

BATCH = 100
"""Readings that are added in one transaction."""
LONGEST = 64 * 2**20
"""Bytes of a line; no article is longer."""
MARK = b"\xef\xbb\xbf"
"""What some programs write before UTF-8."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a file: what it holds, or else why it cannot be taken."""

    number: int
    result: Reading | Rejected | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of a line: stored, known, rejected (a page that could not be read, kept as such) or faulty."""

    line: int
    outcome: str
    reason: str | None = None


def imported(database: Database, lines: Iterable[Line], *, now: datetime) -> Iterator[Imported]:
    """Adds what the *lines* hold; each is told once it is kept."""
    waiting: list[Line] = []
    for line in lines:
        if isinstance(line.result, Reading):
            waiting.append(line)
        if len(waiting) == BATCH:
            yield from _added(database, waiting, now)
            waiting = []
        if isinstance(line.result, Rejected):
            add_rejected(database, line.result, now=now)
            yield Imported(line=line.number, outcome="rejected")
        if line.fault is not None:
            yield Imported(line=line.number, outcome="faulty", reason=line.fault)
    yield from _added(database, waiting, now)


def _added(database: Database, lines: Sequence[Line], now: datetime) -> Iterator[Imported]:
    coming = [(line.result, None) for line in lines if isinstance(line.result, Reading)]
    for line, stored in zip(lines, add_readings(database, coming, now=now), strict=True):
        yield Imported(line=line.number, outcome="stored" if stored.new else "known")


def lines_of(stream: BinaryIO) -> Iterator[Line]:
    """The lines of *stream* that hold anything, one at a time."""
    number = 0
    while line := stream.readline(LONGEST + 1):
        number += 1
        if len(line) > LONGEST and not line.endswith(b"\n"):
            _skip(stream, line)
            yield Line(number=number, fault=f"it is longer than {LONGEST // 2**20} MiB: no article is")
        elif line := line.removeprefix(MARK if number == 1 else b"").strip():
            yield _line(number, line)


def _skip(stream: BinaryIO, line: bytes) -> None:
    """Goes on to the end of a line that is too long."""
    while line and not line.endswith(b"\n"):
        line = stream.readline(LONGEST)


def _line(number: int, line: bytes) -> Line:
    try:
        result = decode(line)
        fault = _fault(result, msgspec.json.decode(line))
    except msgspec.ValidationError as error:
        return Line(number=number, fault=f"it is no reading: {error}")
    except (msgspec.MsgspecError, ValueError) as error:
        return Line(number=number, fault=f"it is no JSON: {error}")
    except RecursionError:
        return Line(number=number, fault="it is nested too deep: no reading is")
    return Line(number=number, fault=fault) if fault else Line(number=number, result=result)


def _fault(result: Reading | Rejected, given: Any) -> str | None:
    """Why what a line holds cannot be kept whole."""
    if isinstance(result, Reading):
        article = result.article
        if digest(article.text, size=64) != article.digest:
            return "its digest is not that of its text: one of them was changed"
        for wrong in astray(result):
            return wrong
    lost = _lost(given, msgspec.json.decode(encode(result)))
    return f"{lost} is unknown here and would be lost: upgrade Dragoman, or take it out" if lost else None


def _lost(given: Any, kept: Any, where: str = "") -> str | None:
    """The first part of *given* that is not in what is *kept*."""
    if isinstance(given, dict) and isinstance(kept, dict):
        parts = ((one, kept.get(name, NOTHING), f"{where}.{name}".lstrip(".")) for name, one in given.items())
    elif isinstance(given, list) and isinstance(kept, list) and len(given) == len(kept):
        parts = ((one, other, f"{where}[{at}]") for at, (one, other) in enumerate(zip(given, kept, strict=True)))
    else:
        return None if given == kept else where
    return next((lost for one, other, at in parts if (lost := _lost(one, other, at))), None)


NOTHING = object()
"""What stands where nothing is kept."""
