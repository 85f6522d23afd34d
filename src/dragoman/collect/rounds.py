"""A feed once read → the pages to fetch because of it. The same page in the same words is the same errand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from dragoman.collect.items import Feed, FeedKind, Item
from dragoman.collect.sites import site_of
from dragoman.model import digest

FIRST_TO_WAKE = timedelta(hours=14)
"""How far the earliest clocks on earth run ahead of UTC: what is later than that is not out yet."""
LOOKS_BACK = timedelta(days=30)
"""How much older than its source an item may be."""
LONGEST_CONTENT = 500_000
"""Characters of an item's own text that are kept until it is read."""
TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "at_medium", "at_campaign")
"""Beginnings of parameters that say who sent the reader, not what is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """A page to read: at *address*, or else in the *item* itself. *key* is the same for the same page and words.

    *named* is what its article is called by, whatever it says. It stands *elsewhere* where its site is not one that the feed speaks for.
    """

    key: str
    named: str
    address: str | None
    item: Item
    elsewhere: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What a feed gives: errands, and how many items were passed over as too *old*, or hold *nothing* to read.

    *undated* are taken without their day, which is still to come.
    """

    errands: tuple[Errand, ...] = ()
    old: int = 0
    nothing: int = 0
    undated: int = 0
    elsewhere: int = 0

    @property
    def passed_over(self) -> int:
        return self.old + self.nothing


def cutoff(*, since: date | None, added: datetime) -> date:
    """The day before which items of a source are too old."""
    return since or (added - LOOKS_BACK).date()


def round_of(feed: Feed, *, source: str, sites: Iterable[str], oldest: date, now: datetime) -> Round:
    """The errands of *feed*, which *source* is the address of, and which speaks for *sites*."""
    own, counted = frozenset(sites), Counter[str]()
    errands: dict[str, Errand] = {}
    for item in feed.items:
        dated = _dated(item, feed.kind, now)
        counted["undated"] += dated.published is None and item.published is not None
        errand = _errand(dated, feed.kind, source, own)
        if errand is None or _too_old(dated, feed.kind, oldest):
            counted["nothing" if errand is None else "old"] += 1
            continue
        counted["elsewhere"] += errand.key not in errands and errand.elsewhere
        errands.setdefault(errand.key, errand)
    return Round(errands=tuple(errands.values()), **counted)


def own_sites(addresses: Iterable[str], declared: Iterable[str] = ()) -> frozenset[str]:
    """The sites that a source at these *addresses* speaks for, with those that its user *declared*."""
    named = (site_of(one if "://" in one else f"https://{one}") for one in declared)
    return frozenset((*map(site_of, addresses), *named)) - {""}


def plain_address(address: str) -> str:
    """*address* without fragment and without what only says where the reader came from."""
    parts = urlsplit(address)
    query = parts.query
    if any(mark in query for mark in TRACKING):
        kept = parse_qsl(query, keep_blank_values=True)
        query = urlencode([(name, value) for name, value in kept if not name.startswith(TRACKING)])
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def _errand(item: Item, kind: FeedKind, source: str, own: frozenset[str]) -> Errand | None:
    address = plain_address(item.address) if item.address else None
    if address is None and not item.content:
        return None
    named = address or f"{source}#{digest(item.guid or item.title)}"
    kept = replace(item, content=(item.content or "")[:LONGEST_CONTENT] or None)
    elsewhere = address is not None and site_of(address) not in own
    key = f"{'elsewhere' if elsewhere else 'page'} {named} {_words(item, kind)}"
    return Errand(key=key, named=named, address=address, item=kept, elsewhere=elsewhere)


def _words(item: Item, kind: FeedKind) -> str:
    """What changes when the article does. Feeds move their `updated` for nothing, a sitemap has no more than that."""
    if kind is FeedKind.SITEMAP:
        return digest("map", item.title, item.updated.date() if item.updated else None)
    return digest("words", item.title, item.content)


def _dated(item: Item, kind: FeedKind, now: datetime) -> Item:
    """*item* with a day that has begun somewhere, or none."""
    latest = now + FIRST_TO_WAKE
    published = item.published if item.published and item.published <= latest else None
    updated = item.updated if item.updated and item.updated <= latest else None
    return replace(item, published=published, updated=updated)


def _too_old(item: Item, kind: FeedKind, oldest: date) -> bool:
    """Whether the item's last word on its day lies before *oldest*; a correction makes an old article news.

    A sitemap's `lastmod` moves with every change of the site's dress, so there the day of publication comes first.
    """
    first = (item.published,) if kind is FeedKind.SITEMAP and item.published else (item.published, item.updated)
    said = max((one for one in first if one), default=None)
    return said is not None and said.date() < oldest
