"""Rounds of collecting: every due source is asked, then the pages that it told of; the store holds what is to do."""

from __future__ import annotations

import os
import platform
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeGuard
from uuid import uuid4

import msgspec

from dragoman.app.collect.asking import Failure, Wanted, answers, fault
from dragoman.app.collect.rounds import (
    FILE,
    NOT_MODIFIED,
    PAGE,
    Desk,
    Turned,
    Work,
    failed,
    folder_turned,
    leave_of,
    page_turned,
    turned,
    wanted_of,
)
from dragoman.app.collect.told import Told, told
from dragoman.collect.politeness import resumed
from dragoman.model import DragomanError
from dragoman.net import Fetched
from dragoman.store import (
    Happened,
    Lease,
    Source,
    SourceKind,
    Watched,
    due_sources,
    free_leases,
    keep_done,
    keep_source,
    lease,
    next_due,
    source_named,
)
from dragoman.store.sources.watched import claim_source, unclaim_source

KINDS = (PAGE, FILE)
LEASE = timedelta(minutes=15)
CLAIM = timedelta(minutes=5)
"""After which a source that a collector took, and was killed over, is due again."""
BATCH = 64
"""Pages that are asked for together."""
LONGEST_NAP = timedelta(minutes=1)
"""After which a collector that waits looks whether somebody has added a source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A job that we hold, its work and the source that it is for."""

    lease: Lease
    work: Work
    source: Source


def rounds(desk: Desk, *, once: bool) -> Iterator[Told]:
    """Collects, and tells what is done when it is: *once*, or until the world stops us."""
    free_leases(desk.database, _gone)
    yield from _round(desk) if once else _many(desk)


def _round(desk: Desk) -> Iterator[Told]:
    """Every due source once, and then every page that is due before the last of those that they tell of."""
    last = yield from _sources(desk)
    while not desk.world.stop.is_set():
        dealt_with = yield from _pages(desk)
        if dealt_with:
            continue
        due = next_due(desk.database, KINDS, of_sources=False)
        if due is None or due > max(last, desk.world.now()):
            return
        _nap(desk, due)


def _many(desk: Desk) -> Iterator[Told]:
    _spread(desk)
    while not desk.world.stop.is_set():
        yield from _sources(desk)
        desk = replace(desk, since=None)  # what is older has been asked for
        dealt_with = yield from _pages(desk)
        if not dealt_with:
            _nap(desk, next_due(desk.database, KINDS))


def preview(desk: Desk, several: tuple[Watched, ...]) -> Iterator[tuple[Watched, Turned]]:
    """What each source would give now; nothing of it is stored."""
    for watched, answer in _asked(desk, several, insists=True):
        yield watched, _turned(desk, watched, answer)


def _sources(desk: Desk) -> Generator[Told, None, datetime]:
    """Asks the sources that are due; when the last of the pages is due that they tell of."""
    last = desk.world.now()
    with _claimed(desk, last) as mine:
        for watched, answer in _asked(desk, tuple(mine)):
            if _is_page(answer, watched):
                made = yield from _page_read(desk, watched, answer)
            else:
                made = _turned(desk, watched, answer)
            new = keep_source(desk.database, made.watched, before=watched, entries=made.entries, wanted=made.jobs)
            mine.remove(watched)
            if new is not None:
                yield from _entries_told(made, new)
                last = max([last, *(job.due for job in made.jobs)])
    return last


@contextmanager
def _claimed(desk: Desk, now: datetime) -> Iterator[list[Watched]]:
    """The due sources that no other collector has taken; those that are still in the list at the end are due as before."""
    until = now + CLAIM
    mine = [one for one in due_sources(desk.database, now=now) if claim_source(desk.database, one, until=until)]
    try:
        yield mine
    finally:
        for one in mine:
            unclaim_source(desk.database, one, until=until)


def _is_page(answer: Fetched | Failure | None, watched: Watched) -> TypeGuard[Fetched]:
    """Whether an answer is the page itself that is watched, and not unchanged."""
    return watched.source.kind is SourceKind.PAGE and isinstance(answer, Fetched) and answer.status != NOT_MODIFIED


def _page_read(desk: Desk, watched: Watched, answer: Fetched) -> Generator[Told, None, Turned]:
    from dragoman.app.collect.arrivals import (
        page_dealt,
    )  # the reader is slow to load, and a round without news needs none

    page = page_dealt(desk, watched.source, answer)
    if page is not None:
        yield page
    return page_turned(desk, watched, answer, page)


def _asked(
    desk: Desk, several: tuple[Watched, ...], *, insists: bool = False
) -> Iterator[tuple[Watched, Fetched | Failure | None]]:
    """Each source with its answer; a folder needs none."""
    afar = [one for one in several if one.source.kind is not SourceKind.FOLDER]
    yield from ((one, None) for one in several if one.source.kind is SourceKind.FOLDER)
    wanted = [wanted_of(one, since=desk.since, insists=insists) for one in afar]
    for asked, answer in answers(desk.database, desk.world, wanted):
        yield asked.work, answer


def _turned(desk: Desk, watched: Watched, answer: Fetched | Failure | None) -> Turned:
    if _is_page(answer, watched):
        return page_turned(desk, watched, answer, None)
    try:
        return folder_turned(desk, watched) if answer is None else turned(desk, watched, answer)
    except DragomanError:
        raise
    except Exception as error:  # a fault of ours costs one source, not the run
        return failed(desk, watched, Failure(reason=fault(error), remedy="report it"))


def _entries_told(made: Turned, new: int) -> Iterator[Told]:
    """The entries of a round; the last one says how it ended."""
    *notes, last = (told(made.watched.source.name, entry) for entry in made.entries)
    yield from notes
    yield replace(last, new=new if last.what is Happened.READ else None)


def _pages(desk: Desk) -> Generator[Told, None, bool]:
    """A batch of what waits to be fetched; whether there was anything."""
    batch = _leased(desk, f"{platform.node()} {os.getpid()} {uuid4().hex[:8]}")
    if batch:
        yield from _batch_dealt(desk, batch)
    return bool(batch)


def _batch_dealt(desk: Desk, batch: list[Held]) -> Iterator[Told]:
    """What became of jobs: first those that need no net, then the others as their answers come."""
    from dragoman.app.collect.arrivals import dealt, file_dealt

    afar: list[Wanted] = []
    for held in batch:
        errand, path = held.work.errand, held.work.path
        if path is not None:
            yield from file_dealt(desk, held.lease, held.source, path)
        elif errand is not None and errand.address is not None:
            afar.append(Wanted(url=errand.address, work=held, allow=leave_of(held.source)))
        elif errand is not None and (done := dealt(desk, held.lease, held.source, errand, None)):
            yield done
    for asked, answer in answers(desk.database, desk.world, afar):
        if done := dealt(desk, asked.work.lease, asked.work.source, asked.work.work.errand, answer):
            yield done


def _leased(desk: Desk, holder: str) -> list[Held]:
    """The next jobs, ours for a while; those of a source that was removed are ended."""
    batch: list[Held] = []
    while len(batch) < BATCH:
        now = desk.world.now()
        held = lease(desk.database, holder=holder, now=now, length=LEASE, kinds=KINDS)
        if held is None:
            break
        work = msgspec.json.decode(held.job.payload, type=Work)
        watched = source_named(desk.database, work.source)
        if watched is None:
            keep_done(desk.database, held, source=work.source, now=now)
            continue
        batch.append(Held(lease=held, work=work, source=watched.source))
    return batch


def _spread(desk: Desk) -> None:
    """Sources that came due while nobody collected are asked one after another, not all at once."""
    now = desk.world.now()
    late = due_sources(desk.database, now=now)
    for place, one in enumerate(late):
        due = resumed(place, len(late), now=now, chance=desk.world.chance())
        keep_source(desk.database, replace(one, standing=replace(one.standing, due=due)), before=one)


def _nap(desk: Desk, due: datetime | None) -> None:
    """Waits until something is *due*, and not for long: somebody may add a source meanwhile."""
    nap = LONGEST_NAP if due is None else min(max(due - desk.world.now(), timedelta(0)), LONGEST_NAP)
    desk.world.wait(desk.world.stop, nap.total_seconds())


def _gone(holder: str) -> bool:
    """Whether the process that holds jobs ran on this machine and is no more."""
    host, _, rest = holder.partition(" ")
    pid = rest.partition(" ")[0]
    if host != platform.node() or not pid.isdecimal():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return int(pid) == os.getpid()
