"""When the page was published, and how that is known."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from datetime import date

import htmldate

from dragoman.clean.blocks import Block, is_prose
from dragoman.clean.clocks import clock_of
from dragoman.clean.dated import Candidate, Dated, Source, settled
from dragoman.clean.dates import MONTH, date_in_address, dates_in, day_of, is_date_line
from dragoman.clean.verdicts import Verdict
from dragoman.model import Basis, Interval

DATELINE = re.compile(r"^(.{3,80}?)\s*(?:--|[-–—:.])\s")
SHORT_DATE = re.compile(
    rf"{MONTH} (?P<day>\d{{1,2}})\b|\b(?P<first>\d{{1,2}}) (?:{MONTH.replace('month', 'second')})", re.IGNORECASE
)
CHANGED = re.compile(r"\b(?:updated|modified|edited|corrected|accessed|printed)\b", re.IGNORECASE)
YEAR_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/")
HEAD = 40
"""Blocks below the headline among which the page's date stands."""
LATEST = "2100-01-01"
"""Given to htmldate so that it reads no clock."""


def dated_page(
    blocks: Sequence[Block],
    out: Sequence[Verdict],
    title: int | None,
    told: Sequence[Candidate],
    *,
    url: str | None,
    page: str | None,
    month_first: bool,
) -> Dated:
    """The day of publication by all that the page says: *told* in its metadata, in its address, in its head.

    Where neither tells, its dateline counts, the one date line it has, or what htmldate finds on it.
    """
    shown = _shown(blocks, out, title, month_first=month_first)
    address = date_in_address(url) if url else None
    candidates = [*told, *([Candidate(source=Source.ADDRESS, day=address)] if address else [])]
    if candidates:
        return settled([*candidates, *_seen(shown, {one.day for one in candidates})], clock=clock_of(url))
    if shown:
        when = shown[0] if len(set(shown)) == 1 or page is None else _voted(shown, page)
        return Dated(when=when, candidates=tuple(_seen(shown, set())))
    first = next((block.text for number, block in enumerate(blocks) if out[number] is None and is_prose(block)), "")
    line = in_dateline(first, url) or _only(blocks, out, month_first=month_first)
    return Dated(when=line) if line or page is None else _searched(page, url)


def _seen(shown: Sequence[Interval], told: Set[date]) -> list[Candidate]:
    """The days that are shown. A date that could be read two ways is the one that is *told*."""
    days = [
        interval.earliest if interval.earliest == interval.latest or interval.earliest in told else interval.latest
        for interval in shown
        if interval.earliest == interval.latest or {interval.earliest, interval.latest} & told
    ]
    return [Candidate(source=Source.SHOWN, day=day) for day in dict.fromkeys(days) if day]


def _searched(page: str, url: str | None) -> Dated:
    day = _found(page, url)
    return settled([Candidate(source=Source.SEARCHED, day=day)] if day else [])


def _shown(blocks: Sequence[Block], out: Sequence[Verdict], title: int | None, *, month_first: bool) -> list[Interval]:
    """The dates in the page's head, those of an update last."""
    start = next(
        (n for n, block in enumerate(blocks) if out[n] is None and is_prose(block) and n > (title or 0)), len(blocks)
    )
    start = min(start, (title or 0) + HEAD)
    head = [block for number, block in enumerate(blocks[:start]) if number > (title or 0) - 6 and number != title]
    head = [block for block in head if not is_prose(block) and len(block.text) < 200]
    lines = sorted(head, key=lambda block: bool(CHANGED.search(block.text)))
    return [interval for block in lines for interval in dates_in(block.text, month_first=month_first)]


def _voted(shown: list[Interval], page: str) -> Interval:
    """Of several dates in the head, htmldate's, which has read their markup, else the first."""
    found = _found(page, None)
    return Interval.day(found, Basis.TEXT) if found else shown[0]


def _found(page: str, url: str | None) -> date | None:
    """What htmldate finds on the page; the first of January is its guess where it finds a year alone."""
    page = f"\n{page}" if page.startswith("http") else page  # which htmldate takes for an address, and fetches
    found = htmldate.find_date(page, original_date=True, extensive_search=True, max_date=LATEST, url=url)
    day = date.fromisoformat(found) if found else None
    return None if day and day.month == day.day == 1 else day


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
