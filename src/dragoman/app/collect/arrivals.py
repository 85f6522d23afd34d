"""A page that a source told of → its reading in the store, or why not, and its job's end: all in one step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from dragoman.app.collect.asking import Answer, Failure
from dragoman.app.collect.feed_words import is_stub, page_of, stated_day
from dragoman.app.collect.rounds import Desk, speaks_for
from dragoman.app.collect.told import Told
from dragoman.app.pipeline import attempted, pages_of, reading_of
from dragoman.app.sources import Page, shown
from dragoman.app.store.ingesting import LASTING, page_key
from dragoman.collect.items import Item
from dragoman.collect.politeness import again
from dragoman.collect.rounds import Errand
from dragoman.collect.sites import site_of
from dragoman.knowledge import Holder
from dragoman.model import Basis, Interval, Reading, Rejected
from dragoman.net import Fetched
from dragoman.store import (
    Entry,
    Happened,
    Lease,
    Sighting,
    Source,
    admitted,
    dealt_with,
    keep_done,
    keep_reading,
    keep_rejected,
    put_off,
    taught,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A page in hand, for the sake of *source*. *note* says why it stands in the words of the feed, where it does."""

    page: Page
    source: Source
    elsewhere: bool = False
    item: Item | None = None
    note: str | None = None


def dealt(desk: Desk, held: Lease, source: Source, errand: Errand, answer: Answer | None) -> Told | None:
    """What became of an errand by the *answer* for its page; none where another process has taken it over.

    Without an answer there is no page but what the feed itself says.
    """
    if isinstance(answer, Fetched):
        page = Page(source=shown(answer.url), content=answer.body, url=answer.url, charset=answer.charset)
        elsewhere = site_of(answer.url) not in speaks_for(source)
        return _arrived(desk, held, Arrival(page=page, source=source, elsewhere=elsewhere, item=errand.item))
    if answer is not None and not answer.lasting and (told := _put_off(desk, held, source, errand, answer)):
        return told
    why = "it names no page" if answer is None else answer.reason
    if (words := _in_feed(source, errand, why)) is not None:
        return _arrived(desk, held, words)
    return _rejected(desk, held, source, Rejected(source=errand.named, stage="net", reason=why))


def page_dealt(desk: Desk, source: Source, answer: Fetched) -> Told | None:
    """What became of a source that is a single page."""
    page = Page(source=shown(answer.url), content=answer.body, url=answer.url, charset=answer.charset)
    return _arrived(desk, None, Arrival(page=page, source=source))


def file_dealt(desk: Desk, held: Lease, source: Source, path: str) -> Iterator[Told]:
    """What became of the pages in a file, each told when it is stored; the job ends after the last."""
    known = taught(desk.database)
    for page in pages_of(path, now=desk.world.now()):
        if isinstance(page, Rejected):
            told = _rejected(desk, None, source, page)
        elif dealt_with(desk.database, page_key(page, None, known)) is None:
            told = _arrived(desk, None, Arrival(page=page, source=source))
        else:
            continue
        yield from (told,) if told else ()
    keep_done(desk.database, held, source=source.name, now=desk.world.now())


def _arrived(desk: Desk, held: Lease | None, arrival: Arrival) -> Told | None:
    """Reads and stores a page; what was read before is only noted, and a stub gives way to the words of its feed."""
    page, day, known = arrival.page, stated_day(arrival.item), taught(desk.database)
    key = page_key(page, day, known)
    before = dealt_with(desk.database, key)
    if isinstance(before, Rejected):
        result: Reading | Rejected = before
    elif before is not None:
        return _known(desk, held, arrival, before)
    else:
        result = attempted(page.source, lambda: _reading(page, day, desk, known))
    words = None if arrival.note or arrival.item is None else _fuller(arrival, result)
    if words is not None:
        return _arrived(desk, held, words)
    if isinstance(result, Rejected):
        why = f"{arrival.note}; and in the feed itself: {result.reason}" if arrival.note else result.reason
        lasting = key if result.stage in LASTING else None
        return _rejected(desk, held, arrival.source, replace(result, reason=why), lasting)
    let_in = admitted(desk.database, result)
    if isinstance(let_in, Rejected):
        return _turned_away(desk, held, arrival, let_in)
    return _stored(desk, held, arrival, let_in, key)


def _turned_away(desk: Desk, held: Lease | None, arrival: Arrival, why: Rejected) -> Told | None:
    """A page that is to be forgotten leaves nothing behind, not even why it was rejected."""
    source = arrival.source.name
    if held is not None and not keep_done(desk.database, held, source=source, now=desk.world.now()):
        return None
    return Told(source=source, what=Happened.REJECTED, reason=why.reason, address=why.source)


def _reading(page: Page, day: date | None, desk: Desk, known: tuple[Holder, ...]) -> Reading:
    """What a page tells; the *day* that its feed states counts where the page states none."""
    reading = reading_of(page, published=None, now=desk.world.now(), taught=known)
    if day is None or reading.article.published is not None:
        return reading
    dated = reading_of(page, published=day, now=desk.world.now(), taught=known)
    return replace(dated, article=replace(dated.article, published=Interval.day(day, Basis.PAGE)))


def _fuller(arrival: Arrival, result: Reading | Rejected) -> Arrival | None:
    """The words of the feed, where the page holds no article or only the beginning of it."""
    item, url = arrival.item, arrival.page.url
    if item is None or url is None:
        return None
    if isinstance(result, Reading) and not is_stub(result.article, item):
        return None
    why = result.reason if isinstance(result, Rejected) else "its page shows only the beginning"
    page = page_of(item, url)
    return None if page is None else replace(arrival, page=page, note=why)


def _in_feed(source: Source, errand: Errand, why: str) -> Arrival | None:
    page = page_of(errand.item, errand.named)
    if page is None:
        return None
    return Arrival(page=page, source=source, elsewhere=errand.elsewhere, item=errand.item, note=why)


def _stored(desk: Desk, held: Lease | None, arrival: Arrival, reading: Reading, key: str) -> Told | None:
    source, now, address = arrival.source, desk.world.now(), arrival.page.source
    entries = []
    if arrival.note:
        reason = f"read in the words of the feed itself: {arrival.note}"
        entries = [Entry(at=now, what=Happened.NOTED, reason=reason, address=address)]
    kept = keep_reading(
        desk.database,
        _named(reading, source, elsewhere=arrival.elsewhere),
        sighting=Sighting(source=source.name, elsewhere=arrival.elsewhere, from_feed=arrival.note is not None),
        page=key,
        now=now,
        held=held,
        entries=entries,
    )
    if kept is None:
        return None
    what, reason = Happened.STORED if kept.new else Happened.KNOWN, entries[0].reason if entries else ""
    return Told(source=source.name, what=what, reason=reason, address=address, reading=kept.reading)


def _named(reading: Reading, source: Source, *, elsewhere: bool) -> Reading:
    """*reading* with its source's outlet, which nothing that stands elsewhere may call itself."""
    article, own = reading.article, source.outlet
    if elsewhere:
        outlet = None if own and (article.outlet or "").casefold() == own.casefold() else article.outlet
    else:
        outlet = own or article.outlet
    return replace(reading, article=replace(article, outlet=outlet))


def _known(desk: Desk, held: Lease | None, arrival: Arrival, reading: str) -> Told | None:
    source, address = arrival.source.name, arrival.page.url or arrival.page.source
    if held is not None:
        now, elsewhere = desk.world.now(), arrival.elsewhere
        if not keep_done(desk.database, held, source=source, now=now, address=address, elsewhere=elsewhere):
            return None
    return Told(source=source, what=Happened.KNOWN, address=address, reading=reading)


def _rejected(desk: Desk, held: Lease | None, source: Source, why: Rejected, key: str | None = None) -> Told | None:
    now, reason = desk.world.now(), f"{why.reason} [{why.stage}]"
    entry = Entry(at=now, what=Happened.REJECTED, reason=reason, address=why.source)
    if not keep_rejected(desk.database, why, source=source.name, now=now, held=held, page=key, entries=[entry]):
        return None
    return Told(source=source.name, what=Happened.REJECTED, reason=reason, address=why.source)


def _put_off(desk: Desk, held: Lease, source: Source, errand: Errand, failure: Failure) -> Told | None:
    """Puts an errand off, where it has not been tried often enough; one that was not tried at all only waits."""
    now = desk.world.now()
    tries = held.attempts if failure.asked else 1
    then = again(tries, now=now, chance=desk.world.chance(), retry_after=failure.retry_after)
    if then is None:
        return None
    reason = f"{failure.reason}; it is asked for again after {then:%Y-%m-%d %H:%M} UTC"
    entry = Entry(at=now, what=Happened.FAILED, reason=reason, address=errand.address, remedy=failure.remedy)
    put_off(
        desk.database, held, why=failure.reason, again=then, source=source.name, tried=failure.asked,
        entries=[entry] if failure.asked else [],
    )  # fmt: skip
    return Told(source=source.name, what=Happened.FAILED, reason=reason, remedy=failure.remedy, address=errand.address)
