"""`dragoman undated`: when articles without a date may have been published."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.app.options import Address, Json
from dragoman.app.store.commands import opened_store, print_json

if TYPE_CHECKING:
    from dragoman.app.undated.finding import Undated
    from dragoman.model import Rejected

PIPED = 88
Pages = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATH|URL|DIR...]", help="Pages; without any, the articles of the store without a date."),
]
Most = Annotated[int, typer.Option("--limit", min=1, max=10000, help="How many of the store at most, the last first.")]


def add_to(app: typer.Typer) -> None:
    """Adds the command to the command line."""
    app.command()(undated)


def undated(pages: Pages = None, limit: Most = 20, database: Address = None, as_json: Json = False) -> None:
    """Tell when articles without a date may have been published: stretches of days with their shares, and why.

    By offices held, weekdays, years and what else the words allow; in the store also by dated copies and by when the
    article came in. Nothing else is made of it: what is told from the date stays open.
    Exit code: 0, 1 when a page could not be read, 2 for wrong usage, 3 when the store failed.
    """
    from dragoman.model import Rejected

    well, shown = True, 0
    for one in _of_pages(pages) if pages else _of_store(database, limit):
        shown += 1
        if isinstance(one, Rejected):
            well = False
            print(f"dragoman: {one.source}: {one.reason} [{one.stage}]", file=sys.stderr)
        else:
            print_json(one) if as_json else _tell(one)
    if not shown and not as_json:
        print("Every article that is stored tells its date.")
    if not well:
        raise typer.Exit(1)


def _of_pages(pages: list[str]) -> Iterator[Undated | Rejected]:
    from dragoman.app.pipeline import attempted, pages_of
    from dragoman.app.sources import sources_of
    from dragoman.app.undated.finding import of_page
    from dragoman.model import Rejected

    for source in sources_of(pages):
        for page in pages_of(source, now=datetime.now(UTC)):
            yield page if isinstance(page, Rejected) else attempted(page.source, partial(of_page, page))


def _of_store(database: str | None, limit: int) -> Iterator[Undated]:
    from dragoman.app.undated.finding import of_store
    from dragoman.store.copies.copying import look_for_copies

    with opened_store(database) as store:
        look_for_copies(store)
        yield from of_store(store, most=limit)


def _tell(one: Undated) -> None:
    from dragoman.publish.ledger_page import Page
    from dragoman.publish.undated import dating_lines
    from dragoman.publish.wording import days, plain

    page = Page(width=shutil.get_terminal_size().columns if sys.stdout.isatty() else PIPED)
    print(*page.heading(plain(one.title or "(no title)")), *page.small(plain(one.source), 2), sep="\n")
    if one.dating is not None:
        print(*dating_lines(one.dating, page), "", sep="\n")
    elif one.published is not None:
        print(f"  it tells its date: {days(one.published)}", "", sep="\n")
    else:
        print("  nothing in it tells when it was published", "", sep="\n")
