"""The site on one page: its settings, its guards, and every room that can be entered.

A page is a module with a `routes = APIRouter()`: functions that take `ask: Ask` (the store, who looks, which day it
is) and return `page(ask, "name.html", …)`. Its template extends `base.html`. Its router stands in ROOMS below; where
people should find it from everywhere, it stands in `NAVIGATION` of pages.py.
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
from dragoman.web import (
    actors,
    alerts,
    api,
    article,
    article_marking,
    brief,
    calendar_file,
    calendar_pages,
    channels_pages,
    corrections,
    dyad,
    feeds,
    map_pages,
    newsletter_api,
    newsletter_issues,
    newsletter_pages,
    rejected,
    search,
    signing_in,
    sources,
    stories,
)
from dragoman.web.access import Access
from dragoman.web.api_answers import PROBLEMS
from dragoman.web.compressing import Compressed
from dragoman.web.errors import add_errors
from dragoman.web.guards import Guards

ROOMS = (
    actors.routes,
    alerts.routes,
    api.routes,
    article.routes,
    article_marking.routes,
    brief.routes,
    calendar_file.routes,
    calendar_pages.routes,
    channels_pages.routes,
    corrections.routes,
    dyad.routes,
    feeds.routes,
    map_pages.routes,
    newsletter_api.routes,
    newsletter_issues.routes,
    newsletter_pages.routes,
    rejected.routes,
    search.routes,
    signing_in.routes,
    sources.routes,
    stories.routes,
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
        openapi_url=None,  # api.py serves it
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
