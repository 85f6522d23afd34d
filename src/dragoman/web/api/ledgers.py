"""The ledgers through the API: the same values as the commands' `--json`, the newest first, each with its words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from dragoman.ledger.briefing import Briefing
from dragoman.ledger.channels import ChannelSessions
from dragoman.ledger.dyads import Dyad, Period
from dragoman.ledger.history import MeetingHistory
from dragoman.ledger.positions import Thread
from dragoman.ledger.posture import Movement
from dragoman.ledger.questions import Question
from dragoman.ledger.quotes import Quote
from dragoman.ledger.told import Told
from dragoman.store import naming
from dragoman.store.calendar.meetings import meeting_with
from dragoman.store.ledgers.answers import (
    channels_of,
    dyad_of,
    meetings_of,
    meetings_to_come,
    positions_of,
    posture_of,
    questions_of,
    quotes_of,
    shown_since,
)
from dragoman.store.ledgers.pairs import Pair, busiest_pairs
from dragoman.store.told.records import newest_until
from dragoman.web.api import fields as field
from dragoman.web.api.answers import Listed, answered, marked, of, page_of
from dragoman.web.asking import Ask
from dragoman.web.brief.briefing import briefing, wanted
from dragoman.web.remembered import remembered
from dragoman.web.who import who

routes = APIRouter(tags=["Ledgers"])

PAIRS = 50
"""Pairs of sides that are listed, those with most acts."""
SESSIONS = 10
"""Sessions of a channel in the list of all channels."""


@routes.get("/brief", response_model=None, responses=of(Briefing))
def brief(
    ask: Ask,
    date: field.Day = None,
    days: field.Days = 1,
    actor: field.About = None,
    channel: field.Through = None,
    limit: field.Limit = field.USUAL,
) -> Response:
    """The brief of some days: new, changed, contradicted, gone quiet, coming; and what was not read.

    Each part has at most `limit` lines, the best attested first.
    """
    last = date or newest_until(ask.store, ask.today) or ask.today
    found = briefing(ask, last, min(days, last.toordinal()), wanted(ask, actor, channel))
    parts = ("new", "changed", "contradicted", "quiet", "coming", "due", "unread")
    return answered(ask, replace(found, **{part: getattr(found, part)[:limit] for part in parts}))


@routes.get("/dyads", response_model=None, responses=of(Listed[Pair]))
def dyads(ask: Ask) -> Response:
    """The pairs of sides with most acts among the newest."""
    pairs = remembered(ask, ("api pairs", ask.today), lambda: busiest_pairs(ask.store, until=ask.today, most=PAIRS))
    return answered(ask, Listed(items=tuple(pairs), next=None))


@routes.get("/dyads/{one}/{other}", response_model=None, responses=of(Dyad))
def dyad(
    ask: Ask,
    one: field.Name,
    other: field.Name,
    by: field.By = "week",
    since: field.Since = None,
    until: field.Until = None,
    limit: field.Limit = field.MOST,
) -> Response:
    """Cooperation and conflict between two sides over time, beside how much was written about them.

    At most `limit` stretches, the newest. Without `since` those of the last half year to the newest article or to
    `until` (by day of six weeks, by month of two years).
    """
    both = naming.side(ask.store, one), naming.side(ask.store, other)
    if both[0] == both[1]:
        raise HTTPException(404, f"{one!r} and {other!r} are the same side. Name two.")
    first = since or shown_since(ask.store, period=Period(by), today=ask.today, until=until)
    found = remembered(
        ask,
        ("api dyad", both, by, first, until),
        lambda: dyad_of(ask.store, both, period=Period(by), since=first, until=until),
    )
    return answered(ask, replace(found, stretches=found.stretches[-limit:]))


@routes.get("/meetings", response_model=None, responses=of(Listed[MeetingHistory]))
def meetings(
    ask: Ask,
    upcoming: field.Upcoming = False,
    actor: field.Actor = None,
    on: field.On = None,
    limit: field.Limit = field.USUAL,
    cursor: field.Placed = None,
) -> Response:
    """Meetings with their history: proposed, agreed, scheduled, moved, held or cancelled; the last by its day first."""
    side = naming.side(ask.store, actor) if actor else None

    def newest(most: int) -> list[MeetingHistory]:
        if upcoming:
            return meetings_to_come(ask.store, today=on or ask.today, side=side, on=on, limit=most)
        return meetings_of(ask.store, side=side, on=on, limit=most)

    return answered(ask, page_of(newest, lambda one: one.id, cursor=cursor, most=limit))


@routes.get("/meetings/{meeting}", response_model=None, responses=of(MeetingHistory))
def meeting(ask: Ask, meeting: field.Id) -> Response:
    """One meeting, step by step. An id under which an earlier report stood alone leads to the meeting that it is now."""
    found = meeting_with(remembered(ask, ("api meetings",), lambda: meetings_of(ask.store)), meeting)
    if found is None:
        raise HTTPException(404, "No meeting of this id is told of. It may have been told anew: look in the list.")
    return answered(ask, found)


@routes.get("/positions/{name}", response_model=None, responses=of(Listed[Thread]))
def positions(
    ask: Ask,
    name: field.Name,
    issue: field.Issue = None,
    since: field.Since = None,
    limit: field.Limit = field.USUAL,
    cursor: field.Placed = None,
) -> Response:
    """Where a side stands on each issue over time: first said, repeated, softened, hardened, answered.

    Without `since` of what was told in the last half year to the newest article.
    """
    holder = naming.side(ask.store, name)
    first = since or shown_since(ask.store, period=Period.WEEK, today=ask.today)
    page = page_of(
        lambda most: positions_of(ask.store, holder, since=first, issue=issue, limit=most),
        lambda one: _mark(one.stands[0].told[0], one.issue),
        cursor=cursor,
        most=limit,
    )
    return answered(ask, page)


@routes.get("/channels", response_model=None, responses=of(Listed[ChannelSessions]))
def channels(ask: Ask, limit: field.Limit = field.USUAL, cursor: field.Placed = None) -> Response:
    """Every forum and format through which a meeting goes, by name, with its members and its newest sessions."""
    every = remembered(ask, ("api channels",), lambda: channels_of(ask.store, limit=SESSIONS))[::-1]
    return answered(ask, page_of(lambda most: every[-most:], lambda one: marked(one.name), cursor=cursor, most=limit))


@routes.get("/channels/{channel}", response_model=None, responses=of(ChannelSessions))
def channel(ask: Ask, channel: field.Forum, limit: field.Limit = field.USUAL) -> Response:
    """One forum or format with its newest sessions, oldest first."""
    found = channels_of(ask.store, name=channel, limit=limit) or channels_of(
        ask.store, name=naming.channel(channel), limit=limit
    )
    if not found:
        raise HTTPException(404, "No meeting goes through this channel.")
    return answered(ask, found[0])


@routes.get("/posture/{name}", response_model=None, responses=of(Listed[Movement]))
def posture(
    ask: Ask,
    name: field.Name,
    since: field.Since = None,
    until: field.Until = None,
    limit: field.Limit = field.USUAL,
    cursor: field.Placed = None,
) -> Response:
    """Forces that a side moves, raises or withdraws, where and near whom; the newest first."""
    side = naming.side(ask.store, name)
    page = page_of(
        lambda most: posture_of(ask.store, side, since=since, until=until, limit=most),
        lambda one: _mark(one.told[0], one.day),
        cursor=cursor,
        most=limit,
    )
    return answered(ask, page)


@routes.get("/quotes/{name}", response_model=None, responses=of(Listed[Quote]))
def quotes(
    ask: Ask,
    name: field.Name,
    since: field.Since = None,
    until: field.Until = None,
    limit: field.Limit = field.USUAL,
    cursor: field.Placed = None,
) -> Response:
    """What a person or body has said, the newest first, each with all who report it."""
    said_by = who(ask.store, name)
    page = page_of(
        lambda most: quotes_of(ask.store, said_by, since=since, until=until, limit=most),
        lambda one: marked(one.words),
        cursor=cursor,
        most=limit,
    )
    return answered(ask, page)


@routes.get("/questions", response_model=None, responses=of(Listed[Question]))
def questions(
    ask: Ask,
    actor: field.Actor = None,
    since: field.Since = None,
    limit: field.Limit = field.USUAL,
    cursor: field.Placed = None,
) -> Response:
    """What was asked for and not answered: demands, proposals and conditions; of `actor`, or asked of it.

    Without `since` of what was told in the last half year to the newest article.
    """
    side = naming.side(ask.store, actor) if actor else None
    first = since or shown_since(ask.store, period=Period.WEEK, today=ask.today)
    page = page_of(
        lambda most: questions_of(ask.store, side, since=first, limit=most),
        lambda one: one.id,
        cursor=cursor,
        most=limit,
    )
    return answered(ask, page)


def _mark(first: Told, known: date | str) -> str:
    """What an item is known by: the first who tells it."""
    return marked(first.article, first.record.id, known)
