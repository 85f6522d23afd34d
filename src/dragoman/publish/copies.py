"""A report and its copies as lines of text: who printed it, how much later, what was cut or changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.model import Article
from dragoman.publish.ledger_page import Page, several
from dragoman.publish.wording import days
from dragoman.stories import Change, ChangeKind, Copy, CopyGroup, Lag, OriginReason

REASONS = {
    OriginReason.CREDITED: "others credit it",
    OriginReason.NAMED_FIRST: "others say that it had it first",
    OriginReason.AGENCY: "it is an agency",
    OriginReason.EARLIEST: "no other came out before it",
    OriginReason.FULLEST: "dates do not tell; it has the most words",
    OriginReason.ALONE: "nobody copied it",
}
SHOWN = 6
"""Changes of one copy that are shown, the longest."""
LONGEST = 160
"""Characters of a change that are shown."""


def report_lines(group: CopyGroup, width: int, *, changes: bool = False) -> list[str]:
    """The origin and why it is that, then each copy; with *changes*, what each did to the words."""
    page = Page(width=width)
    head = [*page.heading(group.origin.title or "(no title)"), *page.small(_where(group.origin), 2)]
    copies = several(len(group.copies), "copy", "copies")
    head += page.lines(f"likely origin: {REASONS[group.reason]}; {copies}", 2)
    return head + [line for copy in group.copies for line in _copy_lines(page, copy, changes=changes)]


def related_lines(related: Sequence[Article], width: int) -> list[str]:
    """The same story, told by others."""
    page = Page(width=width)
    if not related:
        return []
    lines = [line for one in related for line in page.lines(f"{one.title or '(no title)'} · {_where(one)}", 4, more=2)]
    return ["", *page.heading("The same story, told by others"), *lines]


def _where(article: Article) -> str:
    day = days(article.published) if article.published else "date unknown"
    return f"{article.outlet or 'no outlet'}, {day}: {article.url or article.source}"


def _copy_lines(page: Page, copy: Copy, *, changes: bool) -> list[str]:
    lag = lag_told(copy.lag)
    lines = page.lines(f"{copy.kind}{f', {lag}' if lag else ''}: {_where(copy.article)}", 4, more=2)
    return lines + (list(_changed(page, copy)) if changes else [])


def lag_told(lag: Lag | None) -> str:
    """`the same day`, `2 days later`, `1 to 3 days later`."""
    if lag is None:
        return ""
    if lag.least == lag.most or lag.least is None or lag.most is None:
        day = lag.least if lag.least is not None else lag.most
        if day == 0:
            return "the same day"
        return f"{several(abs(day or 0), 'day')} {'later' if (day or 0) > 0 else 'earlier'}"
    return f"{lag.least} to {lag.most} days later"


def _changed(page: Page, copy: Copy) -> Iterator[str]:
    """The longest changes, in reading order: `− cut`, `+ added`."""
    other = [one for one in copy.changes if one.kind is not ChangeKind.KEPT]
    longest = sorted(other, key=lambda one: -max(span.end - span.start for span in (one.before, one.after)))[:SHOWN]
    for one in (one for one in other if one in longest):
        for mark, words in _sides(copy, one):
            shown = words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
            yield from page.lines(shown, 6, mark=mark)
    if len(other) > SHOWN:
        yield from page.small(f"and {len(other) - SHOWN} more changes", 6)


def _sides(copy: Copy, change: Change) -> Iterator[tuple[str, str]]:
    for mark, span, article in (("− ", change.before, copy.origin), ("+ ", change.after, copy.article)):
        words = " ".join(span.of(article.text).split())
        if words:
            yield mark, words
