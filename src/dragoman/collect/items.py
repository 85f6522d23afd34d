"""What a feed, a sitemap or a subscription list holds, once read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MOST_ITEMS = 10_000
"""Items of one feed that are read."""


class FeedKind(StrEnum):
    """The family of formats that a feed belongs to."""

    RSS = "rss"
    ATOM = "atom"
    JSON = "json"
    SITEMAP = "sitemap"
    SITEMAP_INDEX = "sitemap_index"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a feed or sitemap, as its publisher states it."""

    address: str | None = None
    """The article's absolute http(s) URL."""
    guid: str | None = None
    """The feed's own id: not to be trusted to be unique or to stay."""
    title: str | None = None
    """Plain text."""
    published: datetime | None = None
    """UTC, as stated: it may lie in the future or long ago. None where unknown or no date."""
    updated: datetime | None = None
    content: str | None = None
    """HTML or text of the article, where the feed carries it; as it came, so hostile."""
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Something that could not be used. *at* is its number among the items, or its offset in an archive."""

    reason: str
    at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed or sitemap, its items in the order that it lists them."""

    kind: FeedKind
    title: str | None = None
    home: str | None = None
    """Its site's URL."""
    language: str | None = None
    items: tuple[Item, ...] = ()
    more: tuple[str, ...] = ()
    """The sitemaps of an index, the next page of a feed."""
    skipped: tuple[Skipped, ...] = ()
