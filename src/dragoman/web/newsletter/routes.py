"""The newsletter's pages: signing up, confirming, leaving. A GET shows a button and changes nothing."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form
from starlette.responses import RedirectResponse, Response

from dragoman.newsletter.editions import Edition
from dragoman.newsletter.signup import (
    Refused,
    SignUp,
    Standing,
    Why,
    confirm_sign_up,
    form_stamp,
    keep_only,
    leave_by_link,
    sign_up,
    standing,
)
from dragoman.newsletter.signup_mail import SUBSCRIBE
from dragoman.newsletter.signup_words import texts_of, wording_of
from dragoman.newsletter.subscribers import veiled
from dragoman.newsletter.tokens import BadToken, Purpose, ticket
from dragoman.store.mail.erasing import erase_subscriber, swept
from dragoman.store.mail.values import Door, Status
from dragoman.web.asking import Ask
from dragoman.web.newsletter.desk import At, Desk
from dragoman.web.pages import page

routes = APIRouter(prefix="/newsletter", include_in_schema=False)

STATUS = {Why.ADDRESS: 422, Why.HASTE: 422, Why.STALE: 422, Why.PROOF: 422, Why.BUSY: 429}
PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}
"""A page whose address is a secret."""
Field = Annotated[str, Form()]


@routes.get("")
def editions(ask: Ask, at: At) -> Response:
    return page(ask, "newsletter/editions.html", editions=at.newsletter.editions)


@routes.get("/sign-up/{name}")
def form(ask: Ask, at: At, name: str) -> Response:
    return _form(ask, at, at.edition(name))


@routes.post("/sign-up/{name}")
def signed_up(
    ask: Ask, at: At, name: str, address: Field = "", website: Field = "", form: Field = "", proof: Field = ""
) -> Response:
    edition = at.edition(name)
    wanted = SignUp(
        address=address, edition=name, wording=wording_of(at.newsletter.settings, edition), door=Door.WEB, host=at.host,
        trap=website, form=form, proof=proof,
    )  # fmt: skip
    try:
        sign_up(at.mail, at.keys, wanted, at.caps, now=at.now)
    except Refused as refused:
        return _form(ask, at, edition, address=address, refused=refused)
    return RedirectResponse(f"/newsletter/asked/{name}", status_code=303)


@routes.get("/asked/{name}")
def asked(ask: Ask, at: At, name: str) -> Response:
    return page(ask, "newsletter/asked.html", edition=at.edition(name))


@routes.get("/confirm/{written}")
def confirming(ask: Ask, at: At, written: str) -> Response:
    return _held(ask, at, written, Purpose.CONFIRM, "newsletter/confirm.html")


@routes.post("/confirm/{written}")
def confirmed(ask: Ask, at: At, written: str) -> Response:
    try:
        name = ticket(at.keys, written, purpose=Purpose.CONFIRM, now=at.now).edition or ""
        found = confirm_sign_up(at.mail, at.keys, written, at.agreeing(name), now=at.now)
    except BadToken as bad:
        return _bad(ask, bad)
    return _private(ask, "newsletter/confirmed.html", at=at, held=found)


@routes.get("/unsubscribe/{written}")
def leaving(ask: Ask, at: At, written: str) -> Response:
    return _held(ask, at, written, Purpose.UNSUBSCRIBE, "newsletter/unsubscribe.html")


@routes.post("/unsubscribe/{written}")
def left(ask: Ask, at: At, written: str) -> Response:
    """By the button, and by a mail program's one click (RFC 8058): no login, no cookie, whatever the body holds."""
    try:
        name = ticket(at.keys, written, purpose=Purpose.UNSUBSCRIBE, now=at.now).edition
        found = leave_by_link(at.mail, at.keys, written, at.leaving(name), now=at.now)
    except BadToken as bad:
        return _bad(ask, bad)
    return _private(ask, "newsletter/left.html", title=at.titled(found.edition), edition=found.edition, at=at)


@routes.get("/preferences/{written}")
def preferences(ask: Ask, at: At, written: str) -> Response:
    return _held(ask, at, written, Purpose.PREFERENCES, "newsletter/preferences.html", saved=False)


@routes.post("/preferences/{written}")
def preferred(ask: Ask, at: At, written: str, keep: Annotated[list[str], Form()] = []) -> Response:  # noqa: B006
    try:
        found = keep_only(at.mail, at.keys, written, keep, at.leaving(None), now=at.now)
    except BadToken as bad:
        return _bad(ask, bad)
    return _private(ask, "newsletter/preferences.html", **_shown(at, found, written), saved=True)


@routes.post("/preferences/{written}/forget")
def forgotten(ask: Ask, at: At, written: str) -> Response:
    try:
        said = ticket(at.keys, written, purpose=Purpose.PREFERENCES, now=at.now)
    except BadToken as bad:
        return _bad(ask, bad)
    if erase_subscriber(at.mail, at.keys, said.subscriber, now=at.now):
        swept(at.mail)
    return _private(ask, "newsletter/forgotten.html")


@routes.get("/terms")
def terms(ask: Ask, at: At) -> Response:
    said = texts_of(at.newsletter.settings)
    return page(ask, "newsletter/text.html", title="Terms of the newsletter", paragraphs=said.terms, texts=said)


@routes.get("/privacy")
def privacy(ask: Ask, at: At) -> Response:
    said = texts_of(at.newsletter.settings)
    return page(ask, "newsletter/text.html", title="How your address is kept", paragraphs=said.privacy, texts=said)


def _form(ask: Ask, at: Desk, edition: Edition, *, address: str = "", refused: Refused | None = None) -> Response:
    settings = at.newsletter.settings
    return page(
        ask,
        "newsletter/sign_up.html",
        status=STATUS[refused.why] if refused else 200,
        edition=edition,
        wording=wording_of(settings, edition).text,
        by_mail=f"{SUBSCRIBE}{edition.name}@{settings.list_domain}",
        stamp=form_stamp(at.keys, edition.name, now=at.now),
        address=address[:254],
        refused=refused,
    )


def _held(ask: Ask, at: Desk, written: str, purpose: Purpose, template: str, **values: Any) -> Response:
    try:
        found = standing(at.mail, at.keys, written, purpose=purpose, now=at.now)
    except BadToken as bad:
        return _bad(ask, bad)
    return _private(ask, template, **_shown(at, found, written), **values)


def _shown(at: Desk, found: Standing, written: str) -> dict[str, Any]:
    running = [one for one in found.subscriptions if one.status in (Status.PENDING, Status.CONFIRMED)]
    named = {one.edition for one in running}
    return {
        "at": at,
        "held": found,
        "written": written,
        "title": at.titled(found.ticket.edition),
        "address": veiled(found.subscriber.address),
        "running": running,
        "others": [one for one in at.newsletter.editions if one.name not in named],
    }


def _bad(ask: Ask, bad: BadToken) -> Response:
    return _private(ask, "newsletter/bad_link.html", status=410 if bad.expired else 404, said=_sentence(str(bad)))


def _sentence(said: str) -> str:
    return f"{said[:1].upper()}{said[1:]}."


def _private(ask: Ask, template: str, *, status: int = 200, **values: Any) -> Response:
    found = page(ask, template, status=status, **values)
    found.headers.update(PRIVATE)
    return found
