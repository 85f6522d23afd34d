"""The pages where one signs in and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from dragoman.web.access.accounts import AccountError, named
from dragoman.web.access.doors import too_fast
from dragoman.web.access.limits import neighbourhood
from dragoman.web.access.sessions import begin, end, session_of
from dragoman.web.access.viewers import Access
from dragoman.web.addresses import here
from dragoman.web.asking import Ask
from dragoman.web.forms import Signed
from dragoman.web.pages import page

routes = APIRouter(include_in_schema=False)

WRONG = "There is no account with that name and that password."


@routes.get("/sign-in")
def sign_in(ask: Ask, to: Annotated[str, Query(max_length=2000)] = "/") -> Response:
    return page(ask, "sign_in.html", to=here(to), name="", wrong=None)


@routes.post("/sign-in")
def signed_in(ask: Ask, form: Signed) -> Response:
    access = ask.access
    name, to = form.get("name", "")[:200], here(form.get("to", "/"))
    if wait := _wait(ask, access, name):
        refusal = too_fast(wait)
        found = page(ask, "sign_in.html", status=refusal.status, to=to, name=name, wrong=refusal.what)
        found.headers.update(refusal.headers)
        return found
    proof = _proof(access, name, form.get("password", ""))
    if proof is None:
        return page(ask, "sign_in.html", status=401, to=to, name=name, wrong=WRONG)
    begin(ask.request, now=access.now(), name=named(name), proof=proof)
    return RedirectResponse(to, status_code=303)


def _proof(access: Access, name: str, password: str) -> str | None:
    try:
        return access.accounts.proof(name, password) if access.accounts else None
    except AccountError:
        raise HTTPException(
            503, "The accounts cannot be read. dragoman account list tells whoever runs this why."
        ) from None


@routes.get("/sign-out")
def sign_out(ask: Ask) -> Response:
    return page(ask, "sign_out.html")


@routes.post("/sign-out")
def signed_out(ask: Ask, form: Signed) -> Response:
    if session := session_of(ask.request):
        ask.access.ended.add(session, ask.access.now())
    end(ask.request)
    return RedirectResponse("/", status_code=303)


def _wait(ask: Ask, access: Access, name: str) -> int:
    """Seconds for which this address, or this name, has to wait before the next try."""
    keys = (f"from {neighbourhood(access.address(ask.request))}", f"as {name.strip().casefold()}")
    return max(access.tries.wait(key, access.now()) for key in keys)
