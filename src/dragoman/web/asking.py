"""What every page is asked with: the store, who looks, and the day from which "today" counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from dragoman.store import Database
from dragoman.web.access.viewers import Access, Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request. *mail* is the address of the store whose newsletter people may sign up for, where there is one."""

    request: Request
    store: Database
    viewer: Viewer
    today: date
    mail: str | None

    @property
    def access(self) -> Access:
        """How viewers are told apart here."""
        found: Access = self.request.app.state.access
        return found

    @property
    def now(self) -> datetime:
        """This moment, by the clock of the site."""
        return datetime.fromtimestamp(self.access.now(), UTC)


def asked(request: Request) -> Asked:
    state = request.app.state
    return Asked(
        request=request,
        store=state.store,
        viewer=state.access.viewer(request),
        today=state.today(),
        mail=state.mail,
    )


Ask = Annotated[Asked, Depends(asked)]
