"""Two sides: their series with the sentences behind every bar, what each asks of the other, and forces near it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from dragoman.ledger.days import later
from dragoman.ledger.dyads import REACH, Dyad, Period
from dragoman.ledger.sides import called, key
from dragoman.store.ledgers.answers import LATELY, dyad_of
from dragoman.store.ledgers.pairs import Pair, busiest_pairs
from dragoman.store.naming import side
from dragoman.web import claims
from dragoman.web.addresses import dyad_address
from dragoman.web.asking import Ask, Asked
from dragoman.web.dyad.chart import FEW, chart, name, pace
from dragoman.web.dyad.wants import wanted
from dragoman.web.fields import Text, Unreadable, day_in, one_of, written
from dragoman.web.pages import page
from dragoman.web.remembered import remembered, remembered_page

routes = APIRouter()

MOST = 400
"""Stretches of one drawing; of more the newest are shown."""
SHOWN = 12
"""Acts that are listed where no stretch is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Which series: of whom, by which period, in which days, with which day opened."""

    sides: tuple[str, str]
    by: Period
    since: date
    until: date
    on: date | None = None

    def address(self, *, on: date | None = None) -> str:
        days = {"since": self.since, "until": self.until} | ({"on": on} if on else {})
        return f"{dyad_address(*self.sides)}?{urlencode({'by': self.by, **days})}" + ("#acts" if on else "")


@routes.get("/dyad", include_in_schema=False)
@remembered_page
def chooser(ask: Ask, one: Text = None, other: Text = None) -> Response:
    """Two sides to choose: a form, and the pairs of which most is told."""
    first, second = written(one), written(other)
    if first and second:
        return RedirectResponse(dyad_address(*_two(ask, first, second)), status_code=303)
    pairs: list[Pair] = remembered(ask, ("pairs", ask.today), lambda: busiest_pairs(ask.store, until=ask.today))
    most = max((pair.acts for pair in pairs), default=1)
    sides = sorted({side for pair in pairs for side in pair.sides}, key=called)
    return page(
        ask, "dyad_chooser.html", one=first, other=second, pairs=pairs, most=most, sides=sides, address=dyad_address
    )


@routes.get("/dyad/{one:path}/{other}", include_in_schema=False)
@remembered_page
def dyad(
    ask: Ask, one: str, other: str, by: Text = None, since: Text = None, until: Text = None, on: Text = None
) -> Response:
    """The series of two sides, and what stands between them."""
    asking = _asking(ask, _two(ask, one, other), by, since, until, on)
    found = remembered(ask, ("dyad", replace(asking, on=None)), lambda: _series(ask, asking))
    drawn = chart(found.stretches, asking.by, on=asking.on, address=lambda stretch: asking.address(on=stretch.first))
    opened = next(
        (stretch for stretch in found.stretches if asking.on and stretch.first <= asking.on <= stretch.last), None
    )
    told = opened.told if opened else [one for stretch in found.stretches for one in stretch.told]
    acts = claims.acts(told)
    both = remembered(
        ask, ("between", asking.sides, asking.until), lambda: wanted(ask.store, asking.sides, until=asking.until)
    )
    return page(
        ask,
        "dyad.html",
        asking=asking,
        chart=drawn,
        pace=pace(found.stretches, asking.by),
        opened=opened,
        opened_name=name(opened, asking.by) if opened else "",
        acts=acts if asking.on else acts[:SHOWN],
        left=0 if asking.on else max(0, len(acts) - SHOWN),
        both=both,
        few=FEW,
        lately=LATELY,
        periods=list(Period),
        swapped=dyad_address(*reversed(asking.sides)),
    )


def _two(ask: Asked, one: str, other: str) -> tuple[str, str]:
    """The codes or names of two sides that are not the same. Raises `Unknown` for whom nobody knows."""
    both = side(ask.store, written(one) or ""), side(ask.store, written(other) or "")
    if key(both[0]) == key(both[1]):
        raise Unreadable(f"{called(both[0])} stands on both sides. Name two different ones.")
    return both


def _asking(ask: Asked, sides: tuple[str, str], by: Text, since: Text, until: Text, on: Text) -> Asking:
    period = Period(one_of(by, "by", {one: one for one in Period}) or Period.WEEK)
    last = day_in(until, "until") or ask.today
    first = day_in(since, "since") or later(last, -REACH[period])
    if first > last:
        raise Unreadable(f"since: {first} is after until: {last}. Write the earlier day first.")
    return Asking(sides=sides, by=period, since=first, until=last, on=day_in(on, "on"))


def _series(ask: Asked, asking: Asking) -> Dyad:
    """The series as far as it is asked for: an act of a vague day stands on that of its article, which may be later."""
    found = dyad_of(ask.store, asking.sides, period=asking.by, since=asking.since, until=asking.until)
    within = [one for one in found.stretches if one.last >= asking.since and one.first <= asking.until]
    return replace(found, stretches=tuple(within[-MOST:]))
