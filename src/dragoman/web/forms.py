"""Forms: nothing is changed but by a form that this site gave to this very browser.

A page with a form holds `<input type="hidden" name="csrf" value="{{ csrf(ask) }}">`. Its route takes
`form: Signed` (or `Depends(signed_form)`), the fields by name; whoever sends another token, or none, is told 403.
Every POST, signed or not, must also come from this site (`from_elsewhere` at the doors), whatever its form holds.

A route that programs post to opts out of the token: it takes no `Signed`, and its path begins with one of UNSIGNED.
One that strangers' pages may send people to, such as a mail provider's one-click unsubscription, opts out of the other
too, in FROM_ANYWHERE there. Either must then be sure by itself that it may do what it does.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends
from starlette.exceptions import HTTPException
from starlette.requests import Request

from dragoman.web.access.sessions import Session, begin, same, session_of, signature
from dragoman.web.access.viewers import Access
from dragoman.web.asking import Asked

UNSIGNED = ("/newsletter/", "/api/v1/newsletter/")
"""Paths whose posts need no form of ours: they carry their own proof, and look at no cookie."""
FIELD = "csrf"
MOST_FIELDS = 100
EXPIRED = "This form is not from this visit, or it is too old. Go back, load the page again, and send it once more."


def csrf(ask: Asked) -> str:
    """The token for a form on the page that is *ask*ed for; a browser without a session is given one."""
    access = ask.access
    session = session_of(ask.request) or begin(ask.request, now=access.now())
    return _token(access, session, ask.viewer.name)


async def signed_form(request: Request) -> dict[str, str]:
    """The fields of a form that this site gave to this browser; 403 for any other."""
    access: Access = request.app.state.access
    async with request.form(max_files=0, max_fields=MOST_FIELDS) as sent:
        fields = {name: value for name, value in sent.items() if isinstance(value, str)}
    session = session_of(request)
    if session is None or session.id in access.ended:
        raise HTTPException(403, EXPIRED)
    if not same(fields.pop(FIELD, ""), _token(access, session, access.viewer(request).name)):
        raise HTTPException(403, EXPIRED)
    return fields


Signed = Annotated[dict[str, str], Depends(signed_form)]


def _token(access: Access, session: Session, name: str | None) -> str:
    return signature("form", f"{session.id}\x1f{name or ''}", access.secret)
