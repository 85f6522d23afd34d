"""The front page: the brief of the newest day that there is."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from dragoman.ledger.briefing import Wanted
from dragoman.store.ledgers import brief_of
from dragoman.store.told import newest_until
from dragoman.web.asking import Ask
from dragoman.web.pages import page

routes = APIRouter()


@routes.get("/", include_in_schema=False)
def front(ask: Ask) -> Response:
    newest = newest_until(ask.store, ask.today) or ask.today
    return page(ask, "front.html", brief=brief_of(ask.store, day=newest, length=1, wanted=Wanted()))
