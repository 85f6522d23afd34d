"""A reading as a table: a line a record."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

from dragoman.model import Interval, Reading, Span
from dragoman.publish.wording import days, listed, names, plain, told, where

Line = tuple[str, str, str, str, str]


def table(reading: Reading, *, width: int, colour: bool = False) -> str:
    """The statements, events, meetings and positions of *reading* under its title, each on one line."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    rows = Table(box=None, width=width, padding=(0, 2, 0, 0), show_header=False)
    rows.add_column(width=9, no_wrap=True, style="dim")
    for ratio in (4, 5, 4, 7):
        rows.add_column(ratio=ratio, no_wrap=True, overflow="ellipsis")
    for line in lines(reading):
        rows.add_row(*(Text(plain(cell)) for cell in line))
    out = StringIO()
    console = Console(file=out, width=width, force_terminal=colour, no_color=not colour, legacy_windows=False)
    console.print(Text(_title(reading), style="bold"), no_wrap=True, overflow="ellipsis", crop=True)
    console.print(rows)
    return out.getvalue()


def lines(reading: Reading) -> Iterator[Line]:
    """Kind, who, what, when and where, and the article's words of every record."""
    called = names(reading)
    for said in reading.statements:
        who = said.speaker.name if said.speaker else "nobody named"
        cue = _words(reading, said.cue) if said.cue else "—"
        content = " … ".join(_words(reading, span) for span in said.content)
        yield "statement", who, told(cue, said.medium or ""), _when(said.date), content
    for event in reading.events:
        sides = " → ".join(part for part in (listed(event.actors, called), listed(event.recipients, called)) if part)
        act = told(f"{event.type} {event.mode or ''}".strip(), event.status)
        yield "event", sides, act, told(_when(event.date), where(event.place)), _words(reading, event.evidence)
    for meeting in reading.meetings:
        about = told(meeting.status, meeting.topic or "", meeting.channel or "")
        day = told(_when(meeting.date), where(meeting.place))
        yield "meeting", listed(meeting.parties, called), about, day, _words(reading, meeting.evidence)
    for position in reading.positions:
        stance = f"{position.stance}: {position.issue}"
        holder = called.get(position.holder, position.holder)
        yield "position", holder, stance, _when(position.date), _words(reading, position.evidence)


def _title(reading: Reading) -> str:
    article = reading.article
    published = days(article.published) if article.published else "date unknown"
    return plain(told(article.title or "(no title)", article.outlet or "", published, article.source))


def _when(interval: Interval | None) -> str:
    """Short, and in one order with the days of the other lines: `2022-02-01/2022-02-10`."""
    if interval is None:
        return ""
    ends = (str(interval.earliest or ".."), str(interval.latest or ".."))
    return "/".join(dict.fromkeys(ends))


def _words(reading: Reading, span: Span) -> str:
    return span.of(reading.article.text)
