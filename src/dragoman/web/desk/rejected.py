"""What was not read, and why: by stage, the newest first."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.responses import Response

from dragoman.store.press.rejected import rejected_by_stage, rejected_page
from dragoman.web.asking import Ask
from dragoman.web.fields import written
from dragoman.web.pages import page

routes = APIRouter()

MOST = 50
"""Pages on a page."""
STAGES = {
    "net": "it could not be fetched",
    "collect": "what came could not be taken apart",
    "clean": "no article could be told from what surrounds it",
    "app": "the reader gave up on it",
    "store": "it was forgotten on purpose, or cannot be kept",
}
"""What it means that a stage gave up."""


@routes.get("/rejected", include_in_schema=False)
def rejected(ask: Ask, stage: str | None = None, after: str | None = None) -> Response:
    """All of it, or what one stage gave up on."""
    counts = rejected_by_stage(ask.store)
    wanted = written(stage)
    found = rejected_page(ask.store, stage=wanted, after=written(after), most=MOST)
    given = {"stage": wanted} if wanted else {}
    return page(
        ask,
        "rejected.html",
        stage=wanted,
        stages=[
            (name, count, f"/rejected?{urlencode({'stage': name})}", STAGES.get(name, "")) for name, count in counts
        ],
        count=sum(count for _, count in counts),
        refused=found.refused,
        after=f"/rejected?{urlencode({**given, 'after': found.after})}" if found.after else None,
        begun=after is not None,
    )
