"""What goes wrong, as a page that says what to do: a wrong address, a name that nobody has, a store that fails."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dragoman.store import StoreError
from dragoman.store.naming import Unknown
from dragoman.web.asking import asked
from dragoman.web.pages import page

TITLES = {403: "Not allowed", 404: "Nothing here", 405: "Not done this way", 429: "Too fast", 503: "The store fails"}


def add_errors(app: FastAPI) -> None:
    """Tells *app* how each error reads: a page for people, JSON under /api."""
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(Unknown, _unknown)
    app.add_exception_handler(StoreError, _failed)


def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    what = str(error.detail) if isinstance(error, HTTPException) else "Something went wrong."
    return _told(request, status, what)


def _unknown(request: Request, error: Exception) -> Response:
    return _told(request, 404, f"{error}.")


def _failed(request: Request, error: Exception) -> Response:
    """Where the store lies is the operator's to know, not every reader's."""
    what = error.what if isinstance(error, StoreError) else "it cannot be read"
    return _told(request, 503, f"The store cannot answer: {what}.")


def _told(request: Request, status: int, what: str) -> Response:
    title = TITLES.get(status, "Something went wrong")
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": {"status": status, "title": title, "detail": what}}, status_code=status)
    return page(asked(request), "error.html", status=status, title=title, what=what)
