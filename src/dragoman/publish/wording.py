"""Days, sides, acts and other people's text in the words that a desk officer reads."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date

from dragoman.model import Basis, EntityKind, Event, EventType, Interval, Place, Reading, Statement

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
ACTS = {
    EventType.AGREE: ("agrees", "agree", "verbal cooperation"),
    EventType.CONSULT: ("talks", "talk", "verbal cooperation"),
    EventType.SUPPORT: ("supports", "support", "verbal cooperation"),
    EventType.CONCEDE: ("concedes", "concede", "verbal cooperation"),
    EventType.COOPERATE: ("cooperates", "cooperate", "material cooperation"),
    EventType.AID: ("gives aid", "give aid", "material cooperation"),
    EventType.RETREAT: ("steps back", "step back", "material cooperation"),
    EventType.REQUEST: ("makes a demand", "make a demand", "verbal conflict"),
    EventType.ACCUSE: ("accuses", "accuse", "verbal conflict"),
    EventType.REJECT: ("refuses", "refuse", "verbal conflict"),
    EventType.THREATEN: ("threatens", "threaten", "verbal conflict"),
    EventType.PROTEST: ("protests", "protest", "material conflict"),
    EventType.SANCTION: ("imposes a sanction", "impose a sanction", "material conflict"),
    EventType.MOBILIZE: ("mobilises", "mobilise", "material conflict"),
    EventType.COERCE: ("coerces", "coerce", "material conflict"),
    EventType.ASSAULT: ("attacks", "attack", "material conflict"),
}
"""Each type in plain English (one actor, several), and its quad class."""

VISIT = ("visits", "visit")
"""For the one mode of a type whose plain word would mislead: somebody who travels does not yet talk."""

HOW_WE_KNOW = {
    Basis.GIVEN: "as given by you",
    Basis.PAGE: "as the page says",
    Basis.TEXT: "as the article's words tell",
    Basis.FETCHED: "the day it was fetched",
}
JOINERS = "\u200c\u200d"


def plain(text: str) -> str:
    """*text* on one line, its words parted by single blanks, without what could play with a terminal.

    That is control and direction characters.
    """
    kept = (sign for sign in text if sign.isspace() or unicodedata.category(sign)[0] != "C" or sign in JOINERS)
    return " ".join("".join(kept).split())


def headed(text: str) -> str:
    """*text* for the header of a mail, where what looks like an encoded word is none.

    Python's writer of mails decodes such a word, line ends and all, and so adds whatever header stands in it.
    """
    return plain(text).replace("=?", "= ?")


def days(interval: Interval) -> str:
    """The stretch of days, as short as it can be told: `1–10 July 2021`."""
    first, last = interval.earliest, interval.latest
    if first is None or last is None:
        return _open(first, last)
    if first == last:
        return _day(first)
    if (first.year, first.month) == (last.year, last.month):
        whole = first.day == 1 and _is_last_of_month(last)
        return _day(last).split(" ", 1)[1] if whole else f"{first.day}–{_day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {_day(last)}"
    return f"{_day(first)} – {_day(last)}"


def _open(first: date | None, last: date | None) -> str:
    if first is not None:
        return f"from {_day(first)} on"
    return f"until {_day(last)}" if last is not None else "on a day unknown"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _is_last_of_month(day: date) -> bool:
    return day == date.max or day.month != date.fromordinal(day.toordinal() + 1).month


def told(*parts: str) -> str:
    """The parts that there are, in one line."""
    return " · ".join(part for part in parts if part)


def when(interval: Interval | None) -> str:
    """A record's days, with how they are known; empty where none are told."""
    if interval is None:
        return ""
    return days(interval) if interval.basis is Basis.EXPLICIT else f"{days(interval)} ({interval.basis})"


def where(place: Place | None) -> str:
    """A record's place; empty where none is told."""
    if place is None:
        return ""
    return f"{place.name} ({place.code})" if place.code else place.name


def names(reading: Reading) -> dict[str, str]:
    """The name that the reading's entities give to each code of a state or body.

    A code that several bodies share (a council and its secretariat) keeps its acronym.
    """
    found: dict[str, set[str]] = {}
    for entity in reading.entities:
        if entity.code and entity.kind in (EntityKind.STATE, EntityKind.IGO):
            found.setdefault(entity.code, set()).add(entity.name)
    return {code: min(called) for code, called in found.items() if len(called) == 1}


def listed(sides: Iterable[str], called: dict[str, str]) -> str:
    """`Iran, Oman and the codes that have no name`."""
    all_names = [called.get(side, side) for side in sides]
    return " and ".join(part for part in (", ".join(all_names[:-1]), *all_names[-1:]) if part)


def act(event: Event, called: dict[str, str]) -> str:
    """`United States → Russia: agrees (AGREE, verbal cooperation, +2.5)`."""
    one, several, quad_class = ACTS[event.type]
    sides = " → ".join(part for part in (listed(event.actors, called), listed(event.recipients, called)) if part)
    kind = f"{event.type} {event.mode}" if event.mode else str(event.type)
    if event.type is EventType.CONSULT and event.mode == "visit":
        one, several = VISIT
    verb = several if len(event.actors) > 1 else one
    return f"{sides or 'somebody not named'}: {verb} ({kind}, {quad_class}, {score(event.score)})"


def score(number: float) -> str:
    """`+2.5`, `−10`, `0`."""
    return f"{number:+g}".replace("-", "−") if number else "0"


def speaker(statement: Statement) -> str:
    """`Vladimir Putin (RUS GOV)`; nobody where nobody is told to speak."""
    said = statement.speaker
    if said is None:
        return "Nobody named"
    side = " ".join(part for part in (said.code, said.sector) if part)
    known = ", ".join(part for part in (side, "anonymous" if said.anonymous else "") if part)
    return f"{said.name} ({known})" if known else said.name


def claimant(reading: Reading, statement: str | None) -> str:
    """Who says what a record tells; empty where the article itself does."""
    said = next((one for one in reading.statements if one.id == statement), None)
    if said is None:
        return ""
    return said.speaker.name if said.speaker else "somebody not named"
