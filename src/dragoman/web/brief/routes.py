"""The brief of a day, or of several: what is new, changed, contradicted, gone quiet and coming, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.responses import Response

from dragoman.ledger.briefing import Line, Wanted
from dragoman.ledger.days import later
from dragoman.model import Basis, Interval
from dragoman.publish.ledger_page import several
from dragoman.store.brief.days import lines_a_day
from dragoman.store.told.records import newest_until
from dragoman.web.asking import Ask, Asked
from dragoman.web.brief.briefing import briefing, wanted
from dragoman.web.brief.lines import Shown, shown
from dragoman.web.fields import Names, Text, Unreadable, day_in, number_in, one_of, written
from dragoman.web.pages import page
from dragoman.web.remembered import remembered, remembered_page

routes = APIRouter()

PARTS = {
    "new": "New",
    "changed": "Changed",
    "contradicted": "Contradicted, corrected or called off",
    "quiet": "Gone quiet",
    "coming": "Coming: meetings",
    "due": "Coming: acts",
}
IN_SHORT = {
    "new": ("new", "new", "nothing new"),
    "changed": ("changed", "changed", "nothing changed"),
    "contradicted": ("contradicted", "contradicted", "nothing contradicted"),
    "quiet": ("gone quiet", "gone quiet", "nothing gone quiet"),
    "coming": ("meeting coming", "meetings coming", "no meeting coming"),
    "due": ("act to come", "acts to come", "no act to come"),
}
"""What a part's lines are in short: one, several, none."""
FEW, MANY = 10, 100
"""Lines of a part in the whole brief, and on a page of that part alone."""
MOST_DAYS = 366
WEEK = 7
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
UNREAD = 8
"""Pages that were not read which are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Which brief: to which *day*, of how many *days*, about whom, and of which *part* alone, after which line."""

    day: date
    days: int
    wanted: Wanted
    part: str | None
    cursor: str | None

    @property
    def actors(self) -> tuple[str, ...]:
        return self.wanted.sides

    @property
    def channels(self) -> tuple[str, ...]:
        return self.wanted.channels

    def address(self, *, day: date | None = None, part: str | None = None, cursor: str | None = None) -> str:
        """The address of this brief, or of the one of another *day* or *part*."""
        days = [("days", str(self.days))] if self.days > 1 else []
        about = [("actor", one) for one in self.actors] + [("channel", one) for one in self.channels]
        where = [(name, value) for name, value in (("part", part), ("cursor", cursor)) if value]
        asked = urlencode([*days, *about, *where])
        return f"/brief/{day or self.day}" + (f"?{asked}" if asked else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the brief: some of its lines, how many there are, and where the others stand."""

    name: str
    title: str
    lines: tuple[Shown, ...]
    count: int
    more: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A day of the strip: its *lines*, and how high its bar is in hundredths of the highest."""

    day: date
    name: str
    lines: int
    height: int
    address: str
    chosen: bool


@routes.get("/", include_in_schema=False)
@remembered_page
def front(ask: Ask, days: Text = None, actor: Names = None, channel: Names = None) -> Response:
    """The newest day that there is."""
    return _brief(ask, _asking(ask, None, days, actor, channel))


@routes.get("/brief", include_in_schema=False)
@routes.get("/brief/{day}", include_in_schema=False)
@remembered_page
def brief(
    ask: Ask,
    day: Text = None,
    days: Text = None,
    actor: Names = None,
    channel: Names = None,
    part: Text = None,
    cursor: Text = None,
) -> Response:
    """The brief to *day*, whole or one *part* of it."""
    return _brief(ask, _asking(ask, day_in(day, "day"), days, actor, channel, part, cursor))


def _asking(
    ask: Asked,
    day: date | None,
    days: Text,
    actor: Sequence[str] | None,
    channel: Sequence[str] | None,
    part: Text = None,
    cursor: Text = None,
) -> Asking:
    last = day or newest_until(ask.store, ask.today) or ask.today
    return Asking(
        day=last,
        days=min(number_in(days, "days", default=1, most=MOST_DAYS), last.toordinal()),
        wanted=wanted(ask, actor, channel),
        part=one_of(part, "part", {name: name for name in PARTS}),
        cursor=written(cursor),
    )


def _brief(ask: Asked, asking: Asking) -> Response:
    found = briefing(ask, asking.day, asking.days, asking.wanted)
    names = [asking.part] if asking.part else list(PARTS)
    parts = [_part(name, getattr(found, name), asking) for name in names]
    return page(
        ask,
        "brief.html",
        asking=asking,
        brief=found,
        stretch=Interval(earliest=found.since, latest=found.day, basis=Basis.GIVEN),
        parts=[one for one in parts if one.count],
        missing=[IN_SHORT[one.name][2] for one in parts if not one.count],
        counts=[
            (name, several(len(getattr(found, name)), *IN_SHORT[name][:2])) for name in names if getattr(found, name)
        ],
        unread=found.unread[:UNREAD],
        strip=() if asking.part else _strip(ask, asking),
        newest=None if found.articles else newest_until(ask.store, asking.day),
        before=asking.address(day=later(asking.day, -1)),
        after=asking.address(day=later(asking.day, 1)) if asking.day < ask.today else None,
    )


def _part(name: str, lines: Sequence[Line], asking: Asking) -> Part:
    """The first lines of a part in the whole brief; alone, the page of them that comes after the cursor's."""
    every = [shown(line) for line in lines] if asking.part else [shown(line) for line in lines[:FEW]]
    start = _after(every, asking.cursor) if asking.part else 0
    some = tuple(every[start : start + (MANY if asking.part else FEW)])
    left = len(lines) - start - len(some)
    more = None
    if left:
        more = asking.address(part=name, cursor=some[-1].id if asking.part else None)
    return Part(name=name, title=PARTS[name], lines=some, count=len(lines), more=more)


def _after(lines: Iterable[Shown], cursor: str | None) -> int:
    """The place after the line that the cursor names. Raises `Unreadable` where none has that name any more."""
    if cursor is None:
        return 0
    found = next((at for at, one in enumerate(lines) if one.id == cursor), None)
    if found is None:
        raise Unreadable("The brief has changed since this page of it. Begin again at its first page.")
    return found + 1


def _strip(ask: Asked, asking: Asking) -> tuple[Bar, ...]:
    """The seven days around the one that is shown, as far as days have come."""
    last = min(later(asking.day, WEEK // 2), max(ask.today, asking.day))
    shown_days = [last - timedelta(back) for back in reversed(range(WEEK)) if last.toordinal() > back]
    counts = remembered(
        ask, ("strip", last, asking.wanted), lambda: lines_a_day(ask.store, shown_days, wanted=asking.wanted)
    )
    most = max(counts.values(), default=0) or 1
    return tuple(
        Bar(
            day=day,
            name=WEEKDAYS[day.weekday()],
            lines=counts[day],
            height=round(100 * counts[day] / most),
            address=asking.address(day=day),
            chosen=later(asking.day, -asking.days) < day <= asking.day,
        )
        for day in shown_days
    )
