"""When the page was published, and how that is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import htmldate

from dragoman.clean.blocks import Block, is_prose
from dragoman.clean.dates import MONTH, date_in_address, dates_in, day_of, is_date_line
from dragoman.clean.verdicts import Verdict
from dragoman.model import Basis, Interval

DATELINE = re.compile(r"^(.{3,80}?)\s*(?:--|[-–—:.])\s")
SHORT_DATE = re.compile(
    rf"{MONTH} (?P<day>\d{{1,2}})\b|\b(?P<first>\d{{1,2}}) (?:{MONTH.replace('month', 'second')})", re.IGNORECASE
)
CHANGED = re.compile(r"\b(?:updated|modified|edited|corrected|accessed|printed)\b", re.IGNORECASE)
YEAR_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/")
LATEST = "2100-01-01"
"""Given to htmldate so that it reads no clock."""


def in_page(
    blocks: Sequence[Block],
    out: Sequence[Verdict],
    title: int | None,
    *,
    url: str | None,
    page: str | None,
    month_first: bool,
) -> Interval | None:
    """The day that the page shows: in its address, its head, its dateline, or the one date line it has."""
    if url and (day := date_in_address(url)):
        return Interval.day(day, Basis.PAGE)
    shown = _shown(blocks, out, title, month_first=month_first)
    if shown:
        return shown[0] if len(set(shown)) == 1 or page is None else _voted(shown, page)
    first = next((block.text for number, block in enumerate(blocks) if out[number] is None and is_prose(block)), "")
    return in_dateline(first, url) or _only(blocks, out, month_first=month_first)


def _shown(blocks: Sequence[Block], out: Sequence[Verdict], title: int | None, *, month_first: bool) -> list[Interval]:
    """The dates in the page's head, those of an update last."""
    start = next(
        (n for n, block in enumerate(blocks) if out[n] is None and is_prose(block) and n > (title or 0)), len(blocks)
    )
    head = [block for number, block in enumerate(blocks[:start]) if number > (title or 0) - 6 and number != title]
    head = [block for block in head if not is_prose(block) and len(block.text) < 200]
    lines = sorted(head, key=lambda block: bool(CHANGED.search(block.text)))
    return [interval for block in lines for interval in dates_in(block.text, month_first=month_first)]


def _voted(shown: list[Interval], page: str) -> Interval:
    """Of several dates in the head, htmldate's if it is one of them, else the first."""
    found = htmldate.find_date(page, original_date=True, extensive_search=True, max_date=LATEST)
    return next((interval for interval in shown if found and str(interval.earliest) == found), shown[0])


def in_dateline(paragraph: str, url: str | None) -> Interval | None:
    """The day of a dateline. One without a year is a date only where the page's address has the year."""
    head = DATELINE.match(paragraph)
    if not head:
        return None
    full = dates_in(head.group(1))
    if full:
        return full[0]
    short, year = SHORT_DATE.search(head.group(1)), YEAR_IN_ADDRESS.search(url or "")
    if not short or not year:
        return None
    day = _completed(short, year.group(1))
    return Interval.day(day, Basis.TEXT) if day else None


def _completed(short: re.Match[str], year: str) -> date | None:
    return day_of(year, short["month"] or short["second"], short["day"] or short["first"])


def _only(blocks: Sequence[Block], out: Sequence[Verdict], *, month_first: bool) -> Interval | None:
    """The date of the page's date lines, where all of them agree."""
    lines = [
        block.text for block, kind in zip(blocks, out, strict=True) if kind is not None and is_date_line(block.text)
    ]
    found = {interval for line in lines for interval in dates_in(line, month_first=month_first)}
    return found.pop() if len(found) == 1 else None
