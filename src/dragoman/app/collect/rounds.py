"""A source's answer → how it stands now, what happened, and the pages to fetch because of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import msgspec

from dragoman.app.collect.allowing import allow_of, hosts_in
from dragoman.app.collect.asking import Answer, Failure, Wanted, World, ask
from dragoman.app.collect.told import Told
from dragoman.app.sources import sources_of
from dragoman.collect.alternates import alternates, is_html
from dragoman.collect.bounded import Worker
from dragoman.collect.feeds import feed
from dragoman.collect.items import Feed, FeedKind, Item
from dragoman.collect.politeness import Pace, after_answer, after_failure, gap
from dragoman.collect.rounds import Errand, Round, cutoff, own_sites, round_of
from dragoman.collect.sites import host_of, site_of
from dragoman.model import Unreadable
from dragoman.net import Allow, Fetched, Validators
from dragoman.store import (
    Database,
    Entry,
    Happened,
    Job,
    Source,
    SourceKind,
    Standing,
    Trouble,
    Watched,
    unknown_jobs,
)
from dragoman.store.sources.health import pace_of

ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
MOST_MAPS = 50
"""Sitemaps of one index that are read in a round."""
PAGE, FILE = "page", "file"
"""Kinds of jobs."""
NOT_MODIFIED, GONE = 304, 410


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a job says: the page of an *errand*, or the file at *path*, for the sake of a source."""

    source: str
    errand: Errand | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """What became of a source in a round: how it stands, what happened, which jobs it makes necessary."""

    watched: Watched
    entries: tuple[Entry, ...]
    jobs: tuple[Job, ...] = ()
    errands: tuple[Errand, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a round needs at hand. *since* is a day that the user gives for this run alone."""

    database: Database
    world: World
    worker: Worker
    since: date | None = None


def wanted_of(watched: Watched, *, since: date | None = None, insists: bool = False) -> Wanted:
    """The request for a source: "only if it changed", unless older items are *since* wanted too."""
    source, standing = watched.source, watched.standing
    known = None if since else Validators(etag=standing.etag, last_modified=standing.last_modified)
    accept = None if source.kind is SourceKind.PAGE else ACCEPT
    return Wanted(
        url=source.address,
        work=watched,
        allow=leave_of(source),
        validators=known,
        accept=accept,
        insists=insists,
    )


def leave_of(source: Source) -> Allow:
    """What a source may reach beyond the public addresses."""
    return allow_of(source.allow, source.address)


def speaks_for(source: Source) -> frozenset[str]:
    """The sites that are a source's own."""
    return own_sites([source.address], (*source.sites, *hosts_in(source.allow)))


def turned(desk: Desk, watched: Watched, answer: Answer) -> Turned:
    """What a source has become by its *answer*."""
    if isinstance(answer, Failure):
        return _paused(desk, watched, answer) if answer.status == GONE else failed(desk, watched, answer)
    if answer.status == NOT_MODIFIED:
        return _unchanged(desk, watched)
    try:
        round = found_in(desk, watched.source, answer)
    except Unreadable as error:
        return failed(desk, watched, Failure(reason=error.reason, remedy=_instead(answer)))
    moved, entries = _moved(watched, answer, desk.world.now())
    kept = replace(moved.standing, etag=answer.etag, last_modified=answer.last_modified)
    return _given(desk, replace(moved, standing=kept), round, entries)


def found_in(desk: Desk, source: Source, answer: Fetched) -> Round:
    """The errands of the feed or sitemap in an answer. Raises `Unreadable`."""
    whole = _with_maps(desk, source, read_feed(desk.worker, answer))
    oldest = cutoff(since=desk.since or source.since, added=source.added)
    return round_of(whole, source=source.address, sites=speaks_for(source), oldest=oldest, now=desk.world.now())


def read_feed(worker: Worker, answer: Fetched) -> Feed:
    """The feed in an answer, read where it can do no harm. Raises `Unreadable`."""
    if is_html(answer.body, answer.content_type):
        raise Unreadable("collect", f"{answer.url} is an HTML page, not a feed")
    return worker.run(feed, answer.body, url=answer.url, content_type=answer.content_type, charset=answer.charset)


def _with_maps(desk: Desk, source: Source, found: Feed) -> Feed:
    """*found* with the items of the sitemaps that it lists, where it is an index of those."""
    if found.kind is not FeedKind.SITEMAP_INDEX:
        return found
    items: list[Item] = []
    own = [one for one in found.more if site_of(one) in speaks_for(source)]
    for address in own[:MOST_MAPS]:
        answer = ask(desk.database, desk.world, Wanted(url=address, allow=leave_of(source), accept=ACCEPT))
        if isinstance(answer, Failure):
            raise Unreadable("net", f"{address}: {answer.reason}")
        items += read_feed(desk.worker, answer).items
    return replace(found, kind=FeedKind.SITEMAP, items=tuple(items), more=())


def page_turned(desk: Desk, watched: Watched, answer: Fetched, page: Told | None) -> Turned:
    """What a source that is a single page has become, after what became of the *page*."""
    if page is not None and page.what is Happened.REJECTED:
        return failed(desk, watched, Failure(reason=page.reason, remedy="check the address, or add a feed instead"))
    new = page is not None and page.what is Happened.STORED
    moved, entries = _moved(watched, answer, desk.world.now())
    standing = answered(desk.world, moved, new=int(new))
    kept = replace(standing, gave=1, etag=answer.etag, last_modified=answer.last_modified)
    entry = Entry(at=desk.world.now(), what=Happened.READ, reason="a new version" if new else "known already")
    return Turned(watched=replace(moved, standing=kept), entries=(*entries, entry))


def folder_turned(desk: Desk, watched: Watched) -> Turned:
    """What a folder has become: a job for each file that is new or changed."""
    path, now = watched.source.address, desk.world.now()
    if not Path(path).exists():
        remedy = f"make it, or remove the source: dragoman sources remove {watched.source.name}"
        return failed(desk, watched, Failure(reason=f"there is no {path}", remedy=remedy))
    jobs = [_file_job(watched.source, file, now) for file in sources_of([path]) if Path(file).is_file()]
    return _with_jobs(desk, watched, jobs, [], 0)


def _file_job(source: Source, path: str, now: datetime) -> Job:
    seen = Path(path).stat()
    payload = msgspec.json.encode(Work(source=source.name, path=path))
    return Job(key=f"file {path} {seen.st_size} {seen.st_mtime_ns}", kind=FILE, payload=payload, due=now)


def failed(desk: Desk, watched: Watched, failure: Failure) -> Turned:
    """A source that gave nothing, to be asked again later and later; one that was not asked only waits."""
    now, standing = desk.world.now(), watched.standing
    if failure.asked:
        pace = after_failure(pace_of(standing), now=now, chance=desk.world.chance(), retry_after=failure.retry_after)
    else:
        pace = replace(pace_of(standing), due=now + (failure.retry_after or pace_of(standing).interval))
    trouble = Trouble(reason=failure.reason, remedy=failure.remedy)
    entry = Entry(at=now, what=Happened.FAILED, reason=failure.reason, remedy=failure.remedy)
    return Turned(watched=replace(watched, standing=paced(replace(standing, trouble=trouble), pace)), entries=(entry,))


def _paused(desk: Desk, watched: Watched, failure: Failure) -> Turned:
    why = f"{failure.reason}: {failure.remedy}"
    entry = Entry(at=desk.world.now(), what=Happened.PAUSED, reason=failure.reason, remedy=failure.remedy)
    trouble = Trouble(reason=failure.reason, remedy=failure.remedy)
    return Turned(
        watched=replace(watched, standing=replace(watched.standing, paused=why, trouble=trouble)), entries=(entry,)
    )


def _unchanged(desk: Desk, watched: Watched) -> Turned:
    standing = answered(desk.world, watched, new=0)
    entry = Entry(at=desk.world.now(), what=Happened.UNCHANGED, reason="nothing has changed")
    return Turned(watched=replace(watched, standing=replace(standing, gave=0)), entries=(entry,))


def _moved(watched: Watched, answer: Fetched, now: datetime) -> tuple[Watched, list[Entry]]:
    """The source at its new address, where its server says that it has moved for good."""
    source = watched.source
    if not answer.moved or answer.moved == source.address:
        return watched, []
    if source.allow and host_of(answer.moved) != host_of(source.address):
        return watched, []  # its leave to reach what is not public goes with it to no other host
    sites = tuple(dict.fromkeys((*source.sites, site_of(source.address))))
    note = Entry(at=now, what=Happened.MOVED, reason=f"moved for good from {source.address}", address=answer.moved)
    return replace(watched, source=replace(source, address=answer.moved, sites=sites)), [note]


def _given(desk: Desk, watched: Watched, round: Round, entries: list[Entry]) -> Turned:
    now, source = desk.world.now(), watched.source
    if watched.standing.answered is None or desk.since:
        entries += [Entry(at=now, what=Happened.NOTED, reason=note) for note in _notes(round, desk, source)]
    jobs = _page_jobs(source, round.errands, now)
    made = _with_jobs(desk, watched, jobs, entries, round.passed_over)
    wanted = {job.key for job in made.jobs}
    return replace(made, errands=tuple(one for one in round.errands if one.key in wanted))


def _page_jobs(source: Source, errands: Iterable[Errand], now: datetime) -> Iterator[Job]:
    """A job each, due at the pace of its host, so that a source with much news does not hold up the others."""
    at_host = Counter[str]()
    for one in errands:
        host = host_of(one.address or "")
        due = now + gap(None) * at_host[host]
        at_host[host] += 1
        yield Job(key=one.key, kind=PAGE, payload=msgspec.json.encode(Work(source=source.name, errand=one)), due=due)


def _with_jobs(desk: Desk, watched: Watched, jobs: Iterable[Job], entries: list[Entry], passed_over: int) -> Turned:
    """The source with those of the jobs that are new."""
    by_key = {job.key: job for job in jobs}
    new = unknown_jobs(desk.database, by_key)
    standing = replace(answered(desk.world, watched, new=len(new)), gave=len(by_key), passed_over=passed_over)
    entry = Entry(at=desk.world.now(), what=Happened.READ, reason=f"{_items(len(by_key))}, {len(new)} new")
    kept = tuple(job for key, job in by_key.items() if key in new)
    return Turned(watched=replace(watched, standing=standing), entries=(*entries, entry), jobs=kept)


def _notes(round: Round, desk: Desk, source: Source) -> Iterable[str]:
    oldest = cutoff(since=desk.since or source.since, added=source.added)
    if round.old:
        yield f"passed over, from before {oldest}: {_items(round.old)}; dragoman fetch --since takes older ones"
    if round.nothing:
        yield f"passed over, without an address and a text: {_items(round.nothing)}"
    if round.undated:
        yield f"taken without its day, which is still to come: {_items(round.undated)}"
    if round.elsewhere:
        yield f"read, but not as {source.name}'s own, for it stands on other sites: {_items(round.elsewhere)}"


def _items(number: int) -> str:
    return f"{number} {'item' if number == 1 else 'items'}"


def answered(world: World, watched: Watched, *, new: int) -> Standing:
    """How a source stands that has answered with *new* items."""
    now = world.now()
    pace = after_answer(pace_of(watched.standing), new=new, every=watched.source.every, now=now, chance=world.chance())
    return paced(replace(watched.standing, answered=now, trouble=None), pace)


def _instead(answer: Fetched) -> str:
    """What to do where an answer is no feed."""
    named = alternates(answer.body, answer.url) if is_html(answer.body, answer.content_type) else ()
    if named:
        return f"it names a feed: dragoman sources add {named[0]}"
    return "check the address on the site, or add it as a page: --kind page"


def paced(standing: Standing, pace: Pace) -> Standing:
    """*standing* at another pace."""
    return replace(
        standing,
        due=pace.due,
        interval=pace.interval,
        failures=pace.failures,
        news=pace.news,
        usual=pace.usual,
    )
