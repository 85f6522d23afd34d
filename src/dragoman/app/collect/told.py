"""What a run of the collector tells while it works."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.store import Entry, Happened


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something that is done, for good. *new* counts the pages that a source made us want."""

    source: str
    what: Happened
    reason: str = ""
    remedy: str | None = None
    address: str | None = None
    reading: str | None = None
    new: int | None = None

    @property
    def failed(self) -> bool:
        return self.what in (Happened.FAILED, Happened.REJECTED, Happened.PAUSED)


def told(source: str, entry: Entry) -> Told:
    """An entry of a source's log, as it is told."""
    return Told(
        source=source,
        what=Happened(entry.what),
        reason=entry.reason,
        remedy=entry.remedy,
        address=entry.address,
    )
