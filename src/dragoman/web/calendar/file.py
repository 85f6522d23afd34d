"""The calendar as a file that others' calendars follow: each meeting keeps its entry, whatever becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256

from fastapi import APIRouter
from starlette.responses import Response

from dragoman.ledger.days import later
from dragoman.ledger.entries import Entry, seats_of
from dragoman.publish.calendar import calendar, entered
from dragoman.store.calendar.entries import entries_of
from dragoman.web.asking import Ask, Asked
from dragoman.web.calendar.entries import Wanted
from dragoman.web.calendar.routes import known, wanted
from dragoman.web.fields import Text, day_in
from dragoman.web.remembered import remembered
from dragoman.web.tags import has

routes = APIRouter()

BACK, ON = 92, 3 * 366
"""Days back, where none are asked for, and on, whose meetings are in the file."""
MOST_BACK = 10 * 366
NAME = "Dragoman: meetings"
TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class File:
    """What is sent, and the tag that changes with it."""

    body: bytes
    tag: str


@routes.api_route("/calendar.ics", methods=["GET", "HEAD"], include_in_schema=False)
def file(ask: Ask, side: Text = None, channel: Text = None, since: Text = None) -> Response:
    """The meetings of a *side* or a *channel*, all of them by default, from a quarter of a year ago on."""
    asked = wanted(ask, side, channel)
    first = max(day_in(since, "since") or later(ask.today, -BACK), later(ask.today, -MOST_BACK))
    made = remembered(ask, ("calendar file", asked, first, ask.today), lambda: _file(ask, asked, first))
    headers = {"ETag": made.tag, "Cache-Control": "no-cache", "Content-Disposition": 'inline; filename="dragoman.ics"'}
    if has(ask.request.headers.get("if-none-match", ""), made.tag):
        return Response(status_code=304, headers=headers)
    return Response(made.body, media_type=TYPE, headers=headers)


def _file(ask: Asked, asked: Wanted, first: date) -> File:
    last = later(ask.today, ON)
    now = datetime.now(UTC)
    entries = entries_of(ask.store, known(ask, first, last), now=now, since=first, until=last)
    shown = (one for one in entries if _touches(one, first, last) and _holds(asked, one))
    body = b"".join(calendar(entered(shown), now=now, name=_name(asked)))
    return File(body, f'"{sha256(body).hexdigest()[:32]}"')


def _touches(one: Entry, first: date, last: date) -> bool:
    return one.kept.first <= last and one.kept.last >= first


def _holds(asked: Wanted, one: Entry) -> bool:
    """Whether an entry is asked for; one that is gone is known by the digests of its parties and channel alone."""
    if one.meeting is not None:
        return asked.holds(one.meeting)
    return set(seats_of([asked.side] if asked.side else [], asked.channel)) <= set(one.kept.seats)


def _name(asked: Wanted) -> str:
    about = ", ".join(part for part in (asked.side, asked.channel) if part)
    return f"{NAME}, {about}" if about else NAME
