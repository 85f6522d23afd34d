"""The map: acts whose words name their place, as dots and areas, each a way to its sentences below."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.responses import Response

from dragoman.ledger.days import later
from dragoman.ledger.told import Told, record_of
from dragoman.model import Event, EventStatus, EventType
from dragoman.store.told.records import told
from dragoman.web.asking import Ask, Asked
from dragoman.web.claims import Claim, act_claim, same_acts
from dragoman.web.fields import Text, Unreadable, day_in, number_in, one_of, written
from dragoman.web.map.atlas import atlas
from dragoman.web.map.drawing import Spot, drawing
from dragoman.web.map.places import Where, Why, on_map
from dragoman.web.map.projection import WINDOWS
from dragoman.web.pages import page
from dragoman.web.remembered import remembered, remembered_page
from dragoman.web.tags import has

routes = APIRouter()

REACH, MOST_DAYS = 28, 366
"""Days that are shown where none are asked for, and at most."""
MOST_ORIGINS = 9
PLACES, CLAIMS = 60, 6
"""Places, and claims of each, whose sentences stand on the page."""
ANY = "any"
KEPT = "public, max-age=86400"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Which acts: of a *type* and *status*, null for any, told by so many *origins*, in which days; seen through *view*."""

    type: EventType | None
    status: EventStatus | None
    origins: int
    since: date
    until: date
    view: str

    def address(self, view: str) -> str:
        status = self.status or ANY
        asked: dict[str, Any] = {"type": self.type, "status": status, "origins": self.origins}
        asked |= {"since": self.since, "until": self.until, "view": view}
        return f"/map?{urlencode({name: value for name, value in asked.items() if value})}"

    def search(self, where: Where) -> str:
        """Where a search finds the same acts of a place, and more."""
        asked = {"kind": "event", "place": where.name, "since": self.since, "until": self.until}
        return f"/search?{urlencode(asked | ({'type': self.type} if self.type else {}))}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The places with their claims, those of most claims first, and how many acts are left off, by the reason."""

    spots: tuple[Spot, ...]
    left: tuple[tuple[Why, int], ...]


@routes.get("/map", include_in_schema=False)
@remembered_page
def world(
    ask: Ask,
    type: Text = None,
    status: Text = None,
    since: Text = None,
    until: Text = None,
    origins: Text = None,
    view: Text = None,
) -> Response:
    """The map of some days, and the sentences behind it."""
    asking = _asking(ask, type, status, since, until, origins, view)
    found = remembered(
        ask,
        ("map", asking.type, asking.status, asking.origins, asking.since, asking.until),
        lambda: _found(ask, asking),
    )
    known = atlas()
    return page(
        ask,
        "map.html",
        asking=asking,
        found=found,
        acts=sum(len(spot.claims) for spot in found.spots),
        left=sum(count for _, count in found.left),
        drawn=drawing(found.spots, known, WINDOWS[asking.view]) if known else None,
        mark=known.mark if known else "",
        views=list(WINDOWS),
        types=list(EventType),
        statuses=[ANY, *EventStatus],
        places=PLACES,
        claims=CLAIMS,
        most_origins=MOST_ORIGINS,
    )


@routes.get("/map/world.svg", include_in_schema=False)
def picture(ask: Ask) -> Response:
    """All states in grey, the same until the file behind it changes."""
    known = atlas()
    if known is None:
        return Response(status_code=404)
    headers = {"ETag": f'"{known.mark}"', "Cache-Control": KEPT}
    if has(ask.request.headers.get("if-none-match", ""), headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(known.image, media_type="image/svg+xml", headers=headers)


def _asking(ask: Asked, type: Text, status: Text, since: Text, until: Text, origins: Text, view: Text) -> Asking:
    kind = one_of(type, "type", {one.casefold(): one for one in EventType})
    asked = one_of(status, "status", {ANY: ANY} | {one: one for one in EventStatus}) or EventStatus.ACTUAL
    last = day_in(until, "until") or ask.today
    first = day_in(since, "since") or later(last, -REACH)
    if not 0 <= (last - first).days <= MOST_DAYS:
        raise Unreadable(f"since: {first} is no day within the {MOST_DAYS} days before until: {last}.")
    return Asking(
        type=EventType(kind) if kind else None,
        status=None if asked == ANY else EventStatus(asked),
        origins=number_in(origins, "origins", default=1, most=MOST_ORIGINS),
        since=first,
        until=last,
        view=one_of(written(view), "view", {name: name for name in WINDOWS}) or "world",
    )


def _found(ask: Asked, asking: Asking) -> Found:
    types = [asking.type] if asking.type else []
    every = told(ask.store, "event", types=types, since=asking.since, until=asking.until)
    wanted = [one for one in every if asking.status is None or record_of(one, Event).status is asking.status]
    standing, left = on_map(wanted)
    held: dict[Where, list[Told]] = {}
    for one, where in standing:
        held.setdefault(where, []).append(one)
    spots = (Spot(where=where, claims=_claims(some, asking.origins)) for where, some in held.items())
    made = [one for one in spots if one.claims]
    ordered = tuple(sorted(made, key=lambda one: (-len(one.claims), one.where.full_name)))
    return Found(spots=ordered, left=tuple(left.most_common()))


def _claims(told_there: Iterable[Told], origins: int) -> tuple[Claim, ...]:
    """What is claimed of a place, by so many origins at least."""
    every = (act_claim(group) for group in same_acts(told_there))
    return tuple(one for one in every if len(one.origins) >= origins)
