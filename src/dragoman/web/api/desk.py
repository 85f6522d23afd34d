"""How the press comes in, through the API: sources and how they fare, alerts, and what could not be read."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import WithJsonSchema
from starlette.responses import Response

from dragoman.ledger.alert_values import Alert
from dragoman.store.alerts.pages import alert_page
from dragoman.store.press.rejected import Refused, rejected_page
from dragoman.store.sources.health import Health, all_health
from dragoman.web.api import fields as field
from dragoman.web.api.answers import Listed, answered, marked, of, page_of
from dragoman.web.asking import Ask
from dragoman.web.desk.alerts import STATES, states_of

routes = APIRouter(tags=["Desk"])

State = Annotated[
    str | None,
    Query(description="Only alerts in this state; those that nobody has seen without it."),
    field.choice("state", STATES),
    WithJsonSchema({"type": "string", "enum": list(STATES)}),
]
Stage = Annotated[
    str | None,
    Query(description="Only what this stage gave up on: `net`, `collect`, `clean`, `app`, `store`."),
    field.text("stage"),
    WithJsonSchema(field.TEXT),
]


@routes.get("/sources", response_model=None, responses=of(Listed[Health]))
def sources(ask: Ask, limit: field.Limit = field.USUAL, cursor: field.Placed = None) -> Response:
    """How each source fares: what it gave, why it failed and what to do, when it is due, since when it is quiet."""
    every = all_health(ask.store, now=ask.now)[::-1]
    page = page_of(lambda most: every[-most:], lambda one: marked(one.source.name), cursor=cursor, most=limit)
    if ask.viewer.whole_text:
        return answered(ask, page)
    # what a source may reach inside of the network is nobody else's to know
    shown = tuple(replace(one, source=replace(one.source, allow=())) for one in page.items)
    return answered(ask, replace(page, items=shown))


@routes.get("/alerts", response_model=None, responses=of(Listed[Alert]))
def alerts(ask: Ask, state: State = None, limit: field.Limit = field.USUAL, cursor: field.Placed = None) -> Response:
    """What the rules found, with the words that it rests on; those that changed last first."""
    found = alert_page(ask.store, states=states_of(state), after=cursor, most=limit)
    return answered(ask, Listed(items=found.alerts, next=found.after))


@routes.get("/rejected", response_model=None, responses=of(Listed[Refused]))
def rejected(ask: Ask, stage: Stage = None, limit: field.Limit = field.USUAL, cursor: field.Placed = None) -> Response:
    """Pages that could not be read, and why; the newest first."""
    found = rejected_page(ask.store, stage=stage, after=cursor, most=limit)
    return answered(ask, Listed(items=found.refused, next=found.after))
