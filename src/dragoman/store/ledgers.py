"""From the store to a ledger: what each is folded from, and no more of it than it needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from dragoman.ledger import days
from dragoman.ledger.alike import about
from dragoman.ledger.briefing import Briefing, Wanted, briefing
from dragoman.ledger.channels import ChannelSessions, channels
from dragoman.ledger.dyads import Dyad, Period, dyad
from dragoman.ledger.history import MeetingHistory
from dragoman.ledger.meetings import meetings
from dragoman.ledger.positions import Thread, positions
from dragoman.ledger.posture import Movement, posture
from dragoman.ledger.questions import Question, questions
from dragoman.ledger.quotes import Quote, quotes
from dragoman.ledger.sides import key, keys
from dragoman.model import Stance
from dragoman.store.database import Database
from dragoman.store.pages import all_rejected
from dragoman.store.told import mentions, told

LATELY = 180
"""Days in which a meeting's story, a question and a position are followed back: what is older counts as not told."""

OF_FORCES = ("MOBILIZE", "RETREAT", "CONCEDE")
ACTS = ("REQUEST", "AGREE", "REJECT", "CONCEDE")
"""Acts that ask and that answer."""


def dyad_of(
    store: Database, both: tuple[str, str], *, period: Period, since: date | None = None, until: date | None = None
) -> Dyad:
    """The series between two sides."""
    events = told(store, "event", sides=both, since=since, until=until)
    return dyad(events, mentions(store, *both, since=since, until=until), both, period=period)


def meetings_of(store: Database, *, side: str | None = None, on: date | None = None) -> list[MeetingHistory]:
    """Meetings as they were known *on* a day, those of a *side*."""
    every = told(store, "meeting", earlier_versions=True)
    return _of_side(meetings(one for one in every if on is None or one.day <= on), side)


def meetings_to_come(
    store: Database, *, today: date, side: str | None = None, on: date | None = None
) -> list[MeetingHistory]:
    """Meetings that are still to come *today*, with what was told of them lately."""
    every = told(store, "meeting", since=days.later(today, -LATELY), earlier_versions=True)
    known = _of_side(meetings(one for one in every if on is None or one.day <= on), side)
    return [one for one in known if one.ahead and one.date and days.last(one.date) >= today]


def _of_side(known: Iterable[MeetingHistory], side: str | None) -> list[MeetingHistory]:
    wanted = keys([side] if side else [])
    return [one for one in known if wanted <= keys(one.parties)]


def positions_of(store: Database, holder: str) -> list[Thread]:
    """Where a side stands on every issue."""
    return list(positions(told(store, "position"), holder=holder))


def on_issue(threads: Sequence[Thread], issue: str | None) -> list[Thread]:
    """Those of *threads* that are about an issue like this one."""
    named = {one: [one.issue, *(issue for stand in one.stands for issue in stand.issues)] for one in threads}
    return [one for one in threads if issue is None or about(issue, named[one])]


def channels_of(store: Database) -> tuple[ChannelSessions, ...]:
    """Every channel with its sessions."""
    return channels(meetings(told(store, "meeting", earlier_versions=True)))


def posture_of(store: Database, side: str, *, since: date | None = None, until: date | None = None) -> list[Movement]:
    """A side's forces."""
    every = told(store, "event", sides=(side,), types=OF_FORCES, since=since, until=until)
    return [one for one in posture(every) if key(side) in keys(one.actors)]


def quotes_of(store: Database, who: str, *, since: date | None = None, until: date | None = None) -> tuple[Quote, ...]:
    """What somebody has said."""
    return quotes(told(store, "statement", sides=(who,), since=since, until=until), who)


def questions_of(store: Database, side: str | None = None) -> list[Question]:
    """Open questions, those that a *side* asks or is asked."""
    wanted = keys([side] if side else [])
    every = questions(told(store, "event", "position", types=(*ACTS, *Stance)))
    return [one for one in every if one.open and wanted <= keys((one.asker, *one.addressees))]


def brief_of(store: Database, *, day: date, length: int = 1, wanted: Wanted) -> Briefing:
    """The brief of the *length* days to *day*, beside what was told lately: copies and repetitions are not new."""
    since = day - timedelta(length - 1)
    lately = days.later(since, -LATELY)
    every = [
        *told(store, "event", "meeting", "position", told_since=lately, earlier_versions=True),
        *told(store, "meeting", since=lately, earlier_versions=True),
    ]
    return briefing(every, day=day, since=since, wanted=wanted, rejected=all_rejected(store))
