"""What a new reader changes, as text that people read: the sums, for whom, and examples in their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.ledger.recoding import Recoded, Record
from dragoman.ledger.recoding_tally import Example, Tally
from dragoman.ledger.sides import called
from dragoman.model import Entity, Event, Interval, Meeting, Place, Position, Reader, Span, Speaker, Statement
from dragoman.publish.ledger_page import Page, joined, several
from dragoman.publish.wording import act, listed, speaker, told, when, where

WHOM = 20
"""Sides that are shown, those about whom most is new."""

COLUMN = 8
UNTOLD = "nothing"


def recoding_text(found: Tally, page: Page) -> str:
    """The whole comparison."""
    count = several(found.articles, "article")
    head = page.heading(f"{count} read again, {found.affected} with something new")
    for name, readers in (("before", found.before), ("after", found.after)):
        head += [line for one in readers for line in page.lines(f"{name}: {reader_told(one)}", 2, more=4)]
    rows = [(f"{row.kind} {row.type}", (row.stays, row.changes, row.comes, row.goes)) for row in found.rows]
    whom = [(_side(one.side), (one.changes, one.comes, one.goes)) for one in found.whom[:WHOM]]
    more = f"and {len(found.whom) - WHOM} more" if len(found.whom) > WHOM else ""
    return joined(
        head,
        _table(page, "by kind and type", ("stay", "change", "come", "go"), rows),
        [*_table(page, "for whom", ("change", "come", "go"), whom), *page.small(more, 2)],
        _table(page, "parts that change", ("records",), [(name, (count,)) for name, count in found.parts]),
        *(_example(one, page) for one in found.examples),
    )


def reader_told(reader: Reader) -> str:
    """`program 0.9.0 · model en · knowledge 12ab`."""
    return told(f"program {reader.program}", f"model {reader.model}", f"knowledge {reader.knowledge}")


def _side(side: str) -> str:
    name = called(side)
    return f"{side} ({name})" if name != side else side


def _table(page: Page, title: str, columns: Sequence[str], rows: Iterable[tuple[str, Sequence[int]]]) -> Sequence[str]:
    """A heading and a line a row, its numbers under their columns; nothing where there are no rows."""
    every = list(rows)
    if not every:
        return ()
    room = max(page.width - 2 - COLUMN * len(columns), 1)
    widest = min(room, max(len(title), *(len(name) for name, _ in every)) + 2)
    head = title.ljust(widest + 2) + "".join(name.rjust(COLUMN) for name in columns)
    found = [head]
    for name, numbers in every:
        *above, last = page.lines(name, 2) or [""]
        short = last if len(last) <= widest + 2 else f"{last[: widest + 1]}…"
        found += [*above, short.ljust(widest + 2) + "".join(f"{number:,}".rjust(COLUMN) for number in numbers)]
    return found


def _example(one: Example, page: Page) -> list[str]:
    recoded = one.recoded
    rows = page.heading(f"{recoded.kind} {recoded.fate}: {record_told(recoded.record)}")
    for name in recoded.parts:
        rows += page.lines(_part(name, recoded), 2, more=4)
    for words in dict.fromkeys(words for words in (one.before, one.after) if words):
        rows += page.lines(words, 4, mark="│ ")
    return [*rows, *page.small(one.source, 4)]


def record_told(record: Record) -> str:
    """A record in one line."""
    match record:
        case Entity():
            return told(record.name, record.kind, record.code or "", record.sector or "")
        case Statement():
            return f"{speaker(record)} says"
        case Event():
            return told(act(record, {}), record.status, when(record.date), where(record.place))
        case Meeting():
            parties = listed(record.parties, {}) or "somebody not named"
            return told(f"{parties}: meeting {record.status}", when(record.date), where(record.place))
        case Position():
            return f"{record.holder} {record.stance}: {record.issue}"


def _part(name: str, recoded: Recoded) -> str:
    """`date: 3 May 2021 → nothing`."""
    both = [_value(getattr(record, name)) for record in (recoded.before, recoded.after)]
    if both[0] == both[1]:
        return f"{name}: other words"
    return f"{name}: {both[0]} → {both[1]}"


def _value(value: object) -> str:
    """A part of a record; of passages only how many, for their words are quoted."""
    match value:
        case None | () | "":
            return UNTOLD
        case Interval():
            return when(value) or UNTOLD
        case Place():
            return where(value)
        case Speaker():
            return value.name
        case Span():
            return "a passage"
        case (Span(), *_):
            return several(len(value), "passage")
        case tuple():
            return ", ".join(map(str, value))
    return str(value)
