"""The whole flow on one page: a source becomes a page, the page a reading; nothing is dropped without a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from dragoman.app.days import refuse_future
from dragoman.app.reader import read
from dragoman.app.sources import Fetch, page_at, shown, sources_of
from dragoman.model import Basis, Interval, KnowledgeError, Reading, Rejected, Unreadable


def results(
    sources: Iterable[str], *, published: date | None, now: datetime, fetch: Fetch | None = None
) -> Iterator[Reading | Rejected]:
    """What every source tells, as it comes; a folder is the pages in it, and a bad page stops nothing."""
    for source in sources_of(sources):
        yield result(source, published=published, now=now, fetch=fetch)


def result(source: str, *, published: date | None, now: datetime, fetch: Fetch | None = None) -> Reading | Rejected:
    """What one file, URL or standard input tells, or why it cannot be told."""
    try:
        return _reading(source, published=published, now=now, fetch=fetch)
    except Unreadable as error:
        return Rejected(source=shown(source), stage=error.stage, reason=error.reason)
    except KnowledgeError:
        raise
    except Exception as error:  # a fault of ours costs one page, not the run
        reason = f"a fault of Dragoman's own, please report it: {type(error).__name__}: {error}"
        return Rejected(source=shown(source), stage="app", reason=reason)


def _reading(source: str, *, published: date | None, now: datetime, fetch: Fetch | None) -> Reading:
    if published is not None:
        refuse_future(Interval.day(published, Basis.GIVEN), now)
    page = page_at(source, fetch=fetch)
    reading = read(page.content, url=page.url, published=published, source=page.source, charset=page.charset)
    refuse_future(reading.article.published, now)
    return reading
