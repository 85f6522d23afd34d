"""What a person or a body has said over time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from dragoman.knowledge.issues import WORD
from dragoman.ledger import days
from dragoman.ledger.sides import key
from dragoman.ledger.told import Told, in_order, record_of
from dragoman.model import Speaker, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """*speaker*'s *words* on *day*, with all who report them."""

    speaker: Speaker
    words: str
    day: date
    told: tuple[Told, ...]


def quotes(told: Iterable[Told], who: str) -> tuple[Quote, ...]:
    """What *who*, a name or a code, has said, by day; the same words are one quotation."""
    found: dict[str, Quote] = {}
    for one in in_order(told, Statement):
        speaker = record_of(one, Statement).speaker
        if speaker is not None and _is(speaker, who):
            words = " ".join(WORD.findall(one.quote.casefold()))
            first = found.get(words) or Quote(speaker=speaker, words=one.quote, day=said_on(one), told=())
            found[words] = replace(first, day=min(first.day, said_on(one)), told=(*first.told, one))
    return tuple(sorted(found.values(), key=lambda one: (one.day, one.told[0].page, one.words)))


def _is(speaker: Speaker, who: str) -> bool:
    """Whether *who* is this speaker: by code, by name, or by the last words of it."""
    asked, name = key(who), key(speaker.name)
    if not asked or not name:
        return False
    last = f" {name}".endswith(f" {asked}") or f" {asked}".endswith(f" {name}")
    return last or asked == key(speaker.code or "")


def said_on(told: Told) -> date:
    """The day on which it was said: as told, else that of the article."""
    when = days.known(record_of(told, Statement).date)
    return days.last(when) if when and days.exact(when) else told.day
