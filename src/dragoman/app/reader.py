"""The heart: a page → its reading. Pure and deterministic; no network, no clock, no database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from dragoman import __version__, clean, extract
from dragoman.annotate import annotate
from dragoman.annotate.brain import available, brain
from dragoman.annotate.parse import MODEL
from dragoman.app.days import day
from dragoman.knowledge import Holder
from dragoman.model import Reader, Reading, digest

UNNAMED = "page"
AT_ONCE = 4  # readers that are kept: with and without heads, before and after somebody was taught


def read(
    page: str | bytes,
    *,
    url: str | None = None,
    published: date | str | None = None,
    source: str | None = None,
    charset: str | None = None,
    heads: bool = True,
    taught: tuple[Holder, ...] = (),
) -> Reading:
    """Everything that a news *page* tells: HTML, plain text or a mail.

    *published* is the day of publication (a date, or YYYY-MM-DD), where you know it better than the page;
    without any, "yesterday" and "next week" stay unresolved. *source* names the page in the reading,
    *charset* is what the server said of its bytes. Without *heads* the rules read alone. *taught* are people whom the
    reader knows beside those of its rows. Raises `Unreadable` where the page holds no article.
    """
    article = clean.article_from(
        page, source=source or url or UNNAMED, url=url, published=_day(published), charset=charset
    )
    return extract.reading(annotate(article, heads=heads, taught=taught), reader(heads=heads, taught=taught))


@lru_cache(maxsize=AT_ONCE)
def reader(*, heads: bool = True, taught: tuple[Holder, ...] = ()) -> Reader:
    """The versions of program, models and knowledge that make a reading."""
    trained = f" + brain {brain().card.version}" if heads and available() else ""
    known = digest("taught", knowledge_digest(), *map(repr, taught)) if taught else knowledge_digest()
    return Reader(program=__version__, model=MODEL + trained, knowledge=known)


NOT_READ = ("codes/", "issues.csv", "cues/en/attitudes.csv")
"""Tables by which no record is made: of exports, of ledgers, of attributions in the wide sense."""


@cache
def knowledge_digest() -> str:
    """The digest of every table of facts that the reader uses, by name and content."""
    rows = files("dragoman.knowledge").joinpath("data")
    parts = (f"{name} {sha256(table.read_bytes()).hexdigest()}" for name, table in sorted(_tables(rows, "")))
    return digest("knowledge", *parts)


def _tables(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _tables(entry, f"{path}{entry.name}/")
        elif entry.name.endswith(".csv") and not f"{path}{entry.name}".startswith(NOT_READ):
            yield f"{path}{entry.name}", entry


def _day(published: date | str | None) -> date | None:
    if isinstance(published, str):
        return day(published)
    return published.date() if isinstance(published, datetime) else published
