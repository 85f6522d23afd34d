"""Sources: which of them need a hand and what to do, when each was last asked, what it gave, since when it is quiet."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.responses import Response

from dragoman.store.press.rejected import rejected_by_stage
from dragoman.store.sources.health import Health, all_health, worth_telling
from dragoman.web.asking import Ask
from dragoman.web.fields import written
from dragoman.web.pages import page

routes = APIRouter()

MOST = 100
"""Sources on a page."""


@routes.get("/sources", include_in_schema=False)
def sources(ask: Ask, after: str | None = None) -> Response:
    """Those that need a hand first, then all by name."""
    every = all_health(ask.store, now=ask.now)
    last = (written(after, longest=2000) or "").casefold()
    rest = [one for one in every if one.source.name.casefold() > last]
    more = rest[MOST - 1].source.name if len(rest) > MOST else None
    return page(
        ask,
        "sources.html",
        every=every,
        unwell=[] if last else [(one, worth_telling(one.log)) for one in every if not one.well],
        shown=rest[:MOST],
        state=state,
        after=f"/sources?{urlencode({'after': more})}" if more else None,
        begun=bool(last),
        refused=sum(count for _, count in rejected_by_stage(ask.store)),
    )


def state(one: Health) -> str:
    """How a source fares, in a word."""
    if one.standing.paused:
        return "paused"
    if one.standing.trouble:
        return "fails"
    return "quiet" if one.quiet_since else "well"
