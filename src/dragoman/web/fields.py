"""What a reader writes into an address or a form, as values; what cannot be read is told in words."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query
from starlette.exceptions import HTTPException

Text = str | None
"""A field as it comes: missing, empty, or with something in it."""
Names = Annotated[list[str] | None, Query()]
"""A field that may be written several times."""


class Unreadable(HTTPException):
    """A field that cannot be read: 400, with what to write instead."""

    def __init__(self, what: str) -> None:
        super().__init__(400, what)


def written(text: str | None, *, longest: int = 200) -> str | None:
    """*text* without blanks around it; none where nothing is left, as an empty field of a form sends."""
    found = " ".join((text or "").replace("\0", " ").split())
    if len(found) > longest:
        raise Unreadable(f"{found[:20]!r}… is longer than {longest} characters: write less.")
    return found or None


def day_in(text: str | None, name: str) -> date | None:
    """The day that a field says. Raises `Unreadable` where it says none."""
    found = written(text)
    try:
        return date.fromisoformat(found) if found else None
    except ValueError:
        raise Unreadable(f"{name}: {found!r} is no day. Write it as 2022-01-22.") from None


def number_in(text: str | None, name: str, *, default: int, most: int) -> int:
    """The number from 1 to *most* that a field says. Raises `Unreadable` where it says none."""
    found = written(text)
    if found is None:
        return default
    if not (found.isascii() and found.isdigit() and 1 <= int(found[:9]) <= most):
        raise Unreadable(f"{name}: {found!r} is no number from 1 to {most}.")
    return int(found)


def one_of(text: str | None, name: str, known: dict[str, str]) -> str | None:
    """The word that a field says, as *known* has it by its lower case. Raises `Unreadable` for any other."""
    found = written(text)
    if found is None:
        return None
    if found.casefold() not in known:
        raise Unreadable(f"{name}: {found!r} is none of {', '.join(known.values())}.")
    return known[found.casefold()]
