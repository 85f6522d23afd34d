"""An issue on the web: all its items, for whoever opens the link of the mail."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from dragoman.newsletter.issue import issue_of
from dragoman.newsletter.rendering import stylesheet, web_copy
from dragoman.web.asking import Ask
from dragoman.web.newsletter.desk import At

routes = APIRouter(prefix="/newsletter", include_in_schema=False)

STYLE = "/newsletter/issue.css"


@routes.get("/issue.css")
def style() -> Response:
    return Response(stylesheet(), media_type="text/css")


@routes.get("/issue/{name}/{day}")
def issue(ask: Ask, at: At, name: str, day: date) -> Response:
    """The issue of an edition on a *day* that has come; 404 where it tells of nothing."""
    made = issue_of(ask.store, at.edition(name), day) if day <= ask.today else None
    if made is None or made.empty:
        raise HTTPException(404, f"There is no issue of this edition on {day}.")
    return HTMLResponse(web_copy(made, at.newsletter.settings, stylesheet_at=STYLE))
