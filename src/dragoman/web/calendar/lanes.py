"""Entries beside one another on days: each on a lane of its own, from its first to its last day that is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.web.calendar.entries import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """So many *days* of a lane, empty or one *entry*'s; an entry may go on *before* and *after* what is shown."""

    days: int
    entry: Entry | None = None
    before: bool = False
    after: bool = False


Lane = tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of the month's grid, with what is told to be on that very day."""

    date: date
    within: bool
    today: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Seven days from a Monday, and the stretches that touch them."""

    days: tuple[Day, ...]
    lanes: tuple[Lane, ...]


def weeks(entries: Iterable[Entry], month: date, *, last: date, today: date) -> tuple[Week, ...]:
    """The weeks of a month: what is told of one day stands in its cell, what is told of more in lanes across them."""
    every = list(entries)
    monday = month - timedelta(month.weekday())
    mondays = [monday + timedelta(7 * week) for week in range(((last - monday).days // 7) + 1)]
    return tuple(_week(every, monday, month, last, today) for monday in mondays)


def _week(entries: list[Entry], monday: date, month: date, last: date, today: date) -> Week:
    dates = [monday + timedelta(at) for at in range(7)]
    exact = [one for one in entries if one.exact]
    held = (
        Day(
            date=day,
            within=month <= day <= last,
            today=day == today,
            entries=tuple(one for one in exact if one.first == day and month <= day <= last),
        )
        for day in dates
    )
    vague = [one for one in entries if not one.exact]
    return Week(days=tuple(held), lanes=lanes(vague, max(monday, month), min(dates[-1], last), offset=monday))


def lanes(entries: Iterable[Entry], first: date, last: date, *, offset: date | None = None) -> tuple[Lane, ...]:
    """*entries* that touch the days *first* to *last*, in as few lanes as hold them without overlap."""
    begun = offset or first
    touching = [one for one in entries if one.first <= last and one.last >= first]
    placed: list[list[Cell]] = []
    ends: list[date] = []
    for one in sorted(touching, key=lambda entry: (max(entry.first, first), -(entry.last - entry.first).days)):
        start, end = max(one.first, first), min(one.last, last)
        at = next((lane for lane, until in enumerate(ends) if until < start), len(ends))
        if at == len(ends):
            placed.append([])
            ends.append(begun - timedelta(1))
        gap = (start - ends[at]).days - 1
        placed[at] += [Cell(days=gap)] if gap else []
        shown = Cell(days=(end - start).days + 1, entry=one, before=one.first < start, after=one.last > end)
        placed[at].append(shown)
        ends[at] = end
    whole = 7 if offset else (last - first).days + 1
    return tuple(_filled(lane, whole) for lane in placed)


def _filled(lane: list[Cell], whole: int) -> Lane:
    left = whole - sum(cell.days for cell in lane)
    return (*lane, Cell(days=left)) if left else tuple(lane)
