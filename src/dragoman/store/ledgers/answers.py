"""From the store to a ledger: what each is folded from, and no more of it than it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from sqlalchemy import Connection

from dragoman.ledger import days
from dragoman.ledger.alike import about
from dragoman.ledger.briefing import Briefing, Wanted, brief
from dragoman.ledger.channels import ChannelSessions, channels
from dragoman.ledger.dyads import REACH, Dyad, Period, dyad
from dragoman.ledger.history import MeetingHistory
from dragoman.ledger.meetings import meetings
from dragoman.ledger.positions import Thread, positions
from dragoman.ledger.posture import Movement, posture
from dragoman.ledger.questions import Question, questions
from dragoman.ledger.quotes import Quote, quotes
from dragoman.ledger.sides import channel_name, key, keys
from dragoman.model import Form, Stance
from dragoman.store.brief.material import brief_material
from dragoman.store.database import Database
from dragoman.store.errors import StoreError
from dragoman.store.folds.keys import filed, look_for_keys
from dragoman.store.folds.marks import settled
from dragoman.store.folds.meetings import LEDGER, channel_names, look_for_meetings, meetings_in, sessions_in, together
from dragoman.store.ledgers.between import told_between
from dragoman.store.press.pages import all_rejected
from dragoman.store.told.asked import open_questions
from dragoman.store.told.records import begun_lately, newest_until, told
from dragoman.store.told.threads import threads_since
from dragoman.store.uncollected import without_pauses

Answer = TypeVar("Answer")

LATELY = days.LATELY
"""Days in which a meeting's story, a question and a position are followed back: what is older counts as not told."""

AGAIN = 30
"""Days in which the same words are followed back where only the newest are asked for."""

OF_FORCES = ("MOBILIZE", "RETREAT", "CONCEDE")
ACTS = ("REQUEST", "AGREE", "REJECT", "CONCEDE")
"""Acts that ask and that answer."""


@without_pauses
def dyad_of(
    store: Database, both: tuple[str, str], *, period: Period, since: date | None = None, until: date | None = None
) -> Dyad:
    """The series between two sides of the days *since* to *until*."""
    return dyad(*told_between(store, both, since=since, until=until), both, period=period)


def shown_since(store: Database, *, period: Period, today: date, until: date | None = None) -> date:
    """The first day that a series shows where none is asked for: so many days back from the last that it shows, or
    from the newest one of which an article is there."""
    return days.later(until or newest_until(store, today) or today, -REACH[period])


@without_pauses
def meetings_of(
    store: Database, *, side: str | None = None, on: date | None = None, limit: int | None = None
) -> list[MeetingHistory]:
    """Meetings as they were known *on* a day, those of a *side*; with *limit* the last so many."""
    if on is None:
        return _folded(
            store,
            lambda connection: meetings_in(connection, side=side, limit=limit),
            lambda: _last(_of_side(_meetings(store), side), limit),
        )
    return _last(_of_side(_meetings(store, on=on), side), limit)


@without_pauses
def meetings_to_come(
    store: Database, *, today: date, side: str | None = None, on: date | None = None, limit: int | None = None
) -> list[MeetingHistory]:
    """Meetings that are still to come *today*; of those *on* an earlier day, with what was told of them lately.

    With *limit* the last so many.
    """
    if on is None:
        return _folded(
            store,
            lambda connection: meetings_in(connection, side=side, since=today, limit=limit),
            lambda: _last(_to_come(_of_side(_meetings(store), side), today), limit),
        )
    known = _meetings(store, on=on, since=days.later(today, -LATELY))
    return _last(_to_come(_of_side(known, side), today), limit)


def _meetings(store: Database, *, on: date | None = None, since: date | None = None) -> tuple[MeetingHistory, ...]:
    """The same from the records themselves."""
    every = told(store, "meeting", since=since, earlier_versions=True)
    with store.reads() as connection:
        one = together(connection)
    return meetings((told for told in every if on is None or told.day <= on), together=one)


def _folded(store: Database, kept: Callable[[Connection], Answer], otherwise: Callable[[], Answer]) -> Answer:
    """What the *kept* ledger says once it is up to date; where it cannot be, what the records say."""
    try:
        look_for_meetings(store)
    except StoreError:  # read only, or somebody else writes for long
        return otherwise()
    with store.reads() as connection:
        if settled(connection, LEDGER):
            return kept(connection)
    return otherwise()


def _to_come(known: Iterable[MeetingHistory], today: date) -> list[MeetingHistory]:
    return [one for one in known if one.ahead and one.date and days.last(one.date) >= today]


def _last(found: Sequence[Answer], limit: int | None) -> list[Answer]:
    return list(found if limit is None else found[max(0, len(found) - limit) :])


def _of_side(known: Iterable[MeetingHistory], side: str | None) -> list[MeetingHistory]:
    wanted = keys([side] if side else [])
    return [one for one in known if wanted <= keys(one.parties)]


@without_pauses
def positions_of(
    store: Database, holder: str, *, since: date | None = None, issue: str | None = None, limit: int | None = None
) -> list[Thread]:
    """Where a side stands on an *issue*, or on every one, of all that was told or of what was told *since* a day; with
    *limit* the last so many threads."""

    def records() -> list[Thread]:
        every = told(store, "position", told_since=since)
        held = positions((one for one in every if since is None or one.day >= since), holder=holder)
        return _last(_on_issue(held, issue), limit)

    def filed(connection: Connection) -> list[Thread]:
        return threads_since(connection, holder, since or date.min, issue=issue, limit=limit)

    return _found(store, filed, records)


def _on_issue(threads: Sequence[Thread], issue: str | None) -> list[Thread]:
    """Those of *threads* that are about an issue like this one."""
    named = {one: [one.issue, *(issue for stand in one.stands for issue in stand.issues)] for one in threads}
    return [one for one in threads if issue is None or about(issue, named[one])]


@without_pauses
def channels_of(store: Database, *, name: str | None = None, limit: int | None = None) -> tuple[ChannelSessions, ...]:
    """Every channel with its sessions, or the one of that *name*; with *limit* the last so many sessions of each."""

    def kept(connection: Connection) -> tuple[ChannelSessions, ...]:
        names = channel_names(connection) if name is None else [channel_name(name)]
        return channels(sessions_in(connection, names, limit=limit))

    return _folded(store, kept, lambda: _sessions(_meetings(store), name, limit))


def channels_known(store: Database) -> list[str]:
    """The names of all channels that a meeting goes through."""
    return _folded(store, channel_names, lambda: [one.name for one in channels(_meetings(store))])


def _sessions(known: Iterable[MeetingHistory], name: str | None, limit: int | None) -> tuple[ChannelSessions, ...]:
    every = (one for one in channels(known) if name is None or one.name == channel_name(name))
    return tuple(replace(one, sessions=tuple(_last(one.sessions, limit))) for one in every)


@without_pauses
def posture_of(
    store: Database, side: str, *, since: date | None = None, until: date | None = None, limit: int | None = None
) -> list[Movement]:
    """A side's forces; with *limit* the last so many, from what begins so far back that there are enough."""

    def begun(day: date | None) -> list[Movement]:
        every = told(store, "event", sides=(side,), types=OF_FORCES, since=since, until=until, begun=day)
        return [one for one in posture(every) if key(side) in keys(one.actors)]

    return _lately(store, side, OF_FORCES, begun, None if since or until else limit)[-(limit or 0) :]


@without_pauses
def quotes_of(
    store: Database, who: str, *, since: date | None = None, until: date | None = None, limit: int | None = None
) -> tuple[Quote, ...]:
    """What somebody has said; with *limit* the last so many, the same words followed back over `AGAIN` days."""

    def begun(day: date | None) -> list[Quote]:
        from_day = day and days.later(day, -AGAIN)
        return list(quotes(told(store, "statement", sides=(who,), since=since, until=until, begun=from_day), who))

    return tuple(_lately(store, who, list(Form), begun, None if since or until else limit)[-(limit or 0) :])


def _lately(
    store: Database,
    side: str,
    types: Sequence[str],
    begun: Callable[[date | None], list[Answer]],
    limit: int | None,
) -> list[Answer]:
    """At least *limit* of what is folded from the newest records of a *side*, or all that there is."""
    most = 4 * limit if limit else 0
    day = begun_lately(store, side, types, most=most) if limit else None
    while day and limit and len(found := begun(day)) < limit:
        most *= 4
        day = begun_lately(store, side, types, most=most)
    return found if day else begun(None)


@without_pauses
def questions_of(
    store: Database, side: str | None = None, *, since: date | None = None, limit: int | None = None
) -> list[Question]:
    """Open questions, those that a *side* asks or is asked, of all that was told or of what was told *since* a day; with
    *limit* the last so many."""

    def records() -> list[Question]:
        wanted = keys([side] if side else [])
        every = told(store, "event", "position", types=(*ACTS, *Stance), told_since=since)
        found = questions(one for one in every if since is None or one.day >= since)
        return _last([one for one in found if one.open and wanted <= keys((one.asker, *one.addressees))], limit)

    def filed(connection: Connection) -> list[Question]:
        return list(open_questions(connection, since or date.min, side=side, limit=limit))

    return _found(store, filed, records)


def _found(store: Database, kept: Callable[[Connection], Answer], otherwise: Callable[[], Answer]) -> Answer:
    """What is found by key and day; where nothing can be filed, what all records say."""
    try:
        look_for_keys(store)
    except StoreError:  # read only, or somebody else writes for long
        return otherwise()
    with store.reads() as connection:
        if filed(connection):
            return kept(connection)
    return otherwise()


@without_pauses
def brief_of(store: Database, *, day: date, length: int = 1, wanted: Wanted) -> Briefing:
    """The brief of the *length* days to *day*, beside what was told lately: copies and repetitions are not new."""
    since = day - timedelta(length - 1)
    material = brief_material(store, since=since, day=day, wanted=wanted)
    return brief(material, day=day, since=since, wanted=wanted, rejected=all_rejected(store))
