"""The lines of a backup: what a store keeps, as JSON. Readings follow their version; the last line holds the digest."""

from __future__ import annotations

from datetime import datetime

import msgspec

from dragoman.model import Reader
from dragoman.store.backups.alerts import Alerted
from dragoman.store.backups.corrections import Said
from dragoman.store.calendar.entries import Followed
from dragoman.store.values.sources import Entry, Host, Sighting, Source, Standing

FORMAT = 1


class Head(msgspec.Struct, frozen=True, tag="backup"):
    """The first line: how the file is written, and the schema of the store that it is of."""

    format: int
    schema: str


class VersionLine(msgspec.Struct, frozen=True, tag="version"):
    """A version of an article."""

    id: str
    added: datetime
    article: msgspec.Raw


class ReadingLine(msgspec.Struct, frozen=True, tag="reading"):
    """A reading of the version before it; *records* are (kind, JSON)."""

    id: str
    added: datetime
    reader: Reader
    records: list[tuple[str, msgspec.Raw]]


class RejectedLine(msgspec.Struct, frozen=True, tag="rejected"):
    """A page that could not be read."""

    added: datetime
    source: str
    stage: str
    reason: str


class PageLine(msgspec.Struct, frozen=True, tag="page"):
    """A page that was dealt with."""

    id: str
    added: datetime
    reading: str | None
    rejected: str | None


class JobLine(msgspec.Struct, frozen=True, tag="job"):
    """A job as it stands."""

    id: str
    key: str
    kind: str
    payload: bytes
    state: str
    due: datetime
    attempts: int
    holder: str | None
    until: datetime | None
    error: str | None


class SourceLine(msgspec.Struct, frozen=True, tag="source"):
    """A source and how it stands."""

    source: Source
    standing: Standing


class LogLine(msgspec.Struct, frozen=True, tag="log"):
    """Something that happened at the source of that name."""

    source: str
    entry: Entry


class SightingLine(msgspec.Struct, frozen=True, tag="sighting"):
    """Which source gave an article."""

    article: str
    added: datetime
    sighting: Sighting


class HostLine(msgspec.Struct, frozen=True, tag="host"):
    """How a host wants to be asked."""

    host: Host


class End(msgspec.Struct, frozen=True, tag="end"):
    """The last line: the SHA-256 of all before it, line ends counted."""

    sha256: str


Collected = SourceLine | LogLine | SightingLine | HostLine
Line = (
    Head | VersionLine | ReadingLine | RejectedLine | PageLine | JobLine | Collected | Said | Alerted | Followed | End
)
encode = msgspec.json.Encoder().encode
decode = msgspec.json.Decoder(Line).decode
