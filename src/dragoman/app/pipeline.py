"""The whole flow on one page: a source becomes a page, the page a reading; nothing is dropped without a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import TypeVar

from dragoman.app.days import refuse_future
from dragoman.app.reader import read
from dragoman.app.sources import Fetch, Page, page_at, pages_at, shown, sources_of
from dragoman.knowledge import Holder
from dragoman.model import Basis, Interval, KnowledgeError, Reading, Rejected, Unreadable

Made = TypeVar("Made")


def results(
    sources: Iterable[str],
    *,
    published: date | None,
    now: datetime,
    fetch: Fetch | None = None,
    heads: bool = True,
) -> Iterator[Reading | Rejected]:
    """What every source tells, as it comes; a folder is the pages in it, and a bad page stops nothing.

    Without *heads* the rules read alone.
    """
    for source in sources_of(sources):
        for page in pages_of(source, published=published, now=now, fetch=fetch):
            yield page if isinstance(page, Rejected) else _told(page, published=published, now=now, heads=heads)


def result(
    source: str, *, published: date | None, now: datetime, fetch: Fetch | None = None, heads: bool = True
) -> Reading | Rejected:
    """What one file, URL or standard input tells, or why it cannot be told."""

    def page() -> Page:
        refuse_given(published, now)
        return page_at(source, fetch=fetch)

    found = attempted(source, page)
    return found if isinstance(found, Rejected) else _told(found, published=published, now=now, heads=heads)


def pages_of(
    source: str, *, now: datetime, published: date | None = None, fetch: Fetch | None = None
) -> Iterator[Page | Rejected]:
    """The pages that one source names, several where it is a mailbox or an archive, each or why not."""

    def pages() -> Iterator[Page | Rejected]:
        refuse_given(published, now)
        yield from pages_at(source, fetch=fetch)

    coming = pages()
    while (page := attempted(source, lambda: next(coming, None))) is not None:
        yield page


def _told(page: Page, *, published: date | None, now: datetime, heads: bool) -> Reading | Rejected:
    return attempted(page.source, lambda: reading_of(page, published=published, now=now, heads=heads))


def attempted(source: str, work: Callable[[], Made]) -> Made | Rejected:
    """What *work* makes of *source*, or why it cannot."""
    try:
        return work()
    except Unreadable as error:
        return Rejected(source=shown(source), stage=error.stage, reason=error.reason)
    except KnowledgeError:
        raise
    except Exception as error:  # a fault of ours costs one page, not the run
        reason = f"a fault of Dragoman's own, please report it: {type(error).__name__}: {error}"
        return Rejected(source=shown(source), stage="app", reason=reason)


def refuse_given(published: date | None, now: datetime) -> None:
    """Raises `Unreadable` where the day that a user gave is still to come."""
    if published is not None:
        refuse_future(Interval.day(published, Basis.GIVEN), now)


def reading_of(
    page: Page, *, published: date | None, now: datetime, heads: bool = True, taught: tuple[Holder, ...] = ()
) -> Reading:
    """What a page tells. Raises `Unreadable`."""
    reading = read(
        page.content, url=page.url, published=published, source=page.source, charset=page.charset, heads=heads,
        taught=taught,
    )  # fmt: skip
    refuse_future(reading.article.published, now)
    return reading
