"""The search: articles by their words, records by who, what, where and when, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from fastapi import APIRouter
from starlette.responses import Response

from dragoman.knowledge import organisations, states
from dragoman.ledger.sides import called, channel_name, channel_of
from dragoman.store import Query
from dragoman.store.naming import Unknown
from dragoman.store.searches.pages import Counted, NoCursor, facets, search_page
from dragoman.web.asking import Ask, Asked
from dragoman.web.fields import Unreadable, written
from dragoman.web.pages import page
from dragoman.web.remembered import remembered, remembered_page
from dragoman.web.search.fields import KNOWN_TYPES, TYPES, Fields, fields_of, query_of
from dragoman.web.search.lines import HitLine, hit_line
from dragoman.web.who import who

routes = APIRouter()

MOST = 20
SHOWN = 6
"""Values of a facet that are shown."""
FEEDS = (("atom", "Atom"), ("rss", "RSS"), ("json", "JSON Feed"))
EXAMPLES = (
    (Fields(words='"security guarantees"'), "articles that hold these words in this order"),
    (Fields(words="withdraw*", kind="position"), "positions in whose evidence a word begins so"),
    (Fields(actor="NATO", kind="meeting"), "meetings of one side"),
    (Fields(type="ACCUSE", since="2022-01-01"), "acts of one type, from one day on"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Another search: what it is called, how many hits it has where that is known, and its address."""

    name: str
    address: str
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a search shows: its hits, where the next stand, how they divide; *wrong* where it could not be asked."""

    fields: Fields
    lines: tuple[HitLine, ...] = ()
    after: str | None = None
    divided: tuple[tuple[str, tuple[Choice, ...]], ...] = ()
    counted: int = 0
    hints: tuple[Choice, ...] = ()
    wrong: str | None = None


@routes.get("/search", include_in_schema=False)
@remembered_page
def search(ask: Ask) -> Response:
    """The form, and what it finds."""
    fields = fields_of(ask.request.query_params)
    try:
        answer = _answer(ask, fields) if fields.given else Answer(fields=fields)
    except Unreadable as error:
        answer = Answer(fields=fields, wrong=str(error.detail))
    except NoCursor:
        answer = Answer(fields=fields, wrong="This page of the search is not there. Begin again at its first page.")
    return page(
        ask,
        "search.html",
        status=400 if answer.wrong else 200,
        answer=answer,
        fields=fields,
        begun="cursor" in ask.request.query_params,
        types=TYPES,
        feeds=[(fields.address(f"/feeds/search.{ending}"), name) for ending, name in FEEDS] if fields.given else [],
        examples=[(one.address(), " · ".join(one.given.values()), what) for one, what in EXAMPLES],
    )


def _answer(ask: Asked, fields: Fields) -> Answer:
    query = query_of(ask.store, fields, limit=MOST)
    found = search_page(ask.store, query, cursor=written(ask.request.query_params.get("cursor")))
    counted, divided = _divided(ask, fields, query) if query.of_records and found.hits else (0, ())
    return Answer(
        fields=fields,
        lines=tuple(hit_line(hit, fields.words) for hit in found.hits),
        after=fields.address(cursor=found.cursor) if found.cursor else None,
        divided=divided,
        counted=counted,
        hints=() if found.hits else tuple(_hints(ask, fields, query)),
    )


def _divided(ask: Asked, fields: Fields, query: Query) -> tuple[int, tuple[tuple[str, tuple[Choice, ...]], ...]]:
    """How the hits divide by what is not asked for yet."""
    found = remembered(ask, ("facets", query), lambda: facets(ask.store, query))
    sides = tuple((_codes()[one], count) for one, count in found.sides if one in _codes())
    types = tuple((KNOWN_TYPES[one], count) for one, count in found.types if one in KNOWN_TYPES)
    channels = tuple((channel_name(one), count) for one, count in found.channels if channel_of(one))
    by_field = (("kind", "Kind", found.kinds), ("type", "Type", types), ("actor", "Who", sides),
                ("channel", "Channel", channels))  # fmt: skip
    given = {*fields.given, *(["kind"] if query.type else [])}
    every = ((title, _choices(fields, field, counts)) for field, title, counts in by_field if field not in given)
    return found.counted, tuple((title, choices) for title, choices in every if len(choices) > 1)


def _choices(fields: Fields, field: str, counts: Counted) -> tuple[Choice, ...]:
    return tuple(
        Choice(name=called(value), address=fields.address(**{field: value}), count=count)
        for value, count in counts[:SHOWN]
    )


@cache
def _codes() -> dict[str, str]:
    """The codes of states and bodies, as they are indexed."""
    codes = [*(one.code for one in states()), *(one.code for one in organisations())]
    return {code.casefold(): code for code in codes}


def _hints(ask: Asked, fields: Fields, query: Query) -> Iterator[Choice]:
    """What else may be meant, where nothing is found."""
    if fields.actor and query.actor == fields.actor:
        try:
            who(ask.store, fields.actor)
        except Unknown as error:
            near = str(error).partition("did you mean ")[2].partition(" (")[0].strip("?'\"")
            yield from [Choice(name=f"{near} as who", address=fields.address(actor=near))] if near else []
    if fields.since or fields.until:
        yield Choice(name="the same on any day", address=fields.without("since", "until").address())
    if query.of_records and fields.words:
        whole = Fields(words=fields.words, since=fields.since, until=fields.until)
        yield Choice(name="the words in whole articles", address=whole.address())
    if fields.words and '"' in fields.words:
        loose = replace(fields, words=fields.words.replace('"', " "))
        yield Choice(name="the words in any order", address=loose.address())
    if fields.words and not query.of_records:
        shortened = " ".join(f"{word[:5]}*" for word in fields.words.replace('"', " ").replace("*", " ").split())
        yield Choice(name=f"words that begin so: {shortened}", address=replace(fields, words=shortened).address())
