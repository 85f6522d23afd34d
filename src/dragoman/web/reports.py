"""Who tells it: the reports that a claim rests on, each origin with its copies, and the way to the words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dragoman.ledger.corroboration import origins
from dragoman.ledger.told import Told
from dragoman.publish.ledger_page import several
from dragoman.web.addresses import evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One page that tells it. *evidence* is where its words stand here, *url* where they stand at home.

    *story* shows it beside its copies.
    """

    outlet: str
    title: str
    day: date
    record: str
    evidence: str
    story: str
    url: str | None
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The *first* report of what is told independently, and those that copied it."""

    first: Report
    copies: tuple[Report, ...]


def reports(told: Iterable[Told]) -> tuple[Origin, ...]:
    """The origins of a claim, the first to tell it first; a page that tells it twice stands there once."""
    found = []
    for several_told in origins(told).values():
        pages = {one.page: one for one in sorted(several_told, key=_place, reverse=True)}
        first, *copies = (_report(one) for one in sorted(pages.values(), key=_place))
        found.append(Origin(first=first, copies=tuple(copies)))
    return tuple(sorted(found, key=lambda one: (one.first.day, one.first.outlet, one.first.evidence)))


def attested(found: Iterable[Origin]) -> str:
    """`2 independent origins, 3 copies`."""
    every = list(found)
    copies = sum(len(one.copies) for one in every)
    return several(len(every), "independent origin") + (f", {several(copies, 'copy', 'copies')}" if copies else "")


def _place(one: Told) -> tuple[bool, date, str, int, str]:
    """An origin before its copies, then by the day; what a page says now before what it said earlier."""
    return (one.origin != one.article, one.day, one.page, -one.nth, one.record.id)


def _report(one: Told) -> Report:
    return Report(
        outlet=one.outlet or "no outlet told",
        title=one.title or "(no title)",
        day=one.day,
        record=one.record.id,
        evidence=evidence(one.article, one.record.id),
        story=f"/story/{one.article}",
        url=one.url,
        quote=one.quote,
    )
