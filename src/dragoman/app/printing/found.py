"""What a search found, as text that people read: each with its article and the words it rests on."""

from __future__ import annotations

from textwrap import wrap

from dragoman.app.printing.corrections import mark_line
from dragoman.model import Entity, Event, Meeting, Position, Statement
from dragoman.publish.wording import act, days, listed, plain, speaker, told, when, where
from dragoman.store import Head, Hit, Record

BOLD, OFF = "\x1b[1m", "\x1b[0m"
WORDS = "    │ "
SAID = "    ✎ "


def found(hit: Hit, *, width: int, colour: bool = False) -> str:
    """*hit* in a few lines, at most *width* wide."""
    first, *rest = _lines(_head(hit.article), width, "")
    title = [f"{BOLD}{line}{OFF}" if colour else line for line in (first, *rest)]
    record = [] if hit.record is None else _record(hit.record, width)
    words = _lines(hit.quote, width, WORDS)
    marks = [line for mark in hit.marks for line in _lines(mark_line(mark), width, SAID)]
    home = _lines(told(hit.article.url or hit.article.source, hit.record.id if hit.record else ""), width, "    ")
    return "\n".join([*title, *record, *marks, *words, *home]) + "\n"


def _head(article: Head) -> str:
    published = days(article.published) if article.published else "date unknown"
    return told(published, article.outlet or "", article.title or "(no title)")


def _record(record: Record, width: int) -> list[str]:
    line, detail = _said(record)
    return [*_lines(line, width, "  "), *_lines(detail, width, "    ")]


def _said(record: Record) -> tuple[str, str]:
    """A record's line and what else is known of it."""
    match record:
        case Statement():
            return f"{speaker(record)} says", told(f"{record.form} speech", record.medium or "", when(record.date))
        case Event():
            return act(record, {}), told(record.status, when(record.date), where(record.place))
        case Meeting():
            sides = listed(record.parties, {}) or "Somebody not named"
            about = f", on {record.topic}" if record.topic else ""
            day = when(record.date) or "date not told"
            return f"{sides}: meeting {record.status}{about}", told(day, where(record.place), record.channel or "")
        case Position():
            return f"{record.holder} {record.stance}: {record.issue}", when(record.date)
        case Entity():
            return record.name, told(record.kind, record.code or "", record.sector or "")


def _lines(text: str, width: int, indent: str) -> list[str]:
    return wrap(plain(text), width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
