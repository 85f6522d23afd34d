"""The brief of a day as text: each line with who says so, through which channel, the words, and who tells it."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.ledger.briefing import Briefing, Line
from dragoman.ledger.positions import Move, Stand
from dragoman.model import Basis, Interval
from dragoman.publish.ledger_claims import claim
from dragoman.publish.ledger_page import Page, claimed, counted, joined, several
from dragoman.publish.wording import days, told

HEADINGS = {
    "new": "NEW",
    "changed": "CHANGED",
    "contradicted": "CONTRADICTED, CORRECTED, CALLED OFF",
    "quiet": "GONE QUIET",
    "coming": "COMING",
    "due": "DUE",
}


def day_brief(briefing: Briefing, page: Page, *, most: int = 20) -> str:
    """The text of *briefing*, at most *most* lines a part; what is left out is counted."""
    stretch = Interval(earliest=briefing.since, latest=briefing.day, basis=Basis.GIVEN)
    title = page.heading(f"Brief of {days(stretch)}")
    parts = [_part(page, heading, getattr(briefing, name), most) for name, heading in HEADINGS.items()]
    missing = [heading.lower() for (name, heading) in HEADINGS.items() if not getattr(briefing, name)]
    nothing = page.lines(f"Nothing {'; nothing '.join(missing)}.") if missing else []
    return joined([*title, "═" * len(title[0]) if not page.colour else ""], *parts, nothing, _footer(page, briefing))


def _part(page: Page, heading: str, lines: Sequence[Line], most: int) -> list[str]:
    if not lines:
        return []
    shown = [row for line in lines[:most] for row in ("", *_line(page, line))]
    left = len(lines) - most
    more = ["", *page.small(f"and {left} more; --most {len(lines)} shows them", 2)] if left > 0 else []
    return [*page.heading(heading), *shown, *more]


def _line(page: Page, line: Line) -> list[str]:
    move = (
        str(line.subject.move) if isinstance(line.subject, Stand) and line.subject.move is not Move.FIRST_SAID else ""
    )
    detail = told(move, claimed(line.told), line.channel or "", counted(line.corroboration))
    return [
        *page.lines(claim(line), 2, more=2),
        *page.lines(detail, 4),
        *page.evidence(line.told),
    ]


def _footer(page: Page, briefing: Briefing) -> list[str]:
    """What the brief rests on, and what was not read and why."""
    rows = page.lines(f"From {several(briefing.articles, 'article')} of these days.")
    for one in briefing.unread:
        rows += page.small(f"Not read: {one.source}: {one.reason} [{one.stage}]")
    return rows
