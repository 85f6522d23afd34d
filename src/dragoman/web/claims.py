"""Claims as the dyad, the calendar, the channels and the map show them: what, when, who says so, and the words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.ledger.dyads import acted_on
from dragoman.ledger.positions import Stand
from dragoman.ledger.posture import Movement
from dragoman.ledger.questions import Question
from dragoman.ledger.sides import keys
from dragoman.ledger.told import Told, record_of
from dragoman.model import Event, EventStatus
from dragoman.publish.ledger_claims import act, movement_claim, question_claim, stand_claim
from dragoman.publish.ledger_page import claimed
from dragoman.publish.wording import score, where
from dragoman.web.reports import Origin, attested, reports

QUOTED = 2
"""Origins of a claim whose words stand on the page; the others are folded away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One line: *what* is claimed, *details* that each say one thing, and the *origins* that tell it.

    *kind* names its colour, *mark* is a word that stands out before it, *day* the day that it stands under.
    """

    kind: str
    what: str
    day: date | None
    details: tuple[str, ...]
    origins: tuple[Origin, ...]
    mark: str = ""

    @property
    def attested(self) -> str:
        return attested(self.origins)

    @property
    def quoted(self) -> tuple[Origin, ...]:
        return self.origins[:QUOTED]

    @property
    def more(self) -> tuple[Origin, ...]:
        return self.origins[QUOTED:]


def acts(told: Iterable[Told]) -> list[Claim]:
    """Acts, the newest first; reports of the same act of a day are one claim."""
    return [act_claim(group) for group in same_acts(told)]


def same_acts(told: Iterable[Told]) -> list[tuple[Told, ...]]:
    """Reports of events, those of the same act of a day at one place together; the newest day first."""
    found: dict[tuple[object, ...], list[Told]] = {}
    for one in told:
        event = record_of(one, Event)
        sides = (keys(event.actors), keys(event.recipients))
        place = event.place and (event.place.name, event.place.code)
        same = (acted_on(one), event.type, event.mode, event.status, place, *sides)
        found.setdefault(same, []).append(one)
    newest_first = sorted(found.values(), key=lambda group: (acted_on(group[0]), group[0].page), reverse=True)
    return [tuple(group) for group in newest_first]


def act_claim(told: Sequence[Told]) -> Claim:
    """What reports of the same act claim."""
    event = record_of(told[0], Event)
    status = "" if event.status is EventStatus.ACTUAL else str(event.status)
    details = (status, f"score {score(event.score)}", where(event.place), claimed(told))
    return _claim("event", act(event), acted_on(told[0]), details, told)


def question(one: Question) -> Claim:
    """What one side asks of the other."""
    again = f"last asked {one.last.isoformat()}" if one.last != one.first else ""
    return _claim("position", question_claim(one), one.first, (again, claimed(one.asked)), one.asked)


def stand(one: Stand) -> Claim:
    """Where a side stands on a day, and how that stands to what it said before."""
    return _claim("position", stand_claim(one), one.day, (claimed(one.told),), one.told, mark=str(one.move))


def movement(one: Movement) -> Claim:
    """What forces do."""
    status = "" if one.status is EventStatus.ACTUAL else str(one.status)
    return _claim("event", movement_claim(one), one.day, (status, where(one.place), claimed(one.told)), one.told)


def _claim(kind: str, what: str, day: date, details: Iterable[str], told: Iterable[Told], mark: str = "") -> Claim:
    known = tuple(one for one in details if one)
    return Claim(kind=kind, what=what, day=day, details=known, origins=reports(told), mark=mark)
