"""What a user names → a source: looked at once, so that it is known what it gives before it is kept."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from dragoman.app.collect.allowing import allow_of
from dragoman.app.collect.asking import Failure, Wanted, ask
from dragoman.app.collect.rounds import ACCEPT, Desk, leave_of, read_feed
from dragoman.app.sources import URL, shown
from dragoman.collect.alternates import alternates, is_html
from dragoman.collect.items import Feed, FeedKind
from dragoman.collect.politeness import FIRST_INTERVAL, SHORTEST_INTERVAL
from dragoman.collect.sites import host_of
from dragoman.model import Unreadable
from dragoman.net import Fetched
from dragoman.store import Source, SourceKind, Standing, Watched

UNFIT = re.compile(r"[^\w.:-]+")
DURATION = re.compile(r"(\d{1,5})\s*(m|min|h|d)", re.IGNORECASE)
UNITS = {"m": "minutes", "min": "minutes", "h": "hours", "d": "days"}
MAPS = (FeedKind.SITEMAP, FeedKind.SITEMAP_INDEX)
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A source as it was found, with what its user should know of that."""

    source: Source
    note: str | None = None


def duration(written: str) -> timedelta:
    """How often, as a user writes it: 30m, 2h, 1d. Raises `ValueError` with the remedy."""
    found = DURATION.fullmatch(written.strip())
    if not found:
        raise ValueError(f"{written!r} is no time: write 30m, 2h or 1d")
    often = timedelta(**{UNITS[found.group(2).lower()]: int(found.group(1))})
    if not SHORTEST_INTERVAL <= often <= timedelta(days=30):
        raise ValueError(f"{written!r} is too often or too seldom: write something from 10m to 30d")
    return often


def checked(source: Source) -> Source:
    """*source*, where its address and leave can be used. Raises `ValueError` with the remedy."""
    allow_of(source.allow, source.address)
    if URL.match(source.address):
        if source.kind is SourceKind.FOLDER:
            raise ValueError(f"{shown(source.address)} is no folder: write --kind feed, sitemap or page")
        if not source.address.lower().startswith(("http://", "https://")) or not host_of(source.address):
            raise ValueError(f"{shown(source.address)} cannot be collected: write http:// or https://")
        if shown(source.address) != source.address:
            raise ValueError(f"{shown(source.address)} carries a user name or password: leave it out")
        return source
    path = Path(source.address).expanduser()
    if not path.exists():
        raise ValueError(f"there is no {path}: check the path, or write https:// before an address of the web")
    return replace(source, address=str(path.resolve()), kind=SourceKind.FOLDER)


def looked_at(desk: Desk, source: Source) -> Found:
    """*source* with the kind that it is; a page that names a feed gives way to that feed. Raises `Unreadable`."""
    answer = _asked(desk, source, source.address)
    if not is_html(answer.body, answer.content_type):
        found = _kind(read_feed(desk.worker, answer))
        return Found(source=replace(_moved(source, answer), kind=found))
    for address in alternates(answer.body, answer.url)[:1]:
        feed = read_feed(desk.worker, _asked(desk, source, address))
        note = f"{source.address} is a page that names a feed; the feed is collected: {address}"
        return Found(source=replace(source, address=address, kind=_kind(feed)), note=note)
    note = f"{source.address} is a page that names no feed; the page itself is watched for changes"
    return Found(source=replace(source, kind=SourceKind.PAGE), note=note)


def _asked(desk: Desk, source: Source, address: str) -> Fetched:
    wanted = Wanted(url=address, allow=leave_of(source), accept=f"{ACCEPT}, text/html", insists=True)
    answer = ask(desk.database, desk.world, wanted)
    if isinstance(answer, Failure):
        raise Unreadable("net", f"{answer.reason} ({answer.remedy})")
    return answer


def _moved(source: Source, answer: Fetched) -> Source:
    return replace(source, address=answer.moved) if answer.moved and not source.allow else source


def _kind(found: Feed) -> SourceKind:
    return SourceKind.SITEMAP if found.kind in MAPS else SourceKind.FEED


def named(wanted: str | None, address: str, taken: Container[str]) -> str:
    """The *wanted* name, or one made of the address that is not *taken* yet."""
    if wanted is not None:
        return wanted
    base = host_of(address).removeprefix("www.") if URL.match(address) else Path(address).name or "folder"
    name = (UNFIT.sub("-", base).strip("-") or "source")[:LONGEST_NAME]
    numbered = (f"{name}-{number}" for number in range(2, 100_000))
    return name if name.casefold() not in taken else next(one for one in numbered if one.casefold() not in taken)


def fresh(source: Source) -> Watched:
    """A source that has not been asked yet and is due at once."""
    return Watched(source=source, standing=Standing(due=source.added, interval=source.every or FIRST_INTERVAL))
