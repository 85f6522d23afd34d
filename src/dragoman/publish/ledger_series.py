"""A dyad's series as text: bars in the terminal, with how much was written beside them."""

from __future__ import annotations

from dragoman.ledger.dyads import Dyad, Period, Stretch, acted_on
from dragoman.ledger.told import Told, record_of
from dragoman.model import Event
from dragoman.publish.ledger_claims import act, named
from dragoman.publish.ledger_page import Page, claimed, joined, several
from dragoman.publish.wording import MONTHS, score, told

FULL, LEFT_HALF, RIGHT_HALF = "█▌▐"
LABEL, COLUMN, SUM = 10, 12, 7
"""Characters of a stretch's name, of the longest bar and of the sum beside it."""


def series(dyad: Dyad, page: Page, *, most: int = 10) -> str:
    """The series and the acts behind it, newest first; conflict grows to the left, cooperation to the right."""
    head = page.heading(f"{named(dyad.sides)}, by {dyad.period}")
    acts = sorted(
        (one for stretch in dyad.stretches for one in stretch.told),
        key=lambda one: (acted_on(one), one.page),
        reverse=True,
    )
    shown = [row for one in acts[:most] for row in ("", *_act(page, one))]
    left = page.small(f"and {len(acts) - most} more; --json has them all", 2) if len(acts) > most else []
    acts_block = [*page.heading("THE ACTS"), *shown, *([""] if left else []), *left] if acts else []
    return joined(head, _bars(dyad), _read(page, dyad), acts_block)


def _bars(dyad: Dyad) -> list[str]:
    longest = max((max(one.cooperation, -one.conflict) for one in dyad.stretches), default=0.0)
    title = (
        f"{'':<{LABEL}}{'conflict':>{COLUMN + SUM}} │ {'cooperation':<{COLUMN + SUM}} acts articles origins  per 100"
    )
    return [title, *(_row(one, dyad.period, longest) for one in dyad.stretches)]


def _row(one: Stretch, period: Period, longest: float) -> str:
    """`3 Jan 22       −4 ████ │ ██ +2      3       12       9  −33 +17`."""
    left = f"{score(round(one.conflict, 1))} {bar(-one.conflict, longest, leftwards=True)}" if one.conflict else ""
    right = f"{bar(one.cooperation, longest)} {score(round(one.cooperation, 1))}" if one.cooperation else ""
    hundred = " ".join(score(round(value)) for value in (one.conflict_a_hundred, one.cooperation_a_hundred) if value)
    volume = f"{one.events:>4} {one.articles:>8} {one.origins:>7}  {hundred}"
    return f"{_label(one, period):<{LABEL}}{left:>{COLUMN + SUM}} │ {right:<{COLUMN + SUM}} {volume}".rstrip()


def bar(value: float, longest: float, *, leftwards: bool = False) -> str:
    """A bar as long beside the longest as *value* is, to half a character; what is there shows."""
    halves = max(1, round(2 * COLUMN * value / longest)) if longest else 1
    whole, half = divmod(halves, 2)
    return RIGHT_HALF * half + FULL * whole if leftwards else FULL * whole + LEFT_HALF * half


def _label(one: Stretch, period: Period) -> str:
    month = MONTHS[one.first.month - 1][:3]
    return f"{month} {one.first.year}" if period is Period.MONTH else f"{one.first.day:>2} {month} {one.first:%y}"


def _read(page: Page, dyad: Dyad) -> list[str]:
    """How much was read, and whose."""
    outlets: dict[str, int] = {}
    for name, count in (pair for one in dyad.stretches for pair in one.outlets):
        outlets[name or "no outlet named"] = outlets.get(name or "no outlet named", 0) + count
    mix = ", ".join(f"{name} {count}" for name, count in sorted(outlets.items(), key=lambda item: (-item[1], item[0])))
    articles = sum(one.articles for one in dyad.stretches)
    return page.lines(f"{several(articles, 'article')} name both sides: {mix or 'no outlet named'}.")


def _act(page: Page, one: Told) -> list[str]:
    event = record_of(one, Event)
    day = acted_on(one)
    date = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    origin = "a copy" if one.origin != one.article else ""
    return [
        *page.lines(f"{act(event)}, {score(event.score)}", 2, more=2),
        *page.lines(told(date, claimed([one]), origin), 4),
        *page.evidence([one]),
    ]
