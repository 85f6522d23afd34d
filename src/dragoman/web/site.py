"""The site on one page: its settings, its guards, and every room that can be entered.

A page is a module with a `routes = APIRouter()`, in the package of its family: functions that take `ask: Ask` (the
store, who looks, which day it is) and return `page(ask, "name.html", …)`. Its template extends `base.html`. Its router
stands in ROOMS below; where people should find it from everywhere, it stands in `NAVIGATION` of pages.py.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib.metadata import version
from importlib.resources import files

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.staticfiles import StaticFiles

from dragoman.newsletter.editions_toml import Newsletter
from dragoman.store import Database
from dragoman.web.access.viewers import Access
from dragoman.web.actor import routes as actor
from dragoman.web.api import routes as api
from dragoman.web.api.answers import PROBLEMS
from dragoman.web.article import corrections, marking, story
from dragoman.web.article import routes as article
from dragoman.web.brief import routes as brief
from dragoman.web.calendar import channels, file
from dragoman.web.calendar import routes as calendar
from dragoman.web.compressing import Compressed
from dragoman.web.desk import alerts, rejected, sources
from dragoman.web.dyad import routes as dyad
from dragoman.web.errors import add_errors
from dragoman.web.feeds import routes as feeds
from dragoman.web.guards import Guards
from dragoman.web.map import routes as world
from dragoman.web.newsletter import api as sign_up
from dragoman.web.newsletter import issues
from dragoman.web.newsletter import routes as newsletter
from dragoman.web.search import routes as search
from dragoman.web.sign_in import routes as sign_in

ROOMS = (
    actor.routes,
    alerts.routes,
    api.routes,
    article.routes,
    marking.routes,
    brief.routes,
    file.routes,
    calendar.routes,
    channels.routes,
    corrections.routes,
    dyad.routes,
    feeds.routes,
    world.routes,
    sign_up.routes,
    issues.routes,
    newsletter.routes,
    rejected.routes,
    search.routes,
    sign_in.routes,
    sources.routes,
    story.routes,
)


def site(
    store: Database,
    *,
    access: Access | None = None,
    today: Callable[[], date] | None = None,
    mail: str | None = None,
    newsletter: Newsletter | None = None,
) -> FastAPI:
    """The application over an open *store*.

    *access* says who may see and do what, by default everybody may look; *today* is the day that pages start from;
    *mail* is the address of the store whose subscribers may sign up for the editions of the *newsletter*, none where
    there is no newsletter.
    """
    app = FastAPI(
        title="Dragoman",
        version=version("dragoman"),
        responses=PROBLEMS,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,  # api.routes serves it
        middleware=[Middleware(Guards), Middleware(Compressed)],
    )
    app.state.store = store
    app.state.access = access or Access()
    app.state.today = today or (lambda: datetime.now(UTC).date())
    app.state.mail = mail
    app.state.newsletter = newsletter
    for routes in ROOMS:
        app.include_router(routes)
    app.mount("/static", StaticFiles(directory=str(files("dragoman.web") / "static")), name="static")
    add_errors(app)
    return app
