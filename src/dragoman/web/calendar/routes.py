"""The calendar of diplomacy: a month as a grid, by channel and as an agenda, and each meeting's history, quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from dragoman.ledger.days import later
from dragoman.ledger.history import MeetingHistory
from dragoman.model import MeetingStatus
from dragoman.publish.wording import MONTHS
from dragoman.store.calendar.meetings import all_meetings, meeting_with, meetings_about
from dragoman.store.naming import side as side_named
from dragoman.web.addresses import channel_address
from dragoman.web.asking import Ask, Asked
from dragoman.web.calendar.entries import SIGNS, Entry, Wanted, entry, of_days, without_day
from dragoman.web.calendar.history import history
from dragoman.web.calendar.lanes import Lane, lanes, weeks
from dragoman.web.fields import Text, Unreadable, day_in, one_of, written
from dragoman.web.pages import page
from dragoman.web.remembered import remembered, remembered_page

routes = APIRouter()

MONTH = re.compile(r"\d{4}-\d{2}")
FIRST_YEAR, LAST_YEAR = 1000, 9998
NO_CHANNEL = "No channel told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Which month, as its first day, and which of its meetings."""

    month: date
    wanted: Wanted

    @property
    def last(self) -> date:
        return later(_next(self.month), -1)

    @property
    def name(self) -> str:
        return f"{MONTHS[self.month.month - 1]} {self.month.year}"

    def address(self, month: date) -> str:
        return f"/calendar?{urlencode({'month': f'{month:%Y-%m}', **self.filters})}"

    @property
    def filters(self) -> dict[str, str]:
        named = {"side": self.wanted.side, "channel": self.wanted.channel, "status": self.wanted.status}
        return {name: str(value) for name, value in named.items() if value}

    @property
    def subscription(self) -> str:
        """The address of the same calendar as a file; how far a meeting has come is in it and filters nothing."""
        kept = {name: value for name, value in self.filters.items() if name != "status"}
        return f"/calendar.ics{'?' if kept else ''}{urlencode(kept)}"

    @property
    def before(self) -> date:
        return later(self.month, -1).replace(day=1)

    @property
    def after(self) -> date:
        return _next(self.month)


def _next(month: date) -> date:
    return later(month, 31).replace(day=1)


@routes.get("/calendar", include_in_schema=False)
@remembered_page
def calendar(ask: Ask, month: Text = None, side: Text = None, channel: Text = None, status: Text = None) -> Response:
    """A month of meetings."""
    asking = Asking(month=_month(month, ask.today), wanted=wanted(ask, side, channel, status))
    histories = [one for one in known(ask, asking.month, asking.last) if asking.wanted.holds(one)]
    entries = of_days(histories, asking.month, asking.last)
    across = [one for one in entries if _across(one, asking)]
    placed = [one for one in entries if not _across(one, asking)]
    return page(
        ask,
        "calendar.html",
        asking=asking,
        weeks=weeks(placed, asking.month, last=asking.last, today=ask.today),
        across=across,
        rows=_rows(entries, asking),
        days=[asking.month + timedelta(at) for at in range((asking.last - asking.month).days + 1)],
        entries=entries,
        undated=without_day(histories, asking.month, asking.last),
        statuses=SIGNS,
        channel_address=channel_address,
    )


@routes.get("/meeting/{id}", include_in_schema=False)
@remembered_page
def meeting(ask: Ask, id: str, near: Text = None) -> Response:
    """One meeting, step by step. *near* is a day near which it lies, to find it quickly."""
    found = _found(ask, id, day_in(near, "near"))
    if found is None:
        raise HTTPException(404, "No meeting of this id is told of. It may have been told anew: look in the calendar.")
    shown = entry(found)
    return page(
        ask,
        "meeting.html",
        meeting=found,
        entry=shown,
        steps=history(found),
        month=f"/calendar?month={shown.first:%Y-%m}",
        channel_address=channel_address,
    )


def known(ask: Asked, first: date, last: date) -> tuple[MeetingHistory, ...]:
    """The meetings of these days as they are known today."""
    return remembered(
        ask,
        ("meetings", first, last, ask.today),
        lambda: meetings_about(ask.store, since=first, until=last, today=ask.today),
    )


def wanted(ask: Asked, side: Text, channel: Text, status: Text = None) -> Wanted:
    """Which meetings a reader asks for."""
    chosen = one_of(status, "status", {one: one for one in MeetingStatus})
    name = written(side)
    return Wanted(
        side=side_named(ask.store, name) if name else None,
        channel=written(channel),
        status=MeetingStatus(chosen) if chosen else None,
    )


def _month(text: Text, today: date) -> date:
    found = written(text)
    if found is None:
        return today.replace(day=1)
    if not MONTH.fullmatch(found):
        raise Unreadable(f"month: {found!r} is no month. Write it as 2022-01.")
    day = day_in(f"{found}-01", "month")
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Unreadable(f"month: {found!r} is in none of the years {FIRST_YEAR} to {LAST_YEAR}.")
    return day


def _found(ask: Asked, id: str, near: date | None) -> MeetingHistory | None:
    """The meeting in the months near a day, else near today, else among all that were ever told of."""
    for day in (near, ask.today):
        if day is not None:
            first = day.replace(day=1)
            found = meeting_with(known(ask, first, later(_next(first), -1)), id)
            if found is not None:
                return found
    return meeting_with(remembered(ask, ("meetings", ask.today), lambda: all_meetings(ask.store, today=ask.today)), id)


def _across(one: Entry, asking: Asking) -> bool:
    """Whether its days are told so widely that they hold the whole month."""
    return not one.exact and one.first <= asking.month and one.last >= asking.last


def _rows(entries: Sequence[Entry], asking: Asking) -> list[tuple[str, str | None, tuple[Lane, ...]]]:
    """The entries by channel, those without one last: its name, its address, its lanes."""
    found: dict[str, list[Entry]] = {}
    for one in entries:
        found.setdefault(one.channel or "", []).append(one)
    ordered = sorted(found.items(), key=lambda item: (not item[0], item[0]))
    return [
        (name or NO_CHANNEL, channel_address(name) if name else None, lanes(some, asking.month, asking.last))
        for name, some in ordered
    ]
