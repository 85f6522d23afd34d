"""A meeting's steps: what each report changed, in whose words, and what a page said before it was corrected."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.ledger.history import Change, MeetingHistory, Step
from dragoman.publish.ledger_page import claimed
from dragoman.publish.wording import when, where
from dragoman.web.calendar.entries import SIGNS
from dragoman.web.claims import Claim
from dragoman.web.reports import reports

CHANGES = {
    Change.FIRST: "First told",
    Change.STATUS: "How far it has come",
    Change.DATED: "Its day, told more closely",
    Change.MOVED: "Moved to another day",
    Change.PLACED: "Its place",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A step: what *change* it is, how the meeting stood then, the *claim* with its words, and what it *replaced*."""

    change: str
    sign: str
    state: str
    claim: Claim
    replaced: tuple[str, ...]


def history(meeting: MeetingHistory) -> tuple[Shown, ...]:
    """Every step from the first to the newest."""
    return tuple(_step(one) for one in meeting.steps)


def _step(one: Step) -> Shown:
    day = when(one.date) or "no day told"
    claim = Claim(
        kind="meeting",
        what=" · ".join(part for part in (str(one.status), day, where(one.place)) if part),
        day=one.told[0].day,
        details=tuple(part for part in (claimed(one.told),) if part),
        origins=reports(one.told),
    )
    return Shown(
        change=CHANGES[one.change],
        sign=SIGNS[one.status],
        state=one.status.replace(" ", "-"),
        claim=claim,
        replaced=tuple(told.quote for told in one.replaced),
    )
