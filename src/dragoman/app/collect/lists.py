"""Subscription lists (OPML) ↔ sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from dragoman.app.collect.adding import checked, fresh, named
from dragoman.collect.opml import Outline, opml, outlines
from dragoman.store import Database, Source, SourceKind, add_source, all_sources

TITLE = "Dragoman's sources"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of a subscription: *added*, *known* or *refused*."""

    what: str
    address: str
    name: str | None = None
    reason: str | None = None


def added_from(database: Database, content: bytes, *, now: datetime) -> Iterator[Imported]:
    """What became of each subscription in an OPML file, told when it is added. Raises `Unreadable`."""
    several = outlines(content)
    taken = {one.source.name.casefold() for one in all_sources(database)}
    for outline in several:
        yield _imported(database, outline, taken, now)


def _imported(database: Database, outline: Outline, taken: set[str], now: datetime) -> Imported:
    name = named(None, outline.feed, taken)
    try:
        source = checked(Source(name=name, address=outline.feed, kind=SourceKind.FEED, added=now, outlet=outline.title))
    except ValueError as error:
        return Imported(what="refused", address=outline.feed, reason=str(error))
    watched = fresh(source)
    if other := add_source(database, watched.source, watched.standing):
        return Imported(what="known", address=outline.feed, name=other.source.name)
    taken.add(name.casefold())
    return Imported(what="added", address=outline.feed, name=name)


def list_of(database: Database) -> bytes:
    """The feeds as an OPML file."""
    feeds = [one.source for one in all_sources(database) if one.source.kind is SourceKind.FEED]
    return opml((Outline(feed=one.address, title=one.outlet or one.name) for one in feeds), TITLE)
