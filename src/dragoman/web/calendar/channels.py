"""Channels: which forums and formats there are, who belongs to each, when it met and meets, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from dragoman.knowledge import Channel
from dragoman.knowledge import channels as channel_rows
from dragoman.ledger.channels import ChannelSessions, channels
from dragoman.ledger.days import exact, first, later
from dragoman.ledger.history import TAKING_PLACE, MeetingHistory
from dragoman.ledger.sides import called, channel_name, channel_of
from dragoman.publish.ledger_page import several
from dragoman.store import Hit, Query, respected_search
from dragoman.store.calendar.meetings import meetings_about
from dragoman.web.addresses import channel_address
from dragoman.web.asking import Ask, Asked
from dragoman.web.calendar.entries import Entry, entry
from dragoman.web.fields import written
from dragoman.web.pages import page
from dragoman.web.remembered import remembered, remembered_page

routes = APIRouter()

BACK, ON = 365, 180
"""Days back, and on, whose sessions are shown."""
SAID = 8
"""Passages that name it, the newest."""
LONGEST = 60
"""Signs of a name that is looked for in the press; other names of a channel are mostly shorter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A channel in a line. *next* and *last* are sessions, *known* says whether the rows know it."""

    name: str
    address: str
    kind: str
    members: str
    years: str
    sessions: int
    last: Entry | None
    next: Entry | None
    known: bool


@routes.get("/channels", include_in_schema=False)
@remembered_page
def every(ask: Ask) -> Response:
    """All channels: those that met or are to meet lately, then those that the rows know besides."""
    found = {one.name: one for one in _sessions(ask)}
    active = [_summary(one, channel_of(one.name), ask.today) for one in found.values()]
    quiet = [
        _summary(_empty(row), row, ask.today) for row in sorted(channel_rows(), key=_by_name) if row.name not in found
    ]
    return page(ask, "channels.html", active=active, quiet=quiet, back=BACK)


@routes.get("/channel/{name:path}", include_in_schema=False)
@remembered_page
def channel(ask: Ask, name: str) -> Response:
    """One channel with its sessions."""
    wanted = channel_name(written(name) or "")
    row = channel_of(wanted)
    found = next((one for one in _sessions(ask) if one.name == wanted), _empty(row) if row else None)
    if found is None:
        raise HTTPException(404, "No channel of this name is known, and no meeting goes through one lately.")
    past = [entry(one) for one in found.sessions if not _to_come(one, ask.today)]
    return page(
        ask,
        "channel.html",
        channel=_summary(found, row, ask.today),
        row=row,
        cadence=cadence(found.sessions),
        past=list(reversed(past)),
        coming=[entry(one) for one in found.sessions if _to_come(one, ask.today)],
        said=_said(ask, wanted),
        back=BACK,
    )


def cadence(sessions: Sequence[MeetingHistory]) -> str:
    """How often it has met, where three days of its sessions are told exactly."""
    days = sorted({first(one.date) for one in sessions if _held(one) and one.date and exact(one.date)})
    if len(days) < 3:
        return ""
    between = median((later_day - day).days for day, later_day in pairwise(days))
    return f"every {several(round(between), 'day')}, the median of {len(days)} sessions"


def _sessions(ask: Asked) -> tuple[ChannelSessions, ...]:
    since, until = later(ask.today, -BACK), later(ask.today, ON)
    return remembered(
        ask,
        ("channels", ask.today),
        lambda: channels(meetings_about(ask.store, since=since, until=until, today=ask.today)),
    )


def _empty(row: Channel) -> ChannelSessions:
    return ChannelSessions(name=row.name, kind=row.kind, members=row.members, sessions=())


def _summary(found: ChannelSessions, row: Channel | None, today: date) -> Summary:
    held = [one for one in found.sessions if _held(one)]
    coming = [one for one in found.sessions if _to_come(one, today) and one.date]
    return Summary(
        name=found.name,
        address=channel_address(found.name),
        kind=str(found.kind or ""),
        members=", ".join(called(member) for member in found.members),
        years=_years(row),
        sessions=len(found.sessions),
        last=entry(held[-1]) if held else None,
        next=entry(coming[0]) if coming else None,
        known=row is not None,
    )


def _held(one: MeetingHistory) -> bool:
    return one.status in TAKING_PLACE


def _to_come(one: MeetingHistory, today: date) -> bool:
    return one.ahead and (one.date is None or (one.date.latest or date.max) >= today)


def _years(row: Channel | None) -> str:
    if row is None or not (row.begun or row.ended):
        return ""
    return f"{row.begun or '?'}–{row.ended or ''}" if row.ended else f"since {row.begun}"


def _by_name(row: Channel) -> str:
    return row.name.casefold()


def _said(ask: Asked, name: str) -> list[Hit]:
    """The newest statements whose words name the channel."""
    phrase = name.replace('"', " ").strip()
    if not phrase or len(phrase) > LONGEST or not any(sign.isalnum() for sign in phrase):
        return []
    query = Query(words=f'"{phrase}"', kind="statement", until=ask.today, limit=SAID)
    return list(respected_search(ask.store, query))
