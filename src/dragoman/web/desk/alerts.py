"""Alerts: what the rules found, with the words that it rests on, and how each stands."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from dragoman.ledger.alert_values import Alert, AlertState, Words
from dragoman.publish.alert_text import headline
from dragoman.store.alerts.pages import alert_page, alerts_by_state
from dragoman.store.alerts.rules import set_state
from dragoman.web.addresses import evidence
from dragoman.web.asking import Ask
from dragoman.web.fields import one_of, written
from dragoman.web.forms import Signed
from dragoman.web.pages import page

routes = APIRouter()

MOST = 30
"""Alerts on a page."""
OPEN = (AlertState.NEW, AlertState.SENT)
STATES = {**{str(one): str(one) for one in AlertState}, "all": "all"}
"""What can be asked for; without it those that are open."""
MARKS = {AlertState.SEEN: "Seen", AlertState.MUTED: "Mute", AlertState.CLOSED: "Close"}
"""States that a reader may set, and what the button says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An alert in plain words, with the way to each of those that it rests on."""

    alert: Alert
    headline: str
    words: tuple[tuple[Words, str], ...]


@routes.get("/alerts", include_in_schema=False)
def alerts(ask: Ask, state: str | None = None, after: str | None = None) -> Response:
    """Those that nobody has seen, or those of one state; the newest first."""
    chosen = one_of(state, "state", STATES)
    found = alert_page(ask.store, states=states_of(chosen), after=written(after), most=MOST)
    given = {"state": chosen} if chosen else {}
    return page(
        ask,
        "alerts.html",
        shown=[_shown(one) for one in found.alerts],
        counts=alerts_by_state(ask.store),
        chosen=chosen,
        open=OPEN,
        marks=MARKS,
        after=f"/alerts?{urlencode({**given, 'after': found.after})}" if found.after else None,
    )


@routes.post("/alerts/{id}", include_in_schema=False)
def mark(ask: Ask, id: str, form: Signed) -> Response:
    """Marks an alert as seen, mutes or closes it."""
    if not ask.viewer.may_mark:
        raise HTTPException(403, "Sign in to mark alerts.")
    wanted = one_of(form.get("state"), "state", {str(one): str(one) for one in MARKS})
    if wanted is None:
        raise HTTPException(400, "Say what the alert is to be: seen, muted or closed.")
    if set_state(ask.store, id, AlertState(wanted), now=ask.now) is None:
        raise HTTPException(404, "There is no such alert any more.")
    return RedirectResponse("/alerts", status_code=303)


def states_of(chosen: str | None) -> tuple[AlertState, ...]:
    """The states that one of STATES stands for."""
    if chosen is None:
        return OPEN
    return tuple(AlertState) if chosen == "all" else (AlertState(chosen),)


def _shown(alert: Alert) -> Shown:
    words = tuple((one, evidence(one.article, one.record)) for one in alert.words)
    return Shown(alert=alert, headline=headline(alert), words=words)
