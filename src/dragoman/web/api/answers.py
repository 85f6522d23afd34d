"""What the API answers with: JSON with a tag that changes with it, lists with a cursor, and what goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import Response

from dragoman.model import digest
from dragoman.web.api.shapes import reference
from dragoman.web.asking import Asked
from dragoman.web.tags import tagged

One = TypeVar("One")

JSON = "application/json"
GONE = "This page of the list is not there any more. Begin again at the first page."


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Generic[One]):
    """Some *items*, and where the *next* begin: the `cursor` to ask with; null after the last."""

    items: tuple[One, ...]
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What went wrong, and what to do about it."""

    status: int
    title: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Every answer that is none."""

    error: Fault


def _json(kind: Any) -> dict[str, Any]:
    return {JSON: {"schema": reference(kind)}}


PROBLEMS: dict[int | str, dict[str, Any]] = {
    "4XX": {
        "content": _json(Problem),
        "description": "It cannot be answered so: 400 for what cannot be read, 404 for what is not there, "
        "429 with `Retry-After` for asking too often.",
    },
    "5XX": {"content": _json(Problem), "description": "The store cannot answer now."},
}
"""How every operation may fail."""


def of(kind: Any, what: str = "What was asked for.") -> dict[int | str, dict[str, Any]]:
    """What an operation answers, for its description."""
    tag = {"description": "Changes with the answer. Send it back in `If-None-Match`.", "schema": {"type": "string"}}
    return {
        200: {"content": _json(kind), "description": what, "headers": {"ETag": tag}},
        304: {"description": "The answer is the one whose tag was sent.", "headers": {"ETag": tag}},
        **PROBLEMS,
    }


def answered(ask: Asked, value: object) -> Response:
    """*value* in the JSON that `--json` prints; with the way to the next page where it is a list that goes on."""
    headers = {}
    if isinstance(value, Listed) and value.next:
        asked = [(name, said) for name, said in ask.request.query_params.multi_items() if name != "cursor"]
        address = f"{ask.request.url.path}?{urlencode([*asked, ('cursor', value.next)])}"
        headers["Link"] = f'<{address}>; rel="next"'
    body = value if isinstance(value, bytes) else msgspec.json.encode(value)
    return tagged(ask, body, JSON, headers)


def page_of(
    newest: Callable[[int], Sequence[One]], mark: Callable[[One], str], *, cursor: str | None, most: int
) -> Listed[One]:
    """The page after the item that *cursor* marks, newest first; *newest* gives the last so many, oldest first."""
    wanted = most + 1
    while True:
        found = list(reversed(newest(wanted)))
        start = 0 if cursor is None else next((at for at, one in enumerate(found, 1) if mark(one) == cursor), None)
        if len(found) < wanted or (start is not None and len(found) > start + most):
            break
        wanted *= 4
    if start is None:
        raise HTTPException(404, GONE)
    shown = tuple(found[start : start + most])
    return Listed(items=shown, next=mark(shown[-1]) if len(found) > start + most else None)


def marked(*parts: object) -> str:
    """A cursor of what an item is known by."""
    return digest("cursor", *parts)
