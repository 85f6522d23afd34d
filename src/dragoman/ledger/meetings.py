"""Meetings over time: many reports become one meeting with its history, each step with those who tell it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dragoman.knowledge.issues import stems
from dragoman.ledger import days, sides
from dragoman.ledger.history import MeetingHistory
from dragoman.ledger.merging import ALONE, Member, merged
from dragoman.ledger.told import Told, in_order, record_of
from dragoman.model import Meeting

SAME_PASSAGE = 0.4
"""The share of two passages' words that both versions of a page must have."""


def meetings(told: Iterable[Told], *, together: Mapping[Member, str] = ALONE) -> tuple[MeetingHistory, ...]:
    """Every meeting that is told of, by its day; those without one last.

    What people say is *together*, each report by its article and id with the name of its group, is one meeting.
    """
    return tuple(sorted(merged(reports(told), together), key=by_day))


def reports(told: Iterable[Told]) -> list[tuple[Told, tuple[Told, ...]]]:
    """What is *told* of meetings as it stands now, in order, each with what it replaces."""
    every = in_order(told, Meeting, earlier_versions=True)
    replaced = corrections(every)
    return [(one, replaced.get((one.article, one.record.id), ())) for one in every if one.current]


def by_day(one: MeetingHistory) -> tuple[bool, object, object, str]:
    """Where it stands among others: by its day, those without one last."""
    date = days.known(one.date)
    return (date is None, date and days.first(date), one.told[0].day, one.id)


def corrections(told: Sequence[Told]) -> dict[tuple[str, str], tuple[Told, ...]]:
    """What earlier versions of a page said of a meeting, by what the newest one says of it."""
    found: dict[tuple[str, str], tuple[Told, ...]] = {}
    pages = {one.page for one in told if not one.current}
    current = [one for one in told if one.current and one.page in pages]
    for old in told:
        fits = [(_same_passage(old, one), at) for at, one in enumerate(current) if one.page == old.page]
        best = max(fits, default=(0.0, 0), key=lambda fit: (fit[0], -fit[1]))
        if not old.current and best[0] > 0:
            new = current[best[1]]
            found[new.article, new.record.id] = (*found.get((new.article, new.record.id), ()), old)
    return found


def _same_passage(old: Told, new: Told) -> float:
    """How well a version's passage and the other's go together."""
    one, other = record_of(old, Meeting), record_of(new, Meeting)
    parties = sides.fit(sides.keys(one.parties), sides.keys(other.parties))
    words, others = stems(old.quote), stems(new.quote)
    held = len(words & others) / max(1, len(words | others))
    return held if parties and held >= SAME_PASSAGE else 0.0
