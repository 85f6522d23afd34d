"""Feeds of any search and of the brief: what changed comes to its readers with the words that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from email.utils import format_datetime, parsedate_to_datetime

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from dragoman.store.searches.articles import added
from dragoman.store.searches.claimants import claimants
from dragoman.store.searches.pages import search_page
from dragoman.store.told.records import newest_until
from dragoman.web.asking import Ask, Asked
from dragoman.web.brief.briefing import briefing, wanted
from dragoman.web.feeds.entries import Entry, id_of, of_brief, of_hits
from dragoman.web.feeds.formats import TYPES, Feed, feed_title
from dragoman.web.feeds.formats import written as as_file
from dragoman.web.fields import Names, number_in
from dragoman.web.remembered import remembered
from dragoman.web.search.fields import fields_of, query_of
from dragoman.web.tags import tagged

routes = APIRouter(include_in_schema=False)

MOST = 50
"""Entries of a feed, the newest."""
DAYS, MOST_DAYS = 3, 31
"""Days of the brief in its feed: who looks in once a day misses nothing."""
GET = ["GET", "HEAD"]


@routes.api_route("/feeds/search.{format}", methods=GET)
def search(ask: Ask, format: str) -> Response:
    """What a search finds now, newest day first."""
    _known(format)
    fields = fields_of(ask.request.query_params)
    query = query_of(ask.store, fields, limit=MOST)

    def entries() -> Sequence[Entry]:
        found = search_page(ask.store, query).hits
        versions = added(ask.store, (hit.article.version for hit in found))
        return of_hits(found, claimants(ask.store, found), versions, root=_root(ask))

    return _sent(
        ask,
        format,
        title=feed_title(*fields.given.values()),
        about="What this search finds, newest day first, each with the words that it rests on.",
        page=fields.address() if fields.given else "/search",
        address=fields.address(f"/feeds/search.{format}"),
        entries=entries,
    )


@routes.api_route("/feeds/brief.{format}", methods=GET)
def brief(ask: Ask, format: str, days: str | None = None, actor: Names = None, channel: Names = None) -> Response:
    """The lines of the newest days' brief: what is new, changed, contradicted or gone quiet."""
    _known(format)
    about = wanted(ask, actor, channel)
    last = newest_until(ask.store, ask.today) or ask.today
    length = min(number_in(days, "days", default=DAYS, most=MOST_DAYS), last.toordinal())
    found = briefing(ask, last, length, about)
    asked = ask.request.url.query
    return _sent(
        ask,
        format,
        title=feed_title("the brief", *about.sides, *about.channels),
        about="What is new, changed, contradicted or gone quiet in the press, each with the words that it rests on.",
        page="/",
        address=f"/feeds/brief.{format}{'?' if asked else ''}{asked}",
        entries=lambda: of_brief(found, root=_root(ask), most=MOST),
    )


def _known(format: str) -> None:
    if format not in TYPES:
        raise HTTPException(404, f"There is no such format of a feed. There are {', '.join(TYPES)}.")


def _root(ask: Asked) -> str:
    """The address under which this site was asked, by a name that the guards have let in."""
    scheme = "https" if ask.access.secure(ask.request) else "http"
    return f"{scheme}://{ask.request.headers['host']}"


def _sent(
    ask: Asked, format: str, *, title: str, about: str, page: str, address: str, entries: Callable[[], Sequence[Entry]]
) -> Response:
    root = _root(ask)

    def made() -> tuple[datetime, bytes]:
        known = entries()
        updated = max((one.updated for one in known), default=datetime.combine(ask.today, time(), UTC))
        feed = Feed(
            id=id_of(address.rpartition(f".{format}")[2], address.partition(".")[0]),
            title=title, about=about, address=root + address, page=root + page, updated=updated, entries=known,
        )  # fmt: skip
        return updated.astimezone(UTC).replace(microsecond=0), as_file(feed, format)

    changed, file = remembered(ask, ("feed", root, address, ask.viewer, ask.today), made)
    headers = {"Last-Modified": format_datetime(changed, usegmt=True)}
    if "if-none-match" not in ask.request.headers and _since(ask) >= changed:
        return Response(status_code=304, headers=headers)
    return tagged(ask, file, TYPES[format], headers)


def _since(ask: Asked) -> datetime:
    """When a reader has last seen the feed, by its own word; long ago where that cannot be read."""
    try:
        said = parsedate_to_datetime(ask.request.headers.get("if-modified-since", ""))
    except (ValueError, TypeError, IndexError, OverflowError):
        return datetime.min.replace(tzinfo=UTC)
    return said if said.tzinfo else said.replace(tzinfo=UTC)
