"""A feed of very many items → its newest ones, by cutting the text before anything is parsed."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from dragoman.collect.feed_words import moment_of

SORTED = 50_000
"""Items that are looked at one by one; of more, only the beginning or the end."""
BLOCKS = {
    "urlset": re.compile(r"<(?:[\w.-]+:)?url(?=[\s>])"),
    "sitemapindex": re.compile(r"<(?:[\w.-]+:)?sitemap(?=[\s>])"),
}
BLOCK = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)(?=[\s>])", re.IGNORECASE)
DATED = re.compile(
    r"<(?:[\w.-]+:)?(?:pubDate|published|updated|issued|modified|date|lastmod|publication_date)\b[^<>]*>([^<]{4,60})<",
    re.IGNORECASE,
)


def stated(text: str, root: str) -> int:
    """How many items begin in *text*, wherever they stand."""
    return sum(1 for _ in BLOCKS.get(root, BLOCK).finditer(text))


def newest(text: str, root: str, most: int) -> tuple[str, int]:
    """*text* with at most *most* of its items, the newest, in their order; and how many were cut out."""
    starts = [found.start() for found in BLOCKS.get(root, BLOCK).finditer(text)]
    if len(starts) <= most:
        return text, 0
    bounds = [*starts, _end(text, starts[-1])]
    chosen = _chosen(text, bounds, most)
    kept = "".join(text[bounds[number] : bounds[number + 1]] for number in chosen)
    return text[: bounds[0]] + kept + text[bounds[-1] :], len(starts) - len(chosen)


def _end(text: str, last: int) -> int:
    """Where the last item ends."""
    name = re.match(r"<([\w.:-]+)", text[last : last + 80])
    closing = text.find(f"</{name.group(1)}", last) if name else -1
    end = text.find(">", closing) if closing >= 0 else -1
    return end + 1 if end >= 0 else len(text)


def _chosen(text: str, bounds: list[int], most: int) -> list[int]:
    """The numbers of the newest items: by their dates where all have one, else those at the newer end."""
    count = len(bounds) - 1
    if count <= SORTED:
        dates = [_date(text, bounds, number) for number in range(count)]
        known = [date for date in dates if date]
        if len(known) == count:
            return sorted(sorted(range(count), key=lambda number: known[number], reverse=True)[:most])
    first, last = _date(text, bounds, 0), _date(text, bounds, count - 1)
    backwards = first is not None and last is not None and first < last
    return list(range(count - most, count) if backwards else range(most))


def _date(text: str, bounds: list[int], number: int) -> datetime | None:
    found = DATED.search(text, bounds[number], bounds[number + 1])
    said = found.group(1).strip() if found else ""
    return moment_of(said) or _mail_date(said)


def _mail_date(said: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(said)
        return moment if moment.tzinfo else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
