"""JSON Lines: the codebook's readings, one a line; nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.model import Reading, Rejected, encode


def jsonl(results: Iterable[Reading | Rejected]) -> Iterator[bytes]:
    """Each of *results* as `dragoman read --format json` prints it."""
    for result in results:
        yield encode(result) + b"\n"
