"""The evidence reader: an article with its records over its very words, its versions, and the forms to set it right."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from dragoman.stories.differing import differences
from dragoman.web.article.fields import fields_of, parts_of
from dragoman.web.article.view import view
from dragoman.web.asking import Ask, Asked
from dragoman.web.pages import page
from dragoman.web.remembered import remembered_page

routes = APIRouter(include_in_schema=False)

CLOSED = "Whole articles are shown to whoever has an account. Without one the words that a record rests on are shown."


@routes.get("/article/{id}")
def article(ask: Ask, id: str) -> Response:
    """The article; who may mark it is shown forms that are theirs alone."""
    return _article(ask=ask, id=id) if ask.viewer.may_mark else _article_to_read(ask=ask, id=id)


def _article(ask: Asked, id: str) -> Response:
    found = view(ask.store, id)
    return page(ask, "article.html", view=found, article=found.page.article, fields=fields_of(), parts_of=parts_of)


_article_to_read = remembered_page(_article)


@routes.get("/article/{id}/changes")
def changes(ask: Ask, id: str) -> Response:
    """What this version says otherwise than the one before it."""
    found = view(ask.store, id)
    if not ask.viewer.whole_text:
        raise HTTPException(403, CLOSED)
    if found.page.earlier is None:
        raise HTTPException(404, "This is the first version of the page, so nothing can have changed.")
    before = view(ask.store, found.page.earlier.article).page.article
    made = differences(before.text, found.page.article.text)
    return page(
        ask, "article_changes.html", view=found, article=found.page.article, before=before, changes=made,
        earlier=found.page.earlier,
    )  # fmt: skip
