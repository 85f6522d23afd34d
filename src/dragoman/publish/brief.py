"""A reading as a brief: what an article tells, each line with the words it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from textwrap import wrap

from dragoman.model import By, Event, Form, Meeting, Position, Reading, Span, Statement
from dragoman.publish.wording import (
    HOW_WE_KNOW,
    act,
    claimant,
    days,
    listed,
    names,
    plain,
    speaker,
    when,
    where,
)

OPEN, CLOSE = "\ue000", "\ue001"
"""Private characters around a trigger until its line is broken; `plain` lets none of a page's own through."""

NARROWEST = 40
DETAIL = " " * 4
SAMPLES = 3
"""How many parts of each kind that was left out are shown."""

BOLD, DIM, OFF = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def brief(reading: Reading, *, explain: bool = False, width: int = 88, colour: bool = False) -> str:
    """The text of *reading*, lines at most *width* wide; *explain* names the rule behind each record."""
    width = max(width, NARROWEST)
    blocks = [_head(reading, width), *_sections(reading, explain, width), _left_out(reading, width)]
    if explain:
        made = reading.reader
        blocks.append(_wrapped(f"Read by Dragoman {made.program}, model {made.model}, knowledge {made.knowledge}.", width))
    text = "\n\n".join("\n".join(block) for block in blocks if block) + "\n"
    return _coloured(text) if colour else text.replace(OPEN, "*").replace(CLOSE, "*")


def _head(reading: Reading, width: int) -> list[str]:
    """Title, outlet, byline, date and how we know it."""
    article = reading.article
    title = _wrapped(article.title or "(no title)", width)
    published = article.published
    date = (
        f"{days(published)}, {HOW_WE_KNOW.get(published.basis, published.basis)}"
        if published
        else "date unknown: what hangs on it (“yesterday”, “next week”) stays unresolved"
    )
    byline = f"by {article.byline}" if article.byline else ""
    lines = [*title, "═" * max(map(len, title)), *_wrapped(_told(article.outlet or "", byline, date), width)]
    return [*lines, *_wrapped(article.source, width)]


def _sections(reading: Reading, explain: bool, width: int) -> Iterator[list[str]]:
    """A section a kind of record; kinds without any share one line."""
    sections: dict[str, tuple[str, list[list[str]]]] = {
        "WHO SAID WHAT": ("statements", [_statement(reading, one, width) for one in reading.statements]),
        "WHAT WAS DONE": ("events", [_event(reading, one, width) for one in reading.events]),
        "WHAT MEETS WHEN": ("meetings", [_meeting(reading, one, width) for one in reading.meetings]),
        "WHERE EACH SIDE STANDS": ("positions", [_position(reading, one, width) for one in reading.positions]),
    }
    makers: dict[str, list[By]] = {
        "statements": [one.by for one in reading.statements],
        "events": [one.by for one in reading.events],
        "meetings": [one.by for one in reading.meetings],
        "positions": [one.by for one in reading.positions],
    }
    for heading, (kind, records) in sections.items():
        if records:
            rules = [_rule(by) if explain else [] for by in makers[kind]]
            yield [heading, *(line for record, rule in zip(records, rules, strict=True) for line in [*record, *rule, ""][:-1])]
    missing = [kind for kind, records in sections.values() if not records]
    if missing:
        yield [f"No {' and no '.join(missing)}."]
