"""What a language model may ask of the store: read only, and short; how it is answered stands in `answers`."""

from __future__ import annotations

import re
from datetime import date

from starlette.exceptions import HTTPException

from dragoman.ledger.dyads import Period
from dragoman.model import Entity
from dragoman.store import Database, Query
from dragoman.store import words as full_text
from dragoman.store.ledgers.answers import dyad_of, meetings_of, meetings_to_come, positions_of
from dragoman.store.naming import side as side_named
from dragoman.store.rows import records
from dragoman.store.searches.claimants import claimants
from dragoman.store.searches.pages import search_page
from dragoman.web.api.fields import NUMBER
from dragoman.web.api.press import hit_of, reading_for
from dragoman.web.fields import Unreadable, day_in, one_of
from dragoman.web.mcp.answers import (
    NOTICE,
    Answer,
    of_article,
    of_hit,
    of_meeting,
    of_record,
    of_report,
    of_side,
    of_thread,
    own,
)
from dragoman.web.search.fields import Fields, query_of

MOST, USUAL = 25, 10
"""Items of an answer: at most, and where nobody says how many."""
STRETCHES = 26


def search(
    store: Database,
    *,
    words: str | None = None,
    kind: str | None = None,
    actor: str | None = None,
    type: str | None = None,
    channel: str | None = None,
    place: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int = USUAL,
    cursor: str | None = None,
) -> Answer:
    """Articles by their words, or records by who, what, where and when."""
    fields = Fields(
        words=words, kind=kind, actor=actor, type=type, channel=channel, place=place, since=since, until=until
    )
    if words and not full_text.asked(words):
        raise Unreadable(f"words: {words[:40]!r} holds no word. Write one to search for.")
    if cursor and not re.fullmatch(NUMBER, cursor):
        raise Unreadable("cursor: pass on the `next` of the page before, as it is.")
    query: Query = query_of(store, fields, limit=most(limit))
    found = search_page(store, query, cursor=cursor or None)
    spoken = claimants(store, found.hits)
    return {"notice": NOTICE, "found": [of_hit(one, spoken) for one in found.hits], "next": found.cursor}


def get_evidence(store: Database, *, article: str, record: str | None = None) -> Answer:
    """One record with the words that it rests on; without *record* all that an article tells, in a list."""
    if record is None:
        reading = reading_for(store, article)
        told = [one for one in records(reading) if not isinstance(one, Entity)]
        shown = [{"record": own(one.id), **of_record(one)} for one in told[:MOST]]
        return {"notice": NOTICE, **of_article(reading.article), "records": shown, "not_shown": len(told) - len(shown)}
    hit = hit_of(store, article, record)
    made = {"by": own(hit.record.by.rule), "score": hit.record.by.score} if hit.record else {}
    return {"notice": NOTICE, **of_hit(hit, claimants(store, [hit])), "made": made}


def dyad(
    store: Database,
    *,
    one: str,
    other: str,
    by: str = "week",
    since: str | None = None,
    until: str | None = None,
    limit: int = USUAL,
) -> Answer:
    """Cooperation and conflict between two sides over time, and the newest acts with their words."""
    both = side_named(store, one), side_named(store, other)
    if both[0] == both[1]:
        raise HTTPException(404, f"{one!r} and {other!r} are the same side. Name two.")
    period = Period(one_of(by, "by", {str(known): str(known) for known in Period}) or "week")
    found = dyad_of(store, both, period=period, since=day_in(since, "since"), until=day_in(until, "until"))
    acts = [told for stretch in found.stretches for told in stretch.told][::-1]
    return {
        "notice": NOTICE,
        "sides": [of_side(side) for side in both],
        "series": [
            {
                "first": stretch.first.isoformat(),
                "last": stretch.last.isoformat(),
                "cooperation": stretch.cooperation,
                "conflict": stretch.conflict,
                "acts": stretch.events,
                "articles": stretch.articles,
                "origins": stretch.origins,
            }
            for stretch in found.stretches[-STRETCHES:]
        ],
        "newest_acts": [{**of_record(told.record), **of_report(told)} for told in acts[: most(limit)]],
    }


def meetings(
    store: Database, *, today: date, side: str | None = None, upcoming: bool = False, limit: int = USUAL
) -> Answer:
    """Meetings with their history, the last by its day first."""
    who = side_named(store, side) if side else None
    asked = most(limit)
    found = (
        meetings_to_come(store, today=today, side=who, limit=asked)
        if upcoming
        else meetings_of(store, side=who, limit=asked)
    )
    return {"notice": NOTICE, "meetings": [of_meeting(one) for one in reversed(found)]}


def positions(store: Database, *, side: str, issue: str | None = None, limit: int = USUAL) -> Answer:
    """Where a side stands on each issue over time."""
    holder = side_named(store, side)
    asked = most(limit)
    found = positions_of(store, holder, issue=issue or None, limit=asked + 1)
    return {
        "notice": NOTICE,
        "holder": of_side(holder),
        "positions": [of_thread(one) for one in reversed(found[-asked:])],
        "more": len(found) > asked,
    }


def most(limit: int) -> int:
    """How many items are told where so many are asked for."""
    return max(1, min(limit, MOST))
