"""People whom articles introduce, as text that people read."""

from __future__ import annotations

from collections.abc import Iterator
from shlex import quote as shell
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.app.actors.candidates import Candidate
    from dragoman.knowledge import Holder
    from dragoman.store.values.people import Decision

QUOTED = 3
"""Quotes that are shown of one person."""


def candidate(one: Candidate) -> Iterator[str]:
    """Somebody with the words that introduce them, whom the rows have instead, and how to decide."""
    yield f"{one.name} · {one.office} of {one.code} · {_articles(one)}"
    for quote in one.quotes[:QUOTED]:
        yield f"  “{quote.words}”"
        told = (quote.outlet, str(quote.day) if quote.day else None, quote.source)
        yield f"    {' · '.join(filter(None, told))}"
    if one.holder is not None and one.spelling:
        yield f"  may be another spelling of {one.holder.name}, {_term(one.holder)}: accepted as that, or --as-other"
    elif one.holder is not None:
        yield f"  the rows have {one.holder.name}, {_term(one.holder)}: accepted as who came after, or --beside"
    yield f"  dragoman actors accept {shell(one.name)}, or reject"


def _articles(one: Candidate) -> str:
    days = " to ".join(dict.fromkeys(f"{day}" for day in (one.first, one.last) if day))
    return f"{one.articles} article{'s' if one.articles > 1 else ''}{f', {days}' if days else ''}"


def _term(row: Holder) -> str:
    return f"{row.office} of {row.body} since {row.begun}" if row.begun else f"{row.office} of {row.body}"


def decision(one: Decision, quotes: list[str | None]) -> Iterator[str]:
    """Who was accepted or rejected, by whom, when and why, and the words that introduced them."""
    row, said = one.introduced.row, one.said
    what = "accepted" if one.accepted else "rejected"
    term = f" from {row.begun or 'ever'}{f' to {row.ended}' if row.ended else ''}" if one.accepted else ""
    also = f" (also {', '.join(row.aliases)})" if row.aliases else ""
    why = f": {said.why}" if said.why else ""
    yield f"{row.name}{also} · {row.office} of {row.body}{term} · {what} by {said.who}, {said.at:%Y-%m-%d %H:%M}{why}"
    if one.introduced.ends is not None:
        yield f"  ends {one.introduced.ends.name} on {one.introduced.ends.ended}"
    for words in quotes[:QUOTED]:
        yield f"  “{' '.join(words.split())}”" if words else "  (the page is gone)"
