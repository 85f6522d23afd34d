"""Answers with a tag that changes with them, so that nobody is sent again what they have."""

from __future__ import annotations

import re
from hashlib import sha256

from starlette.responses import Response

from dragoman.web.asking import Asked

TAG = re.compile(r'\*|(?:W/)?"[^"]*"')


def tagged(ask: Asked, body: bytes, media_type: str, headers: dict[str, str] | None = None) -> Response:
    """*body* with its tag; 304 where the one who asks has it already."""
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    sent = {"ETag": tag, **(headers or {})}
    if has(ask.request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=sent)
    return Response(body, media_type=media_type, headers=sent)


def has(sent: str, tag: str) -> bool:
    """Whether `If-None-Match` names the *tag*."""
    return any(one == "*" or one.removeprefix("W/") == tag for one in TAG.findall(sent))
