"""Signing up by a program: the same rules as the form, and work that it does first."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body
from starlette.exceptions import HTTPException

from dragoman.newsletter.signup import Refused, SignUp, sign_up
from dragoman.newsletter.signup_proof import challenge
from dragoman.newsletter.signup_words import wording_of
from dragoman.store.mail.values import Door
from dragoman.web.newsletter.desk import At
from dragoman.web.newsletter.routes import STATUS

routes = APIRouter(prefix="/api/v1/newsletter", tags=["newsletter"])

ASKED = "If mail can be sent to this address, a mail asks there for a confirmation."


@routes.get("/editions")
def editions(at: At) -> list[dict[str, str]]:
    """The editions that can be asked for, and what somebody agrees to who does."""
    settings = at.newsletter.settings
    return [
        {"name": one.name, "title": one.title, "wording": wording_of(settings, one).text}
        for one in at.newsletter.editions
    ]


@routes.get("/challenge")
def work(at: At) -> dict[str, Any]:
    """Work that a sign-up proves to have done (ALTCHA): each counts once."""
    return challenge(at.keys, now=at.now)


@routes.post("/subscribers", status_code=202)
def signed_up(
    at: At,
    address: Annotated[str, Body(max_length=1000)],
    edition: Annotated[str, Body(max_length=64)],
    proof: Annotated[str, Body(max_length=8000)],
) -> dict[str, str]:
    """Asks for an edition. The answer is the same for every address; a mail asks the one behind it."""
    found = at.edition(edition)
    wanted = SignUp(
        address=address, edition=edition, wording=wording_of(at.newsletter.settings, found), door=Door.API,
        host=at.host, proof=proof,
    )  # fmt: skip
    try:
        sign_up(at.mail, at.keys, wanted, at.caps, now=at.now)
    except Refused as refused:
        raise HTTPException(STATUS[refused.why], str(refused)) from None
    return {"said": ASKED}
