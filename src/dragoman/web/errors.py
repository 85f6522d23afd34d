"""What goes wrong, as a page that says what to do: a wrong address, a name that nobody has, a store that fails."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dragoman.store import StoreError
from dragoman.store.naming import Unknown
from dragoman.web.asking import asked
from dragoman.web.pages import page

TITLES = {
    400: "Not understood",
    403: "Not allowed",
    404: "Nothing here",
    405: "Not done this way",
    413: "Too large",
    421: "Not under this name",
    429: "Too fast",
    503: "The store fails",
}


def add_errors(app: FastAPI) -> None:
    """Tells *app* how each error reads: a page for people, JSON under /api."""
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(Unknown, _unknown)
    app.add_exception_handler(StoreError, _failed)


def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    what = str(error.detail) if isinstance(error, HTTPException) else "Something went wrong."
    answer = told(request, status, what)
    answer.headers.update((error.headers if isinstance(error, HTTPException) else None) or {})
    return answer


def _unreadable(request: Request, error: Exception) -> Response:
    """A body or a field that is not as its description says."""
    wrong = error.errors() if isinstance(error, RequestValidationError) else []
    told_of = (f"{'.'.join(map(str, one['loc'][1:])) or one['loc'][0]}: {one['msg']}" for one in wrong)
    return told(request, 400, f"It cannot be read: {'; '.join(told_of)}.")


def _unknown(request: Request, error: Exception) -> Response:
    return told(request, 404, f"{error}.")


def _failed(request: Request, error: Exception) -> Response:
    """Where the store lies is the operator's to know, not every reader's."""
    what = error.what if isinstance(error, StoreError) else "it cannot be read"
    return told(request, 503, f"The store cannot answer: {what}.")


def told(request: Request, status: int, what: str) -> Response:
    """What went wrong, for whoever asked."""
    title = TITLES.get(status, "Something went wrong")
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": {"status": status, "title": title, "detail": what}}, status_code=status)
    return page(asked(request), "error.html", status=status, title=title, what=what)
