"""An actor: who it is, what it said and did lately, whom it meets, where it stands, and what is asked of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter
from starlette.responses import Response

from dragoman.ledger import days
from dragoman.ledger.history import MeetingHistory
from dragoman.ledger.questions import Question
from dragoman.ledger.quotes import Quote, quotes
from dragoman.ledger.sides import key, keys
from dragoman.ledger.told import record_of
from dragoman.model import Event
from dragoman.publish.ledger_claims import meeting_claim
from dragoman.publish.ledger_page import claimed
from dragoman.store.ledgers.actors import meetings_lately, partners, questions_lately, threads_lately, told_lately
from dragoman.store.told.records import newest_until
from dragoman.web.actor.facts import facts
from dragoman.web.addresses import path
from dragoman.web.asking import Ask, Asked
from dragoman.web.claims import Claim, acts, question, stand
from dragoman.web.fields import Unreadable, written
from dragoman.web.pages import page
from dragoman.web.remembered import remembered, remembered_page
from dragoman.web.reports import reports
from dragoman.web.who import who as somebody

routes = APIRouter()

SHOWN = 8
"""Claims of a part, the newest."""
AMONG = 60
"""Records among which the newest claims are looked for."""
LONGEST = 2000
"""Characters of a name; it is found by its first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the page: its claims, and where all of them stand; *none* says that there are none."""

    id: str
    title: str
    claims: tuple[Claim, ...]
    none: str
    every: str | None = None


@routes.get("/actor/{name:path}", include_in_schema=False)
@remembered_page
def actor(ask: Ask, name: str) -> Response:
    """Somebody's page, by code or name. 404 with the nearest that is known for whom nobody names."""
    asked = written(name, longest=LONGEST)
    if asked is None:
        raise Unreadable("Write a code or a name after /actor/: RUS, NATO, Sergei Lavrov.")
    who = somebody(ask.store, asked)
    today = newest_until(ask.store, ask.today) or ask.today
    return page(
        ask,
        "actor.html",
        who=who,
        facts=facts(who, today),
        today=today,
        parts=remembered(ask, ("actor", who, today), lambda: _parts(ask, who, today)),
        partners=remembered(ask, ("partners", who, today), lambda: partners(ask.store, who, until=today)),
        search=f"/search?actor={path(who)}",
    )


def _parts(ask: Asked, who: str, today: date) -> list[Part]:
    said = quotes(told_lately(ask.store, who, "statement", until=today, most=AMONG), who)
    events = told_lately(ask.store, who, "event", until=today, most=AMONG)
    did = [one for one in events if key(who) in keys(record_of(one, Event).actors)]
    suffered = [one for one in events if key(who) in keys(record_of(one, Event).recipients)]
    held = remembered(ask, ("meetings", today), lambda: meetings_lately(ask.store, until=today))
    meets = [one for one in held if key(who) in keys(one.parties)]
    stands = [thread.stands[-1] for thread in threads_lately(ask.store, who, until=today)]
    asked = remembered(ask, ("questions", today), lambda: questions_lately(ask.store, until=today))
    found = f"/search?actor={path(who)}"
    return [
        _part("meets", "Meets", _meetings(meets, today), "No meeting is told lately.", f"{found}&kind=meeting"),
        _part("said", "Said lately", _said(said), "Nothing is quoted lately.", f"{found}&kind=statement"),
        _part("did", "Did lately", acts(did), "No act of it is told lately.", f"{found}&kind=event"),
        _part("suffered", "Was done to it", acts(suffered), "No act upon it is told lately.", f"{found}&kind=event"),
        _part("stands", "Where it stands", map(stand, reversed(stands)), "No position is told lately.",
              f"{found}&kind=position"),
        _part("asks", "Asks, without an answer", _questions(asked, by=who), "Nothing is open that it asks for."),
        _part("asked", "Is asked, and has not answered", _questions(asked, of=who), "Nothing is open that it is asked."),
    ]  # fmt: skip


def _part(id: str, title: str, claims: Iterable[Claim], none: str, every: str | None = None) -> Part:
    several = tuple(claims)
    return Part(id=id, title=title, claims=several[:SHOWN], none=none, every=every if several else None)


def _said(found: Sequence[Quote]) -> list[Claim]:
    return [
        Claim(kind="statement", what=f"{one.speaker.name} says", day=one.day, details=(), origins=reports(one.told))
        for one in reversed(found)
    ]


def _meetings(found: Iterable[MeetingHistory], today: date) -> list[Claim]:
    """Those to come by their day, then those told of lately, the newest first."""
    ahead = [one for one in found if one.ahead and one.date and days.last(one.date) >= today]
    others = [one for one in found if one not in ahead]
    ahead.sort(key=lambda one: days.first(one.date) if one.date else today)
    others.sort(key=lambda one: one.told[-1].day, reverse=True)
    return [_meeting(one, "to come") for one in ahead] + [_meeting(one, "") for one in others]


def _meeting(one: MeetingHistory, mark: str) -> Claim:
    details = tuple(part for part in (one.channel or "", claimed(one.told)) if part)
    return Claim(
        kind="meeting",
        what=meeting_claim(one),
        day=one.told[-1].day,
        details=details,
        origins=reports(one.told),
        mark=mark,
    )


def _questions(found: Iterable[Question], *, by: str | None = None, of: str | None = None) -> list[Claim]:
    """Open questions, those last asked first."""
    wanted = [one for one in found if (by and key(one.asker) == key(by)) or (of and key(of) in keys(one.addressees))]
    return [question(one) for one in sorted(wanted, key=lambda one: one.last, reverse=True)]
