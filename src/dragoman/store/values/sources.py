"""What is known of a source. Frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class SourceKind(StrEnum):
    """How a source gives its pages."""

    FEED = "feed"
    SITEMAP = "sitemap"
    PAGE = "page"
    FOLDER = "folder"


class Happened(StrEnum):
    """What became of a source or of a page that it told of."""

    READ = "read"  # the source was read
    UNCHANGED = "unchanged"
    FAILED = "failed"  # and is tried again
    MOVED = "moved"
    PAUSED = "paused"
    NOTED = "noted"  # passed over, or taken with a reservation
    STORED = "stored"
    KNOWN = "known"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a user wants collected. It speaks for *outlet* on its own site and on *sites*.

    *allow* opens addresses that are not public (`127.0.0.1:8765`); *every* fixes how often it is asked; what was
    published before *since* is passed over.
    """

    name: str
    address: str
    kind: SourceKind
    added: datetime
    outlet: str | None = None
    sites: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    every: timedelta | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why a source gave nothing, and what to do."""

    reason: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a source stands: when it is *due*, what it *gave* last time, why it failed, and since when it is quiet.

    *answered* is when it last did, *news* when it last gave something new, *usual* how long it usually takes to.
    """

    due: datetime
    interval: timedelta
    failures: int = 0
    answered: datetime | None = None
    news: datetime | None = None
    usual: timedelta | None = None
    etag: str | None = None
    last_modified: str | None = None
    gave: int = 0
    passed_over: int = 0
    trouble: Trouble | None = None
    paused: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A source and how it stands."""

    source: Source
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that happened at a source."""

    at: datetime
    what: str
    reason: str
    address: str | None = None
    remedy: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """*source* gave an article: from *elsewhere* than its own site, or in the words that stand in the feed itself."""

    source: str
    elsewhere: bool = False
    from_feed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """How a host wants to be asked. *robots* is its robots.txt, which came with *status*."""

    name: str
    asked: datetime | None = None
    until: datetime | None = None
    robots: bytes | None = None
    status: int | None = None
    learned: datetime | None = None
