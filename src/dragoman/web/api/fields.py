"""What a program may write into an address of the API: read strictly, described for the reference, refused in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Any

from fastapi import Path, Query
from pydantic import BeforeValidator, WithJsonSchema
from starlette.requests import Request

from dragoman.ledger.dyads import Period
from dragoman.web.fields import Unreadable, day_in, number_in, one_of, written
from dragoman.web.search.fields import KNOWN_KINDS, KNOWN_TYPES

MOST, USUAL = 200, 20
"""Items of a page: at most, and where nobody says how many."""
MOST_NAMES = 50
"""Sides or channels that one brief can be asked for."""

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
SIGN = r"[^\s\x00-\x1f\x85]"
"""What is neither a blank nor nothing, for every kind of pattern that programs have."""
NUMBER = "^[0-7]?[0-9a-f]{1,15}$"
PLACE = "^[0-9a-f]{1,64}$"
FLAGS = {"true": True, "false": False}

TEXT: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": SIGN}
ID: dict[str, Any] = {"type": "string", "pattern": "^[0-9A-Za-z_-]{1,64}$"}
DATE: dict[str, Any] = {"type": "string", "format": "date", "examples": ["2022-01-22"]}
NAMES: dict[str, Any] = {"type": "array", "items": TEXT, "maxItems": MOST_NAMES}


def only_known(request: Request) -> None:
    """Refuses fields that there are not, and one that is written twice: a slip of the pen would find everything."""
    several = {one.alias: one.alias in ("actor", "channel") for one in request.scope["route"].dependant.query_params}
    lists = request.url.path.endswith("/brief")
    for name in request.query_params:
        if name not in several:
            near = get_close_matches(name, several, n=1)
            known = f"did you mean {near[0]}?" if near else f"there are {', '.join(several) or 'none'}."
            raise Unreadable(f"There is no field {name[:40]!r}: {known}")
        if len(request.query_params.getlist(name)) > 1 and not (lists and several[name]):
            raise Unreadable(f"{name}: it is written twice. Write it once.")


def text(name: str) -> BeforeValidator:
    def read(given: object) -> str:
        if isinstance(given, str) and len(given) <= TEXT["maxLength"] and (found := written(given)):
            return found
        raise Unreadable(f"{name}: write 1 to {TEXT['maxLength']} characters.")

    return BeforeValidator(read)


def texts(name: str) -> BeforeValidator:
    one = text(name)

    def read(given: object) -> list[str]:
        several = given if isinstance(given, list) else [given]
        if len(several) > MOST_NAMES:
            raise Unreadable(f"{name}: write {MOST_NAMES} at most.")
        return [one.func(text) for text in several]  # type: ignore[call-arg]

    return BeforeValidator(read)


def _day(name: str) -> BeforeValidator:
    def read(given: object) -> date | None:
        if not isinstance(given, str) or not DAY.fullmatch(given):
            raise Unreadable(f"{name}: {str(given)[:40]!r} is no day. Write it as 2022-01-22.")
        return day_in(given, name)

    return BeforeValidator(read)


def _number(name: str, *, most: int) -> BeforeValidator:
    def read(given: object) -> int:
        if not isinstance(given, str) or given != given.strip() or given.startswith("0") or not given:
            raise Unreadable(f"{name}: {str(given)[:40]!r} is no number from 1 to {most}.")
        return number_in(given, name, default=1, most=most)

    return BeforeValidator(read)


def choice(name: str, known: Mapping[str, str]) -> BeforeValidator:
    def read(given: object) -> str:
        found = one_of(given if isinstance(given, str) else "", name, dict(known))
        if found is None:
            raise Unreadable(f"{name}: write one of {', '.join(known.values())}.")
        return found

    return BeforeValidator(read)


def _flag(name: str) -> BeforeValidator:
    def read(given: object) -> bool:
        if not isinstance(given, str) or given not in FLAGS:
            raise Unreadable(f"{name}: write true or false.")
        return FLAGS[given]

    return BeforeValidator(read)


def _like(name: str, pattern: str, remedy: str) -> BeforeValidator:
    def read(given: object) -> str:
        if isinstance(given, str) and re.fullmatch(pattern, given, re.ASCII):
            return given
        raise Unreadable(f"{name}: {str(given)[:40]!r} is none. {remedy}")

    return BeforeValidator(read)


BEGIN = "Begin again at the first page."
NEXT = "Where the next page begins: the `next` of the page before. Its form may change; pass it on as it is."

Since = Annotated[
    date | None, Query(description="Nothing that was over before this day."), _day("since"), WithJsonSchema(DATE)
]
Until = Annotated[
    date | None, Query(description="Nothing that began after this day."), _day("until"), WithJsonSchema(DATE)
]
On = Annotated[
    date | None, Query(description="As it was known on this day, not today."), _day("on"), WithJsonSchema(DATE)
]
Day = Annotated[
    date | None,
    Query(description="The last day of the brief; the newest that there is without it."),
    _day("date"),
    WithJsonSchema(DATE),
]
Words = Annotated[
    str | None,
    Query(
        description='All must be there; `"in quotes"` they follow one another; `negot*` is a beginning. Signs that are '
        "no word find nothing."
    ),
    text("words"),
    WithJsonSchema(TEXT),
]
Kind = Annotated[
    str | None,
    Query(description="Only records of this kind."),
    choice("kind", KNOWN_KINDS),
    WithJsonSchema({"type": "string", "enum": list(KNOWN_KINDS.values())}),
]
Type = Annotated[
    str | None,
    Query(description="The type of an event, status of a meeting, stance of a position, form of a statement."),
    choice("type", KNOWN_TYPES),
    WithJsonSchema({"type": "string", "enum": list(KNOWN_TYPES.values())}),
]
Actor = Annotated[
    str | None,
    Query(description="Who acts, is acted upon, speaks, meets or holds: `RUS`, `NATO`, `Lavrov`."),
    text("actor"),
    WithJsonSchema(TEXT),
]
Channel = Annotated[
    str | None,
    Query(description="The forum or format of a meeting: `Normandy Format`."),
    text("channel"),
    WithJsonSchema(TEXT),
]
Where = Annotated[
    str | None,
    Query(description="Where it happens, by name or state: `Geneva`, `CHE`."),
    text("place"),
    WithJsonSchema(TEXT),
]
Issue = Annotated[
    str | None, Query(description="Only issues like this one: `sanctions`."), text("issue"), WithJsonSchema(TEXT)
]
About = Annotated[
    list[str] | None,
    Query(description="Only what is about one of these sides. May be written again."),
    texts("actor"),
    WithJsonSchema(NAMES),
]
Through = Annotated[
    list[str] | None,
    Query(description="Only what goes through one of these channels. May be written again."),
    texts("channel"),
    WithJsonSchema(NAMES),
]
By = Annotated[
    str,
    Query(description="How long a stretch of the series is."),
    choice("by", {str(one): str(one) for one in Period}),
    WithJsonSchema({"type": "string", "enum": [str(one) for one in Period]}),
]
Limit = Annotated[
    int,
    Query(description="How many at most, the newest."),
    _number("limit", most=MOST),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": MOST}),
]
Days = Annotated[
    int,
    Query(description="How many days the brief is of."),
    _number("days", most=366),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 366}),
]
Numbered = Annotated[
    str | None,
    Query(description=NEXT),
    _like("cursor", NUMBER, BEGIN),
    WithJsonSchema({"type": "string", "pattern": NUMBER}),
]
Placed = Annotated[
    str | None,
    Query(description=NEXT),
    _like("cursor", PLACE, BEGIN),
    WithJsonSchema({"type": "string", "pattern": PLACE}),
]
Every = Annotated[
    bool,
    Query(description="Records that a person marked as wrong too, each with its marks."),
    _flag("all"),
    WithJsonSchema({"type": "boolean"}),
]
Raw = Annotated[
    bool,
    Query(description="As the program read it, without what people set right."),
    _flag("raw"),
    WithJsonSchema({"type": "boolean"}),
]
Upcoming = Annotated[
    bool,
    Query(description="Only meetings that are still to come."),
    _flag("upcoming"),
    WithJsonSchema({"type": "boolean"}),
]
Name = Annotated[
    str,
    Path(description="A state or body by code or name: `RUS`, `Russia`, `NATO`; or a name that stands in the store."),
    text("name"),
    WithJsonSchema(TEXT),
]
Id = Annotated[
    str,
    Path(description="The id, as lists and searches give it."),
    _like("id", ID["pattern"], "Ids stand in lists and searches."),
    WithJsonSchema(ID),
]
Forum = Annotated[
    str, Path(description="A channel, by one of its names: `Normandy Format`."), text("channel"), WithJsonSchema(TEXT)
]
